"""The words of a promise, a follow-up or a note that was logged by hand, as they should have been."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeGuard

from tui.domain.acts import Act, Edited
from tui.domain.problem import Problem
from tui.domain.recurrence import every_in_words, read_every
from tui.domain.views import OpenRow, TimelineEntry
from tui.present.form import Begun, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, seen, teammate, words
from tui.present.forms.listed import TAGS, tag_field
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span

UNCHANGED: Line = (Span("Nothing is changed yet.", "muted"),)
TEXT = FieldSpec("text", "text")
NOTE = FieldSpec("text", "text", lines=4)
MISSING = "Some words have to stay."
ONCE = frozenset(("once", "no", "-"))


@dataclass
class ItemForm:
    """Opens with the words as they are; what else stays empty stays as it is."""

    item: OpenRow | TimelineEntry
    party: str
    around: Around
    kind: str = field(init=False)
    fields: tuple[FieldSpec, ...] = field(init=False)
    title: str = "Edit"
    save: str = "save it"

    @staticmethod
    def fits(item: object) -> TypeGuard[OpenRow | TimelineEntry]:
        """Whether the words of something can be changed: those of a mail stay as they came."""
        if isinstance(item, OpenRow):
            return item.kind in ("promise", "their promise", "follow-up")
        return isinstance(item, TimelineEntry) and not item.said and not item.subject and item.text is not None

    @classmethod
    def begun(cls, item: OpenRow | TimelineEntry, subject: tuple[int, str], around: Around) -> Begun:
        """The form for something of a relationship by id and name; it has to fit."""
        form = cls(item, subject[1], around)
        return Begun(form, {"text": form.before}, at="text", about=subject[0])

    def __post_init__(self) -> None:
        self.kind = f"edit {self.id}"
        self.fields = (TEXT,)
        if isinstance(self.item, TimelineEntry):
            self.fields = (NOTE, FieldSpec("tags", "tags", TAGS))
        elif self.item.kind == "follow-up":
            self.fields = (TEXT, FieldSpec("who", "who"), FieldSpec("every", "every", "such as 2 weeks, or once"))

    @property
    def id(self) -> str:
        """As on the command line: "p3"."""
        return f"i{self.item.id}" if isinstance(self.item, TimelineEntry) else self.item.id

    @property
    def before(self) -> str:
        """The words as they are."""
        return (self.item.text or "") if isinstance(self.item, TimelineEntry) else self.item.what

    @property
    def subtitle(self) -> str:
        """What is edited, and of whom."""
        noun = "what happened" if isinstance(self.item, TimelineEntry) else self.item.kind
        return f"{noun}, {name(self.party)}"

    def read(self, texts: Texts, _: Paper) -> Reading:
        """What changes."""
        text = texts.get("text", "")
        said = {"text": words(text, MISSING)}
        if isinstance(self.item, TimelineEntry):
            tags = tag_field(texts.get("tags", ""), self.item.tags)
            said["tags"] = tags.said
            left = (*(tag for tag in self.item.tags if tag not in tags.dropped), *tags.added)
            edited = Edited(self.id, text=self._text(text), tags=left if tags.whole else None)
        else:
            edited = self._open(self.item, texts, said)
        wrong, version = first_wrong(said), seen(texts, self.item.version)
        acts: tuple[Act, ...] = () if wrong or edited == Edited(self.id) else (replace(edited, version=version),)
        return Reading(said, acts, wrong, () if acts or wrong else (UNCHANGED,), version=version)

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""

    def _open(self, row: OpenRow, texts: Texts, said: dict[str, Said]) -> Edited:
        """What changes of something open."""
        text = self._text(texts.get("text", ""))
        if row.kind != "follow-up":
            return Edited(self.id, text=text)
        owner, said["who"] = teammate(texts.get("who", ""), self.around, row.by or self.around.me)
        every, said["every"] = _every(texts.get("every", ""))
        return Edited(self.id, text=text, owner=owner if owner != row.by else None, every=every)

    def _text(self, text: str) -> str | None:
        changed = text.strip() if isinstance(self.item, TimelineEntry) else line(text)
        return changed if changed != self.before else None


def _every(text: str) -> tuple[str | None, Said]:
    """How often it recurs from now on, None for as before."""
    if not text.strip():
        return None, Said("as it was", quiet=True)
    if text.strip().casefold() in ONCE:
        return "", Said("once")
    try:
        rule = read_every(text)
    except Problem as problem:
        return None, Said(wrong=str(problem))
    return rule, Said(every_in_words(rule))
