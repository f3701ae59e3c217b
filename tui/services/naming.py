"""Finding the relationship or process that somebody means by a part of its name or by its ID."""

from __future__ import annotations

import re
import sqlite3

from tui.domain.model import Contact, Instant, Relationship
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.doing.items import missing, number
from tui.store import audits, relationships
from tui.store.there import everybody

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
        raise Problem(f"No relationship is called {shown!r}.", "kept list --stage all shows them.", wrong_use=True)
    raise Problem(f"{shown!r} may be {_listed(found)}.", "Give more of the name, or the ID.", wrong_use=True)


def find_contact(conn: sqlite3.Connection, relationship: int, text: str, now: Instant) -> Contact:
    """The one contact of a relationship that is meant by a part of name or address, or by an ID such as c7."""
    wanted = text.strip().casefold()
    there = relationships.contacts(conn, relationship, now)
    by_id = [c for c in there if f"c{c.id}" == wanted]
    whole = [c for c in there if wanted in (c.name.casefold(), *c.addresses)]
    part = [c for c in there if wanted and any(wanted in known.casefold() for known in (c.name, *c.addresses))]
    found = by_id or whole or part
    if len(found) == 1:
        return found[0]
    shown = clean_line(text, SHOWN)
    if not found:
        raise Problem(f"r{relationship} has no contact {shown!r}.", _whom(there), wrong_use=True)
    raise Problem(f"{shown!r} may be {_named(found)}.", "Give more of the name, or the ID.", wrong_use=True)


def find_process(conn: sqlite3.Connection, name: str, now: Instant) -> int:
    """The number of the one process that is meant: by an ID such as a3, a whole name, or any part of one."""
    there = [audit for audit in audits.every(conn) if audit.made_at <= now]
    wanted = name.strip().casefold()
    by_id = [a for a in there if f"a{a.id}" == wanted]
    whole = [a for a in there if a.name.casefold() == wanted]
    part = [a for a in there if wanted and wanted in a.name.casefold()]
    found = by_id or whole or part
    if len(found) == 1:
        return found[0].id
    shown = clean_line(name, SHOWN)
    if not found:
        raise Problem(f"No process is called {shown!r}.", "kept audit list shows them.", wrong_use=True)
    names = _first([f"{clean_line(a.name, SHOWN)} (a{a.id})" for a in found])
    raise Problem(f"{shown!r} may be {names}.", "Give more of the name, or the ID.", wrong_use=True)


def whose(conn: sqlite3.Connection, item: str) -> int:
    """The relationship of an interaction such as i7; whether somebody may see it is not asked here."""
    _, ident = number(item, "i")
    row = conn.execute(
        "SELECT relationship FROM interaction WHERE id = ? AND deleted_at IS NULL", (ident,)
    ).fetchone()
    if row is None:
        raise missing(item)
    return int(row[0])


def _whom(there: list[Contact]) -> str:
    return f"There are {_named(there)}." if there else "It has none yet: kept add NAME --to ID adds one."


def _listed(found: list[Relationship]) -> str:
    ordered = sorted(found, key=lambda r: (r.name.casefold(), r.id))
    return _first([f"{clean_line(r.name, SHOWN)} (r{r.id})" for r in ordered])


def _named(found: list[Contact]) -> str:
    return _first([f"{clean_line(c.name, SHOWN)} (c{c.id})" for c in found])


def _first(names: list[str]) -> str:
    named = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return f"{named} and {more} more" if more > 0 else named
