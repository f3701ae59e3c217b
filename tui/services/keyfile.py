"""Reading sshd's file of keys, which kept must not be able to write."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from tui.domain.authorized import Fault
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.ingest.files import open_regular

LONGEST = 4_000_000
OTHERS = stat.S_IWGRP | stat.S_IWOTH


def read(file: Path) -> list[str]:
    """The lines of a file of keys, or of standard input for `-`."""
    shown = clean_line(str(file), 300)
    if str(file) == "-":
        raw = sys.stdin.buffer.read(LONGEST + 1)
    else:
        try:
            with open_regular(file) as opened:
                raw = opened.read(LONGEST + 1)
        except OSError as error:
            said = error.strerror or "it cannot be read"
            raise Problem(f"{shown}: {said}.", "kept team check FILE names another one, - reads it.") from None
    if len(raw) > LONGEST:
        raise Problem(f"{shown} is larger than any file of keys.", "Name another one.")
    return raw.decode("utf-8", "replace").split("\n")


def writable(file: Path) -> list[Fault]:
    """What lets kept, or anybody but root, write a file of keys that can be read; nothing for standard input.

    Root may write everything, so that for root the modes are looked at.
    """
    if str(file) == "-":
        return []
    found = [name for name in (file, file.absolute().parent) if _is_open(name)]
    return [Fault(None, "writable", None, _said(clean_line(str(name), 300))) for name in found]


def _is_open(name: Path) -> bool:
    try:
        stood = name.stat()
    except OSError:
        return False
    if os.geteuid() == 0:
        return stood.st_uid != 0 or bool(stood.st_mode & OTHERS)
    return os.access(name, os.W_OK)


def _said(name: str) -> str:
    what = f"Not root alone may write {name}, so that somebody could let themselves in as anybody."
    return f"{what} chown root and chmod go-w mend it."
