"""Coming back: what happened while one was away is told once, before the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.domain.problem import Problem
from tui.screens.drafting import Drafting

if TYPE_CHECKING:
    from tui.domain.digest import Digest


class Returning(Drafting):
    """A list over which the digest of one's last absence is opened."""

    missed: Digest | None = None
    """What is to be told as soon as nothing is open over the list."""

    class Missed(Message):
        """What happened is read from the database."""

        def __init__(self, told: Digest) -> None:
            super().__init__()
            self.told = told

    class Unmarked(Message):
        """That it was read could not be written down."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    @work(thread=True, group="digest")
    def look_back(self) -> None:
        """Read what happened while one was away, if anything is to be told."""
        self.asked(self._ask)

    def _ask(self) -> None:
        told = self.session.desk.digest()
        if told is not None:
            self.post_message(self.Missed(told))

    @on(Missed)
    def _was_missed(self, event: Missed) -> None:
        self.missed = event.told
        self._tell_of_absence()

    def on_screen_resume(self) -> None:
        self._tell_of_absence()

    def _tell_of_absence(self) -> None:
        """Open the digest over the list, never over what somebody is typing."""
        told = self.missed
        if told is None or self.app.screen is not self:
            return
        from tui.screens.digest import DigestScreen

        def is_read(_nothing: None) -> None:
            self._note(told)

        self.missed = None
        self.app.push_screen(DigestScreen(self.session, told), is_read)

    @work(thread=True, group="digest")
    def _note(self, told: Digest) -> None:
        try:
            self.session.desk.digest_read(told)
        except Problem as problem:
            self.post_message(self.Unmarked(problem))

    @on(Unmarked)
    def _say_so(self, event: Unmarked) -> None:
        self.say(f"{event.problem.what} What happened is told again next time.")
