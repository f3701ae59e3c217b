"""The ledger of promises, on the sample and on a database of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.copies import copied, make_personal, sample
from tui.domain.acts import Broken, Ended, Kept, Logged, Moved, NewPromise, Promised, Snoozed
from tui.domain.honest import Look
from tui.domain.model import DAY, HOUR
from tui.domain.promiseviews import PromiseRow, PromisesView
from tui.domain.questions import Honestly
from tui.services import promises
from tui.services.office import Office
from tui.services.sample import Sample
from tui.store.store import Store


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return sample(tmp_path_factory.mktemp("promises"))


@pytest.fixture(scope="module")
def office(made: Sample) -> Office:
    return Office(made.store, made.handle, lambda: made.now, made.rules, sample=True)


@pytest.fixture
def own(tmp_path: Path, made: Sample) -> Office:
    """A copy that a test may write to."""
    return copied(made, tmp_path)


@pytest.fixture(scope="module")
def ledger(office: Office) -> PromisesView:
    return office.promises(None)


def named(rows: tuple[PromiseRow, ...], text: str) -> PromiseRow:
    """The row of a promise by its text."""
    return next(row for row in rows if row.promise.text == text)


def halden(office: Office) -> int:
    """The number of Halden Dairies."""
    return next(row.promise.relationship for row in office.promises(None).ours if row.who == "Halden Dairies")


def test_open_ones_come_by_the_due_that_stands_and_carry_their_row_of_today(ledger: PromisesView) -> None:
    for rows, kind in ((ledger.ours, "promise"), (ledger.theirs, "their promise")):
        assert rows
        assert [row.due for row in rows] == sorted(row.due for row in rows)
        assert {row.open.kind for row in rows if row.open} == {kind}
        assert all(row.open and row.open.due == row.due and row.open.id == f"p{row.promise.id}" for row in rows)


def test_the_rows_are_those_of_today(office: Office, ledger: PromisesView) -> None:
    today = [row for row in office.today(None).rows if row.kind in ("promise", "their promise")]
    listed = {row.open for row in (*ledger.ours, *ledger.theirs)}
    assert today
    assert listed >= set(today)


def test_an_agreed_move_moves_the_due_and_its_first_is_kept(ledger: PromisesView) -> None:
    plan = named(ledger.ours, "migration plan, draft two")
    assert len(plan.promise.moves) == 1
    assert plan.due == plan.promise.moves[0].new_due > plan.promise.due


def test_lately_is_28_days_and_newest_first(office: Office, ledger: PromisesView) -> None:
    ends = [row.promise.ended_at or 0 for row in ledger.lately]
    assert ends == sorted(ends, reverse=True)
    assert min(ends) > office.now() - 28 * DAY
    assert {row.how.said for row in ledger.lately if row.how} >= {"on time", "late", "broken"}
    assert not any(row.open for row in ledger.lately)


def test_figures_add_up_to_the_authors(ledger: PromisesView) -> None:
    authors = [ratio for _, ratio in ledger.figures.authors]
    assert sum(ratio.n for ratio in authors) == ledger.figures.ours.n > 20
    assert sum(ratio.on_time for ratio in authors) == ledger.figures.ours.on_time
    assert ledger.worst


def test_the_load_of_the_week_is_that_of_the_honest_look(office: Office, ledger: PromisesView) -> None:
    assert [share.handle for share in ledger.team] == ["ana", "bo", "cleo"]
    for share in ledger.team:
        look = office.answer(Honestly(office.now() + HOUR, share.handle))
        assert isinstance(look, Look)
        assert (share.count, share.capacity) == (look.week_count, look.capacity)


def test_one_teammate_has_their_own_promises_and_those_of_their_relationships(
    office: Office, ledger: PromisesView
) -> None:
    bo = office.promises("bo")
    assert bo.whose == "bo"
    assert {row.by for row in (*bo.ours, *bo.theirs, *bo.lately)} == {"bo"}
    assert len(bo.ours) == sum(row.by == "bo" for row in ledger.ours)
    assert [share.handle for share in bo.team] == ["bo"]
    assert bo.figures.ours.n == dict(ledger.figures.authors)["bo"].n


def test_the_words_in_which_it_was_said_are_found(own: Office) -> None:
    due = own.now() + 2 * DAY
    promise = NewPromise("the corrected sheet", due)
    act = Logged(halden(own), "call", "out", "You get the sheet by Wednesday.", promises=(promise,))
    own.perform([act])
    row = named(own.promises(None).ours, "the corrected sheet")
    assert row.said is not None
    assert (row.said.author, row.said.channel, row.said.text) == ("ana", "call", "You get the sheet by Wednesday.")
    assert named(own.promises(None).ours, "migration plan, draft two").said is None


def test_why_it_ended_is_kept(own: Office) -> None:
    plan = named(own.promises(None).ours, "migration plan, draft two")
    own.perform([Broken(f"p{plan.promise.id}", "the sources never came")])
    over = own.promises(None).lately[0]
    assert (over.promise.id, over.why, over.promise.state) == (plan.promise.id, "the sources never came", "broken")
    assert over.grade == own.relationship(over.promise.relationship, 0).row.health.grade


def test_a_kept_one_leaves_the_open_ones(own: Office) -> None:
    first = own.promises(None).ours[0]
    own.perform([Kept(f"p{first.promise.id}")])
    after = own.promises(None)
    assert first.promise.id not in {row.promise.id for row in after.ours}
    assert after.lately[0].promise.id == first.promise.id


def test_every_asking_for_another_date_is_counted(own: Office) -> None:
    row = named(own.promises(None).ours, "corrected invoice")
    own.perform([Moved(f"p{row.promise.id}", own.now() + 9 * DAY, agreed=False)])
    moved = named(own.promises(None).ours, "corrected invoice")
    assert [move.agreed for move in moved.promise.moves] == [True, False]
    assert moved.due == row.due


def test_a_snoozed_one_stays_in_the_ledger(own: Office) -> None:
    row = own.promises(None).ours[0]
    own.perform([Snoozed(f"p{row.promise.id}", own.now() + DAY)])
    still = own.promises(None).ours[0]
    assert still.promise.id == row.promise.id
    assert still.open is not None
    assert still.open.snoozed_until == own.now() + DAY


def test_what_was_open_in_an_ended_relationship_is_not_listed(own: Office) -> None:
    ident = halden(own)
    own.perform([Ended(ident, "they were sold")])
    after = own.promises(None)
    assert ident not in {row.promise.relationship for row in (*after.ours, *after.theirs)}
    assert ident in {row.promise.relationship for row in after.lately}


def test_what_is_personal_is_seen_by_its_owner_alone(own: Office, made: Sample) -> None:
    own.perform([Promised(halden(own), NewPromise("a secret", own.now() + DAY))])
    make_personal(own, halden(own))
    bo = Office(own.store, "bo", lambda: made.now, made.rules)
    assert named(own.promises(None).ours, "a secret")
    assert "Halden Dairies" not in {row.who for row in bo.promises(None).ours}
    assert bo.promises(None).figures.ours.n < own.promises(None).figures.ours.n


def test_an_earlier_moment_sees_it_as_it_was(made: Sample, ledger: PromisesView) -> None:
    plan = named(ledger.ours, "migration plan, draft two")
    then = plan.promise.moves[0].at - HOUR
    before = Office(made.store, "ana", lambda: then, made.rules).promises(None)
    earlier = named(before.ours, "migration plan, draft two")
    assert (earlier.promise.moves, earlier.due) == ((), plan.promise.due)
    assert all((row.promise.ended_at or 0) <= then for row in before.lately)


def test_without_a_database_there_is_nothing(tmp_path: Path, made: Sample) -> None:
    nowhere = Office(Store(tmp_path / "none.db"), "ana", lambda: made.now, made.rules)
    assert nowhere.promises("ana") == promises.nothing("ana")
    assert not (tmp_path / "none.db").exists()
