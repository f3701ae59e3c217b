"""Ending something for a reason: a follow-up that is skipped, a promise that is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tui.domain.acts import Act, Skipped, Withdrawn
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Reading, Texts
from tui.present.forms.asked import about, draft_name, line, perhaps
from tui.present.paper import Paper

ENDS: dict[str, tuple[str, str, Callable[[str, str], Act]]] = {
    "skip": ("Skip", "skip it this time", Skipped),
    "withdraw": ("Withdraw", "both agreed to let it go", Withdrawn),
}


@dataclass
class WhyForm:
    """Asks why, and takes no answer for one."""

    what: str
    rows: Sequence[OpenRow]
    kind: str = field(init=False)
    title: str = field(init=False)
    save: str = field(init=False)
    fields: tuple[FieldSpec, ...] = (FieldSpec("why", "why", "a word or two"),)

    @classmethod
    def begun(cls, what: str, rows: Sequence[OpenRow]) -> Begun:
        """The form for these rows, at least one; `what` is skip or withdraw."""
        return Begun(cls(what, rows), at="why", about=rows[0].relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name(self.what, self.rows)
        self.title, self.save, _ = ENDS[self.what]

    @property
    def subtitle(self) -> str:
        """What it is about."""
        return about(self.rows)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The reason, if there is one."""
        why = texts.get("why", "")
        act = ENDS[self.what][2]
        return Reading({"why": perhaps(why, "no reason given")}, tuple(act(row.id, line(why)) for row in self.rows))

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""
