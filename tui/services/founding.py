"""Making a database: its first teammate and the rules that hold in it from the beginning."""

from __future__ import annotations

import re
from datetime import date

from tui.domain.model import Instant
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.domain.text import clean_line
from tui.services.identity import Account
from tui.store.store import Said, Store
from tui.store.teammates import add_rules, add_teammate

BEGINNING = date(1970, 1, 1)
HANDLE = re.compile(r"[a-z0-9_][a-z0-9_-]{0,59}")


def found(store: Store, who: Account, rules: Rules, at: Instant, wall: Instant) -> None:
    """Make the database ready; whoever makes it is its admin, and `rules` hold in it from the beginning.

    Where it is there already nothing changes but an older schema.
    """
    check_handle(who.handle)

    def fill(new: Store) -> None:
        with new.write(Said(who.handle, at, wall, "make the database", needs=None)) as tx:
            add_teammate(tx, who.handle, who.name, "admin")
            add_rules(tx, BEGINNING, rules)

    store.make_ready(fill)


def check_handle(handle: str) -> None:
    """Refuse what no handle can be; raises Problem."""
    if not HANDLE.fullmatch(handle):
        shown = clean_line(handle, 60)
        raise Problem(f"{shown!r} is no handle.", "Write it in small letters, digits, _ and -.", wrong_use=True)
