"""What is logged at the end of a log is derived from that end, and a rebuild finds nothing to mend."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.deeds import PROMISE, asked, do, ready, row
from tests.services.letters import NOW
from tui.domain.acts import Logged, Replied
from tui.domain.model import DAY, HOUR
from tui.services.checkup import rebuild_all
from tui.services.doing.perform import perform
from tui.store import derived

KINDS = [
    *(("chat", "out"), ("chat", "in"), ("email", "in"), ("email", "out"), ("letter", "both"), ("note", "out")),
    *(("call", "both"), ("call", "in"), ("call", "out"), ("meeting", "both")),
]
HEALTH = "SELECT until, last_touch, interactions, parts FROM health WHERE relationship = 1"


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Each relationship that was derived from its whole log."""
    found: list[int] = []

    def derive_all(conn, touched, book):
        found.extend(touched)
        plain(conn, touched, book)

    plain = derived.derive_all
    monkeypatch.setattr(derived, "derive_all", derive_all)
    yield found


def some(rng: random.Random) -> Logged:
    """Anything that may be logged and answers nothing by name."""
    channel, direction = rng.choice(KINDS)
    return Logged(
        rng.choice((1, 2)),
        channel,
        direction,
        "a word",
        at=None if rng.random() < 0.8 else NOW - rng.randrange(3 * DAY),
        opens=channel != "note" and direction == "in" and rng.random() < 0.3,
        missed=channel == "call" and direction != "both" and rng.random() < 0.7,
        gesture=rng.choice((None, None, "thanks")) if direction == "out" else None,
    )


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_logged_a_rebuild_changes_nothing(tmp_path: Path, seed: int) -> None:
    store, rng, now = ready(tmp_path), random.Random(seed), NOW
    for _ in range(25):
        perform(store, "ana", [some(rng)], now, now)
        assert rebuild_all(store, "ana", now, now) == 0
        now += rng.choice((0, 1, HOUR, DAY, 9 * DAY))


def test_what_leaves_the_waits_alone_takes_no_look_at_the_log(tmp_path: Path, whole: list[int]) -> None:
    store = ready(tmp_path)
    do(store, Logged(1, "chat", "out", "one"))
    do(store, Logged(1, "chat", "out", "two"), Logged(1, "note", "out", "three"), now=NOW + 9 * DAY)
    assert whole == []
    assert row(store, HEALTH)[:2] == (NOW + 9 * DAY, NOW + 9 * DAY)


def test_what_ends_or_opens_a_wait_does(tmp_path: Path, whole: list[int]) -> None:
    store = ready(tmp_path)
    wait = asked(store)
    assert whole == [1]
    do(store, Replied(wait, "Tomorrow."))
    assert whole == [1, 1]


def test_what_is_promised_along_with_it_is_derived_too(tmp_path: Path, whole: list[int]) -> None:
    store = ready(tmp_path)
    do(store, Logged(1, "chat", "out", "one", promises=(PROMISE,)))
    assert whole == [1]
    assert rebuild_all(store, "ana", NOW, NOW) == 0


def test_what_is_logged_late_takes_its_place_in_the_log(tmp_path: Path, whole: list[int]) -> None:
    store = ready(tmp_path)
    do(store, Logged(1, "chat", "out", "one"))
    do(store, Logged(1, "chat", "out", "two", at=NOW - HOUR))
    assert whole == [1]
    assert rebuild_all(store, "ana", NOW, NOW) == 0
