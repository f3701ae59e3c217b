"""What holds of every act: who may do it, how long a text may be, and what other acts and imports leave of it."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, SOON, STEP, do, ready, refused, row, rows, state
from tests.services.letters import ME, METTE, NOW, hour, letter, taken_in
from tests.services.test_undoing import first_wait
from tui.domain.acts import (
    Act,
    Added,
    Broken,
    Closed,
    Decided,
    Done,
    Edited,
    Ended,
    GivenUp,
    Graded,
    Ignored,
    Kept,
    Logged,
    Moved,
    NewAgreement,
    NewContact,
    NewFollowUp,
    NewPromise,
    NewTerm,
    Promised,
    Reopened,
    Replied,
    Skipped,
    Snoozed,
    Thanked,
    Waived,
    Withdrawn,
)
from tui.domain.draft import Draft
from tui.domain.model import DAY
from tui.domain.problem import Problem
from tui.domain.questions import HowItStands, WhoIsThere
from tui.domain.rules import Rules
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.services.office import Office
from tui.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def test_all_of_several_acts_or_none(store: Store) -> None:
    three = (Logged(1, "note", "out", "x"), Promised(2, PROMISE), Done("f9"))
    assert refused(store, *three) == "There is no follow-up f9."


def test_who_may_only_look_writes_nothing(store: Store) -> None:
    for act in (Logged(1, "note", "out", "x"), Added("Acme"), Ignored(METTE), Ended(1, "x")):
        assert refused(store, act, who="vi") == "vi may look, not write."
        assert "no teammate" in refused(store, act, who="zoe")
    office = Office(store, "vi", lambda: NOW, Rules())
    with pytest.raises(Problem, match="may look"):
        office.keep_draft(Draft("log", {"text": "half"}, None, None))
    with pytest.raises(Problem, match="may look"):
        office.drop_draft(1)


def test_somebody_elses_personal_relationship_is_not_there(store: Store) -> None:
    do(store, Promised(1, PROMISE), Decided(1, STEP), Logged(1, "chat", "in", "Well done.", signal="praise"))
    do(store, Edited("r1", kind="personal", name="Aunt Mette"))
    wait = first_wait(store)
    praise = row(store, "SELECT 'i' || id FROM interaction WHERE signal = 'praise'")[0]
    hidden: list[Act] = [
        Logged(1, "note", "out", "x"), Replied(wait), Waived(wait, "x"), GivenUp(wait), Promised(1, PROMISE),
        Kept("p1"), Broken("p1"), Withdrawn("p1"), Moved("p1", SOON + DAY), Decided(1, STEP), Done("f1"),
        Skipped("f1"), Snoozed("r1", SOON), Snoozed(str(praise), SOON), Thanked(1), Edited("r1", tier="a"),
        Edited("c1", name="x"), Edited("p1", text="x"), Edited("f1", text="x"), Edited(str(praise), text="x"),
        NewContact(1, "x"), Graded(1, "A", "x", SOON), Closed(1, "active", NewAgreement("x")), Ended(1, "x"),
        Reopened(1), Ignored(METTE), Added("Acme", addresses=(METTE,)),
        Edited("r2", addresses=("new@halden.example",)),
    ]  # fmt: skip
    for act in hidden:
        what = refused(store, act, who="bo")
        assert "Aunt" not in what, act
        assert "no relationship r1" in what or "somebody else's relationship" in what, act
    do(store, Added("Aunt Mette"), who="bo")
    office = Office(store, "bo", lambda: NOW, Rules())
    assert "halden" not in repr(office.answer(WhoIsThere()))
    with pytest.raises(Problem, match="no relationship r1"):
        office.answer(HowItStands(1))


def test_nobody_makes_a_personal_relationship_of_somebody_elses(store: Store) -> None:
    assert "shown to its owner alone" in refused(store, Edited("r1", kind="personal"), who="bo")
    assert "shown to its owner alone" in refused(store, Edited("r1", kind="personal", owner=""))
    assert "shown to its owner alone" in refused(store, Added("Aunt", "personal", owner="bo"))
    do(store, Edited("r1", kind="personal", owner="bo"), who="bo")


def test_nothing_of_somebody_else_is_hidden_in_a_personal_relationship(store: Store) -> None:
    do(store, Promised(1, PROMISE), who="bo")
    assert "bo has something open here" in refused(store, Edited("r1", kind="personal", owner="ana"))
    do(store, Kept("p1"), who="bo")
    do(store, Decided(1, replace(STEP, owner="bo")))
    assert "bo has something open here" in refused(store, Edited("r1", kind="personal", owner="ana"))
    do(store, Edited("f1", owner="ana"))
    do(store, Edited("r1", kind="personal", owner="ana"))
    do(store, Promised(1, PROMISE))
    for act in (
        Promised(1, replace(PROMISE, author="bo")), Decided(1, replace(STEP, owner="bo")), Edited("f1", owner="bo"),
        Moved("p2", SOON + DAY, by="bo"), Logged(1, "call", "both", promises=(replace(PROMISE, author="bo"),)),
    ):  # fmt: skip
        assert "bo would not see this" in refused(store, act), act


def test_a_text_of_a_megabyte_is_kept_where_it_belongs_and_cut_where_it_is_a_line(store: Store) -> None:
    big = "x\x1b" * 500_000
    note = do(store, Logged(1, "note", "out", big, tags=(big,))).id
    do(store, Promised(1, NewPromise(big, SOON)), Decided(1, NewFollowUp(big, SOON)), NewContact(1, big, big))
    do(store, Snoozed("p1", SOON, big), Moved("p1", SOON + DAY, why=big, shrunk=big), Kept("p1", big))
    deal = NewAgreement(big, big, terms=(NewTerm(big),))
    do(store, Edited("r1", name=big, tags=(big,)), Closed(1, "active", deal), Ended(1, big))
    found = row(store, f"SELECT length(text), length(tags) FROM interaction WHERE id = {note[1:]}")
    assert found == (1_000_000, 64)
    lines = rows(
        store,
        "SELECT text FROM promise UNION ALL SELECT text FROM follow_up UNION ALL SELECT why FROM promise"
        " UNION ALL SELECT why FROM snooze UNION ALL SELECT name FROM contact UNION ALL SELECT sold FROM agreement"
        " UNION ALL SELECT text FROM term UNION ALL SELECT ended_why FROM relationship"
        " UNION ALL SELECT why FROM journal",
    )
    assert all(len(str(text)) <= 1_000 and "\x1b" not in str(text) for (text,) in lines)


def test_a_snoozed_wait_that_another_one_absorbs_stays_hidden(store: Store) -> None:
    two = [
        letter(METTE, ME, 100, in_reply_to="<97@x.example>"),
        letter(METTE, ME, 101, in_reply_to="<98@x.example>"),
    ]
    taken_in(store, two, moment=hour(110))
    opened = [f"w{opener}" for (opener,) in rows(store, "SELECT opener FROM wait ORDER BY opener")]
    earlier, later = opened[-2:]
    do(store, Snoozed(later, SOON))
    late_parent = letter(ME, METTE, 98, "Plans", references="<97@x.example>")
    taken_in(store, [late_parent], moment=hour(120))
    assert row(store, f"SELECT hidden_until FROM open_item WHERE id = '{earlier}'")[0] is not None
    assert do(store, Waived(later, "they know")).said == "no reply needed"
    assert state(store, earlier) == "waived"
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_an_answer_written_down_stays_an_answer_when_threads_join(store: Store) -> None:
    taken_in(store, [letter(METTE, ME, 100, in_reply_to="<98@x.example>")], moment=hour(110))
    wait = f"w{row(store, 'SELECT max(opener) FROM wait')[0]}"
    do(store, Logged(1, "email", "out", "Here.", answers=wait))
    joining = letter(ME, METTE, 98, "Plans", references="<0.0@x.example>")
    taken_in(store, [joining], moment=hour(120))
    threads = "SELECT count(DISTINCT thread) FROM interaction WHERE id IN (1, 2) OR answers IS NOT NULL"
    assert row(store, threads) == (1,)
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def _write_often(given: tuple[Path, int]) -> None:
    path, number = given
    for turn in range(5):
        promise = Promised(1, NewPromise(f"{number}, {turn}", SOON))
        perform(Store(path), "ana" if number % 2 else "bo", [promise], NOW, NOW)


def test_of_twenty_who_write_at_once_nothing_is_lost(store: Store) -> None:
    with multiprocessing.get_context("fork").Pool(20) as pool:
        pool.map(_write_often, [(store.path, number) for number in range(20)], chunksize=1)
    assert row(store, "SELECT count(DISTINCT text) FROM promise") == (100,)
    assert row(store, "SELECT count(DISTINCT tx) FROM act WHERE kind = 'promised'") == (100,)
    assert rebuild_all(store, "ana", NOW, NOW) == 0
