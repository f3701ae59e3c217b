"""The title of Today counts what an act of the day has left."""

from __future__ import annotations

from pathlib import Path

from tests.services.letters import ME, METTE, NOW, empty, exchange, hour, letter, taken_in
from tui.domain.model import Instant
from tui.domain.views import Today
from tui.services.day import today
from tui.store import teammates
from tui.store.store import Said, Store

LATER = 24 * 7 * 14  # a Monday, 98 days on: past the cadence of tier c


def shown(store: Store, now: Instant) -> Today:
    """Ana's list."""
    with store.read() as conn:
        return today(conn, "ana", "ana", now, teammates.rule_book(conn))


def counted(found: Today) -> tuple[int, int, list[str]]:
    """The title's figures, and what is listed."""
    return found.dealt, found.total, [row.kind for row in found.rows]


def test_a_word_to_a_silent_relationship_is_dealt_with(tmp_path: Path) -> None:
    store = empty(tmp_path)
    seven = [f"mette@halden{n}.example" for n in range(7)]
    taken_in(store, [mail for n, them in enumerate(seven) for mail in exchange(them, n / 10)])
    first = [letter(ME, them, 3 + n / 10) for n, them in enumerate(seven)]
    taken_in(store, first)
    morning = shown(store, hour(LATER))
    assert (*counted(morning), morning.more_silent) == (0, 5, ["silence"] * 5, 2)
    taken_in(store, [letter(ME, seven[0], LATER + 1)], moment=hour(LATER + 2))
    noon = shown(store, hour(LATER + 2))
    assert (*counted(noon), noon.more_silent) == (1, 5, ["silence"] * 4, 2)
    assert shown(store, hour(LATER)) == morning, "the morning has not seen it"


def test_what_they_write_is_no_act_of_ours(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, [*exchange(), letter(ME, METTE, 3)])
    taken_in(store, [letter(METTE, ME, LATER + 1, text="Thanks.")], moment=hour(LATER + 2))
    assert counted(shown(store, hour(LATER + 2))) == (0, 0, [])


def test_an_answer_is_one_thing_and_no_silence_besides(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, exchange(), moment=hour(2))
    assert counted(shown(store, hour(LATER))) == (0, 1, ["wait"])
    taken_in(store, [letter(ME, METTE, LATER + 1, in_reply_to="<1.0@x.example>")], moment=hour(LATER + 2))
    assert counted(shown(store, hour(LATER + 2))) == (1, 1, [])


def test_a_thank_you_said_today_is_dealt_with(tmp_path: Path) -> None:
    store = empty(tmp_path)
    taken_in(store, [*exchange(), letter(ME, METTE, 3, in_reply_to="<1.0@x.example>")])
    call = {"relationship": 1, "channel": "call", "recorded_at": NOW}
    with store.write(Said("ana", NOW, NOW, "praise")) as tx:
        tx.insert("interaction", {**call, "at": hour(24), "direction": "in", "signal": "praise"})
    assert counted(shown(store, hour(48))) == (0, 1, ["thanks"])
    with store.write(Said("ana", NOW, NOW, "thank")) as tx:
        tx.insert("interaction", {**call, "at": hour(49), "direction": "out", "gesture": "thanks"})
    assert counted(shown(store, hour(50))) == (1, 1, [])
    assert counted(shown(store, hour(72))) == (0, 0, [])
