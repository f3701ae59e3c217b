"""One relationship: why it stands where it stands, and everything that happened."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.model import Relationship
from tui.domain.views import OpenRow, RelationshipView, TimelineEntry
from tui.present import frame, parts, relationship
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens import opening
from tui.screens.acting import Acting
from tui.screens.page import Page
from tui.screens.session import Session
from tui.widgets.drawn import Draw, Drawn
from tui.widgets.rows import Rows

ENTRIES = 500
MOST_REASONS = 10
MOST_ROWS = {"open": 7, "contacts": 4, "agreement": 6}
"""Lines of the other parts where all are in view, so that the timeline keeps room."""
PARTS = ("open", "timeline", "contacts", "agreement")
NARROW = ("timeline", "open", "contacts", "agreement")
NAMES = {"open": "Open", "timeline": "Timeline", "contacts": "Contacts", "agreement": "Agreement"}


class RelationshipScreen(Acting):
    """Head, reasons and four parts, of which one has the cursor."""

    place = "relationship"
    tab = 1

    class Loaded(Message):
        """The relationship is read."""

        def __init__(self, view: RelationshipView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, session: Session, ident: int) -> None:
        super().__init__(session)
        self.ident = ident
        self.view: RelationshipView | None = None
        self.part = ""
        self.unfolded: frozenset[str] = frozenset()

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="head")
        yield Drawn(self.session.look, id="why")
        for part in PARTS:
            yield Drawn(self.session.look, id=f"rule-{part}")
            yield Rows(self.session.look, self.session.signs, id=part)

    @property
    def subject(self) -> tuple[int, str] | None:
        return (self.ident, self.view.row.relationship.name) if self.view else None

    def opened(self, item: object) -> OpenRow | None:
        """An open thing, or the one that an entry of the timeline opened."""
        if isinstance(item, TimelineEntry) and self.view:
            return next((row for row in self.view.open if item.waiting and row.id == item.wait), None)
        return super().opened(item)

    def do_row_edit(self) -> None:
        subject, item = self.subject, self.rows.current
        begun = opening.item(self.session, item, subject) if subject else None
        if begun is None:
            super().do_row_edit()
        else:
            self.fill_in(begun)

    @property
    def relationship(self) -> Relationship | None:
        return self.view.row.relationship if self.view else None

    @property
    def rows(self) -> Rows:
        return self.query_one(f"#{self.part or 'timeline'}", Rows)

    @property
    def spacious(self) -> bool:
        """Whether all parts are in view at once."""
        return self.has_class("-tall") and self.has_class("-wide")

    @property
    def order(self) -> tuple[str, ...]:
        """The parts in the order in which they stand."""
        if not self.spacious:
            return NARROW
        return PARTS if self.view and self.view.agreements else PARTS[:-1]

    def load(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, group="load")
    def _load(self) -> None:
        desk = self.session.desk
        self.asked(lambda: self.post_message(self.Loaded(desk.relationship(self.ident, ENTRIES))))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.view, self.now = event.view, event.view.at
        if not self.part:
            self.part = "open" if self.spacious and event.view.open else "timeline"
        self.drawn("detail").clear()
        self._lay()
        self.loaded()

    def resized(self) -> None:
        self._lay()

    def _lay(self) -> None:
        view = self.view
        if view is None:
            return
        if self.part not in self.order:
            self.part = self.order[0]
        self.drawn("head").show(lambda width, height: self._head(view, self.paper(width), height))
        self.drawn("why").styles.height = self._reasons(view)
        self.drawn("why").show(lambda width, height: self._why(view, self.paper(width), height))
        self._lay_parts(view, self.paper(self.app.size.width))

    def _head(self, view: RelationshipView, paper: Paper, height: int) -> tuple[Line, ...]:
        return (*((),) * (height - 3), *relationship.page_head(view, paper))

    def _reasons(self, view: RelationshipView) -> int:
        """Lines for the reasons: all of them where there is room, a blank line around them unless there is none."""
        if self.has_class("-tall"):
            most = relationship.LEDGER_LINES if self.spacious and view.agreements else MOST_REASONS
            return relationship.WHY + 2 + max(0, min(len(view.ledger), most) - relationship.LEDGER_LINES)
        return relationship.WHY if self.has_class("-low") else relationship.WHY + 2

    def _why(self, view: RelationshipView, paper: Paper, height: int) -> tuple[Line, ...]:
        above: tuple[Line, ...] = ((),) if height > relationship.WHY else ()
        return (*above, *relationship.why(view, paper, max(1, height - 2 * len(above))))

    def _lay_parts(self, view: RelationshipView, paper: Paper) -> None:
        items = {
            "open": parts.open_things(view),
            "timeline": parts.timeline(view, self.unfolded, paper),
            "contacts": parts.contacts(view, self.unfolded),
            "agreement": parts.agreements(view, self.unfolded, paper),
        }
        most = MOST_ROWS | ({"open": 4} if view.agreements else {})
        for part in PARTS:
            rows = self.query_one(f"#{part}", Rows)
            rows.show(items[part], self._line, parts.key)
            rows.activate(part == self.part)
            rows.display = part in self.order if self.spacious else part == self.part
            rule = self.drawn(f"rule-{part}")
            rule.display = rows.display
            rule.show(self._rule(part, view))
            if part != "timeline":
                rows.styles.height = min(len(items[part]), most[part]) if self.spacious else "1fr"

    def _rule(self, part: str, view: RelationshipView) -> Draw:
        agreed = len(view.agreements)
        counts = {
            "open": len(view.open),
            "timeline": view.timeline_total,
            "contacts": len(view.contacts),
            "agreement": agreed if agreed > 1 else None,
        }
        named = [part] if self.spacious else list(self.order)

        def draw(width: int, height: int) -> tuple[Line, ...]:
            shown = [(NAMES[one], counts[one]) for one in named]
            return (*((),) * (height - 1), parts.tabs(shown, named.index(part), self.paper(width)))

        return draw

    def _line(self, item: parts.Item, width: int) -> Line:
        flagged = self.view.row.health.flagged if self.view else ()
        key = self.session.keymap.key("row.deal")
        return self.marks(item, parts.line(item, self.paper(width), flagged, key))

    @on(Page.Counted)
    def _still_loading(self) -> None:
        if self.loading_since and self.view is None:
            self.drawn("why").show(lambda width, _height: frame.loading(None, width))

    @on(Rows.Opened)
    def do_list_open(self) -> None:
        item = self.rows.current
        key = self.rows.key
        if isinstance(item, OpenRow):
            self._show_entry(item)
        elif key is not None:
            self.unfolded = self.unfolded ^ {key}
            self._lay()
            self.rows.reveal()

    def _show_entry(self, row: OpenRow) -> None:
        """Go to the timeline entry that opened the row."""
        for entry in self.view.timeline if self.view else ():
            if entry.wait == row.id:
                key = parts.key(entry) or ""
                self.unfolded = self.unfolded | {key}
                self._go("timeline")
                self.rows.select_key(key)
                self.rows.reveal()
                return
        self.say("Nothing more is known of it.")

    def do_row_best(self) -> None:
        best = self.best((row.points, row.id) for row in (self.view.open if self.view else ()))
        if best is not None:
            self._go("open")
            self.rows.select_key(best)

    def do_move_part(self) -> None:
        self._go(self.order[(self.order.index(self.part or "timeline") + 1) % len(self.order)])

    def do_move_part_back(self) -> None:
        self._go(self.order[(self.order.index(self.part or "timeline") - 1) % len(self.order)])

    def _go(self, part: str) -> None:
        self.part = part
        self._lay()
        self.refresh_footer()

    def do_app_back(self) -> None:
        self.app.pop_screen()
