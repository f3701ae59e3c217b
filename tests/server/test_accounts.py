"""Two Unix accounts on one database, whatever their umask, and a third that has no business there."""

from __future__ import annotations

from collections.abc import Iterator
from subprocess import Popen
from threading import Timer

import pytest

from tests.server.accounts import Account, Team, all_end, missing, team
from tests.services.deeds import rows
from tui.store.store import Store

pytestmark = pytest.mark.xdist_group("load")

UMASKS = (0o077, 0o022, 0o007, 0o002, 0o027)
SHARED, NOT_SETGID = 0o2770, 0o770
TURNS = 10
# logs one thing after another by the product's own way; after the last one it is killed while it writes where asked
LOGS = """
import os, signal, sys
from pathlib import Path
from tui.domain.acts import Logged
from tui.services.doing.perform import perform
from tui.store.store import Said, Store

store, who, turns, die = Store(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "die"
for turn in range(turns):
    perform(store, who, [Logged(1, "chat", "out", f"{who} {turn}")], 1773000000 + turn, 1773000000 + turn)
if die:
    with store.write(Said(who, 1773000000, 1773000000, "test")) as tx:
        tx.conn.execute("UPDATE relationship SET name = 'torn'")
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def shared() -> Iterator[Team]:
    if why := missing():
        pytest.skip(why)
    with team() as found:
        yield found


def founded(shared: Team, umask: int, maker: Account | None) -> None:
    """A database with one relationship in it, made by an account, and both accounts of the group in its team."""
    made = shared.kept(maker, umask, "add", "Halden Dairies", "--kind", "customer")
    assert (made.returncode, made.stderr) == (0, "")
    for each in (shared.ana, shared.bob):
        if each is not maker:
            added = shared.kept(maker, umask, "team", "add", each.name)
            assert (added.returncode, added.stderr) == (0, "")


def logs(shared: Team, who: Account, umask: int, turns: int, *, die: bool = False) -> Popen[str]:
    """An account that logs so often, as a process that has begun."""
    return shared.start(who, umask, "-c", LOGS, str(shared.database), who.name, str(turns), "die" if die else "")


def writes(shared: Team, who: Account, umask: int, text: str) -> None:
    """An account logs something by the command line."""
    done = shared.kept(who, umask, "log", f'messaged @"Halden Dairies" re {text}')
    assert (done.returncode, done.stderr) == (0, ""), who


def group_may_write(shared: Team) -> bool:
    """Whether all files there are the group's, to read and write, and nobody else's."""
    return set(shared.files().values()) == {(0o660, shared.group)}


@pytest.mark.parametrize("umask", UMASKS, ids=oct)
def test_two_accounts_write_whatever_the_umask_even_after_a_kill(shared: Team, umask: int) -> None:
    shared.fresh(SHARED)
    founded(shared, umask, shared.ana)
    assert group_may_write(shared)
    pair = (shared.ana, shared.bob)
    for who in pair:
        writes(shared, who, umask, "by turns")
    assert all_end([logs(shared, who, umask, TURNS) for who in pair]) == [(0, "")] * 2
    for who, other in (pair, pair[::-1]):
        assert all_end([logs(shared, who, umask, 1, die=True)]) == [(-9, "")]
        assert {"kept.db-wal", "kept.db-shm"} < set(shared.files()), "it was killed with its files beside it"
        assert group_may_write(shared)
        writes(shared, other, umask, "after a kill")
    refused = shared.kept(shared.eve, umask, "today")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert str(shared.database) in refused.stderr
    store = Store(shared.database)
    assert rows(store, "SELECT name FROM relationship") == [("Halden Dairies",)]
    found = "SELECT count(*), count(DISTINCT teammate) FROM interaction"
    assert rows(store, found) == [(2 + 2 * TURNS + 4, 2)]
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
    healthy = shared.kept(shared.bob, umask, "doctor")
    assert (healthy.returncode, f"{shared.database} is whole" in healthy.stdout) == (0, True)


@pytest.mark.parametrize("mode", [0o600, 0o640], ids=oct)
def test_files_that_another_account_is_just_making_are_waited_for(shared: Team, mode: int) -> None:
    shared.fresh(SHARED)
    founded(shared, 0o077, shared.ana)
    assert all_end([logs(shared, shared.ana, 0o077, 1, die=True)]) == [(-9, "")]
    for name in ("kept.db-wal", "kept.db-shm"):
        beside = shared.database.with_name(name)
        beside.chmod(mode)
        writing = logs(shared, shared.bob, 0o077, 1)
        made = Timer(0.5, beside.chmod, [0o660])
        made.start()
        assert all_end([writing]) == [(0, "")]
        made.join()
        assert all_end([logs(shared, shared.ana, 0o077, 1, die=True)]) == [(-9, "")]


def test_a_database_that_root_made_is_the_groups_too(shared: Team) -> None:
    shared.fresh(SHARED)
    founded(shared, 0o077, None)
    assert group_may_write(shared)
    for who in (shared.ana, shared.bob, shared.ana):
        writes(shared, who, 0o077, "after root")
    assert all_end([logs(shared, shared.bob, 0o077, 1, die=True)]) == [(-9, "")]
    looked = shared.kept(None, 0o077, "list")
    assert (looked.returncode, looked.stderr) == (0, "")
    writes(shared, shared.ana, 0o077, "after root has looked")
    assert group_may_write(shared)


def test_doctor_warns_of_a_shared_folder_that_is_not_setgid(shared: Team) -> None:
    shared.fresh(NOT_SETGID)
    made = shared.kept(shared.ana, 0o007, "add", "Halden Dairies", "--kind", "customer")
    assert made.returncode == 0
    said = shared.kept(shared.ana, 0o007, "doctor")
    assert said.returncode == 1
    assert f"chmod g+s {shared.database.parent}" in said.stdout
    assert f"chgrp --reference={shared.database.parent} {shared.database}" in said.stdout


def test_a_file_of_a_wrong_mode_is_named_with_the_command_that_mends_it(shared: Team) -> None:
    shared.fresh(SHARED)
    founded(shared, 0o022, shared.ana)
    shared.database.chmod(0o640)
    refused = shared.kept(shared.bob, 0o022, "log", 'messaged @"Halden Dairies" re nothing')
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert f"chmod g+rw {shared.database}" in refused.stderr
