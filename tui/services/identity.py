"""Who sits at the terminal: the account of the process, never what the environment claims."""

from __future__ import annotations

import os
import pwd
import re
from typing import NamedTuple

from tui.domain.text import clean_line


class Account(NamedTuple):
    """A handle and a name as the system knows them."""

    handle: str
    name: str


def account() -> Account:
    """The account that this process runs under."""
    try:
        entry = pwd.getpwuid(os.getuid())
    except KeyError:
        return Account(f"user{os.getuid()}", f"user {os.getuid()}")
    handle = re.sub(r"[^a-z0-9_-]", "", entry.pw_name.lower()) or f"user{os.getuid()}"
    return Account(handle, clean_line(entry.pw_gecos.split(",")[0]).strip() or handle)
