"""The sample shows everything there is to see."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui import paths
from tui.config.settings import Settings
from tui.domain.listing import ListQuery
from tui.domain.model import DAY
from tui.services.office import Office
from tui.services.rebuilding import rebuild
from tui.services.sample import Sample, make
from tui.store import search, teammates
from tui.store.store import Said


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    path: Path = tmp_path_factory.mktemp("sample") / "kept.db"
    return make(path, paths.sample("sample.toml"), paths.sample("sample.mbox"), Settings().rules())


@pytest.fixture(scope="module")
def office(sample: Sample) -> Office:
    return Office(sample.store, "ana", lambda: sample.now, sample.rules)


def test_every_grade_and_both_flags(office: Office):
    rows = office.listing(ListQuery(stage="all"), 0, None).rows
    assert {row.health.grade for row in rows} == {"A", "B", "C", "D", "F", "?", "–"}
    assert {ident[0] for row in rows for ident in row.health.flagged} == {"w", "p"}
    assert {row.stage for row in rows} == {"prospect", "onboarding", "active", "dormant", "ended"}
    assert any(row.trend is not None and row.trend >= 5 for row in rows)
    assert any(row.trend is not None and row.trend <= -5 for row in rows)
    assert {len(row.health.coverage) for row in rows} == {0, 1, 2, 3}


def test_every_group_and_kind_of_row(office: Office):
    rows = office.today(None).rows
    assert {row.group for row in rows} == {"flagged", "overdue", "due today", "coming up", "worth a word"}
    kinds = {"wait", "promise", "their promise", "follow-up", "review", "thanks", "silence"}
    assert {row.kind for row in rows} == kinds
    assert 10 <= office.today("ana").total <= 14


def test_every_state(sample: Sample):
    with sample.store.read() as conn:
        waits = {state for (state,) in conn.execute("SELECT DISTINCT state FROM wait")}
        promises = {state for (state,) in conn.execute("SELECT DISTINCT state FROM promise")}
        follow_ups = {state for (state,) in conn.execute("SELECT DISTINCT state FROM follow_up")}
        agreed = {bool(yes) for (yes,) in conn.execute("SELECT DISTINCT agreed FROM renegotiation")}
    assert waits == {"open", "answered", "waived", "given_up"}
    assert promises == {"open", "kept", "broken", "withdrawn"}
    assert follow_ups == {"open", "done", "skipped"}
    assert agreed == {True, False}


def test_nobody_but_whom_we_know(office: Office):
    """Newsletters, machines and strangers in the mailbox make no relationship."""
    names = {row.relationship.name for row in office.listing(ListQuery(stage="all"), 0, None).rows}
    assert not {name for name in names if "." in name}


def test_personal_ones_are_their_owners_alone(sample: Sample):
    cleo = Office(sample.store, "cleo", lambda: sample.now, sample.rules)
    names = {row.relationship.name for row in cleo.listing(ListQuery(stage="all"), 0, None).rows}
    assert "Jonna Vester" not in names
    assert all(row.who != "Jonna Vester" for row in cleo.today(None).rows)


def test_a_rebuild_changes_nothing(sample: Sample):
    with sample.store.write(Said("ana", sample.now, sample.now, "rebuild")) as tx:
        assert rebuild(tx, teammates.rule_book(tx.conn)) == set()


def test_an_earlier_moment_sees_nothing_later(sample: Sample):
    then = sample.now - 60 * 86_400
    office = Office(sample.store, "ana", lambda: then, sample.rules)
    for row in office.listing(ListQuery(stage="all"), 0, None).rows:
        assert row.last_touch is None or row.last_touch <= then
        view = office.relationship(row.relationship.id, 5)
        assert all(entry.at <= then for entry in view.timeline)
        assert all(wait.wait.opened <= then for wait in view.waits)
        assert all((wait.wait.last_ping or 0) <= then for wait in view.waits)
        assert all(bool(wait.wait.pings) == (wait.wait.last_ping is not None) for wait in view.waits)
        if row.health.score is not None:
            assert sum(line.points for line in view.ledger) == pytest.approx(100 - row.health.score)


def test_a_page_with_any_length_of_timeline(office: Office):
    for row in office.listing(ListQuery(stage="all"), 0, None).rows:
        whole = office.relationship(row.relationship.id, None)
        for entries in (0, 1, 7):
            view = office.relationship(row.relationship.id, entries)
            assert view.timeline == whole.timeline[:entries]
            assert (view.row, view.ledger, view.open) == (whole.row, whole.ledger, whole.open)


def test_what_is_counted_is_what_is_listed(office: Office):
    listing = office.listing(ListQuery(stage="all"), 0, None)
    assert listing.matched == listing.total
    assert office.listing(ListQuery(), 0, None).matched < listing.total
    for row in listing.rows:
        view = office.relationship(row.relationship.id, None)
        assert view.timeline_total == len(view.timeline)


@pytest.mark.parametrize("words", ["a", "be", "dunkel", "re", "the in"])
def test_from_the_newest_on_a_search_finds_the_same(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    for now in (sample.now, sample.now - 30 * DAY):
        office = Office(sample.store, "ana", lambda now=now: now, sample.rules)  # type: ignore[misc]
        for most in (5, 500):
            monkeypatch.setattr(search, "MANY", 100_000)
            found = office.search(words, most)
            monkeypatch.setattr(search, "MANY", 0)
            assert office.search(words, most) == found
