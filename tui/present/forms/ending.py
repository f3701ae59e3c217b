"""The end of a relationship, and of an address: why, and what stays."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Ended, Ignored
from tui.domain.views import OpenRow
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.asked import first_wrong, line, words
from tui.present.forms.standing import Known
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count

MOST = 6


@dataclass
class EndingForm:
    """Asks why a relationship ends, and says what is still open in it."""

    relationship: int
    party: str
    known: Known = field(init=False)
    kind: str = "end"
    title: str = "End"
    save: str = "end it"
    fields: tuple[FieldSpec, ...] = (FieldSpec("why", "why", "for whoever looks at it later"),)

    @classmethod
    def begun(cls, relationship: int, party: str) -> Begun:
        """The form for a relationship of that name."""
        return Begun(cls(relationship, party), at="why", about=relationship)

    def __post_init__(self) -> None:
        self.known = Known(self.relationship)

    @property
    def subtitle(self) -> str:
        """What ends."""
        return name(self.party)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The reason; it can be reopened at any time."""
        why = texts.get("why", "")
        said = {"why": words(why, "Why does it end?")}
        wrong = first_wrong(said)
        acts = () if wrong else (Ended(self.relationship, line(why)),)
        rows = self.known.situation.open if self.known.situation else ()
        stays: Line = (Span("Everything is kept; the score stays as it is now. It can be reopened.", "muted"),)
        return Reading(said, acts, wrong, (*_left(rows), stays), wants=self.known.wants)

    def know(self, _: object, answer: object) -> None:
        """Take how it stands."""
        self.known.know(answer)


def _left(rows: tuple[OpenRow, ...]) -> tuple[Line, ...]:
    """What is still open, most urgent first."""
    things = [row for row in rows if row.kind != "thanks"]
    if not things:
        return ()
    open_still = f"{count(len(things), 'thing')} {'is' if len(things) == 1 else 'are'} still open"
    told: list[Line] = [(Span(f"{open_still}, and will count no more:", "watch"),)]
    for row in things[:MOST]:
        kind = "reply" if row.kind == "wait" else row.kind
        told.append((Span(f"  {kind}  ", "muted"), Span(name(row.what))))
    if len(things) > MOST:
        told.append((Span(f"  and {len(things) - MOST} more", "muted"),))
    return tuple(told)


@dataclass
class IgnoreForm:
    """Takes an address out of a relationship: mail from and to it concerns nobody."""

    relationship: int
    party: str
    known: Known = field(init=False)
    kind: str = "ignore"
    title: str = "Ignore an address"
    save: str = "ignore it"
    fields: tuple[FieldSpec, ...] = (FieldSpec("address", "address"),)

    @classmethod
    def begun(cls, relationship: int, party: str, address: str = "") -> Begun:
        """The form for a relationship of that name."""
        return Begun(cls(relationship, party), {"address": address}, at="address", about=relationship)

    def __post_init__(self) -> None:
        self.known = Known(self.relationship)

    @property
    def subtitle(self) -> str:
        """Whose address it is."""
        return f"of {name(self.party)}"

    def read(self, texts: Texts, _: Paper) -> Reading:
        """One of the relationship's mail addresses."""
        mail = [address for address in self.known.addresses if "@" in address]
        choices = tuple(Choice(address, address) for address in mail)
        typed = line(texts.get("address", "")).lower()
        meant = [address for address in mail if address == typed] or [a for a in mail if typed and typed in a]
        said = Said(wrong="Which address?", choices=choices)
        if len(meant) == 1:
            said = Said(meant[0], choices=choices)
        elif self.known.situation and typed:
            told = f"is in {len(meant)} of their addresses" if meant else "is none of their addresses"
            said = Said(wrong=f"{typed[:40]!r} {told}.", choices=choices)
        acts = (Ignored(meant[0]),) if len(meant) == 1 else ()
        stays: Line = (Span("Mail from and to it leaves this relationship, the mail of before as well.", "muted"),)
        return Reading({"address": said}, acts, "" if acts else "address", (stays,), wants=self.known.wants)

    def know(self, _: object, answer: object) -> None:
        """Take who is there."""
        self.known.know(answer)
