"""Finding the relationship that somebody means by a part of its name or by its ID."""

from __future__ import annotations

import re
import sqlite3

from tui.domain.model import Instant, Relationship
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.cases import everybody

NAMED = 10
SHOWN = 60


def find(conn: sqlite3.Connection, name: str, handle: str, now: Instant) -> Relationship:
    """The one relationship that is meant, among those that `handle` may see at `now`.

    An ID such as r12, a whole name, or any part of one; Problem names the candidates where several fit.
    """
    there = everybody(conn, handle, now)
    wanted = name.strip().casefold()
    by_id = [r for r in there if re.fullmatch(r"r\d+", wanted, re.ASCII) and f"r{r.id}" == wanted]
    whole = [r for r in there if r.name.casefold() == wanted]
    part = [r for r in there if wanted and wanted in r.name.casefold()]
    found = by_id or whole or part
    if len(found) == 1:
        return found[0]
    shown = clean_line(name, SHOWN)
    if not found:
        raise Problem(f"No relationship is called {shown!r}.", "kept list shows all of them.", wrong_use=True)
    raise Problem(f"{shown!r} may be {_listed(found)}.", "Give more of the name, or the ID.", wrong_use=True)


def _listed(found: list[Relationship]) -> str:
    ordered = sorted(found, key=lambda r: (r.name.casefold(), r.id))
    named = ", ".join(f"{clean_line(r.name, SHOWN)} (r{r.id})" for r in ordered[:NAMED])
    more = len(found) - NAMED
    return f"{named} and {more} more" if more > 0 else named
