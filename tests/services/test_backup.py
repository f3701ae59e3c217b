"""Backups: whole and of one moment while others write, for those who may, and the old ones go."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.letters import NOW, empty, exchange, taken_in
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.services.backup import back_up, back_up_to
from tui.store import backup, shelf
from tui.store.connection import APPLICATION_ID
from tui.store.store import Said, Store

WRITERS, WRITES = 4, 60
SAID = Said("ana", NOW, NOW, "test")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A database of a team, with some mail in it."""
    (tmp_path / "team").mkdir()
    (tmp_path / "team").chmod(0o2770)
    made = empty(tmp_path / "team")
    taken_in(made, exchange())
    return made


def counted(path: Path) -> tuple[int, int]:
    """The counter of a copy, and the rows that it has to count."""
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        (counter,) = conn.execute("SELECT capacity FROM teammate WHERE handle = 'counter'").fetchone()
        (rows,) = conn.execute("SELECT count(*) FROM teammate WHERE handle LIKE 'row%'").fetchone()
    return int(counter) - 1, int(rows)  # it may not be 0


def write_often(path: Path, writer: int) -> None:
    """Add a row and count it, in one transaction, again and again."""
    for number in range(WRITES):
        with Store(path).write(SAID) as tx:
            tx.insert("teammate", {"handle": f"row{writer}-{number}", "name": "Row", "role": "viewer"})
            tx.conn.execute("UPDATE teammate SET capacity = capacity + 1 WHERE handle = 'counter'")


def test_a_backup_is_whole_and_of_one_moment_while_four_processes_write(store: Store) -> None:
    with store.write(SAID) as tx:
        tx.insert("teammate", {"handle": "counter", "name": "Counter", "role": "viewer", "capacity": 1})
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_often, args=(store.path, number)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    states = []
    while any(writer.is_alive() for writer in writers):
        states.append(counted(back_up(store, "ana", NOW, 0, 0).path))
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert all(counter == rows for counter, rows in states)
    assert states == sorted(states)
    assert len(set(states)) > 1, "some were made while others wrote"
    assert counted(back_up(store, "ana", NOW, 0, 0).path) == (WRITERS * WRITES, WRITERS * WRITES)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
@pytest.mark.parametrize("mode", [0o2770, 0o2775, 0o700, 0o755])
def test_the_folder_is_like_the_databases_and_a_backup_is_for_the_same_people(
    store: Store, mode: int, umask: int
) -> None:
    store.path.parent.chmod(mode)
    before = os.umask(umask)
    try:
        made = back_up(store, "ana", NOW, 0, 0)
    finally:
        os.umask(before)
    assert made.path == store.path.parent / "backups" / "kept-20260309T080000Z.db"
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == mode
    assert stat.S_IMODE(made.path.stat().st_mode) == (0o660 if mode & 0o020 else 0o600)
    assert made.size == made.path.stat().st_size
    assert [each.name for each in made.path.parent.iterdir()] == [made.path.name]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_makes_belongs_to_whom_the_database_belongs(store: Store, tmp_path: Path) -> None:
    for each in (store.path, store.path.parent):
        os.chown(each, 1, 2)
    inside, outside = back_up(store, "ana", NOW, 0, 0), back_up_to(store, "ana", NOW, tmp_path / "copy.db")
    for each in (inside.path, inside.path.parent, outside.path):
        assert (each.stat().st_uid, each.stat().st_gid) == (1, 2)


def test_two_in_a_second_are_two(store: Store) -> None:
    first, second = (back_up(store, "ana", NOW, 0, 0).path for _ in range(2))
    assert first != second
    assert shelf.backups(store.path) == [second, first]


def made(store: Store, *days: int) -> None:
    """Files that are called as backups made so many days ago."""
    folder = backup.make_folder(store.path)
    for day in days:
        (folder / shelf.name(store.path, NOW - day * DAY)).touch()


def left(store: Store) -> list[str]:
    return sorted(each.name for each in shelf.folder_of(store.path).iterdir())


def test_only_so_many_stay(store: Store) -> None:
    made(store, 1, 2, 3, 4)
    gone = back_up(store, "ana", NOW, keep=3, days=0).gone
    assert [each.name for each in gone] == [shelf.name(store.path, NOW - day * DAY) for day in (3, 4)]
    assert left(store) == [shelf.name(store.path, NOW - day * DAY) for day in (2, 1, 0)]


def test_they_stay_for_so_many_days(store: Store) -> None:
    made(store, 1, 9, 10, 11, 400)
    back_up(store, "ana", NOW, keep=0, days=10)
    assert left(store) == [shelf.name(store.path, NOW - day * DAY) for day in (10, 9, 1, 0)]


def test_without_limits_all_stay(store: Store) -> None:
    made(store, 1, 400)
    assert back_up(store, "ana", NOW, 0, 0).gone == ()


def test_the_newest_stays_though_the_clock_was_set_back(store: Store) -> None:
    made(store, -3)
    back_up(store, "ana", NOW, keep=1, days=1)
    assert left(store) == [shelf.name(store.path, NOW)]


def test_what_bears_another_name_stays_and_does_not_count(store: Store) -> None:
    folder = backup.make_folder(store.path)
    others = ["kept-20200101T000000Z-before-restore.db", "notes.txt", "sales-20200101T000000Z.db", "kept-2020.db"]
    for name in others:
        (folder / name).touch()
    back_up(store, "ana", NOW, keep=1, days=1)
    assert left(store) == sorted([*others, shelf.name(store.path, NOW)])


def test_nothing_goes_where_none_is_made(store: Store) -> None:
    made(store, 1, 2, 3)
    before = left(store)
    os.truncate(store.path, store.path.stat().st_size // 2)
    with pytest.raises(Problem, match="damaged"):
        back_up(store, "ana", NOW, keep=1, days=1)
    assert left(store) == before


def test_what_a_killed_one_left_a_day_ago_goes(store: Store) -> None:
    folder = backup.make_folder(store.path)
    old, new = folder / ".kept.db.abc.part", folder / ".kept.db.xyz.part"
    for each in (old, new):
        each.touch()
    os.utime(old, (1, 1))
    back_up(store, "ana", NOW, 0, 0)
    assert not old.exists()
    assert new.exists(), "somebody may be at it"


def test_a_backup_elsewhere(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert back_up_to(store, "ana", NOW, elsewhere).path == elsewhere / "kept-20260309T080000Z.db"
    assert back_up_to(store, "ana", NOW, elsewhere / "mine.db").path == elsewhere / "mine.db"
    assert not shelf.folder_of(store.path).exists()


def test_nothing_is_written_over_or_through_a_link(store: Store, tmp_path: Path) -> None:
    target, there = tmp_path / "target", tmp_path / "there.db"
    there.write_text("mine")
    links = [tmp_path / name for name in ("to-nothing", "to-a-folder", "to-a-file")]
    for link, end in zip(links, (target, tmp_path, there), strict=True):
        link.symlink_to(end)
    refused = [*((link, "symbolic link") for link in links), (there, "There is a file"), (store.path, "There is")]
    for place, why in refused:
        with pytest.raises(Problem, match=why) as caught:
            back_up_to(store, "ana", NOW, place)
        assert caught.value.wrong_use
    with pytest.raises(Problem, match="There is no folder"):
        back_up_to(store, "ana", NOW, tmp_path / "none" / "kept.db")
    assert there.read_text() == "mine"
    assert not target.exists()
    assert not list(tmp_path.rglob("*.part"))


def test_a_folder_for_backups_that_leads_elsewhere_is_refused(store: Store, tmp_path: Path) -> None:
    shelf.folder_of(store.path).symlink_to(tmp_path)
    with pytest.raises(Problem, match="symbolic link"):
        back_up(store, "ana", NOW, 0, 0)
    assert not list(tmp_path.glob("kept-*"))


def test_over_a_key_only_admins_may(store: Store) -> None:
    with store.write(SAID) as tx:
        tx.insert("teammate", {"handle": "bo", "name": "Bo", "role": "member"})
    back_up(store, "ana", NOW, 0, 0, by_key=True)
    with pytest.raises(Problem, match="bo is no admin"):
        back_up(store, "bo", NOW, 0, 0, by_key=True)
    with pytest.raises(Problem, match="eve is no teammate"):
        back_up(store, "eve", NOW, 0, 0, by_key=True)
    assert len(shelf.backups(store.path)) == 1
    back_up(store, "bo", NOW, 0, 0)
    assert len(shelf.backups(store.path)) == 2, "the owner of the file can copy it anyway"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_who_neither_owns_the_file_nor_is_an_admin_may_not(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    os.chown(store.path, 1, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 2)
    with pytest.raises(Problem, match="bo is no teammate"):
        back_up(store, "bo", NOW, 0, 0)
