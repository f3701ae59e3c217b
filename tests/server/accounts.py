"""Throw-away Unix accounts that share a folder, and one who is not of their group; they run the product's kept."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.server.python import ROOT, python_for

NEEDED = ("useradd", "userdel", "groupadd", "groupdel")
TRIES = 40


@dataclass(frozen=True)
class Account:
    """One account with its own group and those that it is in besides."""

    name: str
    uid: int
    gid: int
    groups: tuple[int, ...]


@dataclass(frozen=True)
class Team:
    """`ana` and `bob` share `folder` by their group, `eve` is no part of it; `python` is what they all can run."""

    folder: Path
    group: int
    ana: Account
    bob: Account
    eve: Account
    python: str

    def start(self, who: Account | None, umask: int, *command: str) -> subprocess.Popen[str]:
        """Start Python as an account, as root where it is None."""
        ids = {"user": who.uid, "group": who.gid, "extra_groups": who.groups} if who else {}
        told = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        python = self.python if who else sys.executable
        told |= {} if who else {"PYTHONPATH": str(ROOT)}
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen([python, *command], env=told, cwd="/", umask=umask, **ids, **pipes)

    def kept(self, who: Account | None, umask: int, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`kept` on the database of the folder, run as an account until it ends."""
        started = self.start(who, umask, "-m", "tui", "--db", str(self.database), *arguments)
        out, err = started.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, started.returncode, out, err)

    @property
    def database(self) -> Path:
        """The database that they share."""
        return self.folder / "data" / "kept.db"

    def fresh(self, mode: int) -> None:
        """An empty folder for the database, root's and the group's."""
        data = self.database.parent
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir()
        os.chown(data, 0, self.group)
        data.chmod(mode)

    def files(self) -> dict[str, tuple[int, int]]:
        """Mode and group of every file in that folder."""
        found = {path.name: path.stat() for path in self.database.parent.iterdir() if path.is_file()}
        return {name: (its.st_mode & 0o777, its.st_gid) for name, its in found.items()}


def missing() -> str:
    """Why there can be no accounts here; empty where there can."""
    if os.geteuid() != 0:
        return "accounts of their own need root"
    absent = [name for name in NEEDED if shutil.which(name) is None]
    return f"missing here: {', '.join(absent)}" if absent else ""


@contextmanager
def team() -> Iterator[Team]:
    """A group, three accounts and a folder, which are all gone afterwards."""
    name = f"keptt{secrets.token_hex(3)}"
    folder = Path("/srv", f"keptt-{name[5:]}-shared")
    made: list[tuple[str, str]] = []
    folder.mkdir(0o755)
    folder.chmod(0o755)
    try:
        _run("groupadd", name)
        made.append(("groupdel", name))
        group = _id("getent", "group", name)
        found = []
        for letter, groups in (("a", (group,)), ("b", (group,)), ("e", ())):
            account = f"{name}{letter}"
            _run("useradd", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/sh", account)
            made.append(("userdel", account))
            ids = [_id("id", flag, account) for flag in ("-u", "-g")]
            found.append(Account(account, *ids, groups))
        yield Team(folder, group, *found, python_for(folder, found[0].uid, found[0].gid))
    finally:
        for line in reversed(made):
            _run(*line)
        shutil.rmtree(folder)


def _run(*line: str) -> None:
    """Change the accounts; another worker may be at it."""
    for _try in range(TRIES):
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        if "lock" not in done.stderr:
            break
        time.sleep(0.2)
    assert done.returncode == 0, (line, done.stderr)


def _id(*line: str) -> int:
    """A number that the system says, the third field where it says several."""
    out = subprocess.run(line, capture_output=True, text=True, check=True).stdout.strip()
    return int(out.split(":")[2] if ":" in out else out)


def all_end(started: Sequence[subprocess.Popen[str]]) -> list[tuple[int, str]]:
    """Wait for some processes; how each ended, and what it complained of."""
    complaints = [each.communicate(timeout=120)[1] for each in started]
    return [(each.returncode, complaint) for each, complaint in zip(started, complaints, strict=True)]
