"""What the sample tells of processes, carried out by the acts that people would use, each at its moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tui.domain.acts import Act, Done
from tui.domain.audit import Audit, Mark, Run
from tui.domain.auditacts import Audited, Practised, Ran, Reviewed, ToldAgain
from tui.domain.model import Instant
from tui.domain.practising import proposed_follow_ups
from tui.domain.rules import RuleBook
from tui.services.auditfile import made_of
from tui.services.doing.hand import Came, Hand, writer
from tui.services.doing.perform import CARRIED_OUT
from tui.store import audits, practice
from tui.store.store import Said, Transaction

SINCE = frozenset(("made", "practised", "reviewed", "told", "ran"))
"""What the sample adds to an audit as it is exported: what became of it."""


def take_in(tx: Transaction, rows: Iterable[Mapping[str, Any]], book: RuleBook) -> None:
    """Carry out all that the rows tell; what was to be done was done on its day."""
    for row in rows:
        _Past(tx, book, row["owner"]).everything(row)


class _Past:
    """One process as its owner went about it."""

    def __init__(self, tx: Transaction, book: RuleBook, owner: str) -> None:
        self.tx = tx
        self.book = book
        self.owner = owner

    def everything(self, row: Mapping[str, Any]) -> None:
        """The audit, its practice and its use."""
        told = made_of({key: value for key, value in row.items() if key not in SINCE}, row["name"])
        made = _instant(row["made"])
        item = self._does(Audited(told), made).id
        if "practised" in row:
            self._practise(int(item[1:]), _instant(row["practised"]))
        for at in row["told"]:
            self._does(ToldAgain(item), _instant(at))
        for run in row["ran"]:
            self._run(told, int(item[1:]), run)
        for review in row["reviewed"]:
            act = Reviewed(item, review["minutes"], tuple(review["amiss"]))
            self._does(act, _instant(review["at"]))

    def _does(self, act: Act, at: Instant, who: str = "") -> Came:
        tx = replace(self.tx, said=Said(who or self.owner, at, at, type(act).__name__.lower()))
        return CARRIED_OUT[type(act)](act, Hand(tx, self.book, at, writer(tx)))

    def _practise(self, ident: int, at: Instant) -> None:
        audit, rules = audits.get(self.tx.conn, ident), self.book.at(at)
        assert audit is not None
        follow_ups = proposed_follow_ups(audit, rules.costs, rules.calendar, at, self.owner)
        self._does(Practised(audit, follow_ups), at)
        told = next(each for each in practice.everything(self.tx.conn) if each.process == ident)
        for follow_up in told.follow_ups:
            self._does(Done(f"f{follow_up.id}"), follow_up.due)

    def _run(self, audit: Audit, ident: int, row: Mapping[str, Any]) -> None:
        started = _instant(row["at"])
        marks = tuple(_mark(step.key, said) for step, said in zip(audit.steps, row["steps"], strict=True))
        ended = started + sum(mark.seconds for mark in marks)
        self._does(Ran(Run(ident, started, marks, ended, row["by"])), ended, row["by"])


def _mark(step: int, said: str) -> Mark:
    """A step of a checklist, from the seconds that it took, or from why it was skipped."""
    return Mark(step, int(said)) if said.isdigit() else Mark(step, skipped=True, why=said)


def _instant(moment: datetime) -> Instant:
    return int(moment.timestamp())
