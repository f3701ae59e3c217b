"""Whoever may not use the database is told in one line which file it is and what mends it; doctor says it too."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pexpect
import pytest

from tests.server.accounts import Account, Team, missing, team

LOG = ("log", 'messaged @"Halden Dairies" re nothing')
COMMANDS = (("status",), ("list",), ("today",), LOG, ("backup",), ())


@pytest.fixture(scope="module")
def shared() -> Iterator[Team]:
    """Three accounts and the folder of two of them."""
    why = missing()
    if why:
        pytest.skip(why)
    with team() as found:
        yield found


class Wrong(NamedTuple):
    """What is wrong: the modes of folder and file, whether the file is of another group, and who comes."""

    name: str
    folder: int
    file: int
    others: bool = False
    eve: bool = False
    reads: bool = False


WRONG = (
    Wrong("folder that may only be read", 0o2750, 0o660),
    Wrong("folder that is the owner's", 0o2700, 0o660),
    Wrong("file that may only be read", 0o2770, 0o640, reads=True),
    Wrong("file that is the owner's", 0o2770, 0o600),
    Wrong("file of another group", 0o2770, 0o660, others=True),
    Wrong("somebody of another group", 0o2770, 0o660, eve=True),
    Wrong("somebody of another group who sees the folder", 0o2775, 0o660, eve=True),
)


def spoilt(shared: Team, wrong: Wrong) -> Account:
    """A database of ana's in that state; returns who comes to it."""
    shared.fresh(0o2770)
    assert shared.kept(shared.ana, 0o022, "add", "Halden Dairies", "--kind", "customer").returncode == 0
    with closing(sqlite3.connect(shared.database)) as conn:
        conn.execute("INSERT INTO teammate(handle, name, role) VALUES(?, 'Bob', 'member')", (shared.bob.name,))
        conn.commit()
    if wrong.others:
        os.chown(shared.database, shared.ana.uid, shared.ana.gid)
    shared.database.chmod(wrong.file)
    os.chown(shared.database.parent, shared.ana.uid, shared.group)
    shared.database.parent.chmod(wrong.folder)
    return shared.eve if wrong.eve else shared.bob


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_it_is_said_in_a_line_with_what_mends_it(shared: Team, wrong: Wrong) -> None:
    who = spoilt(shared, wrong)
    for command in COMMANDS:
        status, said = ran(shared, who, *command) if command else opened(shared, who)
        if status == 0:
            assert wrong.reads, (command, said)
            assert command != LOG
            continue
        if wrong.reads and command == ("backup",):
            assert "is no admin" in said
            continue
        assert status == 1, (command, said)
        assert said.count("\n") == 1, (command, said)
        assert str(shared.database) in said or f"{shared.database.parent}/backups" in said
        assert "chmod g+" in said, (command, said)


def ran(shared: Team, who: Account, *command: str) -> tuple[int, str]:
    """The status of a command, and what it complained of."""
    done = shared.kept(who, 0o022, *command)
    return done.returncode, done.stderr


def opened(shared: Team, who: Account) -> tuple[int, str]:
    """The same of the dashboard; it is left as soon as it is there."""

    def become() -> None:
        os.setgroups(who.groups)
        os.setgid(who.gid)
        os.setuid(who.uid)

    env = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
    arguments = ["-m", "tui", "--db", str(shared.database)]
    child = pexpect.spawn(
        shared.python, arguments, env=env, cwd="/", preexec_fn=become, timeout=60, encoding="utf-8"
    )
    found = child.expect([pexpect.EOF, "Today"])
    if found == 1:
        child.sendline("q")
        child.expect(pexpect.EOF)
    said = child.before or ""
    child.close()
    return (0, "") if found else (child.exitstatus or 0, said.replace("\r\n", "\n"))


@pytest.mark.parametrize("wrong", [each for each in WRONG if not each.eve], ids=lambda wrong: wrong.name)
def test_what_is_said_mends_it(shared: Team, wrong: Wrong) -> None:
    who = spoilt(shared, wrong)
    status, said = ran(shared, who, *LOG)
    assert status == 1
    for command in re.findall(r"chmod g\+\w+ [^;\s]+|chgrp \S+ \S+", said):
        subprocess.run(command.rstrip("."), shell=True, check=True)
    assert ran(shared, who, *LOG) == (0, "")


@pytest.mark.parametrize("wrong", [each for each in WRONG if not each.eve], ids=lambda wrong: wrong.name)
def test_the_doctor_says_it_to_whom_it_belongs(shared: Team, wrong: Wrong) -> None:
    spoilt(shared, wrong)
    if wrong.folder in (0o2750, 0o2700):
        pytest.skip("a folder that is not shared is as it should be for its owner")
    said = shared.kept(shared.ana, 0o022, "doctor")
    assert said.returncode == 1
    for command in re.findall(r"^ +(ch\w+ .*)$", said.stdout, re.MULTILINE):
        subprocess.run(command, shell=True, check=True)
    assert shared.kept(shared.ana, 0o022, "doctor").returncode == 0
    assert ran(shared, shared.bob, *LOG) == (0, "")
