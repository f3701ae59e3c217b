"""Which relationships a process hurts, and what that costs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.copies import make_personal
from tests.services.deeds import do, ready, rows
from tests.services.letters import NOW
from tui.domain.acts import Broken, Decided, Done, Kept, Logged, NewFollowUp, NewPromise, Promised
from tui.domain.audit import Audit
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.practice import Hurt
from tui.domain.rules import Rules
from tui.services.hurting import hurts
from tui.services.office import Office
from tui.store import teammates
from tui.store.store import Store

OWNER = (
    "SELECT handle FROM teammate JOIN relationship ON relationship.owner = teammate.id WHERE relationship.id = 1"
)
DRAFTS = Audit("Contract drafts", words=("contract draft", "Entwurf"), id=4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return ready(tmp_path)


def hurt(store: Store, *audits: Audit, who: str = "ana", now: Instant = NOW) -> dict[int, Hurt]:
    with store.read() as conn:
        return hurts(conn, audits or (DRAFTS,), who, now, teammates.rule_book(conn))


def promised(store: Store, text: str, relationship: int = 1, *, days: int = -4, made: int = 8) -> str:
    """A promise that was due so many days ago."""
    return do(store, Promised(relationship, NewPromise(text, NOW + days * DAY)), now=NOW - made * DAY).id


def test_a_process_without_words_hurts_nobody_and_neither_does_one_of_which_nothing_is_late(store: Store) -> None:
    promised(store, "the contract draft", days=4)
    assert hurt(store, Audit("x", id=1), Audit("y", words=("", "?"), id=2), DRAFTS) == {}


def test_an_overdue_promise_hurts_its_relationship_by_what_the_ledger_says(store: Store) -> None:
    ident = promised(store, "drafts of the contracts")
    found = hurt(store)
    assert found.keys() == {4}
    ((number, name, points),) = found[4].relationships
    view = Office(store, "ana", lambda: NOW, Rules()).relationship(1, None)
    (line,) = [line for line in view.ledger if line.id == ident]
    assert (number, name, points) == (1, view.row.relationship.name, pytest.approx(line.points))
    assert found[4].words == "late promises about contract draft"


def test_every_word_of_one_phrase_is_needed(store: Store) -> None:
    promised(store, "the contract")
    assert hurt(store) == {}
    promised(store, "den Entwurf")
    assert hurt(store)[4].words == "late promises about Entwurf"


def test_what_was_kept_in_time_costs_nothing_and_what_was_broken_does(store: Store) -> None:
    kept, broken = promised(store, "contract draft one", days=2), promised(store, "contract draft two", 2, days=2)
    do(store, Kept(kept))
    assert hurt(store) == {}
    do(store, Broken(broken))
    ((number, _, points),) = hurt(store)[4].relationships
    assert (number, points > 0) == (2, True)


def test_a_late_reply_is_known_by_its_question(store: Store) -> None:
    asked = Logged(1, "chat", "in", "When does the contract draft come?", opens=True, at=NOW - 6 * DAY)
    do(store, asked)
    assert hurt(store)[4].words == "late replies about contract draft"


def test_an_overdue_follow_up_counts_too(store: Store) -> None:
    ident = do(store, Decided(1, NewFollowUp("send contract draft", NOW - 3 * DAY)), now=NOW - 9 * DAY).id
    assert hurt(store)[4].words == "late follow-ups about contract draft"
    do(store, Done(ident))
    assert hurt(store)[4].points > 0


def test_what_ended_ninety_days_ago_is_over(store: Store) -> None:
    do(store, Kept(promised(store, "contract draft")))
    assert hurt(store, now=NOW + 90 * DAY)
    assert hurt(store, now=NOW + 91 * DAY) == {}


def test_those_who_lose_most_come_first(store: Store) -> None:
    promised(store, "contract draft", 1, days=-4)
    promised(store, "contract draft", 2, days=-6)
    promised(store, "contract draft", 2, days=-6)
    found = hurt(store)[4].relationships
    assert [number for number, _, _ in found] == [2, 1]
    assert hurt(store)[4].points == sum(points for _, _, points in found)


def test_a_personal_relationship_is_its_owners_alone(store: Store) -> None:
    promised(store, "contract draft")
    make_personal(Office(store, "ana", lambda: NOW, Rules()), 1)
    owners = [str(handle) for (handle,) in rows(store, OWNER)]
    assert [mate for mate in ("ana", "bo") if hurt(store, who=mate)] == owners


def test_what_is_not_yet_late_an_hour_before_its_due_is_late_the_day_after(store: Store) -> None:
    promised(store, "contract draft", days=1)
    assert hurt(store, now=NOW + DAY - HOUR) == {}
    assert hurt(store, now=NOW + 3 * DAY)
