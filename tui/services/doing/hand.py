"""An open transaction of one teammate, with what every act needs: the rules, the moment, who it is."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from typing import NamedTuple

from tui.domain.calendar import WorkCalendar
from tui.domain.clash import ago
from tui.domain.model import Instant, Relationship, Teammate, Touch
from tui.domain.problem import Problem
from tui.domain.rules import RuleBook
from tui.services.cases import parts_at, visible
from tui.services.rows import standing_health
from tui.store import derived, journal, practice, relationships, teammates
from tui.store.store import Transaction

Standing = tuple[str | None, float | None]


class Came(NamedTuple):
    """What an act came to: what was made or changed, of whom, in the past tense, until when it is put off."""

    id: str
    relationship: int | None
    said: str
    until: Instant | None = None
    who: str = ""
    """The process, where it is none of a relationship. What is not `said` is not noted: it needs no taking back."""


@dataclass
class Hand:
    """Somebody's hand in the database. `touched` are the relationships of which the log changed.

    `practice` says that what is to be done for processes did. `added` is all that came, where it is just one.
    """

    tx: Transaction
    book: RuleBook
    now: Instant
    me: Teammate
    touched: set[int] = field(default_factory=set)
    before: dict[int, Standing] = field(default_factory=dict)
    practice: bool = False
    added: tuple[int, Touch] | None = None

    @property
    def conn(self) -> sqlite3.Connection:
        """The connection of the transaction."""
        return self.tx.conn

    @property
    def calendar(self) -> WorkCalendar:
        """The team's calendar now."""
        return self.book.at(self.now).calendar

    def relationship(self, ident: int) -> Relationship:
        """One relationship, about to be changed; Problem where there is none that this teammate may see."""
        found = relationships.get(self.conn, ident)
        if found is None or not visible([found], self.me.handle):
            what, remedy = f"There is no relationship r{ident}.", "kept list --stage all shows them."
            raise Problem(what, remedy, wrong_use=True)
        if ident not in self.before:
            self.before[ident] = self.standing(found)
        self.touched.add(ident)
        return found

    def standing(self, relationship: Relationship) -> Standing:
        """Grade and exact score now."""
        known = parts_at(self.conn, [relationship], self.now, self.book)[relationship.id]
        stood = standing_health(relationship, known, self.now, self.book)
        return stood.grade, stood.score

    def settle(self) -> None:
        """Derive what was touched anew."""
        if self.added is None or not derived.append(self.conn, *self.added, self.book):
            derived.derive_all(self.conn, self.touched, self.book)
        if self.practice:
            practice.derive(self.conn, self.book)

    def stands(self, ident: int | None) -> Standing:
        """How a relationship stands after all that."""
        found = relationships.get(self.conn, ident) if ident is not None else None
        return (None, None) if found is None else self.standing(found)

    def teammate(self, handle: str, had: str | None = None) -> Teammate:
        """Who is to have something, by handle; Problem where there is nobody, or who may not deal with it.

        Whoever `had` it before may stay who has it, and is looked for only by name.
        """
        mate = teammates.named(self.conn, handle)
        if mate.role == "viewer" and handle != had:
            raise Problem(f"{handle} may look, not write.", "Name a member or an admin.", wrong_use=True)
        return mate

    def who_set(self, table: str, row_id: int, column: str) -> tuple[str, str]:
        """Who set a column of a row last and how long ago, for sentences."""
        changes = journal.since(self.conn, table, row_id, 0)
        setting = (change for change, before, after in reversed(changes) if before[column] != after[column])
        return self.said_by(next(setting, None))

    def said_by(self, change: journal.Change | None) -> tuple[str, str]:
        """Who made a change and how long ago, for sentences."""
        if change is None:
            return "Somebody", "earlier"
        return change.actor, ago(self.tx.said.wall_at - change.wall_at)


def writer(tx: Transaction) -> Teammate:
    """The teammate who writes; the transaction began only because they may."""
    return next(mate for mate in teammates.all_teammates(tx.conn) if mate.handle == tx.said.actor)
