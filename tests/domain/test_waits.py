"""When they waited for us: small stories for the rules of DESIGN 3.2, and a simulation beside any small log."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.domain.strategies import BOOK, NINE, OFFICE, SHORT, WORKDAY, endings_of, touch_logs, workdays
from tui.domain.model import DAY, HOUR, Channel, Direction, Ending, Instant, Touch, Wait, WaitState
from tui.domain.obligations import reply_item
from tui.domain.rules import RuleBook
from tui.domain.waits import as_of, waits

GIVE_UP = 6  # seconds, in SHORT


def touch(ident: int, at: Instant, direction: Direction, channel: Channel = "email", **more: object) -> Touch:
    """An interaction in the relationship's own thread; inbound mail asks unless said otherwise."""
    asks = direction == "in" and (channel in ("email", "chat") or bool(more.get("missed")))
    return Touch(ident, at, channel, direction, **{"opens": asks, **more})  # type: ignore[arg-type]


def told(*log: Touch, endings: Iterable[Ending] = (), book: RuleBook = SHORT) -> tuple[Wait, ...]:
    """The waits of a log."""
    return waits(log, endings, book)


def test_an_inbound_one_opens_a_wait() -> None:
    assert told(touch(1, 5, "in")) == (Wait(1, 0, 5),)


def test_later_ones_join_the_oldest_unanswered() -> None:
    assert told(touch(1, 5, "in"), touch(2, 8, "in"), touch(3, 9, "in", opens=False)) == (
        Wait(1, 0, 5, (2, 3), last_ping=9),
    )


def test_the_first_outbound_one_strictly_later_answers() -> None:
    (wait,) = told(touch(1, 5, "in"), touch(2, 5, "out"), touch(3, 6, "out"), touch(4, 7, "out"))
    assert (wait.state, wait.ended, wait.answer) == ("answered", 6, 3)


def test_an_outbound_one_of_the_openers_second_leaves_the_wait_as_it_is() -> None:
    (wait,) = told(touch(1, 5, "in"), touch(2, 5, "out"), touch(3, 6, "in"), touch(4, 7, "out"))
    assert (wait.pings, wait.answer) == ((3,), 4)


def test_further_outbound_ones_are_touches_and_no_replies() -> None:
    assert [w.answer for w in told(touch(1, 5, "in"), touch(2, 6, "out"), touch(3, 7, "out"))] == [2]


def test_an_inbound_one_comes_before_an_outbound_one_of_the_same_second() -> None:
    (wait,) = told(touch(1, 8, "out"), touch(2, 5, "in"), touch(3, 8, "in"))
    assert (wait.pings, wait.answer) == ((3,), 1)


def test_an_answer_opens_the_way_for_a_new_wait() -> None:
    assert [w.opener for w in told(touch(1, 5, "in"), touch(2, 6, "out"), touch(3, 7, "in"))] == [1, 3]


def test_threads_do_not_answer_each_other() -> None:
    one, other = told(touch(1, 5, "in", thread=1), touch(2, 5, "in", thread=2), touch(3, 6, "out", thread=2))
    assert (one.state, other.state) == ("open", "answered")
    assert (one.thread, other.thread) == (1, 2)


@pytest.mark.parametrize("direction", ["in", "out"])
def test_what_is_not_countable_neither_opens_nor_joins_nor_answers(direction: Direction) -> None:
    assert told(touch(1, 5, direction, countable=False)) == ()
    assert told(touch(1, 5, "in"), touch(2, 6, direction, countable=False)) == (Wait(1, 0, 5),)


# 3.2.4, second half: a reply to mail that had not asked for one


def test_a_reply_to_mail_that_did_not_ask_is_measured_from_the_latest() -> None:
    mail = [touch(1, 5, "in", opens=False), touch(2, 7, "in", opens=False), touch(3, 9, "out"), touch(4, 10, "out")]
    assert told(*mail) == (Wait(2, 0, 7, state="answered", ended=9, answer=3, measured=True),)


def test_it_is_measured_up_to_when_one_gives_up_and_not_later() -> None:
    asked = touch(1, 5, "in", opens=False)
    assert len(told(asked, touch(2, 5 + GIVE_UP, "out"))) == 1
    assert told(asked, touch(2, 6 + GIVE_UP, "out")) == ()


def test_it_is_measured_to_the_first_reply_only_and_never_in_the_same_second() -> None:
    assert told(touch(1, 5, "in", opens=False), touch(2, 5, "out")) == ()
    assert [w.answer for w in told(touch(1, 5, "in", opens=False), touch(2, 5, "out"), touch(3, 6, "out"))] == [3]


def test_mail_that_did_not_ask_is_never_open() -> None:
    assert told(touch(1, 5, "in", opens=False)) == ()
    (wait,) = told(touch(1, 5, "in", opens=False), touch(2, 8, "out"))
    assert as_of(wait, 7) is None
    assert as_of(wait, 8) == wait


def test_only_mail_is_measured() -> None:
    for channel in ("chat", "letter"):
        assert told(touch(1, 5, "in", channel, opens=False), touch(2, 6, "out", channel)) == ()


def test_a_wait_takes_the_place_of_a_measured_reply() -> None:
    log = touch(1, 5, "in", opens=False), touch(2, 6, "in"), touch(3, 7, "out"), touch(4, 8, "out")
    assert told(*log) == (Wait(2, 0, 6, state="answered", ended=7, answer=3),)


def test_once_they_spoke_there_is_no_reply_left_to_measure() -> None:
    spoke = touch(2, 6, "both", "call")
    assert told(touch(1, 5, "in", opens=False), spoke, touch(3, 7, "out")) == ()
    assert len(told(touch(1, 6, "in", opens=False), spoke._replace(at=5), touch(3, 7, "out"))) == 1


# 3.2.5: calls and meetings


@pytest.mark.parametrize("direction", ["in", "out", "both"])
@pytest.mark.parametrize("channel", ["call", "meeting"])
def test_speaking_answers_every_open_wait_and_opens_none(direction: Direction, channel: Channel) -> None:
    spoke = touch(9, 7, direction, channel, opens=True)
    found = told(touch(1, 5, "in", thread=1), touch(2, 6, "in", thread=2), touch(3, 7, "in", thread=3), spoke)
    assert [(w.opener, w.answer) for w in found] == [(1, 9), (2, 9), (3, None)]


def test_a_missed_inbound_call_opens_a_wait_that_a_call_answers() -> None:
    missed = touch(1, 5, "in", "call", missed=True)
    assert told(missed) == (Wait(1, 0, 5),)
    assert told(missed, touch(2, 9, "out", "call"))[0].answer == 2


def test_an_unanswered_outbound_call_answers_nothing() -> None:
    attempt = touch(2, 6, "out", "call", missed=True)
    assert told(touch(1, 5, "in"), attempt) == (Wait(1, 0, 5),)
    assert told(touch(1, 5, "in", opens=False), attempt, touch(3, 7, "out"))[0].answer == 3


def test_a_meeting_that_nobody_came_to_is_no_contact() -> None:
    assert told(touch(1, 5, "in"), touch(2, 6, "both", "meeting", missed=True)) == (Wait(1, 0, 5),)
    assert told(touch(2, 6, "both", "meeting", missed=True, opens=True)) == ()


def test_of_one_second_a_reply_comes_before_a_call() -> None:
    reply, call = touch(8, 7, "out"), touch(2, 7, "both", "call")
    assert told(touch(1, 5, "in"), reply, call)[0].answer == 8
    assert told(touch(1, 5, "in", opens=False), reply, call)[0].answer == 8


def test_a_call_of_the_openers_second_leaves_the_wait_as_it_is() -> None:
    call, later = touch(2, 5, "both", "call"), touch(3, 9, "both", "call")
    assert told(touch(1, 5, "in"), call) == (Wait(1, 0, 5),)
    assert told(touch(1, 5, "in"), call, later)[0].answer == 3


def test_an_inbound_one_of_the_second_of_a_call_joins_what_it_answers() -> None:
    (wait,) = told(touch(1, 5, "in"), touch(2, 7, "both", "call"), touch(3, 7, "in"))
    assert (wait.pings, wait.answer) == ((3,), 2)


def test_of_one_second_their_call_comes_before_ours() -> None:
    calls = touch(2, 7, "both", "call"), touch(3, 7, "out", "call"), touch(4, 7, "in", "call")
    assert told(touch(1, 5, "in"), *calls)[0].answer == 4
    assert told(touch(1, 5, "in"), *calls[:2])[0].answer == 3


# 3.2.7: giving up at an import


def given_up(ident: int, effect: Instant, imported: Instant | None) -> Ending:
    """What an import, or a person, said of a wait."""
    return Ending(ident, "given_up", effect, imported)


def test_an_import_gives_up_with_effect_at_the_due() -> None:
    (wait,) = told(touch(1, 5, "in"), endings=[given_up(1, 11, 50)])
    assert (wait.state, wait.ended, wait.answer) == ("given_up", 11, None)
    assert as_of(wait, 10) == Wait(1, 0, 5)
    assert as_of(wait, 11) == wait


def test_an_answer_dated_before_the_import_replaces_the_giving_up() -> None:
    for answered in (8, 11, 12, 49):
        (wait,) = told(touch(1, 5, "in"), touch(2, answered, "out"), endings=[given_up(1, 11, 50)])
        assert (wait.state, wait.ended, wait.answer) == ("answered", answered, 2)
        assert as_of(wait, answered - 1) == Wait(1, 0, 5)


def test_an_answer_dated_after_the_import_is_a_touch() -> None:
    for answered in (50, 51):
        (wait,) = told(touch(1, 5, "in"), touch(2, answered, "out"), endings=[given_up(1, 11, 50)])
        assert (wait.state, wait.ended) == ("given_up", 11)


def test_a_call_replaces_the_giving_up_as_well() -> None:
    (wait,) = told(touch(1, 5, "in"), touch(2, 20, "both", "call"), endings=[given_up(1, 11, 50)])
    assert wait.answer == 2


def test_a_person_who_gives_up_is_not_overruled_by_a_later_answer() -> None:
    (wait,) = told(touch(1, 5, "in"), touch(2, 20, "out"), endings=[given_up(1, 11, None)])
    assert (wait.state, wait.ended) == ("given_up", 11)


def test_what_came_after_the_giving_up_waits_by_itself() -> None:
    first, second = told(touch(1, 5, "in"), touch(2, 20, "in"), endings=[given_up(1, 11, 50)])
    assert (first.pings, second.opener, second.state) == ((), 2, "open")
    (joined,) = told(touch(1, 5, "in"), touch(2, 20, "in"), touch(3, 30, "out"), endings=[given_up(1, 11, 50)])
    assert (joined.pings, joined.answer) == ((2,), 3)


def test_without_an_import_nothing_is_given_up() -> None:
    assert told(touch(1, 5, "in"), touch(2, 10**9, "in"))[0].state == "open"


# 3.2.11: what is said of an interaction


@pytest.mark.parametrize("kind", ["waived", "given_up"])
@pytest.mark.parametrize("said_of", [1, 2])
def test_an_ending_ends_the_wait_that_holds_the_interaction(kind: str, said_of: int) -> None:
    said = Ending(said_of, kind, 9)  # type: ignore[arg-type]
    first, second = told(touch(1, 5, "in"), touch(2, 7, "in"), touch(3, 10, "in"), endings=[said])
    assert (first.opener, first.pings, first.state, first.ended) == (1, (2,), kind, 9)
    assert (second.opener, second.state) == (3, "open")


def test_an_ending_of_a_wait_already_ended_changes_nothing() -> None:
    for at in (7, 8):
        for answer in (touch(2, 7, "out"), touch(2, 7, "both", "call")):
            (wait,) = told(touch(1, 5, "in"), answer, endings=[Ending(1, "waived", at)])
            assert (wait.state, wait.ended) == ("answered", 7)


def test_the_first_ending_counts() -> None:
    endings = [Ending(1, "given_up", 9), Ending(2, "waived", 8)]
    assert told(touch(1, 5, "in"), touch(2, 7, "in"), endings=endings)[0].state == "waived"


def test_an_ending_before_the_interaction_was_there_is_void() -> None:
    assert told(touch(1, 5, "in"), touch(2, 9, "in"), endings=[Ending(2, "waived", 7)])[0].state == "open"


def test_an_ending_of_the_interactions_own_second_ends_its_wait() -> None:
    (wait,) = told(touch(1, 5, "in"), endings=[Ending(1, "waived", 5)])
    assert (wait.state, wait.ended) == ("waived", 5)


def test_an_ending_survives_that_its_wait_is_absorbed() -> None:
    waived = Ending(2, "waived", 9)
    assert told(touch(2, 7, "in"), endings=[waived]) == (Wait(2, 0, 7, state="waived", ended=9),)
    (wait,) = told(touch(2, 7, "in"), touch(1, 5, "in"), endings=[waived])
    assert (wait.opener, wait.pings, wait.state) == (1, (2,), "waived")


def test_a_reply_after_a_waiver_is_a_touch() -> None:
    log = touch(1, 5, "in"), touch(2, 7, "in", opens=False), touch(3, 10, "out")
    assert [w.state for w in told(*log, endings=[Ending(1, "waived", 9)])] == ["waived"]


def test_a_wait_is_due_after_the_target_of_the_tier_in_working_time() -> None:
    (wait,) = waits([touch(1, NINE + 6 * HOUR, "in")], (), BOOK)
    for tier, target in (("a", 4 * HOUR), ("b", 8 * HOUR), ("c", 16 * HOUR)):
        item = reply_item(wait, tier, BOOK)  # type: ignore[arg-type]
        assert item is not None
        assert (item.id, item.half, item.due) == ("w1", target, OFFICE.due(wait.opened, target))
    assert reply_item(wait._replace(state="waived", ended=NINE + DAY), "a", BOOK) is None


def test_twenty_working_days_are_how_long_a_reply_is_measured() -> None:
    mail, last = touch(1, NINE, "in", opens=False), workdays(20)
    assert len(waits([mail, touch(2, last, "out")], (), BOOK)) == 1
    assert waits([mail, touch(2, last + WORKDAY, "out")], (), BOOK) == ()


# any small log


def simulated(touches: list[Touch], endings: list[Ending], until: float = float("inf")) -> list[Wait]:
    """The waits of a log under SHORT, played second by second as somebody would who was there."""
    still: dict[int, Wait] = {}
    unasked: dict[int, Touch] = {}
    over: list[Wait] = []

    def end(wait: Wait, state: WaitState, at: Instant, answer: int | None = None) -> None:
        over.append(still.pop(wait.thread)._replace(state=state, ended=at, answer=answer))

    def spoken(t: Touch) -> bool:
        return t.channel in ("call", "meeting") and not t.missed

    def replaced(ending: Ending, wait: Wait) -> bool:
        return ending.import_at is not None and any(
            t.countable and wait.opened < t.at < ending.import_at
            for t in touches
            if spoken(t) or (t.direction == "out" and not t.missed and t.thread == wait.thread)
        )

    for second in range(60):
        now = sorted((t for t in touches if t.at == second and t.countable), key=lambda t: t.id)
        if second > until:
            break
        for t in (t for t in now if t.direction == "in" and not spoken(t)):
            if t.thread in still:
                wait = still[t.thread]
                still[t.thread] = wait._replace(pings=(*wait.pings, t.id), last_ping=second)
            elif t.opens:
                still[t.thread] = Wait(t.id, t.thread, second)
                unasked.pop(t.thread, None)
            elif t.channel == "email":
                unasked[t.thread] = t
        for t in (t for t in now if t.direction == "out" and not t.missed and not spoken(t)):
            asked, mail = still.get(t.thread), unasked.get(t.thread)
            if asked and asked.opened < second:
                end(asked, "answered", second, t.id)
            elif mail and mail.at < second:
                del unasked[t.thread]
                if second <= mail.at + GIVE_UP:
                    over.append(Wait(mail.id, t.thread, mail.at, (), None, "answered", second, t.id, True))
        for t in filter(spoken, now):
            for wait in [w for w in still.values() if w.opened < second]:
                end(wait, "answered", second, t.id)
            unasked = {thread: mail for thread, mail in unasked.items() if mail.at == second}
        for ending in sorted((e for e in endings if e.at == second), key=lambda e: e.kind):
            held = [w for w in still.values() if ending.interaction in (w.opener, *w.pings)]
            for wait in held:
                if not replaced(ending, wait):
                    end(wait, ending.kind, second)
    return sorted((*over, *still.values()), key=lambda w: (w.opened, w.opener))


@given(touch_logs(), st.data())
def test_waits_are_what_somebody_would_have_seen_who_was_there(touches: list[Touch], data: st.DataObject) -> None:
    endings = data.draw(endings_of(touches, imports=True))
    found = list(waits(touches, endings, SHORT))
    event(f"{min(len(found), 4)} waits")
    assert found == simulated(touches, endings)


@given(touch_logs(), st.data())
def test_the_order_of_the_input_never_matters(touches: list[Touch], data: st.DataObject) -> None:
    endings = data.draw(endings_of(touches, imports=True))
    shuffled = waits(data.draw(st.permutations(touches)), data.draw(st.permutations(endings)), SHORT)
    assert shuffled == waits(touches, endings, SHORT)


@given(touch_logs(), st.integers(0, 24), st.data())
def test_what_was_so_at_a_moment_is_what_its_log_said(
    touches: list[Touch], moment: Instant, data: st.DataObject
) -> None:
    endings = data.draw(endings_of(touches, imports=False))
    whole = [w for w in (as_of(wait, moment) for wait in waits(touches, endings, SHORT)) if w]
    seen = {t.id: t.at for t in touches if t.at <= moment}
    clipped = waits(
        [t for t in touches if t.id in seen], [e for e in endings if e.at <= moment], SHORT
    )  # an open wait's later pings stay with it
    joined = [tuple(ping for ping in w.pings if ping in seen) for w in whole]
    pinged = [max((seen[ping] for ping in pings), default=None) for pings in joined]
    assert [w._replace(pings=p, last_ping=at) for w, p, at in zip(whole, joined, pinged, strict=True)] == list(
        clipped
    )


@given(touch_logs(), st.integers(0, 40), st.data())
def test_giving_up_changes_nothing_before_its_effect(
    touches: list[Touch], moment: Instant, data: st.DataObject
) -> None:
    endings = data.draw(endings_of(touches, imports=True))
    before = [e for e in endings if e.at <= moment]

    def standing(said: list[Ending]) -> list[tuple[int, str]]:
        found = (as_of(wait, moment) for wait in waits(touches, said, SHORT))
        return [(w.opener, w.state) for w in found if w]

    assert standing(endings) == standing(before)


@given(touch_logs(), st.data())
def test_every_interaction_is_in_one_wait_at_most_and_ids_go_by_the_opener(
    touches: list[Touch], data: st.DataObject
) -> None:
    found = waits(touches, data.draw(endings_of(touches, imports=True)), SHORT)
    held = [ident for wait in found for ident in (wait.opener, *wait.pings)]
    assert len(held) == len(set(held))
    asked = {t.id for t in touches if t.countable and t.direction == "in"}
    assert set(held) <= asked
    open_threads = [w.thread for w in found if w.state == "open"]
    assert len(open_threads) == len(set(open_threads))


@given(touch_logs(), st.integers(0, 15), st.integers(0, 1))
def test_a_reply_found_later_only_shortens_waits(touches: list[Touch], after: int, thread: int) -> None:
    one_by_one = [t._replace(at=2 * t.id) for t in touches]
    reply = touch(99, 2 * after + 1, "out", thread=thread)
    before = {w.opener: w for w in told(*one_by_one) if not w.measured}
    found = {w.opener: w for w in told(*one_by_one, reply) if not w.measured}
    assert before.keys() <= found.keys()
    for opener in before:
        was, now = before[opener].ended, found[opener].ended
        assert was is None or (now is not None and now <= was)
