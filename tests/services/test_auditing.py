"""Audits are kept whole, nobody writes over others, and what they ask for is due in Today and in the prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf, nan
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, STEP, do, ready, refused, row, rows
from tests.services.letters import NOW
from tui.domain.acts import Decided, Done, Edited, Kept, Moved, NewFollowUp, Skipped, Snoozed
from tui.domain.audit import Audit, Costs, Mark, Run, Step
from tui.domain.auditacts import Audited, Dismissed, Pledged, Practised, Ran, Reviewed, ToldAgain
from tui.domain.model import DAY, HOUR
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.domain.views import OpenRow
from tui.services.checkup import rebuild_all
from tui.services.doing import undoing
from tui.services.office import Office
from tui.store import dismissals
from tui.store.store import Store

CALL = Step(
    2,
    "pick up the phone",
    who="ana",
    minutes=9.0,
    wrong="it interrupts",
    answers={"told": "yes"},
    treatment="automate",
    build_hours=6.0,
    monthly_cost=12.5,
    new_text="a box to tick",
    new_who="tool",
    new_minutes=0.0,
)
MAIL = Step(1, "write the mail", minutes=5.0)
WHOLE = Audit(
    name="Book a session",
    starts="somebody phones",
    runs=22.0,
    minutes=60.0,
    who="ana",
    words=("session", "slot"),
    owner="bo",
    steps=(CALL, MAIL),
    answers={"income": "indirect", "alike": "differs"},
    notes={"told": "every other week"},
    purpose="find a time",
    scope="all of it",
    exceptions="none",
    works="nobody phones twice",
    at="think told 2",
    source="repeats session",
)
MONTH = NOW + 30 * DAY


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def office(store: Store, now: int = NOW, who: str = "ana") -> Office:
    return Office(store, who, lambda: now, Rules())


def kept(store: Store, ident: int = 1, now: int = NOW) -> Audit:
    """An audit as somebody reads it."""
    return office(store, now).audit(ident).audit


def practised(store: Store, *follow_ups: NewFollowUp) -> Audit:
    """An audit that is in practice."""
    do(store, Practised(WHOLE, follow_ups))
    return kept(store)


def due(store: Store, now: int, whose: str | None = None) -> list[OpenRow]:
    """The rows of processes in Today."""
    return [row for row in office(store, now).today(whose).rows if row.process]


def test_an_audit_is_kept_as_it_was_given(store: Store) -> None:
    told = do(store, Audited(WHOLE))
    assert (told.id, told.who, told.said) == ("a1", "Book a session", "audit begun")
    steps = tuple(replace(step, id=ident) for ident, step in enumerate(WHOLE.steps, 1))
    assert kept(store) == replace(WHOLE, steps=steps, made_at=NOW, id=1, version=1)
    assert office(store).costs == Costs()


def test_whoever_makes_it_owns_it_unless_somebody_is_named(store: Store) -> None:
    do(store, Audited(replace(WHOLE, owner="")))
    assert kept(store).owner == "ana"
    assert "no teammate" in refused(store, Audited(replace(WHOLE, owner="zoe")))


CHANGES: dict[str, tuple[Callable[[Audit], Audit], str]] = {
    "its name": (lambda a: replace(a, name="Book a call"), "audit: name"),
    "an answer": (lambda a: replace(a, answers={**a.answers, "recall": "yes"}), "audit: answers"),
    "two things": (lambda a: replace(a, runs=3.0, notes={}), "audit: how often, notes"),
    "an answer of a step": (lambda a: _with(a, answers={"told": "no"}), "audit: answers"),
    "a treatment": (lambda a: _with(a, treatment="keep"), "audit: treatments"),
    "what becomes of a step": (lambda a: _with(a, new_text="a form"), "audit: redesign"),
    "a step": (lambda a: _with(a, text="answer the phone", treatment=None), "audit: steps"),
    "the order": (lambda a: replace(a, steps=a.steps[::-1]), "audit: steps"),
    "one step less": (lambda a: replace(a, steps=a.steps[1:]), "audit: steps"),
    "one step more": (lambda a: replace(a, steps=(Step(3, "dial in"), *a.steps)), "audit: steps"),
    "a key used again": (lambda a: replace(a, steps=(Step(2, "dial in"), a.steps[1])), "audit: steps"),
}


def _with(audit: Audit, **fields: object) -> Audit:
    return replace(audit, steps=(replace(audit.steps[0], **fields), *audit.steps[1:]))  # type: ignore[arg-type]


@pytest.mark.parametrize("change", CHANGES)
def test_what_differs_is_written_told_and_taken_back(store: Store, change: str) -> None:
    do(store, Audited(WHOLE))
    before = kept(store)
    changed, said = CHANGES[change]
    assert do(store, Audited(changed(before))).said == said
    now = kept(store)
    assert (now.version, _bare(now)) == (2, _bare(changed(before)))
    assert undoing.undo(store, "ana", NOW, NOW).told[0].said == f"undone: {said}"
    assert _bare(kept(store)) == _bare(before)
    undoing.redo(store, "ana", NOW, NOW)
    assert _bare(kept(store)) == _bare(now)


def _bare(audit: Audit) -> Audit:
    """An audit without the numbers under which it is kept."""
    return replace(audit, version=0, steps=tuple(replace(step, id=0) for step in audit.steps))


def test_where_somebody_left_it_is_kept_without_being_an_act(store: Store) -> None:
    do(store, Audited(WHOLE))
    before = row(store, "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM act)")
    told = do(store, Audited(replace(kept(store), at="redesign 2")))
    assert (told.id, told.said) == ("a1", "")
    assert (kept(store).at, kept(store).version) == ("redesign 2", 1)
    assert row(store, "SELECT (SELECT count(*) FROM journal), (SELECT count(*) FROM act)") == before
    do(store, Audited(replace(kept(store), at="do 2", runs=3.0)))
    undoing.undo(store, "ana", NOW, NOW)
    assert (kept(store).at, kept(store).runs) == ("do 2", 22.0)
    assert undoing.undo(store, "ana", NOW, NOW).told[0].said == "undone: audit begun"
    assert office(store).processes() == ()


def test_two_who_change_one_audit_hear_of_each_other(store: Store) -> None:
    do(store, Audited(WHOLE))
    mine = kept(store)
    do(store, Audited(replace(mine, runs=3.0)), who="bo", now=NOW + 60)
    assert (
        refused(store, Audited(replace(mine, runs=4.0)))
        == "bo changed Book a session at 08:01, since you opened it."
    )
    later = refused(store, Audited(replace(mine, runs=4.0)), now=NOW + 3 * DAY)
    assert later == "bo changed Book a session at 08:01 on 2026-03-09, since you opened it."
    assert refused(store, Practised(replace(mine, runs=4.0)))
    do(store, Audited(replace(mine, runs=3.0, at="do 1")))  # nothing of bo's would be lost
    assert (kept(store).runs, kept(store).at) == (3.0, "do 1")
    with pytest.raises(Problem, match="cannot be taken back: bo changed it since"):
        undoing.undo(store, "ana", NOW, NOW)


WRONG: dict[str, tuple[Audit, str]] = {
    "no name": (replace(WHOLE, name="  \t"), "A process needs a name."),
    "a long name": (replace(WHOLE, name="x" * 201), "The name has 201 characters, at most 200 are kept."),
    "a long step": (_with(WHOLE, text="x" * 10_000), "Step 1 has 10,000 characters, at most 1,000 are kept."),
    "a long new step": (_with(WHOLE, new_text="x" * 1_001), "The new step 1 has 1,001 characters"),
    "many steps": (
        replace(WHOLE, steps=tuple(Step(n) for n in range(1, 502))),
        "A process has at most 500 steps, this one has 501.",
    ),
    "one key twice": (replace(WHOLE, steps=(MAIL, MAIL)), "Each step needs a number of its own"),
    "a key of 0": (replace(WHOLE, steps=(Step(0),)), "Each step needs a number of its own"),
    "no runs": (replace(WHOLE, runs=0.0), "How often a month cannot be 0."),
    "endless runs": (replace(WHOLE, runs=inf), "How often a month cannot be inf."),
    "very many runs": (replace(WHOLE, runs=1e300), "How often a month cannot be 1e+300."),
    "no minutes": (replace(WHOLE, minutes=-1.0), "The minutes each time cannot be -1."),
    "no minutes of a step": (_with(WHOLE, minutes=0.0), "The minutes of step 1 cannot be 0."),
    "unknown minutes of a step": (_with(WHOLE, minutes=nan), "The minutes of step 1 cannot be nan."),
    "less than no building": (_with(WHOLE, build_hours=-0.5), "The hours to build step 1 cannot be -0.5."),
    "less than no cost": (_with(WHOLE, monthly_cost=-3.0), "What step 1 costs a month cannot be -3."),
    "less than no new minutes": (_with(WHOLE, new_minutes=-1.0), "The minutes of the new step 1 cannot be -1."),
    "no such answer": (replace(WHOLE, answers={"told": "often"}), "'often' is no answer to 'told'."),  # type: ignore[dict-item]
    "a step that differs": (_with(WHOLE, answers={"told": "differs"}), "'differs' is no answer to 'told'."),
    "no such question": (replace(WHOLE, answers={"who": "yes"}), "There is no question 'who'."),  # type: ignore[dict-item]
    "no such note": (replace(WHOLE, notes={"who": "yes"}), "There is no question 'who'."),  # type: ignore[dict-item]
    "no such treatment": (_with(WHOLE, treatment="burn"), "Step 1 cannot be 'burn'."),
    "no such audit": (replace(WHOLE, id=7), "There is no audit a7."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_no_process_can_be_is_refused_in_words(store: Store, wrong: str) -> None:
    given, said = WRONG[wrong]
    assert refused(store, Audited(given)).startswith(said)
    do(store, Audited(replace(WHOLE, name="Another")))
    if not given.id:
        assert refused(store, Practised(replace(given, id=1, version=1))).startswith(said)


def test_500_steps_of_1000_characters_are_kept(store: Store) -> None:
    steps = tuple(Step(n, "x" * 1_000) for n in range(1, 501))
    do(store, Audited(replace(WHOLE, steps=steps)))
    assert [step.text for step in kept(store).steps] == ["x" * 1_000] * 500


def test_what_could_steer_a_terminal_is_made_visible(store: Store) -> None:
    do(store, Audited(replace(_with(WHOLE, text=" a\x1b[2J\nb "), name="in\u202evoices")))
    assert (kept(store).name, kept(store).steps[0].text) == ("invoices", "a\ufffd[2J b")


def test_putting_in_practice_makes_follow_ups_promises_and_two_reviews_at_once(store: Store) -> None:
    told = do(store, Practised(WHOLE, (STEP,), (Pledged(1, PROMISE),)))
    assert (told.id, told.who, told.said) == ("a1", "Book a session", "put in practice")
    audit = kept(store)
    assert audit.practised_at == NOW
    assert [(r.days, r.due, r.done_at) for r in audit.reviews] == [
        (30, NOW + 30 * DAY + 9 * HOUR, None),
        (90, NOW + 90 * DAY + 16 * HOUR - 1, None),
    ]
    assert row(store, "SELECT relationship, process, owner, text FROM follow_up") == (
        None, 1, "ana", "ask how it goes"
    )  # fmt: skip
    assert row(store, "SELECT relationship, text FROM promise") == (1, "the plans")
    assert refused(store, Practised(audit)) == "ana put Book a session in practice just now."
    assert [deed.said for deed in office(store).history(None)] == ["put in practice"]
    assert [deed.who for deed in office(store).history(None)] == ["Book a session"]
    assert undoing.undo(store, "ana", NOW, NOW).told[0].said == "undone: put in practice"
    assert due(store, NOW) == []
    assert rows(store, "SELECT 1 FROM promise WHERE deleted_at IS NULL") == []
    undoing.redo(store, "ana", NOW, NOW)
    assert [r.id for r in due(store, NOW)] == ["f1"]


def test_what_is_dropped_is_not_reviewed(store: Store) -> None:
    do(store, Practised(replace(WHOLE, steps=(replace(CALL, treatment="drop"),))))
    assert kept(store).reviews == ()
    assert office(store).audit(1).state == "dropped"


def test_one_that_is_changed_in_practice_stays_so(store: Store) -> None:
    audit = practised(store)
    do(store, Audited(replace(audit, runs=30.0, practised_at=None, reviews=())))
    assert kept(store) == replace(audit, runs=30.0, version=audit.version + 1)


def test_a_follow_up_of_a_process_is_worked_with_like_any_other(store: Store) -> None:
    practised(store, STEP, NewFollowUp("look again", NOW + DAY, every="FREQ=WEEKLY", owner="bo"))
    (first, second) = due(store, NOW, None)
    assert [(r.kind, r.id, r.group, r.relationship, r.who, r.what, r.by) for r in (first, second)] == [
        ("follow-up", "f2", "coming up", 0, "Book a session", "look again", "bo"),
        ("follow-up", "f1", "coming up", 0, "Book a session", "ask how it goes", "ana"),
    ]
    assert [r.id for r in due(store, NOW, "ana")] == ["f1"]
    told = do(store, Moved("f1", NOW + 2 * DAY), Edited("f1", text="ask them"), Snoozed("f1", NOW + DAY))
    assert (told.who, told.relationship, told.said) == ("Book a session", 0, "follow-up moved")
    assert due(store, NOW, "ana") == []
    assert [r.what for r in due(store, NOW + DAY, "ana")] == ["ask them"]
    assert do(store, Skipped("f1")).said == "follow-up skipped"
    do(store, Done("f2"), who="bo")
    assert row(store, "SELECT process, relationship, before FROM follow_up WHERE id = 3") == (1, None, 2)
    assert office(store).today("bo").dealt == 1
    assert rebuild_all(store, "ana", NOW, NOW) == 0
    assert refused(store, Kept("f2"))


def test_a_review_is_a_row_of_today_until_it_is_answered(store: Store) -> None:
    practised(store)
    assert due(store, NOW) == []
    assert [r.group for r in due(store, MONTH - 2 * DAY)] == ["coming up"]
    (review,) = due(store, MONTH)
    assert (review.kind, review.id, review.group, review.what) == ("review", "a1", "due today", "30-day review")
    assert (review.who, review.by, review.owner, review.process) == ("Book a session", "bo", "bo", 1)
    assert due(store, MONTH, "ana") == []
    assert office(store, MONTH).reading(review).subject == "30-day review"
    assert [r.group for r in due(store, MONTH + 5 * DAY)] == ["overdue"]
    assert [r.what for r in due(store, NOW + 91 * DAY)] == ["90-day review"]
    assert office(store, MONTH).audit(1).state == "review"
    told = do(store, Reviewed("a1", 8.0, (2,)), who="bo", now=MONTH)
    assert (told.who, told.said) == ("Book a session", "reviewed")
    assert due(store, MONTH) == []
    assert office(store, MONTH).today("bo").dealt == 1
    audit = office(store, MONTH).audit(1)
    assert (audit.state, audit.saved) == ("in practice", 22 * (14 - 8) / 60)
    answered = audit.audit.reviews[0]
    assert (answered.minutes, answered.amiss, answered.done_at) == (8.0, (2,), MONTH)
    undoing.undo(store, "bo", MONTH, MONTH)
    assert [r.id for r in due(store, MONTH)] == ["a1"]


def test_what_was_put_in_practice_is_measured_by_what_it_was_then(store: Store) -> None:
    practised(store)
    before = office(store).audit(1)
    assert [step.treatment for step in before.audit.steps] == ["automate", "keep"], "advice counts as chosen"
    longer = tuple(replace(step, minutes=100.0, answers={"alike": "yes"}) for step in before.audit.steps)
    answers = {"income": "indirect", "alike": "yes", "told": "yes", "recall": "no", "gift": "no", "rule": "yes"}
    do(store, Audited(replace(before.audit, steps=longer, answers=answers)))
    do(store, Reviewed("a1", 8.0), who="bo", now=MONTH)
    after = office(store, MONTH).audit(1)
    assert after.saved == 22 * (14 - 8) / 60, "not of the 200 minutes that are said now"
    assert [step.treatment for step in after.audit.steps] == ["automate", "keep"]


def test_the_past_is_shown_as_it_was(store: Store) -> None:
    practised(store, STEP)
    do(store, Done("f1"), now=NOW + HOUR)
    do(store, Reviewed("a1", 8.0), now=MONTH)
    assert [r.id for r in due(store, NOW)] == ["f1"]
    assert [r.id for r in due(store, MONTH - HOUR)] == ["a1"]
    assert office(store, MONTH - HOUR).audit(1).audit.reviews[0].done_at is None
    assert office(store, NOW - 1).processes() == ()


def test_a_review_can_be_put_off(store: Store) -> None:
    practised(store)
    assert do(store, Snoozed("a1", MONTH + DAY, "away"), now=MONTH).who == "Book a session"
    assert due(store, MONTH) == []
    assert [r.snoozed_why for r in due(store, MONTH + DAY)] == ["away"]
    undoing.undo(store, "ana", MONTH, MONTH)
    assert [r.id for r in due(store, MONTH)] == ["a1"]


def test_a_review_that_nobody_asks_for_is_not_answered(store: Store) -> None:
    do(store, Audited(WHOLE))
    assert refused(store, Reviewed("a1", 3.0)) == "Book a session is not in practice yet."
    assert refused(store, Snoozed("a1", NOW + DAY)) == "Book a session is not in practice yet."
    do(store, Practised(kept(store)))
    assert refused(store, Reviewed("a1", 3.0)) == "No review of Book a session is due yet."
    assert refused(store, Reviewed("a1", -1.0), now=MONTH) == "The minutes now cannot be -1."
    assert refused(store, Reviewed("a1", nan), now=MONTH) == "The minutes now cannot be nan."
    assert refused(store, Reviewed("a1", 3.0, (9,)), now=MONTH) == "Book a session has no step 9."
    do(store, Reviewed("a1", 0.0), now=NOW + 91 * DAY)
    assert refused(store, Reviewed("a1", 3.0), now=NOW + 91 * DAY) == "Book a session needs no review any more."
    assert refused(store, Reviewed("a9", 3.0)) == "There is no audit a9."
    assert refused(store, Reviewed("w1", 3.0)) == "'w1' is no ID for this."


def test_telling_again_is_counted(store: Store) -> None:
    do(store, Audited(WHOLE))
    assert do(store, ToldAgain("a1")).said == "told again"
    do(store, ToldAgain("a1"), who="bo", now=NOW + DAY)
    usage = office(store, NOW + DAY).audit(1).usage
    assert (usage.told, usage.told_since) == (2, NOW)
    assert office(store).audit(1).usage.told == 1
    with pytest.raises(Problem, match="cannot be taken back: bo changed it since"):
        _undo_all(store)
    assert kept(store).version == 1, "whoever has it open is not disturbed"


def _undo_all(store: Store) -> None:
    for _ in range(2):
        undoing.undo(store, "ana", NOW, NOW)


def test_a_run_goes_on_from_where_one_left_it(store: Store) -> None:
    do(store, Audited(WHOLE))
    run = Run(1, NOW - HOUR, (Mark(2, 30),))
    assert do(store, Ran(run)).said == "run begun"
    begun = office(store).under_way(1)
    assert begun == replace(run, id=1, by="ana")
    assert office(store, who="bo").under_way(1) is None
    assert office(store).audit(1).usage.under_way == 1
    assert do(store, Ran(begun)).said == ""
    again = replace(begun, marks=(Mark(2, 60), Mark(1, 0, True, "no mail today")))
    assert do(store, Ran(again)).said == "run: step ticked"
    assert office(store).under_way(1) == again
    undoing.undo(store, "ana", NOW, NOW)
    back = office(store).under_way(1)
    assert back == begun
    assert do(store, Ran(replace(back, marks=again.marks, ended_at=NOW))).said == "run finished"
    assert office(store).under_way(1) is None
    usage = office(store).audit(1).usage
    assert (usage.run_minutes, usage.under_way) == ((1.0,), None)
    assert refused(store, Ran(again)) == "This run is finished already."


def test_a_run_that_one_went_on_with_elsewhere_is_not_written_over(store: Store) -> None:
    do(store, Audited(WHOLE))
    do(store, Ran(Run(1, NOW - HOUR)))
    here = there = office(store).under_way(1)
    assert here and there
    do(store, Ran(replace(there, marks=(Mark(1, 30),))))
    assert refused(store, Ran(replace(here, marks=(Mark(2, 20),)))) == "You went on with this run elsewhere."
    now = office(store).under_way(1)
    assert now and now.marks == (Mark(1, 30),)
    do(store, Ran(replace(now, marks=(*now.marks, Mark(2, 20)))))


def test_a_run_in_which_all_was_skipped_says_nothing_of_minutes(store: Store) -> None:
    do(store, Audited(WHOLE))
    do(store, Ran(Run(1, NOW - HOUR, (Mark(1, 0, True, "nobody came"), Mark(2, 9, True, "nobody came")), NOW)))
    usage = office(store).audit(1).usage
    assert (usage.run_minutes, usage.under_way) == ((), None)


def skipped(store: Store, now: int) -> list[str]:
    """Why steps were skipped by a moment, since they were changed."""
    with store.read() as conn:
        return [one.why for one in dismissals.skipped(conn, now)]


def test_skipping_is_counted_since_the_step_was_changed(store: Store) -> None:
    do(store, Audited(WHOLE))
    for day in (1, 2, 3):
        at = NOW + day * DAY
        do(store, Ran(Run(1, at - HOUR, (Mark(1, 0, True, f"no {day}"),), at)), now=at)
    assert skipped(store, NOW + 3 * DAY) == ["no 1", "no 2", "no 3"]
    later = NOW + 4 * DAY
    audit = kept(store, now=later)
    do(store, Audited(replace(audit, steps=(audit.steps[0], replace(audit.steps[1], minutes=3.0)))), now=later)
    assert skipped(store, later) == ["no 1", "no 2", "no 3"]
    audit = kept(store, now=later)
    do(store, Audited(replace(audit, steps=(audit.steps[0], replace(audit.steps[1], text="send it")))), now=later)
    assert skipped(store, later) == []


def test_what_is_no_run_is_refused(store: Store) -> None:
    do(store, Audited(WHOLE))
    assert refused(store, Ran(Run(1, NOW, (Mark(7),)))) == "Book a session has no step 7."
    assert refused(store, Ran(Run(1, NOW, (Mark(1, 0, True, " "),)))) == "Why is the step skipped?"
    assert refused(store, Ran(Run(1, NOW, (Mark(1, -1),)))) == "A step takes no less than 0 seconds."
    assert refused(store, Ran(Run(1, NOW, ended_at=NOW - 1))).startswith("A run begins before it ends")
    assert refused(store, Ran(Run(1, NOW + 1))).startswith("A run begins before it ends")
    assert refused(store, Ran(Run(2, NOW))) == "There is no audit a2."
    assert refused(store, Ran(Run(1, NOW, id=4))) == "This run is not there any more."
    do(store, Ran(Run(1, NOW)))
    assert refused(store, Ran(Run(1, NOW, (Mark(1, 5),), id=1)), who="bo") == "This run is ana's."


def test_a_dismissed_proposal_stays_dismissed_until_that_is_taken_back(store: Store) -> None:
    act = Dismissed("question which slot", "Which slot is free?", ("i1", "i2"))
    assert do(store, act).said == "proposal dismissed"
    assert row(store, "SELECT proposal, kind, text, members, actor FROM dismissal") == (
        "question which slot", "question", "Which slot is free?", '["i1", "i2"]', "ana"
    )  # fmt: skip
    assert refused(store, act) == "This is not proposed any more."
    undoing.undo(store, "ana", NOW, NOW)
    assert do(store, act).said == "proposal dismissed"


def test_who_may_only_look_changes_nothing(store: Store) -> None:
    assert "may look" in refused(store, Audited(WHOLE), who="vi")
    do(store, Audited(WHOLE))
    assert [each.audit.name for each in office(store, who="vi").processes()] == ["Book a session"]
    assert "may look" in refused(store, ToldAgain("a1"), who="vi")


def test_making_an_audit_that_somebody_worked_on_is_not_taken_back(store: Store) -> None:
    do(store, Audited(WHOLE))
    do(store, Ran(Run(1, NOW)), who="bo")
    with pytest.raises(Problem, match="Book a session: audit begun cannot be taken back: bo changed it since"):
        undoing.undo(store, "ana", NOW, NOW)


def test_processes_stand_by_how_far_they_are_and_by_name(store: Store) -> None:
    places = {"Zebra": "stop name", "Invoices": "redesign 1", "books": "think told", "Archive": "think told"}
    for name, place in places.items():
        do(store, Audited(replace(WHOLE, name=name, at=place)))
    do(store, Practised(replace(WHOLE, name="Old")), now=NOW - 30 * DAY)
    do(store, Practised(replace(WHOLE, name="New")))
    names = [(each.audit.name, each.state) for each in office(store).processes()]
    assert names == [
        ("Old", "review"), ("New", "in practice"), ("Invoices", "redesign"), ("Archive", "think"),
        ("books", "think"), ("Zebra", "stop"),
    ]  # fmt: skip
    with pytest.raises(Problem, match="There is no process a9"):
        office(store).audit(9)


def test_there_is_nothing_before_there_is_a_database(tmp_path: Path) -> None:
    nowhere = office(Store(tmp_path / "kept.db"))
    assert (nowhere.processes(), nowhere.proposals(), nowhere.costs) == ((), (), Costs())
    nowhere.perform([Audited(replace(WHOLE, owner=""))])
    assert [each.audit.name for each in nowhere.processes()] == ["Book a session"]


def test_what_is_done_elsewhere_leaves_processes_alone(store: Store) -> None:
    practised(store, STEP)
    do(store, Decided(1, STEP))
    assert [r.id for r in due(store, NOW)] == ["f1"]
    page = office(store).relationship(1, 9)
    assert [f.id for f in page.follow_ups] == [2]
