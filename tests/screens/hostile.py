"""Text that wants to do harm, in every column of every screen."""

from __future__ import annotations

from dataclasses import replace

from tests.screens.fake_deal import DEAL
from tests.screens.fake_desk import CONTACTS, HALDEN_OPEN, TIMELINE, FakeDesk, at
from tui.domain.model import Override
from tui.domain.views import AgreementView, ListRow, OpenRow, Reading, RelationshipView

SHORT = (
    "[/b]",
    "[@click=app.quit]x[/]",
    '[@click="',
    "[link=http://x]y[/link]",
    "\x1b]52;c;aGVsbG8=\x1b\\",
    "\x1b]0;title\x07",
    "\x1b[2J\x1b[1;1HSPOOF",
    "\x9b31m\x9d0;t\x9c",
    "\x00\x08\x0d\x0e\x7f",
    "\u202egnp.exe\u2066\u2069",
    "pay\u200bpal\ufeff\u00ad",
    "\U000e0041\U000e007f",
    "e" + "\u0301" * 1000,
    "\ud800",
    "東京株式会社" * 3,
    "👩‍👩‍👧‍👦" * 3,
    "line\none\ttab",
)
HOSTILE = (
    "".join(SHORT[:4]),
    "".join(SHORT[4:10]),
    *SHORT[10:12],
    "".join(SHORT[12:]),
    "x" * 1_000_000,
    "京" * 1_000_000,
    "\u0301" * 10_000,
    " " * 300,
    "",
)


class HostileDesk(FakeDesk):
    """Says the same text wherever there is room for any."""

    said = ""

    def reading(self, row: OpenRow) -> Reading:
        return replace(super().reading(row), author=self.said, subject=self.said, text=self.said)

    def relationship(self, ident: int, timeline: int) -> RelationshipView:
        said = self.said
        return replace(
            super().relationship(ident, timeline),
            row=self.people[ident - 1],
            open=tuple(hostile_row(row, said) for row in HALDEN_OPEN),
            heals=tuple(hostile_row(row, said) for row in HALDEN_OPEN),
            contacts=tuple(replace(one, name=said, role=said, addresses=(said, said)) for one in CONTACTS),
            timeline=tuple(
                replace(one, author=said, subject=said, text=said, gesture=said, said="", tags=(said,))
                for one in TIMELINE
            ),
            agreements=(hostile_deal(said),),
        )


def hostile_row(row: OpenRow, said: str) -> OpenRow:
    """An open thing with the text in every column."""
    return replace(row, who=said, contact=said, what=said, by=said, owner=said)


def hostile_person(row: ListRow, said: str) -> ListRow:
    """A relationship with the text in every column."""
    best = hostile_row(row.best, said) if row.best else None
    by_hand = Override("B", said, said, 0, at("20 Mar 17:00")) if row.relationship.id % 2 else None
    known = replace(row.relationship, name=said, owner=said)
    return replace(row, relationship=known, best=best, override=by_hand)


def hostile_deal(said: str) -> AgreementView:
    """An agreement with the text in every place."""
    terms = tuple(
        replace(
            each,
            term=replace(each.term, text=said),
            promises=tuple(replace(promise, text=said, author=said) for promise in each.promises),
        )
        for each in DEAL.terms
    )
    agreed = replace(DEAL.agreement, sold=said, value=said)
    return replace(DEAL, agreement=agreed, terms=terms)


def hostile_desk(said: str) -> HostileDesk:
    """A desk that says this text everywhere."""
    desk = HostileDesk()
    desk.said = said
    desk.people = [hostile_person(one, said) for one in desk.people]
    desk.day = replace(desk.day, rows=tuple(hostile_row(row, said) for row in desk.day.rows))
    return desk
