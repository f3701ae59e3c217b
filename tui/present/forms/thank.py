"""Saying thanks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from tui.domain.acts import Thanked
from tui.domain.model import Channel
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.asked import Option, first_wrong, line, one_of
from tui.present.lines import name
from tui.present.paper import Paper

CHANNELS = (
    Option("email", "email", ("mail", "by mail", "by email")),
    Option("call", "call", ("phone", "by phone", "called")),
    Option("meeting", "meeting", ("in person", "met")),
    Option("chat", "chat", ("message",)),
    Option("letter", "letter", ("card", "by post")),
)


@dataclass
class ThankForm:
    """A thank-you for something that was logged (`item`, told by `what`), or for all."""

    relationship: int
    who: str
    item: str | None = None
    what: str = ""
    kind: str = field(init=False)
    title: str = "Thank"
    save: str = "note the thanks"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("how", "how", "email, call, meeting, chat or letter"),
        FieldSpec("text", "text", "what was said, if it is worth keeping"),
    )

    @classmethod
    def begun(cls, relationship: int, who: str, item: str | None = None, what: str = "") -> Begun:
        """The form for a relationship of that name."""
        return Begun(cls(relationship, who, item, what), at="text", about=relationship)

    def __post_init__(self) -> None:
        self.kind = f"thank {self.item}" if self.item else "thank"

    @property
    def subtitle(self) -> str:
        """Who is thanked, and what for."""
        return f"{name(self.who)}: {name(self.what)}" if self.what else name(self.who)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The channel and the words."""
        text = texts.get("text", "")
        channel, how = one_of(texts.get("how", ""), CHANNELS, "email")
        said = {"how": how, "text": Said()}
        acts: tuple[Thanked, ...] = ()
        if channel:
            acts = (Thanked(self.relationship, self.item, line(text), cast(Channel, channel)),)
        return Reading(said, acts, first_wrong(said))

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""
