"""Proposals as the log shows them, and the question of the Log form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.copies import make_personal
from tests.services.deeds import do, ready, rows
from tests.services.letters import ME, METTE, NOW, empty, exchange, letter, taken_in
from tui.domain.acts import Broken, Logged, NewPromise, Promised
from tui.domain.audit import Audit
from tui.domain.auditacts import Audited, Dismissed
from tui.domain.model import DAY, Channel, Direction, Instant
from tui.domain.proposed import Proposal, begun
from tui.domain.questions import LoggedBefore, WrittenDown
from tui.domain.rules import Rules
from tui.services.office import Office
from tui.services.proposing import proposals
from tui.store import teammates
from tui.store.store import Said, Store

TOLD = "explained how to book a slot"
ASKED = "Which invoice format do you need?"
WEEK = 168.0


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def found(store: Store, who: str = "ana", now: Instant = NOW) -> tuple[Proposal, ...]:
    with store.read() as conn:
        return proposals(conn, who, now, teammates.rule_book(conn))


def log(
    store: Store, text: str, *days: int, channel: Channel = "call", direction: Direction = "both", to: int = 1
) -> None:
    """Log something so many days ago, once for each day."""
    for ago in days:
        do(store, Logged(to, channel, direction, text, at=NOW - ago * DAY, opens=direction == "in"))


def before(store: Store, text: str = TOLD, channel: Channel = "call", who: str = "ana") -> LoggedBefore:
    answer = Office(store, who, lambda: NOW, Rules()).answer(WrittenDown(text, channel))
    assert isinstance(answer, LoggedBefore)
    return answer


def test_nothing_said_again_and_again_proposes_nothing(store: Store) -> None:
    assert found(store) == ()


def test_what_was_logged_three_times_by_the_same_way_is_proposed_with_its_frequency(store: Store) -> None:
    log(store, TOLD, 3, 10, 20)
    (proposal,) = found(store)
    assert (proposal.kind, proposal.text, proposal.channel, len(proposal.seen)) == ("repeats", TOLD, "call", 3)
    assert begun(proposal, "ana", NOW).runs == 1.5
    assert [one.at for one in proposal.seen] == [NOW - 20 * DAY, NOW - 10 * DAY, NOW - 3 * DAY]


def test_what_is_older_than_sixty_days_does_not_count(store: Store) -> None:
    log(store, TOLD, 3, 10, 61)
    assert found(store) == ()
    log(store, TOLD, 60)
    assert len(found(store)) == 1


def test_a_question_of_several_people_is_proposed_and_of_one_alone_it_is_not(store: Store) -> None:
    log(store, ASKED, 3, 10, 20, channel="chat", direction="in")
    assert [each.kind for each in found(store)] == ["repeats"]
    log(store, "What format do our invoices need?", 5, channel="chat", direction="in", to=2)
    question = next(each for each in found(store) if each.kind == "question")
    assert (question.askers, len(question.seen), question.words) == (2, 4, ("invoice", "format"))


def test_broken_promises_that_share_words_are_proposed_with_what_they_cost(store: Store) -> None:
    for ago in (3, 10, 20):
        promise = NewPromise("the contract draft", NOW + DAY)
        do(store, Broken(do(store, Promised(1, promise), now=NOW - ago * DAY).id))
    (proposal,) = found(store)
    assert (proposal.kind, proposal.text, proposal.words) == ("late", "contract draft", ("contract", "draft"))
    assert proposal.points > 0
    assert begun(proposal, "ana", NOW).words == ("contract draft",)


def test_a_dismissed_proposal_stays_dismissed_after_more_arrive(store: Store) -> None:
    log(store, TOLD, 3, 10, 20)
    (proposal,) = found(store)
    do(store, Dismissed(proposal.key, proposal.text, proposal.members))
    assert found(store) == ()
    log(store, f"{TOLD} again", 1, 2, 4, 5, 6, 7)
    assert found(store) == ()
    assert found(store, now=NOW + 55 * DAY) == ()


def test_what_an_audit_was_made_of_is_not_proposed_again(store: Store) -> None:
    log(store, TOLD, 3, 10, 20)
    (proposal,) = found(store)
    do(store, Audited(begun(proposal, "ana", NOW)))
    assert found(store) == ()


def test_a_personal_relationship_shows_nothing_to_others(store: Store) -> None:
    log(store, TOLD, 3, 10, 20)
    make_personal(Office(store, "ana", lambda: NOW, Rules()), 1)
    owner = rows(store, "SELECT owner FROM relationship WHERE id = 1")[0][0]
    seers = [mate for mate in ("ana", "bo") if found(store, mate)]
    assert seers == [str(h) for h, i in rows(store, "SELECT handle, id FROM teammate") if i == owner]
    assert [mate for mate in ("ana", "bo") if before(store, who=mate).times] == seers


def test_a_step_that_was_skipped_three_times_is_proposed_for_change(store: Store) -> None:
    with store.write(Said("ana", NOW - 40 * DAY, NOW, "test")) as tx:
        process = tx.insert(
            "process", {"name": "Book a session", "owner": "ana", "made_at": NOW, "recorded_at": NOW}
        )
        said = {"process": process, "position": 1, "changed_at": NOW - 40 * DAY}
        tx.insert("step", {**said, "key": 7, "text": "chase the questionnaire"})
        for ago in (3, 10, 20, 50):
            run = tx.insert(
                "run", {"process": process, "actor": "ana", "started_at": NOW - ago * DAY, "recorded_at": NOW}
            )
            tx.insert("run_step", {"run": run, "step": 7, "skipped": 1, "why": f"no time {ago}"})
    (proposal,) = found(store)
    assert (proposal.kind, proposal.process, proposal.step) == ("skipped", process, 7)
    assert proposal.text == "Book a session: chase the questionnaire"
    assert [one.text for one in proposal.seen] == ["no time 20", "no time 10", "no time 3"]
    with store.write(Said("ana", NOW, NOW, "test")) as tx:
        tx.change("step", rows(store, "SELECT id FROM step")[0][0], changed_at=NOW - 15 * DAY)  # type: ignore[arg-type]
    assert found(store) == ()


def test_a_sentence_that_we_write_again_and_again_is_proposed_and_automatic_mail_is_not(tmp_path: Path) -> None:
    store = empty(tmp_path)
    mails = exchange()
    for week in range(4, 8):
        at = week * WEEK
        told = f"Hi Mette,\n\nYou book a slot by the calendar link. Part {week} is done.\n\nThanks\nAna"
        mails.append(letter(ME, METTE, at, f"Workshop {week}", told))
        closed = "The office is closed on holidays."
        mails.append(letter(METTE, ME, at + 1, f"Out {week}", closed, auto_submitted="auto-replied"))
    taken_in(store, mails)
    (proposal,) = found(store)
    assert (proposal.kind, proposal.channel, len(proposal.seen)) == ("repeats", "email", 4)
    assert proposal.text == "You book a slot by the calendar link."


def test_the_third_time_the_form_asks_and_on_the_second_it_does_not(store: Store) -> None:
    log(store, TOLD, 10)
    assert before(store) == LoggedBefore()
    log(store, TOLD, 3)
    assert before(store) == LoggedBefore(2, NOW - 10 * DAY)
    assert before(store, "how to book slots") == LoggedBefore(2, NOW - 10 * DAY)


def test_other_words_another_way_and_the_same_day_are_no_third_time(store: Store) -> None:
    log(store, TOLD, 10, 0)
    assert before(store) == LoggedBefore()
    log(store, TOLD, 3)
    assert before(store, "the glaze model") == LoggedBefore()
    assert before(store, "14 and 15") == LoggedBefore()
    assert before(store, channel="chat") == LoggedBefore()


def test_the_form_asks_nothing_about_what_is_under_audit(store: Store) -> None:
    log(store, TOLD, 10, 3)
    do(store, Audited(Audit("Bookings", words=("slot",), owner="ana")))
    assert before(store) == LoggedBefore()


def test_the_form_asks_nothing_about_what_is_dismissed(store: Store) -> None:
    log(store, TOLD, 20, 10, 3)
    (proposal,) = found(store)
    do(store, Dismissed(proposal.key, proposal.text, proposal.members))
    assert before(store) == LoggedBefore()


def test_words_that_the_index_has_a_meaning_for_are_only_words(store: Store) -> None:
    log(store, 'NEAR "OR" NOT invoice*', 10, 3)
    assert before(store, 'near "or" NOT invoice*').times == 2
