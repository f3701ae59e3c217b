"""All mail in a folder."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from pathlib import Path

from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.ingest.files import MailFile, look_into

_MAILDIR = frozenset({"cur", "new"})
_DRAFT = re.compile(r"[:;!]2,[A-Z]*D")


def mail_in(folder: Path) -> tuple[list[MailFile], list[str]]:
    """The files with mail below a folder in a stable order, and the names of the other files.

    Linked files and folders are followed, each folder once. Of a Maildir what is still being delivered (tmp) and
    drafts are left out: nobody has sent them. Raises OSError when the folder itself cannot be read.
    """
    found: list[MailFile] = []
    passed_over: list[str] = []
    for path in _regular_files(folder, set(), passed_over, folder):
        name = _name(path, folder)
        try:
            found.append(look_into(path, name))
        except (OSError, Problem):
            passed_over.append(name)
    return found, passed_over


def _regular_files(folder: Path, seen: set[tuple[int, int]], passed_over: list[str], top: Path) -> Iterator[Path]:
    here = folder.stat()
    if (here.st_dev, here.st_ino) in seen:
        return
    seen.add((here.st_dev, here.st_ino))
    entries = sorted(folder.iterdir())
    names = {entry.name for entry in entries}
    for path in entries:
        try:
            mode = path.stat().st_mode
            if stat.S_ISREG(mode):
                if not _is_draft(path):
                    yield path
            elif not stat.S_ISDIR(mode):
                passed_over.append(_name(path, top))
            elif _may_hold_mail(path, names):
                yield from _regular_files(path, seen, passed_over, top)
        except OSError:
            passed_over.append(_name(path, top))


def _may_hold_mail(path: Path, beside: set[str]) -> bool:
    """Not a Maildir's tmp, and of hidden folders only those that are Maildirs."""
    if path.name == "tmp":
        return _MAILDIR.isdisjoint(beside)
    return not path.name.startswith(".") or any((path / name).is_dir() for name in _MAILDIR)


def _is_draft(path: Path) -> bool:
    return path.parent.name == "cur" and _DRAFT.search(path.name) is not None


def _name(path: Path, top: Path) -> str:
    return clean_line(path.relative_to(top).as_posix())
