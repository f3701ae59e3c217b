"""Many at once: 20 processes that write, and 50 dashboards that log; nothing fails and nothing is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.screens.at_work import desk_at
from tests.server.dashboards import Dashboard, Room, Round
from tests.server.writers import all_at_once
from tests.services.deeds import ready, row
from tests.services.letters import NOW
from tui.domain.acts import Logged
from tui.domain.listing import ListQuery
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.services.office import Office
from tui.store.store import Said, Store

pytestmark = pytest.mark.xdist_group("load")

WRITERS, TURNS = 20, 200
DASHBOARDS, ROUND, ROUNDS = 50, 30.0, 6
STARTING = 4
LOGGED = ": chat logged"


Figure = Callable[[str], None]


def told(figure: Figure, what: str, seconds: Sequence[float]) -> None:
    """Tell how long something took, in milliseconds."""
    marks = sorted(1000 * each for each in seconds)
    p50, p99 = (marks[int(len(marks) * part)] for part in (0.5, 0.99))
    figure(f"{what}: n {len(marks)}, p50 {p50:.1f} ms, p99 {p99:.1f} ms, max {marks[-1]:.1f} ms")


def lasting(folder: Path) -> Store:
    """A database as those who go on writing open it."""
    return Store(ready(folder).path, lasting=True)


def whole(store: Store) -> bool:
    """What SQLite says of the file."""
    return row(store, "PRAGMA integrity_check") == ("ok",)


def test_of_twenty_who_write_two_hundred_times_no_change_is_lost(tmp_path: Path, figure: Figure) -> None:
    store = lasting(tmp_path)

    def write(writer: int, turn: int) -> None:
        with store.write(Said("ana", NOW, NOW, "test")) as tx:
            (said,) = tx.conn.execute("SELECT name FROM teammate WHERE handle = 'vi'").fetchone()
            before = int(said) if said.isdigit() else 0
            tx.change("teammate", 3, name=str(before + 1))
            tx.insert("override", {**GRADE, "why": f"{writer}, {turn}"})

    assert row(store, "SELECT id FROM teammate WHERE handle = 'vi'") == (3,)
    took = all_at_once(WRITERS, TURNS, write)
    told(figure, "20 processes, 200 writes each, 20 ms between", took)
    every = WRITERS * TURNS
    assert len(took) == every
    assert row(store, "SELECT name, version FROM teammate WHERE id = 3") == (str(every), every + 1)
    assert row(store, "SELECT count(*), count(DISTINCT why) FROM override") == (every, every)
    lines = "SELECT count(*), count(DISTINCT tx), count(DISTINCT version_after) FROM journal WHERE \"table\" = "
    assert row(store, f"{lines}'teammate' AND row_id = 3 AND version_before IS NOT NULL") == (every,) * 3
    assert row(store, f"{lines}'override'") == (every, every, 1)
    assert whole(store)


GRADE = {"relationship": 1, "grade": "A", "actor": "ana", "at": NOW, "until": NOW, "recorded_at": NOW}


def test_of_twenty_who_log_two_hundred_times_no_interaction_is_lost(tmp_path: Path, figure: Figure) -> None:
    store = lasting(tmp_path)

    def write(writer: int, turn: int) -> None:
        log = Logged(1 + writer % 2, "chat", "out", f"{writer}, {turn}")
        perform(store, "bo" if writer % 3 else "ana", [log], NOW + turn, NOW + turn)

    took = all_at_once(WRITERS, TURNS, write)
    told(figure, "20 processes, 200 interactions each, 20 ms between", took)
    every = WRITERS * TURNS
    new = "FROM interaction WHERE channel = 'chat'"
    assert len(took) == every
    assert row(store, f"SELECT count(*), count(DISTINCT text) {new}") == (every, every)
    assert row(store, "SELECT count(DISTINCT tx), count(*) FROM act WHERE kind = 'logged'") == (every, every)
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    assert whole(store)


def team_of(folder: Path, size: int) -> tuple[Store, list[str], list[str]]:
    """The sample with so many teammates: the store, their handles, and whom all know and nobody lets wait."""
    desk = desk_at(folder)
    with desk.store.write(Said("ana", desk.moment, desk.moment, "test", needs=None)) as tx:
        for number in range(size - len(desk.team)):
            tx.insert("teammate", {"handle": f"t{number:02}", "name": f"T {number}", "role": "member"})
    office = Office(desk.store, "ana", desk.now, desk.fallback.latest)
    rows = office.listing(ListQuery(), 0, None).rows
    known = [r.relationship.name for r in rows if r.relationship.kind != "personal" and not r.reply.waiting]
    return desk.store, sorted(office.handles()), known


def opened(room: Room, store: Store, handles: Sequence[str]) -> None:
    """Open a dashboard for each, a few at a time, and wait until all show the day of the whole team."""
    starting: list[Dashboard] = []
    for handle in handles:
        arguments = ["--db", str(store.path), "--as", handle, "--now", "2026-03-09T08:30"]
        starting.append(room.open(arguments))
        while len(starting) >= STARTING:
            room.drain()
            starting = [one for one in starting if "quick line" not in one.seen]
    for one in room.dashboards:
        room.sees(one, "quick line")
        one.press("a")
    for one in room.dashboards:
        room.sees(one, "Kestrel Rail")


def round_of(number: int, turn: int, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The keys that log one interaction by the quick line, and what each of them shows."""
    text, name = f"d{number:02}t{turn}", names[(number + turn) % len(names)]
    # what was said the last time, of another, still shows behind the form
    return ((":", "what happened"), (f'messaged @"{name}" re {text}', text), ("\r", f"{name}{LOGGED}"))


def used(room: Room) -> float:
    """The CPU seconds of all dashboards so far."""
    return sum(one.seconds() for one in room.dashboards)


def test_fifty_dashboards_log_side_by_side(tmp_path: Path, figure: Figure) -> None:
    store, handles, names = team_of(tmp_path, DASHBOARDS)
    room, took = Room(), []
    try:
        begun = time.monotonic()
        opened(room, store, handles)
        figure(f"{DASHBOARDS} dashboards open after {time.monotonic() - begun:.0f} s, {used(room):.0f} CPU s")
        begin, busy = time.monotonic(), used(room)
        rounds = [
            Round(one, begin + ROUND * (turn + number / DASHBOARDS), round_of(number, turn, names))
            for turn in range(ROUNDS)
            for number, one in enumerate(room.dashboards)
        ]
        while rounds:
            room.drain()
            now = time.monotonic()
            over = [each for each in rounds if each.at <= now and each.go(now)]
            took += [each.took for each in over]
            rounds = [each for each in rounds if each not in over]
        lasted = time.monotonic() - begin
        memory = [one.kilobytes() for one in room.dashboards]
        busy = used(room) - busy
        wrote = sum(one.written for one in room.dashboards)
        told(figure, "one interaction by the quick line, from enter to the answer", took)
        share = 100 * busy / lasted
        figure(f"{lasted:.0f} s, {busy:.0f} CPU s ({share:.0f} % of a core), {wrote // 1000} kB shown")
        figure(f"memory (PSS) {sum(memory) // 1024} MB in all, {max(memory) // 1024} MB the largest")
    finally:
        ends = room.close()
    assert set(ends) == {129}
    every = DASHBOARDS * ROUNDS
    new = "FROM interaction WHERE text GLOB '*d[0-9][0-9]t[0-9]*'"
    assert row(store, f"SELECT count(DISTINCT text), count(*) {new}") == (every, every)
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    assert whole(store)
