"""Relationships: all of them, filtered while one types."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui.domain.listing import ORDERS, Listing, ListQuery, Order, parse_filter
from tui.domain.model import Instant, Relationship
from tui.domain.views import ListRow, RelationshipView
from tui.present import frame, relationships, standing
from tui.present.spans import Line
from tui.screens.filtering import Filtering
from tui.screens.page import Page
from tui.screens.relationship import RelationshipScreen
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

SLICE = 200
TITLES = ("title", "count", "captions")


class RelationshipsScreen(Filtering):
    """The list, read slice by slice as it comes into view."""

    place = "relationships"
    typed_hint = relationships.FILTER
    tab = 1

    @dataclass
    class Loaded(Message):
        """A slice of the list is read."""

        query: ListQuery
        listing: Listing
        now: Instant
        fresh: bool

    @dataclass
    class Explained(Message):
        """Why a row stands where it stands is read."""

        row: ListRow
        view: RelationshipView

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.order: Order = "score"
        self.whose: str | None = None
        self.listed: list[ListRow | None] | None = None
        self.total = 0
        self.wanted: set[int] = set()

    def body(self) -> ComposeResult:
        look, signs = self.session.look, self.session.signs
        with Horizontal(id="titles"):
            yield Drawn(look, id="title")
            yield Field(look, signs, "/", id="filter")
            yield Drawn(look, id="count")
        yield Drawn(look, id="captions")
        yield Drawn(look, id="message")
        yield Rows(look, signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(self._title)
        self.drawn("count").show(self._count_line)
        self.drawn("captions").show(self._captions)

    @property
    def subject(self) -> tuple[int, str] | None:
        return (self.relationship.id, self.relationship.name) if self.relationship else None

    @property
    def relationship(self) -> Relationship | None:
        row = self.rows.current
        return row.relationship if isinstance(row, ListRow) else None

    def query_now(self) -> ListQuery:
        """What is asked for now."""
        return parse_filter(self.text, self.order, self.whose)

    def load(self) -> None:
        query = self.query_now()
        wrong = query.wrong
        if wrong:
            self.drawn("detail").show(lambda width, height: standing.refused(wrong, self.paper(width), height))
            return
        self.wanted.clear()
        self._load(query, self.rows.top // SLICE * SLICE if self.listed else 0)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, query: ListQuery, offset: int) -> None:
        self.asked(lambda: self.post_message(self._asked(query, offset, True)))

    @work(thread=True, group="more")
    def _more(self, query: ListQuery, offset: int) -> None:
        self.asked(lambda: self.post_message(self._asked(query, offset, False)))

    def _asked(self, query: ListQuery, offset: int, fresh: bool) -> Loaded:
        desk = self.session.desk
        return self.Loaded(query, desk.listing(query, offset, SLICE), desk.now(), fresh)

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        if event.query != self.query_now():
            return
        listing, self.now = event.listing, event.now
        if event.fresh or self.listed is None or len(self.listed) != listing.matched:
            self.listed = [None] * listing.matched
        self.listed[listing.offset : listing.offset + len(listing.rows)] = listing.rows
        self.total = listing.total
        self.wanted.discard(listing.offset)
        self.loaded()
        self._lay()

    def _lay(self) -> None:
        found = self.listed or []
        self.rows.display = bool(found)
        self.drawn("message").display = not found
        self.rows.show([*found, self._left_out] if self._left_out else found, self._line, _key)
        if not found:
            self.drawn("message").show(self._nothing)
            self.drawn("detail").clear()
        for ident in TITLES:
            self.drawn(ident).redraw()
        if not self.chord:
            self.refresh_footer()

    @property
    def _left_out(self) -> int:
        """How many dormant and ended ones a list that is not narrowed leaves out."""
        return 0 if self.text.strip() or self.whose is not None else self.total - len(self.listed or ())

    def _line(self, row: ListRow | int, width: int) -> Line:
        if isinstance(row, int):
            return standing.left_out(row, self.session.keymap.key("list.filter"))
        return relationships.row_line(row, self.paper(width))

    @on(Rows.Wanted)
    def _fetch(self, event: Rows.Wanted) -> None:
        for offset in range(event.first // SLICE * SLICE, event.last + 1, SLICE):
            if self.listed and offset not in self.wanted and None in self.listed[offset : offset + SLICE]:
                self.wanted.add(offset)
                self._more(self.query_now(), offset)

    def _title(self, width: int, _height: int) -> tuple[Line, ...]:
        return (relationships.title(self.whose, self.session.desk.handle, width),)

    def _count_line(self, width: int, _height: int) -> tuple[Line, ...]:
        matched = None if self.listed is None else len(self.listed)
        return (relationships.counted(matched, self.total, self.order, self.paper(self.app.size.width), width),)

    def _captions(self, width: int, height: int) -> tuple[Line, ...]:
        return (*((),) * (height - 1), relationships.captions(self.order, self.paper(width)))

    def _nothing(self, width: int, _height: int) -> tuple[Line, ...]:
        paper, key = self.paper(width), self.session.keymap.key
        if self.text.strip():
            return standing.nothing_matches(self.query_now(), self.text.strip(), paper, key("filter.clear"))
        if self.whose is not None:
            return standing.nobodys(self.whose, self.session.desk.handle, paper)
        return standing.nobody(self._left_out, paper, key("list.filter"), key("page.today"))

    @on(Page.Counted)
    def _still_loading(self, event: Page.Counted) -> None:
        if self.loading_since and self.listed is None:
            self.drawn("message").show(lambda width, _height: frame.loading(event.number, width))

    @on(Rows.Rested)
    def _rested(self) -> None:
        row = self.rows.current
        if self.problem is None and not self.query_now().wrong and isinstance(row, ListRow):
            self._tell(row, None)
            if self.has_class("-tall") and row.health.score is not None:
                self._explain(row)

    @work(thread=True, exclusive=True, group="explain")
    def _explain(self, row: ListRow) -> None:
        desk, ident = self.session.desk, row.relationship.id
        self.asked(lambda: self.post_message(self.Explained(row, desk.relationship(ident, 0))))

    @on(Explained)
    def _is_explained(self, event: Explained) -> None:
        if self.rows.key == _key(event.row):
            self._tell(event.row, event.view)

    def _tell(self, row: ListRow, view: RelationshipView | None) -> None:
        self.drawn("detail").show(lambda width, height: standing.strip(row, view, self.paper(width), height))

    @on(Rows.Opened)
    def do_list_open(self) -> None:
        row = self.rows.current
        if isinstance(row, ListRow):
            self.app.push_screen(RelationshipScreen(self.session, row.relationship.id))

    def do_row_best(self) -> None:
        known = ((row.best.points, _key(row) or "") for row in self.listed or () if row and row.best)
        best = self.best(known)
        if best is not None:
            self.rows.select_key(best)

    def do_list_order(self) -> None:
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self.rows.first()
        self.load()

    @on(Page.Handles)
    def _next_whose(self, event: Page.Handles) -> None:
        self.whose = self.after(self.whose, (None, *event.handles))
        self.load()



def _key(item: object) -> str | None:
    return f"r{item.relationship.id}" if isinstance(item, ListRow) else None
