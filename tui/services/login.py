"""Under which handle somebody sits at the terminal; apart from their name, since every prompt asks for it."""

from __future__ import annotations

import os
import pwd
import re


def own_handle() -> str:
    """The handle of the account that this process runs under, never what the environment claims."""
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = ""
    return re.sub(r"[^a-z0-9_-]", "", name.lower()) or f"user{os.getuid()}"
