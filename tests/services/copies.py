"""The sample, and copies of it that a test may write to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tui import paths
from tui.config.settings import Settings
from tui.services.office import Office
from tui.services.sample import Sample, make
from tui.store.store import Said, Store


def sample(folder: Path) -> Sample:
    """The sample as a database in a folder."""
    return make(folder / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), Settings().rules())


def copied(made: Sample, folder: Path, handle: str = "ana") -> Office:
    """Somebody's desk at a copy of the sample, at its moment."""
    path = folder / "copy.db"
    with closing(sqlite3.connect(made.store.path)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return Office(Store(path), handle, lambda: made.now, made.rules)


def make_personal(office: Office, ident: int) -> None:
    """Make a relationship its owner's alone."""
    with office.store.write(Said("ana", office.now(), office.now(), "make it personal")) as tx:
        tx.change("relationship", ident, kind="personal")
