"""What a form about one relationship has to know of it before it can be saved."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.people import Situation
from tui.domain.questions import HowItStands


@dataclass
class Known:
    """One relationship as the desk answers it; `wants` is the question, None once it is answered."""

    relationship: int
    situation: Situation | None = None

    @property
    def wants(self) -> HowItStands | None:
        """What is still to be asked."""
        return None if self.situation else HowItStands(self.relationship)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of everybody there."""
        people = self.situation.contacts if self.situation else ()
        return tuple(address for contact in people for address in contact.addresses)

    def know(self, answer: object) -> None:
        """Take the answer."""
        if isinstance(answer, Situation):
            self.situation = answer
