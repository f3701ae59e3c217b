"""Which relationships a process hurts: what is late or broken there says its words."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tui.domain.alike import words
from tui.domain.audit import Audit
from tui.domain.model import DAY, Instant, Measure
from tui.domain.practice import Hurt
from tui.domain.rules import RuleBook
from tui.services.lateness import Obliged, costs, obliged

SPAN = 90 * DAY
SAID: dict[Measure, str] = {
    "reply": "late replies",
    "promise": "late promises",
    "follow_up": "late follow-ups",
}


def hurts(
    conn: sqlite3.Connection, audits: Iterable[Audit], handle: str, now: Instant, book: RuleBook
) -> dict[int, Hurt]:
    """What each process costs now, by the id of its audit; one without words or without anything late is left out.

    What counts was late or broken in the last 90 days, or is late and open, and has all words of one of the
    process's phrases.
    """
    phrases = {
        audit.id: [(phrase, said) for phrase in audit.words if (said := frozenset(words(phrase)))]
        for audit in audits
    }
    if not any(phrases.values()):
        return {}
    late = [
        (each, frozenset(words(each.words))) for each in obliged(conn, handle, now - SPAN, now, book) if each.late
    ]
    matching = {
        ident: [(each, phrase) for each, has in late if (phrase := _first(those, has))]
        for ident, those in phrases.items()
    }
    lost = costs(conn, (each for those in matching.values() for each, _ in those), now, book)
    return {ident: _hurt(those, lost) for ident, those in matching.items() if those}


def _first(phrases: Iterable[tuple[str, frozenset[str]]], has: frozenset[str]) -> str:
    """The first phrase of which a text has all words."""
    return next((phrase for phrase, said in phrases if said <= has), "")


def _hurt(matching: Sequence[tuple[Obliged, str]], lost: dict[str, float]) -> Hurt:
    points: dict[tuple[int, str], float] = defaultdict(float)
    for each, _ in matching:
        points[each.relationship.id, each.relationship.name] += lost.get(each.item.id, 0.0)
    ranked = sorted(points.items(), key=lambda pair: (-pair[1], pair[0]))
    often = Counter((each.measure, phrase) for each, phrase in matching)
    measure, phrase = min(often, key=lambda pair: (-often[pair], pair))
    relationships = tuple((ident, name, lost_) for (ident, name), lost_ in ranked if lost_)
    return Hurt(relationships, f"{SAID[measure]} about {phrase}")
