"""Looking over what kept runs on: the file system, SQLite, and whether Python finds its programs compiled."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.services.finding import Finding, command
from tui.store.filesystem import network

PACKAGES = ("tui", "textual")
WAL_RESET_FIRST, WAL_RESET_LAST = (3, 7, 0), (3, 51, 2)
WAL_RESET_MENDED = {(3, 44): 6, (3, 50): 7}
HASHED = 1
PLACE = "file system"


def place(path: Path) -> Iterator[Finding]:
    """A network file system, from which kept opens nothing."""
    fault = network(path)
    if fault is not None:
        yield Finding(PLACE, fault.what, fault.remedy)


def library(version: tuple[int, int, int]) -> Iterator[Finding]:
    """A SQLite of which it is known that it can lose what is written."""
    major, minor, patch = version
    if WAL_RESET_FIRST <= version <= WAL_RESET_LAST and patch < WAL_RESET_MENDED.get((major, minor), 1 << 30):
        yield Finding(
            "sqlite",
            f"SQLite {'.'.join(map(str, version))} has the WAL-reset fault: two sessions that write at the very"
            " same moment can, very rarely, lose a change or damage the file.",
            "Install SQLite 3.51.3 or newer (or 3.44.6, 3.50.7), and keep backups.",
            grave=False,
        )


def version() -> tuple[int, int, int]:
    """Which SQLite this is."""
    major, minor, patch = sqlite3.sqlite_version_info[:3]
    return major, minor, patch


def compiled(folders: Iterable[Path] | None = None) -> Iterator[Finding]:
    """Packages that this account has Python compile anew at every start, since it may not keep the outcome."""
    for folder in _folders() if folders is None else folders:
        stale = sum(_is_stale(file) for file in folder.rglob("*.py") if not _may_keep(file))
        if stale:
            what = f"{stale} files in {folder} are not compiled, and what Python compiles of them is not kept:"
            yield Finding(
                "compiled",
                f"{what} every start takes up to three times as long.",
                command(sys.executable, "-m", "compileall", "-q", folder),
                grave=False,
            )


def _folders() -> Iterator[Path]:
    for name in PACKAGES:
        spec = importlib.util.find_spec(name)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(folder)


def _may_keep(file: Path) -> bool:
    cache = Path(importlib.util.cache_from_source(str(file))).parent
    return not sys.dont_write_bytecode and os.access(cache if cache.exists() else file.parent, os.W_OK)


def _is_stale(file: Path) -> bool:
    """Whether Python would compile a file when it is imported; the header says of which source the outcome is."""
    try:
        with Path(importlib.util.cache_from_source(str(file))).open("rb") as outcome:
            header = outcome.read(16)
    except OSError:
        return True
    if len(header) < 16 or header[:4] != importlib.util.MAGIC_NUMBER:
        return True
    flags, modified, size = struct.unpack("<III", header[4:])
    if flags & HASHED:
        return False
    source = file.stat()
    return (modified, size) != (int(source.st_mtime) & 0xFFFFFFFF, source.st_size & 0xFFFFFFFF)
