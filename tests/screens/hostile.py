"""Text that wants to do harm, in every column of every screen."""

from __future__ import annotations

from dataclasses import replace

from tests.screens.fake_desk import CONTACTS, HALDEN_OPEN, TIMELINE, FakeDesk
from tui.domain.views import ListRow, OpenRow, Reading, RelationshipView

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
                replace(one, author=said, subject=said, text=said, gesture=said, said="") for one in TIMELINE
            ),
        )


def hostile_row(row: OpenRow, said: str) -> OpenRow:
    """An open thing with the text in every column."""
    return replace(row, who=said, contact=said, what=said, by=said, owner=said)


def hostile_person(row: ListRow, said: str) -> ListRow:
    """A relationship with the text in every column."""
    best = hostile_row(row.best, said) if row.best else None
    return replace(row, relationship=replace(row.relationship, name=said, owner=said), best=best)


def hostile_desk(said: str) -> HostileDesk:
    """A desk that says this text everywhere."""
    desk = HostileDesk()
    desk.said = said
    desk.people = [hostile_person(one, said) for one in desk.people]
    desk.day = replace(desk.day, rows=tuple(hostile_row(row, said) for row in desk.day.rows))
    return desk
