"""What all pages share: the bar, the footer, the places of keys, loading and errors."""

from __future__ import annotations

from collections.abc import Callable

from textual import events, on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from tui.domain.problem import Problem
from tui.keys import Place, Places
from tui.present import frame
from tui.present.lines import cut
from tui.present.paper import Paper
from tui.present.spans import Line
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.rows import Rows

NAMES = ("Today", "Relationships", "Promises", "Processes")
PAGES = tuple((f"page.{name.lower()}", name) for name in NAMES)
PATIENCE = 0.3


class Page(Screen[None], inherit_bindings=False):
    """A page with a list; subclasses say what they load and how it is drawn."""

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (72, "-common"), (118, "-wide")]  # noqa: RUF012  (an instance variable there)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-mid"), (36, "-tall")]  # noqa: RUF012
    place: Place = "today"
    tab = 0
    hint = ""
    stay = 1  # so many of the last keys are named, however narrow the footer is

    class Failed(Message):
        """Something could not be read."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    class Counted(Message):
        """How many relationships there are, for the loading line."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    class Handles(Message):
        """Who there is, oneself first."""

        def __init__(self, handles: tuple[str, ...]) -> None:
            super().__init__()
            self.handles = handles

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.now = session.desk.now()
        self.problem: Problem | None = None
        self.loading_since = self.stale = self.chord = False

    def compose(self) -> ComposeResult:
        yield Drawn(self.session.look, ground="panel", id="bar")
        yield from self.body()
        yield Drawn(self.session.look, id="detail")
        yield Drawn(self.session.look, id="status")
        yield Drawn(self.session.look, id="footer")

    def body(self) -> ComposeResult:
        """What stands between the page bar and the strip."""
        yield from ()

    def on_mount(self) -> None:
        self.session.written.subscribe(self, lambda _nothing: self.reload(), immediate=True)
        self.drawn("bar").show(self._bar)
        self.refresh_footer()
        self.begin()

    def begin(self) -> None:
        """Start to load, and say so if it takes long."""
        self.loading_since = True
        self.set_timer(PATIENCE, self._impatient)
        self.load()

    def load(self) -> None:
        """Start the worker that reads the page."""

    def loaded(self) -> None:
        """Note that all is read."""
        self.loading_since, self.problem = False, None
        self.set_class(False, "-failed")
        if not self.chord:
            self.refresh_footer()

    def reload(self) -> None:
        """Read again because somebody wrote, at once if nothing is open over the page."""
        if self.app.screen is self:
            self.load()
        else:
            self.stale = True

    def on_screen_resume(self) -> None:
        if self.stale:
            self.stale = False
            self.load()

    def _impatient(self) -> None:
        if self.loading_since:
            self._count()

    @work(thread=True, group="count", exclusive=True)
    def _count(self) -> None:
        self.asked(lambda: self.post_message(self.Counted(self.session.desk.count())))

    @work(thread=True, group="handles", exclusive=True)
    def do_list_whose(self) -> None:
        """Read who there is, then show the next one's."""
        self.asked(lambda: self.post_message(self.Handles(self.session.desk.handles())))

    def after(self, whose: str | None, order: tuple[str | None, ...]) -> str | None:
        """Whose comes next, the first where it is nobody's any more."""
        return order[(order.index(whose) + 1) % len(order)] if whose in order else order[0]

    def asked(self, question: Callable[[], object]) -> None:
        """Ask the desk, in a thread; a problem becomes a message."""
        try:
            question()
        except Problem as problem:
            self.post_message(self.Failed(problem))

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        self.loading_since = False
        self.problem = event.problem
        self.set_class(True, "-failed")
        self.now = self.session.desk.now()
        self.drawn("detail").show(self._error)
        self.refresh_footer()

    def _error(self, width: int, height: int) -> tuple[Line, ...]:
        if self.problem is None:
            return ()
        key = self.session.keymap.key("list.again")
        return frame.error(self.problem, key, self.paper(width), height)

    @property
    def places(self) -> Places:
        """Where keys are looked up, the nearest place first."""
        return ("error", self.place) if self.problem else (self.place,)

    @property
    def idle(self) -> frozenset[str]:
        """Actions that would do nothing now."""
        return frozenset()

    @property
    def kind(self) -> str:
        """Of what kind the selected row is, "" where that does not matter."""
        return ""

    @property
    def rows(self) -> Rows:
        """The list that keys move in."""
        return self.query_one("#rows", Rows)

    def drawn(self, ident: str) -> Drawn:
        """A part of the page by its id."""
        return self.query_one(f"#{ident}", Drawn)

    def paper(self, width: int) -> Paper:
        """What the page is drawn on."""
        return self.session.paper(width, self.app.size.height, self.now)

    def refresh_footer(self, begun: tuple[tuple[str, str], ...] | None = None, /) -> None:
        """Name the keys of this place, or those that may follow a begun sequence."""
        self.chord = begun is not None
        keys = self.named() if begun is None else begun
        self.drawn("footer").show(lambda width, _height: (frame.footer(keys, width, self.stay),))

    def named(self) -> tuple[tuple[str, str], ...]:
        """The keys of this place with their labels."""
        has_row = self.rows.current is not None and not self.problem
        return self.session.keymap.footer(self.places, row=has_row, idle=self.idle, kind=self.kind)

    def say(self, text: str) -> None:
        """Say one thing in the status line, until the next key."""
        mark = self.session.signs.cut
        self.drawn("status").show(lambda width, _height: (frame.note(cut(text, width - 3, mark), width),))

    def hush(self) -> None:
        """Take back what was said; the hint of this place stays."""
        self.say(self.hint)

    def behind(self, is_behind: bool) -> None:
        """Go faint behind a modal, or come back."""
        self.set_class(is_behind, "-behind")
        for widget in self.query("*"):
            widget.refresh()

    def _bar(self, width: int, _height: int) -> tuple[Line, ...]:
        keymap, desk = self.session.keymap, self.session.desk
        pages = [(keymap.key(ident), label) for ident, label in PAGES]
        who = f"sample data  {desk.handle}" if desk.sample else desk.handle
        return (frame.page_bar(pages, self.tab, who, self.paper(width)),)

    def do_list_again(self) -> None:
        self.problem = None
        self.drawn("detail").clear()
        self.begin()
        self.refresh_footer()

    def do_app_redraw(self) -> None:
        self.load()
        self.refresh(layout=True)

    def do_move_down(self) -> None:
        self.rows.move(1)

    def do_move_up(self) -> None:
        self.rows.move(-1)

    def do_move_half_down(self) -> None:
        self.rows.page(0.5)

    def do_move_half_up(self) -> None:
        self.rows.page(-0.5)

    def do_move_page_down(self) -> None:
        self.rows.page(1)

    def do_move_page_up(self) -> None:
        self.rows.page(-1)

    def do_move_first(self) -> None:
        self.rows.first()

    def do_move_last(self) -> None:
        self.rows.last()

    @on(events.Resize)
    def _resized(self) -> None:
        self.resized()

    def resized(self) -> None:
        """Lay out anew for another size."""
