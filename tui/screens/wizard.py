"""Which page of the wizard shows the place where somebody left an audit."""

from __future__ import annotations

from textual.app import App

from tui.domain.audit import Audit
from tui.screens.auditing import Auditing
from tui.screens.keeping import Keeping, opened
from tui.screens.session import Session


def open_wizard(app: App[str], session: Session, audit: Audit) -> None:
    """Open the wizard over the page in view where the audit was left; nothing is stored before it has a name."""
    session.told = ()
    app.push_screen(screen_at(session, opened(audit)))


def screen_at(session: Session, keeping: Keeping) -> Auditing:
    """The page for `audit.at`; the first question where that says nothing."""
    place = keeping.audit.at.partition(" ")[0]
    return _page(place)(session, keeping)


def _page(place: str) -> type[Auditing]:
    """Pages are imported when the first one is seen."""
    if place == "steps":
        from tui.screens.steps import StepsScreen

        return StepsScreen
    if place == "think":
        from tui.screens.think import ThinkScreen

        return ThinkScreen
    if place == "do":
        from tui.screens.treating import DoScreen

        return DoScreen
    if place == "redesign":
        from tui.screens.redesigning import RedesignScreen

        return RedesignScreen
    from tui.screens.stop import StopScreen

    return StopScreen
