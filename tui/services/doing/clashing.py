"""Changes of a row that somebody else may have changed since it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tui.domain.acts import Edited
from tui.domain.clash import Both, Clash
from tui.services.doing.hand import Hand
from tui.store import journal, teammates

Changes = list[tuple[journal.Change, dict[str, Any], dict[str, Any]]]


def change(act: Edited, table: str, ident: int, columns: Mapping[str, Any], hand: Hand) -> None:
    """Change columns of a row as somebody wants them who has seen `act.version` of it; may raise Clash."""
    changed = own(act, table, ident, columns, hand)
    if changed:
        hand.tx.change(table, ident, **changed)


def own(act: Edited, table: str, ident: int, columns: Mapping[str, Any], hand: Hand) -> dict[str, Any]:
    """The columns that really are to be changed; what others changed beside them stays as they left it.

    Raises Clash where somebody has changed one of them since, and not to the same.
    """
    row = hand.tx.row(table, ident) or {}
    since = [] if act.version in (None, row.get("version")) else _since(act, table, ident, hand)
    if not since:
        return dict(columns)
    was = since[0][1]
    changed = {name: mine for name, mine in columns.items() if mine != was.get(name)}
    clashing = [name for name, mine in changed.items() if row[name] not in (was.get(name), mine)]
    if clashing:
        last = {name: _last(since, name) for name in clashing}
        both = [_both(name, was, row, changed, hand, since[last[name]][0].actor) for name in clashing]
        newest = since[max(last.values())][0]
        raise Clash(both, row["version"], newest.actor, newest.wall_at, hand.tx.said.wall_at)
    return changed


def _since(act: Edited, table: str, ident: int, hand: Hand) -> Changes:
    return journal.since(hand.conn, table, ident, act.version or 0)


def _last(since: Changes, name: str) -> int:
    """The last change of a column."""
    changes = [number for number, (_, before, after) in enumerate(since) if before.get(name) != after.get(name)]
    return changes[-1]


def _both(
    name: str, was: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], hand: Hand, who: str
) -> Both:
    before, there, here = (_shown(name, row.get(name), hand) for row in (was, theirs, mine))
    return Both(name, before, there, here, who)


def _shown(name: str, value: Any, hand: Hand) -> str:
    """A column's value as it is typed, "" for none."""
    if value is None:
        return ""
    if name == "tags":
        return ", ".join(json.loads(value))
    if name == "owner" and isinstance(value, int):
        return next((mate.handle for mate in teammates.all_teammates(hand.conn) if mate.id == value), "")
    if name == "due":
        return f"{hand.calendar.local(value):%Y-%m-%d %H:%M}"
    return str(value)
