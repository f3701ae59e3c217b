"""An audit while the wizard is open: as it is now, as it was stored last, and what undo and redo bring back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tui.domain.audit import Audit
from tui.domain.practice import Usage
from tui.domain.problem import Problem

FIRST = "stop name"


@dataclass
class Keeping:
    """Shared by all screens of the wizard. `stored` has the number and the version that the next save needs."""

    audit: Audit
    usage: Usage = field(default_factory=Usage)
    stored: Audit = field(default_factory=Audit)
    saved: Audit = field(default_factory=Audit)
    """The audit as it was handed over to be stored."""
    former: list[Audit] = field(default_factory=list)
    undone: list[Audit] = field(default_factory=list)
    saving: bool = False
    problem: Problem | None = None
    """Why the last save failed."""
    half: dict[str, str] = field(default_factory=dict)
    """What is typed for facts of the process but cannot be read yet."""

    @property
    def unsaved(self) -> bool:
        """Whether something is to be stored: never before it has a name."""
        return bool(self.audit.name.strip()) and self.audit != self.saved

    def change(self, audit: Audit) -> bool:
        """Put another in its place, and remember this one for undo; False where it is the same."""
        audit = based(audit, self.stored)
        if audit == self.audit:
            return False
        self.former.append(self.audit)
        self.undone.clear()
        self.audit = audit
        return True

    def stand(self, at: str) -> None:
        """Note where in the wizard one is; this is nothing that undo takes back."""
        self.audit = replace(self.audit, at=at)

    def undo(self) -> bool:
        """Go back to what was before the last change, and to where that was made; False where there is none."""
        return self._turn(self.former, self.undone)

    def redo(self) -> bool:
        """Do again what was undone last, there; False where there is none."""
        return self._turn(self.undone, self.former)

    def _turn(self, source: list[Audit], target: list[Audit]) -> bool:
        if not source:
            return False
        other = based(source.pop(), self.stored)
        target.append(replace(self.audit, at=other.at))
        self.audit = other
        return True

    def is_stored(self, sent: Audit, stored: Audit) -> None:
        """Note that `sent` was stored as `stored`; what was changed meanwhile stays changed."""
        self.stored, self.problem = stored, None
        self.saved, self.audit = based(sent, stored), based(self.audit, stored)

    def take_theirs(self, stored: Audit) -> None:
        """Show what somebody else stored; undo brings one's own back."""
        self.former.append(self.audit)
        self.undone.clear()
        self.stored = self.saved = stored
        self.audit = replace(stored, at=self.audit.at)
        self.problem = None

    def follow(self, stored: Audit) -> None:
        """Show what somebody else stored while there was nothing of one's own to lose."""
        self.take_theirs(stored)
        self.former.clear()


def opened(audit: Audit) -> Keeping:
    """What the wizard begins with; nothing of it is stored before something is changed."""
    begun = audit if audit.at else replace(audit, at=FIRST)
    return Keeping(begun, stored=begun, saved=begun)


def based(audit: Audit, stored: Audit) -> Audit:
    """The audit with the numbers, the version and the practice of the stored one, so that it can replace it."""
    idents = {step.key: step.id for step in stored.steps}
    return replace(
        audit,
        id=stored.id,
        version=stored.version,
        made_at=stored.made_at,
        practised_at=stored.practised_at,
        reviews=stored.reviews,
        steps=tuple(replace(step, id=idents.get(step.key, 0)) for step in audit.steps),
    )
