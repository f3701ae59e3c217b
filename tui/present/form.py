"""What a form is made of: fields with their texts, and what these texts are read as while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tui.domain.acts import Act
from tui.present.paper import Paper
from tui.present.spans import Line

Texts = Mapping[str, str]
VERSION = "_version"
"""Among the texts of a draft: which version of what is edited was seen when it was begun."""
OFFERS = "offers"
"""Where the cursor is when it is among the offers; no field bears this id."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: what stands before it, and what may be typed; `lines` above 1 make it a field for long text.

    `prompt` is a sign before the text of a field without a label. `group` is a muted line above the field.
    """

    id: str
    label: str
    hint: str = ""
    lines: int = 1
    prompt: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that may be chosen for a field: the text that is then typed there, and how it is shown."""

    text: str
    shown: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What one field is read as.

    `value` is the reading as it will be stored, `source` the words that it was read from, `wrong` a sentence
    about what cannot be taken, `choices` what there is to choose from, best first.
    """

    value: str = ""
    source: str = ""
    wrong: str = ""
    choices: tuple[Choice, ...] = ()
    quiet: bool = False
    """`quiet` values are defaults and absences, shown muted."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A line that can be taken from below the fields: the texts that it puts into fields, and how it is shown."""

    label: str
    told: str
    texts: Texts


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole form as read.

    `acts` are what saving it does, empty while it cannot be saved; `wrong` is the first field in the way, "" if
    none. `notes` stand under the fields. `offers` are lines to choose from there, the first one selected; `weigh`
    says that saving leads there first, so that nobody takes the one or the other without having seen both.
    `better` is an offer in one sentence under the notes, for the key that takes it.
    """

    said: Mapping[str, Said]
    acts: tuple[Act, ...] = ()
    wrong: str = ""
    notes: tuple[Line, ...] = ()
    offers: tuple[Offer, ...] = ()
    weigh: bool = False
    better: Offer | None = None
    wants: object | None = None
    version: int = 0
    """`wants` is a question for the desk whose answer the form has to know; asked once, while it stays the same.

    `version` is the one of what is edited that somebody has seen who types here; a draft keeps it.
    """


class Form(Protocol):
    """What a form does with its texts; it writes nothing."""

    kind: str
    """Under which name a draft of it is kept."""

    title: str
    fields: tuple[FieldSpec, ...]
    save: str
    """What `enter` does, such as "save all of this"."""

    @property
    def subtitle(self) -> str:
        """What stands behind the title."""

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """What the texts come to; notes have `paper.width` cells."""

    def know(self, question: object, answer: object) -> None:
        """Take the desk's answer to a question of `Reading.wants`."""


@dataclass
class Begun:
    """A form with the texts with which it opens, and the field in which the cursor begins.

    `draft` is the number of the draft that it came from, None where it is new; `about` the relationship that it
    is about, for whoever looks at the draft.
    """

    form: Form
    texts: dict[str, str] = field(default_factory=dict)
    at: str = ""
    draft: int | None = None
    about: int | None = None
