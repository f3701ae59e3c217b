"""Restoring: checked before anything changes, all of it or nothing, and what was is kept."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.services.letters import NOW, empty, exchange, taken_in
from tests.store.older import made
from tui.domain.acts import Edited, Logged
from tui.domain.draft import Draft
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.services import restore as restoring
from tui.services.backup import back_up
from tui.services.checkup import rebuild_all
from tui.services.office import Office
from tui.services.restore import Ready, ready, restore
from tui.store import connection, shelf
from tui.store import store as writing
from tui.store.connection import SCHEMA_VERSION, connect
from tui.store.store import Said, Store

LATER = NOW + 3600
KILLS = 25


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A database of ana's with one relationship."""
    (tmp_path / "team").mkdir(mode=0o770)
    (tmp_path / "team").chmod(0o2770)
    made = empty(tmp_path / "team")
    taken_in(made, exchange())
    return made


@pytest.fixture
def office(store: Store) -> Office:
    return Office(store, "ana", lambda: NOW, Rules())


@pytest.fixture
def old(store: Store) -> Path:
    """A backup of what the database held at first."""
    return back_up(store, "ana", NOW, 0, 0).path


def log(office: Office, text: str) -> None:
    """Note that something happened."""
    office.perform([Logged(1, channel="chat", direction="out", text=text)])


def texts(path: Path) -> list[str]:
    """What was noted, in a database that has to be whole."""
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [text for (text,) in conn.execute("SELECT text FROM interaction WHERE text <> '' ORDER BY id")]


def put_back(store: Store, given: Path, handle: str = "ana", **more: bool) -> tuple[Ready, Path | None]:
    """Restore; returns what was said before, and where what was lies."""
    with ready(store, handle, given, **more) as it:
        return it, restore(it, handle, LATER, LATER)


def nothing_left(store: Store) -> bool:
    """Whether no half file lies about."""
    folder = store.path.parent
    return not [each for each in folder.rglob("*") if ".part" in each.name or ".new" in each.name]


def test_what_was_written_since_is_gone_and_kept(store: Store, office: Office, old: Path) -> None:
    log(office, "one")
    log(office, "two")
    it, before = put_back(store, old)
    assert (it.fault, it.lost.transactions, it.lost.actors) == ("", 2, ("ana",))
    assert texts(store.path) == []
    assert before == shelf.folder_of(store.path) / shelf.name(store.path, LATER, "-before-restore")
    assert texts(before) == ["one", "two"]
    assert stat.S_IMODE(before.stat().st_mode) == 0o660
    assert nothing_left(store)
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_it_can_be_taken_back_by_restoring_what_was(store: Store, office: Office, old: Path) -> None:
    log(office, "one")
    _, before = put_back(store, old)
    assert before is not None
    log(office, "three")
    it, _ = put_back(store, before)
    assert it.lost.transactions == 2, "the restore, and what came after it"
    assert texts(store.path) == ["one"]


def test_the_journal_says_who_restored_what_and_when(store: Store, office: Office, old: Path) -> None:
    log(office, "one")
    with store.read() as conn:
        before = conn.execute("SELECT max(id), max(tx) FROM journal").fetchone()
    put_back(store, old)
    with store.read() as conn:
        row = conn.execute("SELECT actor, wall_at, action, why FROM journal ORDER BY id DESC").fetchone()
        assert row == ("ana", LATER, "restore", str(old))
        now = conn.execute("SELECT max(id), max(tx) FROM journal").fetchone()
    assert now > before
    assert now[1] > before[1], "no number is given twice"


def test_nothing_is_lost_where_nothing_was_written(store: Store, old: Path) -> None:
    assert put_back(store, old)[0].lost == (0, (), None, None)


def test_a_form_that_was_open_does_not_take_the_next_version_for_its_own(store: Store, office: Office) -> None:
    office.perform([Edited("r1", name="Halden")])
    old = back_up(store, "ana", NOW, 0, 0).path
    office.perform([Edited("r1", name="Halden Dairies")])
    seen = version(store)
    put_back(store, old)
    office.perform([Edited("r1", tier="a")])
    with pytest.raises(Problem):
        office.perform([Edited("r1", name="Halden Dairies Ltd", version=seen)])
    assert version(store) > seen


def version(store: Store) -> int:
    with store.read() as conn:
        return int(conn.execute("SELECT version FROM relationship WHERE id = 1").fetchone()[0])


def test_an_open_dashboard_goes_on_and_is_told(store: Store, office: Office, old: Path) -> None:
    log(office, "one")
    draft = office.keep_draft(Draft("log", {"text": "half"}, 1))
    office.news()
    put_back(store, old)
    news = office.news()
    assert news.pages
    assert office.drafts() == ()
    again = office.keep_draft(Draft("log", {"text": "half typed"}, 1, draft))
    assert [each.id for each in office.drafts()] == [again]
    log(office, "two")
    assert [entry.text for entry in office.relationship(1, 9).timeline if entry.text][:1] == ["two"]


def test_readers_see_the_old_state_or_the_new_one(store: Store, office: Office, old: Path) -> None:
    log(office, "one")
    over = threading.Event()
    seen: set[tuple[int, int]] = set()

    def look() -> None:
        while not over.is_set():
            with store.read() as conn:
                (journal,) = conn.execute("SELECT count(*) FROM journal").fetchone()
                (notes,) = conn.execute("SELECT count(*) FROM interaction").fetchone()
                assert conn.execute("PRAGMA quick_check").fetchone() == ("ok",)
                seen.add((journal, notes))

    holding = connect(store.path, query_only=True)
    holding.execute("BEGIN")
    held = holding.execute("SELECT count(*) FROM interaction").fetchone()
    looking = threading.Thread(target=look)
    looking.start()
    put_back(store, old)
    over.set()
    looking.join()
    assert holding.execute("SELECT count(*) FROM interaction").fetchone() == held == (3,)
    holding.close()
    assert len(seen) <= 2
    with store.read() as conn:
        assert conn.execute("SELECT count(*) FROM interaction").fetchone() == (2,)


def test_it_waits_for_a_writer_and_gives_up_without_a_trace(
    store: Store, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 20)
    monkeypatch.setattr(writing, "WAIT", 0.1)
    with ready(store, "ana", old) as it, closing(connect(store.path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem, match="in use"):
            restore(it, "ana", LATER, LATER)
        writer.execute("ROLLBACK")
    assert [each.name for each in shelf.folder_of(store.path).iterdir()] == [old.name]
    assert nothing_left(store)


@contextmanager
def after_the_copy(monkeypatch: pytest.MonkeyPatch, then: Callable[[], object]) -> Iterator[None]:
    """Something that happens between keeping what was and pouring."""
    from tui.store import restoring as pouring

    fit = pouring._fit
    monkeypatch.setattr(pouring, "_fit", lambda *given: (then(), fit(*given)))
    yield
    monkeypatch.undo()


def test_what_somebody_writes_at_the_last_moment_is_not_lost(
    store: Store, office: Office, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (
        after_the_copy(monkeypatch, lambda: log(office, "just now")),
        pytest.raises(Problem, match="at this very moment"),
    ):
        put_back(store, old)
    assert texts(store.path) == ["just now"]
    assert [each.name for each in shelf.folder_of(store.path).iterdir()] == [old.name]
    put_back(store, old)
    assert texts(store.path) == []


def test_a_writer_who_stays_is_not_overrun(
    store: Store, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_MS", 20)
    monkeypatch.setattr(writing, "WAIT", 0.1)
    with (
        closing(connect(store.path)) as writer,
        after_the_copy(monkeypatch, lambda: writer.execute("BEGIN IMMEDIATE")),
        pytest.raises(Problem, match="in use"),
    ):
        put_back(store, old)
    assert [each.name for each in shelf.folder_of(store.path).iterdir()] == [old.name]


def test_a_kill_at_any_moment_leaves_the_old_or_the_new(store: Store, office: Office, old: Path) -> None:
    with store.write(Said("ana", NOW, NOW, "test")) as tx:
        for number in range(300):  # so that pouring takes a while
            row = {"sha256": str(number), "place": "x", "reason": "x", "raw": b"x" * 9000, "batch": 1}
            tx.insert("rejected", row, journalled=False)
    old = back_up(store, "ana", NOW + 1, 0, 0).path
    log(office, "one")
    random.seed(5)
    outcomes = []
    began = time.monotonic()
    put_back(store, old)
    took = time.monotonic() - began
    for _ in range(KILLS):
        log(office, "again")
        before = texts(store.path)
        child = os.fork()
        if child == 0:
            put_back(store, old)
            os._exit(0)
        time.sleep(took * random.random())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert texts(store.path) in (before, [])
        outcomes.append(texts(store.path) == before)
    put_back(store, old)
    assert texts(store.path) == []
    print(f"{outcomes.count(True)} of {KILLS} kills left the old state; one takes {took:.2f} s")
    assert True in outcomes


def broken(path: Path) -> None:
    """Damage a database where SQLite reads first."""
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (broken, "no whole database"),
        (lambda path: os.truncate(path, 20_000), "no whole database"),
        (lambda path: path.write_bytes(b"no database at all" * 400), "no whole database"),
        (lambda path: path.write_bytes(b""), "another program"),
        (lambda path: sql(path, "PRAGMA application_id=7"), "another program"),
        (lambda path: sql(path, f"PRAGMA user_version={SCHEMA_VERSION + 1}"), "newer kept"),
        (lambda path: sql(path, "INSERT INTO contact(relationship, name) VALUES(99, 'Mia')"), "point to rows"),
        (lambda path: path.with_name(path.name + "-wal").write_bytes(b"x"), "is in use"),
        (lambda path: path.unlink(), "cannot be opened|No such file|no such file"),
        (lambda path: (path.unlink(), path.symlink_to("/etc/passwd")), "symbolic link"),
        (lambda path: (path.unlink(), path.mkdir()), "no file"),
        (lambda path: (path.unlink(), os.mkfifo(path)), "no file"),
    ],
)
def test_a_faulty_backup_changes_nothing(
    store: Store, office: Office, old: Path, fault: Callable[[Path], object], said: str
) -> None:
    log(office, "one")
    fault(old)
    with pytest.raises(Problem, match=said) as caught:
        put_back(store, old)
    assert str(old) in str(caught.value)
    assert texts(store.path) == ["one"]
    assert nothing_left(store)


def sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(statement)
        conn.commit()


def test_the_database_is_no_backup_of_itself(store: Store) -> None:
    with pytest.raises(Problem, match="is the database itself"):
        put_back(store, store.path)


def test_a_copy_with_other_pages(store: Store, office: Office, old: Path) -> None:
    sql(old, "PRAGMA page_size=1024")
    sql(old, "VACUUM")
    log(office, "one")
    put_back(store, old)
    assert texts(store.path) == []


def test_only_admins_may(store: Store, office: Office, old: Path) -> None:
    with store.write(Said("ana", NOW, NOW, "test")) as tx:
        tx.insert("teammate", {"handle": "bo", "name": "Bo", "role": "member"})
    log(office, "one")
    for who, said in (("bo", "bo is no admin"), ("eve", "eve is no teammate")):
        with pytest.raises(Problem, match=said):
            put_back(store, old, who)
    with pytest.raises(Problem, match="bo is no admin"), ready(store, "ana", old) as it:
        restore(it, "bo", LATER, LATER)
    assert texts(store.path) == ["one"]
    assert [each.name for each in shelf.folder_of(store.path).iterdir()] == [old.name]


def cut(size: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, size)


@pytest.mark.parametrize("fault", [broken, cut(20_000), cut(9), cut(0)])
def test_a_damaged_database_is_moved_aside(
    store: Store, office: Office, old: Path, fault: Callable[[Path], object]
) -> None:
    log(office, "one")
    office.news()
    fault(store.path)
    damaged = store.path.read_bytes()
    (store.path.with_name("kept.db-wal")).write_bytes(b"its log")
    it, aside = put_back(store, old)
    assert it.fault
    assert aside == store.path.with_name("kept.db.damaged-20260309T090000Z")
    assert aside.read_bytes() == damaged
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"its log"
    assert texts(store.path) == []
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o660
    with store.read() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("SELECT action FROM journal ORDER BY id DESC").fetchone() == ("restore",)
    assert office.news().pages
    assert nothing_left(store)
    log(office, "two")


def test_a_missing_database_comes_back(store: Store, old: Path) -> None:
    store.path.unlink()
    (store.path.with_name("kept.db-wal")).write_bytes(b"the log of what is gone")
    it, aside = put_back(store, old)
    assert it.fault == "it is missing"
    assert aside is not None
    assert aside.with_name(aside.name + "-wal").exists()
    assert texts(store.path) == []


def test_who_cannot_be_known_may_not_restore(store: Store, old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(store.path)
    with pytest.raises(Problem, match="nobody can tell who is an admin"):
        put_back(store, old, by_key=True)
    monkeypatch.setattr(os, "geteuid", lambda: 4321)
    with pytest.raises(Problem, match="nobody can tell who is an admin"):
        put_back(store, old)
    assert not list(store.path.parent.glob("*damaged*"))


def test_an_older_backup_is_brought_up_to_date(store: Store, old: Path) -> None:
    old.unlink()
    made(old, 3)
    put_back(store, old)
    with store.read() as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert conn.execute("SELECT count(*) FROM open_form").fetchone() == (0,)
    assert not list(store.path.parent.glob("*before-schema*"))
    with closing(sqlite3.connect(old)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (3,), "the backup stays what it is"


def test_a_name_means_a_backup_beside_the_database(store: Store, old: Path) -> None:
    assert restoring.found(store, Path(old.name)) == old
    assert restoring.found(store, Path("other.db")) == Path("other.db")
    assert restoring.found(store, Path("other.db"), by_key=True) == old.with_name("other.db")
    assert restoring.named(store) == (old.name,)
