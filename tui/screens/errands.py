"""What a form has done by the desk: questions answered and acts carried out, each in a thread."""

from __future__ import annotations

import threading

from textual import work
from textual.message import Message
from textual.screen import ModalScreen

from tui.domain.acts import Act
from tui.domain.outcome import Outcome
from tui.domain.problem import Problem
from tui.screens.session import Session


class Errands(ModalScreen[Outcome | None], inherit_bindings=False):
    """Hands on what comes back as messages."""

    class Answered(Message):
        """The desk's answer to a question of the form."""

        def __init__(self, question: object, answer: object) -> None:
            super().__init__()
            self.question = question
            self.answer = answer

    class Unanswered(Message):
        """The desk could not answer."""

        def __init__(self, problem: Problem) -> None:
            super().__init__()
            self.problem = problem

    class Refused(Unanswered):
        """The desk could not save."""

    class Saved(Message):
        """All of it is stored: for the app, and even if the form was left meanwhile."""

        def __init__(self, screen: Errands, outcome: Outcome) -> None:
            super().__init__()
            self.screen = screen
            self.outcome = outcome

    class Stored(Message):
        """All of it is stored: for the form."""

        def __init__(self, outcome: Outcome) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.storing = threading.Lock()
        self.stored = False
        """Whether acts were carried out, which their message tells a moment later."""
        self.given_up = False
        """Whether the line has dropped, so that acts which have not begun stay undone and typed."""

    @work(thread=True, group="answer")
    def answer(self, question: object) -> None:
        """Have a question answered."""
        try:
            answer = self.session.desk.answer(question)
        except Problem as problem:
            self.post_message(self.Unanswered(problem))
        else:
            self.post_message(self.Answered(question, answer))

    @work(thread=True, group="perform")
    def perform(self, acts: tuple[Act, ...]) -> None:
        """Have acts carried out, all or none."""
        app = self.app
        with self.storing:
            if self.given_up:
                return
            try:
                outcome = self.session.desk.perform(acts)
            except Problem as problem:
                self.post_message(self.Refused(problem))
                return
            self.stored = True
        app.post_message(self.Saved(self, outcome))
        self.post_message(self.Stored(outcome))
