"""What is asked for in a few statements is what the plain way finds, whoever asks and at whatever moment."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services import plainly
from tests.services.manysided import FIRST, LAST, TEAM, manysided
from tui.domain.listing import ListQuery
from tui.domain.model import DAY, HOUR, Instant
from tui.services.cases import parts_before
from tui.services.day import today
from tui.services.lateness import costs, obliged
from tui.services.listing import listing
from tui.store import obligations, relationships, teammates
from tui.store.store import Store

moments = st.integers(FIRST // HOUR, (LAST + 300 * DAY) // HOUR).map(lambda hour: hour * HOUR)
mates = st.sampled_from(TEAM)
queries = st.builds(
    ListQuery,
    words=st.sampled_from([(), (), ("AG",), ("hal", "co")]),
    owner=st.sampled_from([None, None, "all", "ana", "bo"]),
    tier=st.sampled_from([None, None, "a", "c"]),
    kind=st.sampled_from([None, None, "customer", "personal"]),
    stage=st.sampled_from([None, "all", "active", "dormant", "ended", "prospect"]),
    grade=st.sampled_from([None, None, None, "A", "?", "–"]),
    flag=st.sampled_from([None, None, True, False]),
    order=st.sampled_from(["score", "name", "silence", "waiting", "trend"]),
)


@pytest.fixture(scope="module", params=range(3))
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return manysided(tmp_path_factory.mktemp("many"), request.param)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([*TEAM, None]), mates, moments)
def test_a_day(store: Store, whose: str | None, handle: str, now: Instant) -> None:
    with store.read() as conn:
        book = teammates.rule_book(conn)
        found, plain = today(conn, whose, handle, now, book), plainly.day(conn, whose, handle, now, book)
    assert [row.id for row in found.rows] == [row.id for row in plain.rows]
    assert found.rows == plain.rows
    figures = ("dealt", "total", "more_silent", "relationships", "hidden_flags", "away")
    assert [getattr(found, name) for name in figures] == [getattr(plain, name) for name in figures]


@settings(deadline=None, max_examples=40)
@given(queries, mates, moments)
def test_a_list(store: Store, query: ListQuery, handle: str, now: Instant) -> None:
    with store.read() as conn:
        book = teammates.rule_book(conn)
        found = listing(conn, query, now, book, handle, trends=False)
        assert [row.relationship.id for row in found.rows] == plainly.listed(conn, query, handle, now, book)
        assert found.total == len(plainly.logs(conn, handle, now))


@settings(deadline=None, max_examples=40)
@given(moments, st.none() | st.sets(st.integers(1, 40)))
def test_what_is_open(store: Store, now: Instant, among: set[int] | None) -> None:
    with store.read() as conn:
        book = teammates.rule_book(conn)
        found = plainly.opened(conn, now, among)
        for log in plainly.logs(conn, "nobody", LAST + DAY):
            ident = log.relationship.id
            still = plainly.still_open(log, now, book) if among is None or ident in among else {}
            assert {kind: each.get(ident, []) for kind, each in found.items() if ident in each} == {
                kind: ids for kind, ids in still.items() if ids
            }


@settings(deadline=None, max_examples=40)
@given(moments)
def test_the_parts_of_an_earlier_moment(store: Store, now: Instant) -> None:
    with store.read() as conn:
        book = teammates.rule_book(conn)
        for log in plainly.logs(conn, "ana", now):
            assert parts_before(conn, log.relationship, now, book) == plainly.parts_of(log, now, book)


@settings(deadline=None, max_examples=20)
@given(moments)
def test_what_is_late_costs_what_its_ledger_says(store: Store, now: Instant) -> None:
    with store.read() as conn:
        book = teammates.rule_book(conn)
        late = [each for each in obliged(conn, "ana", now - 60 * DAY, now, book) if each.late]
        lost = plainly.losses_at(conn, {each.relationship.id for each in late}, now, book)
        assert costs(conn, late, now, book) == lost


@settings(deadline=None, max_examples=40)
@given(moments, st.none() | mates)
def test_the_promises_since_a_moment(store: Store, since: Instant, whose: str | None) -> None:
    with store.read() as conn:
        owner = {r.id: r.owner for r in relationships.everybody(conn)}
        plain = [
            p
            for p in obligations.promises(conn, None)
            if (p.ended_at is None or p.ended_at > since)
            and whose in (None, p.author if p.by_us else owner[p.relationship])
        ]
        assert obligations.promises_since(conn, since, whose) == plain
