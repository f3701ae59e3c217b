"""The open things that acts speak of, by their ids; each may raise Problem."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from tui.domain.clash import ago
from tui.domain.model import FollowUp, Instant, Promise, Wait
from tui.domain.obligations import standing
from tui.domain.problem import Problem
from tui.domain.waits import as_of
from tui.services.doing.hand import Came, Hand
from tui.store import derived, journal, obligations

NOUNS = {
    "w": "wait", "p": "promise", "f": "follow-up", "i": "interaction", "r": "relationship", "c": "contact",
    "g": "agreement", "d": "draft", "a": "audit", "s": "step",
}  # fmt: skip
SEE = "kept today and kept show NAME --json list them."


def number(item: str, letters: str) -> tuple[str, int]:
    """An id's letter and number; Problem where it is none of these kinds."""
    found = re.fullmatch(r"([a-z])([0-9]{1,15})", item.strip().lower())
    if found is None or found[1] not in letters:
        kinds = ", ".join(f"{letter} and a number for {_a(NOUNS[letter])}" for letter in letters)
        raise Problem(f"{item[:40]!r} is no ID for this.", f"Write {kinds}.", wrong_use=True)
    return found[1], int(found[2])


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def missing(item: str) -> Problem:
    """There is no such thing, or none that this teammate may see."""
    shown = item.strip().lower()
    return Problem(f"There is no {NOUNS[shown[0]]} {shown}.", SEE, wrong_use=True)


def open_wait(hand: Hand, item: str) -> tuple[int, Wait]:
    """The wait that holds an interaction, still open at the moment, with its relationship."""
    _, interaction = number(item, "w")
    row = hand.conn.execute(
        "SELECT relationship FROM interaction WHERE id = ? AND deleted_at IS NULL AND at <= ?",
        (interaction, hand.now),
    ).fetchone()
    if row is None:
        raise missing(item)
    hand.relationship(row[0])
    holding = [w for w in derived.waits(hand.conn, row[0]) if interaction in (w.opener, *w.pings)]
    stood = next((w for each in holding if (w := as_of(each, hand.now)) and not w.measured), None)
    if stood is None:
        raise missing(item)
    if stood.state != "open":
        raise _ended(hand, item, stood)
    return row[0], stood


def _ended(hand: Hand, item: str, wait: Wait) -> Problem:
    """Who answered a wait, or ended it without an answer; whose mail is an answer is known by the mail alone."""
    if wait.answer is not None:
        change = journal.last_change(hand.conn, "interaction", wait.answer)
        who, when = hand.said_by(change) if change else _wrote(hand, wait.answer)
        return Problem(f"{item} is over: {who} answered it {when}.", "Nothing was changed.")
    row = hand.conn.execute(
        "SELECT id FROM ending WHERE interaction IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL"
        " AND at <= ? ORDER BY at DESC, id DESC LIMIT 1",
        (json.dumps([wait.opener, *wait.pings]), hand.now),
    ).fetchone()
    who, when = hand.said_by(journal.last_change(hand.conn, "ending", row[0]) if row else None)
    did = {"waived": "waived it", "given_up": "gave it up"}.get(wait.state, "ended it")
    return Problem(f"{item} is over: {who} {did} {when}.", "Nothing was changed.")


def _wrote(hand: Hand, interaction: int) -> tuple[str, str]:
    who, at = hand.conn.execute(
        "SELECT coalesce(teammate.handle, 'somebody'), interaction.at FROM interaction"
        " LEFT JOIN teammate ON teammate.id = interaction.teammate WHERE interaction.id = ?",
        (interaction,),
    ).fetchone()
    return who, ago(hand.now - at)


def open_promise(hand: Hand, item: str) -> Promise:
    """A promise of either side that is still open."""
    _, ident = number(item, "p")
    row = hand.conn.execute(
        "SELECT relationship FROM promise WHERE id = ? AND deleted_at IS NULL AND made_at <= ?", (ident, hand.now)
    ).fetchone()
    if row is None:
        raise missing(item)
    hand.relationship(row[0])
    found = next(p for p in obligations.promises(hand.conn, row[0]) if p.id == ident)
    if found.state != "open":
        raise _over(hand, item, "promise", ident, found.state)
    due, _ = standing(found, hand.now, hand.book)
    return replace(found, due=due)


def open_follow_up(hand: Hand, item: str) -> FollowUp:
    """A follow-up that is still open."""
    _, ident = number(item, "f")
    row = hand.conn.execute(
        "SELECT relationship FROM follow_up WHERE id = ? AND deleted_at IS NULL AND made_at <= ?",
        (ident, hand.now),
    ).fetchone()
    if row is None:
        raise missing(item)
    if row[0] is None:
        hand.practice = True
    else:
        hand.relationship(row[0])
    found = obligations.follow_up(hand.conn, ident)
    if found.state != "open":
        raise _over(hand, item, "follow_up", ident, found.state)
    return found


def of(hand: Hand, follow_up: FollowUp, item: str, said: str, until: Instant | None = None) -> Came:
    """What an act on a follow-up came to, of its relationship or of its process."""
    return Came(item, follow_up.relationship or None, said, until, process_name(hand, follow_up.process))


def process_name(hand: Hand, process: int) -> str:
    """What a process is called, "" where there is none."""
    row = hand.conn.execute("SELECT name FROM process WHERE id = ?", (process,)).fetchone()
    return row[0] if row else ""


def _over(hand: Hand, item: str, table: str, ident: int, state: str) -> Problem:
    who, when = hand.who_set(table, ident, "state")
    return Problem(f"{who} marked {item} as {state} {when}.", "Nothing was changed.")
