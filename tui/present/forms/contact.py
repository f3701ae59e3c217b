"""Somebody in a relationship: new, or as they are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Act, Edited, NewContact
from tui.domain.model import Contact
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.asked import first_wrong, line, perhaps, seen, words
from tui.present.forms.listed import ADDRESSES, Changed, address_field
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span

UNCHANGED: Line = (Span("Nothing is changed yet.", "muted"),)


@dataclass
class ContactForm:
    """Name, role and addresses of a new contact, or what changes of a known one."""

    relationship: int
    party: str
    contact: Contact | None = None
    kind: str = field(init=False)
    title: str = field(init=False)
    save: str = field(init=False)
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("name", "name"),
        FieldSpec("role", "role", "what they do there"),
        FieldSpec("addresses", "addresses", ADDRESSES),
    )

    @classmethod
    def begun(cls, relationship: int, party: str, contact: Contact | None = None) -> Begun:
        """The form for a relationship of that name."""
        texts = {"name": contact.name, "role": contact.role} if contact else {}
        return Begun(cls(relationship, party, contact), texts, at="name", about=relationship)

    def __post_init__(self) -> None:
        known = self.contact
        self.kind = f"contact c{known.id}" if known else "contact"
        self.title = "Contact" if known else "New contact"
        self.save = "save it" if known else "add them"

    @property
    def subtitle(self) -> str:
        """Where they are."""
        return f"at {name(self.party)}"

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The contact, or what changed."""
        addresses = address_field(texts.get("addresses", ""), self.contact.addresses if self.contact else ())
        said: dict[str, Said] = {
            "name": words(texts.get("name", ""), "What are they called?"),
            "role": perhaps(texts.get("role", ""), "none"),
            "addresses": addresses.said,
        }
        wrong, version = first_wrong(said), seen(texts, self.contact.version) if self.contact else 0
        if wrong:
            return Reading(said, (), wrong, version=version)
        act = self._act(line(texts["name"]), line(texts.get("role", "")), addresses, version)
        return Reading(said, (act,) if act else (), notes=() if act else (UNCHANGED,), version=version)

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""

    def _act(self, called: str, role: str, addresses: Changed, version: int) -> Act | None:
        known = self.contact
        if known is None:
            return NewContact(self.relationship, called, role, addresses.added)
        new_name = called if called != known.name else None
        new_role = role if role != known.role else None
        if new_name is None and new_role is None and not addresses.whole:
            return None
        added, dropped = addresses.added, addresses.dropped
        return Edited(f"c{known.id}", version, name=new_name, role=new_role, addresses=added, dropped=dropped)
