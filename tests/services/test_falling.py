"""Whoever goes, stays away, comes back or hands over: nothing falls between two people."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.services.deeds import do, row, rows
from tests.services.letters import ME, NOW, Given, hour, letter
from tests.services.test_undoing import acts, dues, made, refusing
from tui.cli import prompt
from tui.domain.absence import stand_in
from tui.domain.acts import Act, Added, Decided, Edited, Logged, NewFollowUp, NewPromise, Promised
from tui.domain.audit import Audit
from tui.domain.auditacts import Audited
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.problem import Problem
from tui.domain.views import OpenRow
from tui.services import away, backup, restore, team
from tui.services.checkup import rebuild_all
from tui.services.counting import counts
from tui.services.day import OURS, today
from tui.services.doing import undoing
from tui.services.doing.perform import perform
from tui.services.importing import import_mail
from tui.services.request import Request
from tui.store import absences, shelf, teammates
from tui.store.store import Store

ROOMS = tempfile.TemporaryDirectory(prefix="kept-falling-")
BO = "bo@larkfield.example"
THEM = "x@newcomer.example"
LATELY = 1490
"""A day before NOW, in hours as `letter` counts them."""
PEOPLE = ("ana", "bo", "cleo")
NOBODYS = """
SELECT 'r' || r.id FROM relationship AS r LEFT JOIN teammate ON teammate.id = owner
WHERE r.deleted_at IS NULL AND kind <> 'personal' AND (owner IS NULL OR teammate.deleted_at IS NOT NULL)
UNION ALL SELECT 'p' || p.id FROM promise AS p JOIN teammate ON handle = author
JOIN relationship AS r ON r.id = p.relationship WHERE by_us AND state = 'open' AND p.deleted_at IS NULL
AND teammate.deleted_at IS NOT NULL AND kind <> 'personal' AND r.deleted_at IS NULL
UNION ALL SELECT 'f' || f.id FROM follow_up AS f JOIN teammate ON handle = f.owner
LEFT JOIN relationship AS r ON r.id = f.relationship WHERE state = 'open' AND f.deleted_at IS NULL
AND teammate.deleted_at IS NOT NULL AND ifnull(kind <> 'personal' AND r.deleted_at IS NULL, 1)
UNION ALL SELECT 'a' || a.id FROM process AS a JOIN teammate ON handle = owner
WHERE a.deleted_at IS NULL AND teammate.deleted_at IS NOT NULL
"""
"""What is open and belongs to somebody who has left, or to nobody; personal things wait for their owner."""

people = st.sampled_from(PEOPLE)
numbers = st.integers(1, 4)
owned: st.SearchStrategy[Act] = st.one_of(
    st.builds(Edited, numbers.map(lambda n: f"r{n}"), owner=people),
    st.builds(Edited, numbers.map(lambda n: f"f{n}"), owner=people),
    st.builds(Edited, numbers.map(lambda n: f"r{n}"), kind=st.sampled_from(["personal", "customer"])),
    st.builds(Added, st.sampled_from(["Cay", "Dale"]), owner=people),
    st.builds(Promised, numbers, st.builds(NewPromise, st.just("the plans"), dues, author=people)),
    st.builds(
        Decided, numbers, st.builds(NewFollowUp, st.just("ask"), dues, every=st.just("FREQ=WEEKLY"), owner=people)
    ),
    st.builds(Logged, numbers, st.just("chat"), st.just("in"), st.just("When?"), opens=st.just(True)),
    st.builds(Audited, st.builds(Audit, st.sampled_from(["Invoices", "Slots"]), owner=people)),
)
Turn = Callable[[Store, Instant], object]


def by(store: Store, now: Instant, who: str = "ana") -> team.By:
    return team.By(store, who, now, now)


def mail(store: Store, now: Instant, who: str, me: tuple[str, ...] = ()) -> None:
    """Somebody imports mail between bo and one who was never heard of."""
    letters = [letter(BO, THEM, LATELY), letter(THEM, BO, LATELY + 1, in_reply_to=f"<{LATELY}@x.example>")]
    import_mail(store, Request([Given(letters)], who, me, now, now))  # type: ignore[list-item]


def restored(store: Store, now: Instant) -> None:
    """The latest backup is put in place."""
    with restore.ready(store, "ana", shelf.backups(store.path)[0]) as it:
        restore.restore(it, "ana", now, now)


turns: st.SearchStrategy[Turn] = st.one_of(
    st.builds(lambda who, act: lambda s, now: perform(s, who, [act], now, now), people, st.one_of(owned, acts)),
    st.builds(lambda who, act: lambda s, now: perform(s, who, [act], now, now), people, owned),
    st.builds(lambda who: lambda s, now: undoing.undo(s, who, now, now), people),
    st.builds(lambda who: lambda s, now: undoing.redo(s, who, now, now), people),
    st.builds(lambda who, to: lambda s, now: team.remove(by(s, now), who, to), people, people),
    st.builds(lambda to: lambda s, now: team.remove(by(s, now), "bo", to), people),
    st.builds(lambda who: lambda s, now: team.add(by(s, now), who, "", "member"), people),
    st.builds(
        lambda who, deputy, hours: lambda s, now: away.leave(s, "ana", who, now + hours * HOUR, deputy, now, now),
        people, people | st.none(), st.integers(1, 9),
    ),
    st.builds(lambda who: lambda s, now: away.come_back(s, "ana", who, now, now), people),
    st.builds(lambda who: lambda s, now: mail(s, now, who), people),
    st.just(lambda s, now: backup.back_up(s, "ana", now, 0, 0)),
    st.just(restored),
)  # fmt: skip


def begun() -> Store:
    """Halden and Quillon, and ana, bo, whose address is known, and cleo, with something open each; a backup."""
    store = made(Path(tempfile.mkdtemp(dir=ROOMS.name)))
    team.add(by(store, NOW), "cleo", "", "member")
    mail = Given([letter(BO, ME, 105)])
    import_mail(store, Request([mail], "bo", (BO,), hour(110), NOW))  # type: ignore[list-item]
    do(store, Edited("r1", owner="bo"), Promised(2, NewPromise("the plans", NOW + 9 * DAY, author="bo")))
    do(store, Decided(2, NewFollowUp("ask", NOW + 9 * DAY, owner="cleo")))
    backup.back_up(store, "ana", NOW, 0, 0)
    return store


def unseen(store: Store, now: Instant) -> set[str]:
    """What is to be done, as one of those who are there sees it, and stands in the Today of none of them."""
    with store.read() as conn:
        book, gone = teammates.rule_book(conn), absences.everything(conn)
        team_ = [mate.handle for mate in teammates.all_teammates(conn)]
        there = [handle for handle in team_ if stand_in(gone, handle, now) == handle]
        assert {stand_in(gone, handle, now) for handle in team_} == set(there)
        everything = {r.id: r for h in there for r in today(conn, None, h, now, book).rows}
        own = {r.id for h in there for r in today(conn, h, h, now, book).rows}
        kinds = dict(conn.execute("SELECT id, kind FROM relationship"))
    return {
        ident
        for ident, r in everything.items()
        if ident not in own and r.kind not in ("silence", "draft") and kinds.get(r.relationship) != "personal"
    }


def disagreeing(store: Store, now: Instant) -> list[tuple[object, ...]]:
    """Whose line for a prompt, as one query counts it, is not what the day says."""
    found: list[tuple[object, ...]] = []
    with store.read() as conn:
        book = teammates.rule_book(conn)
        for handle in PEOPLE:
            _, reaches_not, *line = conn.execute(prompt.COUNTED, {"now": now, "handle": handle}).fetchone()
            told = counts(conn, handle, now)
            groups = [r.group for r in today(conn, handle, handle, now, book).rows if r.kind in OURS]
            day = (groups.count("flagged"), groups.count("overdue") + groups.count("due today"))
            if (told["flagged"], told["due"]) != day or not (reaches_not or line == list(told.values())):
                found.append((handle, now, line, told, day))
    return found


# no shrinking: it takes minutes, and what failed is printed whole
@settings(
    max_examples=60,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(turns, min_size=1, max_size=14))
def test_nothing_falls_between_two_people(sequence: list[Turn]) -> None:
    store = begun()
    for number, turn in enumerate(sequence, 1):
        now = NOW + number * HOUR
        with refusing():
            turn(store, now)
        assert rows(store, NOBODYS) == []
        assert unseen(store, now + 60 * DAY if number % 2 else now) == set()
    for later in (0, 3 * HOUR, 31 * DAY):
        assert disagreeing(store, now + later) == []
    assert rebuild_all(store, "ana", NOW + DAY, NOW + DAY) == 0


def day(store: Store, handle: str, now: Instant) -> dict[str, OpenRow]:
    with store.read() as conn:
        return {r.id: r for r in today(conn, handle, handle, now, teammates.rule_book(conn)).rows}


def test_what_is_handed_over_to_somebody_away_falls_to_who_stands_in() -> None:
    store = begun()
    do(store, Edited("r1", owner="bo"))
    away.leave(store, "ana", "cleo", NOW + 40 * DAY, "ana", NOW, NOW)
    team.remove(by(store, NOW), "bo", "cleo")
    found = [r for r in day(store, "ana", NOW + 9 * DAY).values() if r.absent and r.relationship == 1]
    assert {(r.absent.who, r.absent.deputy) for r in found if r.absent} == {("cleo", "ana")}


def test_what_an_import_brings_for_somebody_away_falls_to_who_stands_in() -> None:
    store = begun()
    away.leave(store, "ana", "bo", NOW + 40 * DAY, "cleo", NOW, NOW)
    mail(store, NOW, "ana")
    (ident,) = row(store, "SELECT id FROM relationship WHERE name = 'newcomer.example'")
    assert [r.kind for r in day(store, "cleo", NOW + DAY).values() if r.relationship == ident] == ["wait"]
    assert ident not in {r.relationship for r in day(store, "ana", NOW + DAY).values()}


def test_what_an_import_brings_for_no_teammate_is_the_importers() -> None:
    store = begun()
    letters = [letter(BO, THEM, LATELY), letter(THEM, BO, LATELY + 1, in_reply_to=f"<{LATELY}@x.example>")]
    undoing.undo(store, "bo", NOW, NOW)  # the import that said which address is bo's
    import_mail(store, Request([Given(letters)], "cleo", (), NOW, NOW))  # type: ignore[list-item]
    owner = "SELECT handle FROM relationship AS r JOIN teammate ON teammate.id = owner WHERE r.name LIKE 'new%'"
    assert row(store, owner) == ("cleo",)


def test_nobody_is_away_longer_than_who_stands_in_is_there() -> None:
    store = begun()
    away.leave(store, "ana", "bo", NOW + 2 * DAY, "cleo", NOW, NOW)
    away.leave(store, "ana", "cleo", NOW + 9 * DAY, "ana", NOW + 5 * DAY, NOW)
    with pytest.raises(Problem, match="cleo is away in that time too"):
        away.leave(store, "ana", "bo", NOW + 6 * DAY, None, NOW + DAY, NOW)
    away.leave(store, "ana", "bo", NOW + 5 * DAY, None, NOW + DAY, NOW)
    assert unseen(store, NOW + 4 * DAY) == set()


def test_an_absence_told_afterwards_counts_from_when_it_was() -> None:
    store = begun()
    do(store, Edited("r1", owner="bo"))
    do(store, Promised(1, NewPromise("x", NOW + DAY, author="bo")), now=NOW + HOUR)
    away.leave(store, "bo", "bo", NOW + 3 * HOUR, "cleo", NOW, NOW + 5 * HOUR)
    with store.read() as conn:
        assert away.digest_of(conn, "bo", NOW + 2 * HOUR) is None
        found = away.digest_of(conn, "bo", NOW + 5 * HOUR)
    assert found
    assert [did.name for did in found.people] == ["ana"]


def test_who_comes_back_to_the_team_is_not_away_as_before() -> None:
    store = begun()
    away.leave(store, "ana", "bo", NOW + 9 * DAY, "cleo", NOW, NOW)
    team.remove(by(store, NOW + DAY), "bo", "ana")
    team.remove(by(store, NOW + DAY), "cleo", "ana")
    team.add(by(store, NOW + 2 * DAY), "bo", "", "member")
    with store.read() as conn:
        assert away.standing(conn, NOW + 2 * DAY) == {}


def test_after_a_restore_undo_takes_back_only_what_the_backup_knows() -> None:
    store = begun()
    do(store, Edited("r1", tier="a"), now=NOW + HOUR)
    backup.back_up(store, "ana", NOW + HOUR, 0, 0)
    do(store, Edited("r2", tier="a"), now=NOW + 2 * HOUR)
    restored(store, NOW + 3 * HOUR)
    assert row(store, "SELECT tier FROM relationship WHERE id = 2") == ("c",)
    undoing.undo(store, "ana", NOW + 4 * HOUR, NOW + 4 * HOUR)
    assert rows(store, "SELECT tier FROM relationship ORDER BY id") == [("c",)] * 2
    assert rebuild_all(store, "ana", NOW + DAY, NOW + DAY) == 0


def test_after_a_restore_an_act_on_what_changed_since_is_not_taken_back() -> None:
    store = begun()
    do(store, Edited("r1", tier="a"), now=NOW + HOUR)
    backup.back_up(store, "ana", NOW + HOUR, 0, 0)
    do(store, Edited("r1", name="Halden AG"), who="bo", now=NOW + 2 * HOUR)
    restored(store, NOW + 3 * HOUR)
    with pytest.raises(Problem, match="changed it since"):
        undoing.undo(store, "ana", NOW + 4 * HOUR, NOW + 4 * HOUR)
    assert row(store, "SELECT tier FROM relationship WHERE id = 1") == ("a",)
