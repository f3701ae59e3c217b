"""Who sits at the terminal: the account of the process, never what the environment claims."""

from __future__ import annotations

import os
import pwd
from typing import NamedTuple

from tui.domain.text import clean_line
from tui.services.login import own_handle


class Account(NamedTuple):
    """A handle and a name as the system knows them."""

    handle: str
    name: str


def founder(handle: str) -> Account:
    """Who makes a database as `handle`: the account by its name, anybody else by the handle alone."""
    own = account()
    return own if own.handle == handle else Account(handle, handle)


def account() -> Account:
    """The account that this process runs under."""
    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return Account(own_handle(), f"user {os.getuid()}")
    handle = own_handle()
    return Account(handle, clean_line(entry.pw_gecos.split(",")[0]).strip() or handle)
