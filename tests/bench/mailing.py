"""Importing a mailbox, beside what indexes the same mail as a Maildir: mu, and for orientation notmuch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Line, paired
from tui.ingest.mbox import messages

MOST = 0.6
NOTMUCH = "[database]\npath={maildir}\n[user]\nname=x\nprimary_email={owner}\n[new]\ntags=\n"


def lines(mailbox: Path, owner: str, folder: Path) -> list[Line]:
    """The target of the import; what is missing here is said and not compared."""
    maildir = folder / "maildir"
    count = _spread(mailbox, maildir)
    what = f"importing {count:,} mails"
    if not shutil.which("mu"):
        ours = tuple(_kept(mailbox, owner, folder) for _ in range(3))
        return [Line(what, "(mu is missing here)", "s", ours)]
    pair = paired(lambda: _kept(mailbox, owner, folder), lambda: _mu(maildir, owner, folder))
    found = [Line(what, "mu index, as a Maildir", "s", *pair, most=MOST)]
    if shutil.which("notmuch"):
        found.append(Line(what, "notmuch new, once", "s", pair[0], (_notmuch(maildir, owner, folder),)))
    return found


def _spread(mailbox: Path, maildir: Path) -> int:
    """The mail of an mbox, each in a file of a Maildir; returns how much it is."""
    shutil.rmtree(maildir, ignore_errors=True)
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    count = 0
    with mailbox.open("rb") as stream:
        for data, _ in messages(stream):
            count += 1
            (maildir / "cur" / f"{1_500_000_000 + count}.{count}.bench:2,S").write_bytes(data)
    return count


def _kept(mailbox: Path, owner: str, folder: Path) -> float:
    database = folder / "import.db"
    for suffix in ("", "-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    program = str(Path(sys.executable).with_name("kept"))
    return _seconds(program, "--db", str(database), "--as", "ana", "import", "mail", str(mailbox), "--me", owner)


def _mu(maildir: Path, owner: str, folder: Path) -> float:
    home = f"--muhome={folder / 'mu'}"
    shutil.rmtree(folder / "mu", ignore_errors=True)
    init = ("mu", "init", "--quiet", f"--maildir={maildir}", home, f"--my-address={owner}")
    subprocess.run(init, check=True, capture_output=True)
    return _seconds("mu", "index", "--quiet", home)


def _notmuch(maildir: Path, owner: str, folder: Path) -> float:
    settings = folder / "notmuch.conf"
    settings.write_text(NOTMUCH.format(maildir=maildir, owner=owner))
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    taken = _seconds("notmuch", "new", "--quiet", NOTMUCH_CONFIG=str(settings))
    shutil.rmtree(maildir / ".notmuch", ignore_errors=True)
    return taken


def _seconds(*command: str, **more: str) -> float:
    arguments: Sequence[str] = command
    begun = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, env={**os.environ, **more})
    return time.perf_counter() - begun
