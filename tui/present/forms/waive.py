"""Saying that waits needed no reply, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tui.domain.acts import Waived
from tui.domain.views import OpenRow
from tui.present.form import Begun, FieldSpec, Offer, Reading, Said, Texts
from tui.present.forms.asked import about, draft_name, line
from tui.present.paper import Paper

REASONS = (
    ("it needed no answer", "thanks, news or a closing word"),
    ("answered elsewhere", "by phone, in person, in another thread"),
    ("not meant for us", "it went to the wrong people"),
)
OFFERS = tuple(Offer(reason, told, {"why": reason}) for reason, told in REASONS)


@dataclass
class WaiveForm:
    """Ends waits without a reply, for one of three reasons or for one's own."""

    rows: Sequence[OpenRow]
    kind: str = field(init=False)
    title: str = "No reply needed"
    save: str = "leave it unanswered"
    fields: tuple[FieldSpec, ...] = (FieldSpec("why", "why"),)

    @classmethod
    def begun(cls, rows: Sequence[OpenRow]) -> Begun:
        """The form for these waits, at least one."""
        return Begun(cls(rows), at="why", about=rows[0].relationship)

    def __post_init__(self) -> None:
        self.kind = draft_name("waive", self.rows)

    @property
    def subtitle(self) -> str:
        """What waits."""
        return about(self.rows)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The reason: the first of those offered where none is typed."""
        typed = line(texts.get("why", ""))
        why = typed or REASONS[0][0]
        said = {"why": Said() if typed else Said(why)}
        return Reading(said, tuple(Waived(row.id, why) for row in self.rows), offers=() if typed else OFFERS)

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""
