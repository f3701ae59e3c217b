"""New promises and follow-ups, made by whatever brings them about."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tui.domain.acts import NewFollowUp, NewPromise
from tui.domain.model import Instant
from tui.domain.open_items import BEYOND
from tui.domain.problem import Problem
from tui.domain.recurrence import read_every
from tui.domain.text import clean_line
from tui.services.doing.hand import Hand


def make(
    hand: Hand,
    relationship: int,
    promise: NewPromise,
    at: Instant,
    *,
    said_in: int | None = None,
    term: int | None = None,
) -> int:
    """A new promise, said at a moment; returns its number."""
    text = words(promise.text, "A promise")
    _check_term(term, relationship, hand)
    check_due(promise.due, at, hand)
    author = promise.author or (hand.me.handle if promise.by_us else "")
    if promise.by_us:
        author = hand.teammate(author).handle
        check_seen(relationship, author, hand)
    return hand.tx.insert(
        "promise",
        {
            "relationship": relationship,
            "by_us": int(promise.by_us),
            "author": clean_line(author, 200),
            "text": text,
            "made_at": at,
            "due": promise.due,
            "day_alone": int(promise.day_alone),
            "recorded_at": hand.tx.said.wall_at,
            "said_in": said_in,
            "term": term,
        },
    )


def decide(
    hand: Hand,
    relationship: int | None,
    follow_up: NewFollowUp,
    at: Instant,
    *,
    process: int | None = None,
    said_in: int | None = None,
    plan: int | None = None,
    before: int | None = None,
) -> int:
    """A new follow-up of a relationship or a process; returns its number.

    `before` is the occurrence that it comes after.
    """
    text = words(follow_up.text, "A follow-up")
    every = rule(follow_up.every)
    owner = follow_up.owner or hand.me.handle
    had = None if before is None else owner
    if before is None:
        check_due(follow_up.due, at, hand)
        check_seen(relationship, owner, hand)
    return hand.tx.insert(
        "follow_up",
        {
            "relationship": relationship,
            "process": process,
            "owner": hand.teammate(owner, had).handle,
            "text": text,
            "made_at": at,
            "due": follow_up.due,
            "day_alone": int(follow_up.day_alone),
            "every": every,
            "recorded_at": hand.tx.said.wall_at,
            "said_in": said_in,
            "plan": plan,
            "before": before,
        },
    )


def words(text: str, what: str) -> str:
    """What was typed as one line; Problem where it is nothing."""
    found = clean_line(text).strip()
    if not found:
        raise Problem(f"{what} needs some words.", "Say what it is.", wrong_use=True)
    return found


def tags(given: Iterable[str]) -> str:
    """Tags as they are stored: in this order, each once."""
    cleaned = (clean_line(tag, 60).strip() for tag in given)
    return json.dumps([tag for tag in dict.fromkeys(cleaned) if tag], ensure_ascii=False)


def check_due(due: Instant, at: Instant, hand: Hand) -> None:
    """Refuse a due that is no later than what it was said at, or than now, or beyond all calendars."""
    if due <= at < hand.now:
        raise Problem("That date is before it was said.", "Name a later one.", wrong_use=True)
    if due <= hand.now:
        raise Problem("That date is in the past.", "Name one that is still to come.", wrong_use=True)
    if due >= BEYOND:
        raise Problem("That date is beyond the year 2888.", "Name a nearer one.", wrong_use=True)


def check_seen(relationship: int | None, handle: str, hand: Hand) -> None:
    """Refuse to give somebody what lies in a personal relationship of another: it would be in nobody's Today."""
    row = hand.conn.execute("SELECT kind FROM relationship WHERE id = ?", (relationship,)).fetchone()
    if row and row[0] == "personal" and handle != hand.me.handle:
        what = f"A personal relationship is shown to you alone, and {handle} would not see this."
        raise Problem(what, "Keep it yourself, or make the relationship another kind.", wrong_use=True)


def rule(every: str) -> str:
    """A recurrence as it is stored, "" for once; Problem where it is none."""
    return read_every(every) if every.strip() else ""


def _check_term(term: int | None, relationship: int, hand: Hand) -> None:
    row = hand.conn.execute(
        "SELECT agreement.relationship FROM term JOIN agreement ON agreement.id = term.agreement"
        " WHERE term.id = ? AND term.deleted_at IS NULL AND agreement.deleted_at IS NULL",
        (term,),
    ).fetchone()
    if term is not None and row != (relationship,):
        raise Problem("There is no such term in this relationship.", "Leave it away.", wrong_use=True)
