"""The dashboard: pages, theme, keys and the boundary for errors; nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual import events
from textual.reactive import Reactive
from textual.signal import Signal

from tui.domain.problem import Problem
from tui.keys import Strokes, keymap, stroke
from tui.present.glyphs import Icons, glyphs
from tui.screens.keyed import Keyed
from tui.screens.page import Page
from tui.screens.session import Session
from tui.screens.taking import TakingApp
from tui.theme import look
from tui.widgets import guard

if TYPE_CHECKING:
    from tui.domain.views import Today
    from tui.services.desk import Desk

LEAVING = (".leave", ".clear")
TITLES = {"relationship": "one relationship", "check": "a checklist"}


class KeptApp(TakingApp, inherit_bindings=False):
    """`run()` returns "sample" where somebody asked for the sample data, else None."""

    CSS_PATH = "styles/kept.tcss"
    TITLE = "kept"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    DEFAULT_MODE = "today"
    # it paints nothing here; one that is set later has all styles read twice more
    theme = Reactive("ansi-dark")
    shown: Callable[[], None] | None = None
    """What is done as soon as the first page is in view."""

    def __init__(
        self,
        desk: Desk,
        *,
        theme: str = "dark",
        icons: Icons = "unicode",
        keys: Mapping[str, str] | None = None,
        restricted: bool = False,
        first: Future[Today] | None = None,
    ) -> None:
        guard.install()
        super().__init__(ansi_color=True)
        self.restricted = restricted
        shown = look(theme, no_color=self.no_color)
        written, forms = Signal[None](self, "written"), Signal[None](self, "forms")
        self.session = Session(desk, keymap(keys), shown, glyphs(icons), written, forms, restricted, first)
        self.begun: Strokes = ()
        self.unforeseen: BaseException | None = None
        self.add_pages()
        self.animation_level = "none"

    def on_ready(self) -> None:
        if self.shown is not None:
            self.call_after_refresh(self.shown)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        screen = self.screen
        if not isinstance(screen, Keyed):
            return
        pressed = stroke(event.key, event.character)
        if isinstance(screen, Page):
            screen.hush()
        strokes, begun = (*self.begun, pressed), bool(self.begun)
        action = self.session.keymap.find(screen.places, strokes)
        following = self.session.keymap.following(screen.places, strokes)
        self.begun = strokes if following and action is None else ()
        if self.begun:
            screen.refresh_footer(tuple((keys, after.label) for keys, after in following))
        elif begun:
            screen.refresh_footer()
        if action is not None:
            self.perform(action.id)
        elif pressed == "ctrl+c" and isinstance(screen, Page):
            screen.say(self._how_to_quit(screen))

    def _how_to_quit(self, screen: Page) -> str:
        """The key that quits, and before it the one that leaves where that key does something else."""
        keymap = self.session.keymap
        here, quits = keymap.at(screen.places), f"{keymap.key('app.quit')} quits."
        leave = [one.id for one in here if one.id.endswith(LEAVING)]
        if leave and all(one.id != "app.quit" for one in here):
            return f"{keymap.key(leave[0])} leaves, then {quits}"
        return quits

    def perform(self, ident: str) -> None:
        """Do an action where the cursor is: on the screen, else here."""
        name = f"do_{ident.replace('.', '_')}"
        method = getattr(self.screen, name, None) or getattr(self, name, None)
        if method is not None:
            method()

    def do_app_help(self) -> None:
        from tui.screens.help import Help

        page = self.screen
        if isinstance(page, Page):
            page.behind(True)
            title = f"Keys on {TITLES.get(page.place, page.place.capitalize())}"
            self.push_screen(
                Help(self.session, title, self.session.keymap.at(page.places)),
                lambda _nothing: page.behind(False),
            )

    def do_app_palette(self) -> None:
        page = self.screen
        if not isinstance(page, Page):
            return
        from tui.screens.palette import Palette

        page.behind(True)

        def chosen(ident: str | None) -> None:
            page.behind(False)
            if ident is not None:
                self.perform(ident)

        hidden = ("move.", "filter.", "app.palette")
        places = tuple(place for place in page.places if place != "filter") or (page.place,)
        actions = self.session.keymap.at(places)
        listed = [action for action in actions if not action.id.startswith(hidden) and action.id not in page.idle]
        self.push_screen(Palette(self.session, listed), chosen)

    def do_app_search(self) -> None:
        from tui.screens.search import SearchScreen

        self.push_screen(SearchScreen(self.session))

    def do_app_quit(self) -> None:
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Show one clear line instead of a traceback with everybody's data in it, and keep the error itself."""
        if self.ending:  # a page may be left half built, which is no fault
            return
        from tui.screens.crash import Crash, cause, told

        found = cause(error)
        self.unforeseen = self.unforeseen or (None if isinstance(found, Problem) else found)
        crash = Crash(told(found))
        crash.__cause__ = found
        super()._handle_exception(crash)
