"""What somebody has half typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tui.domain.model import Instant


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts of a form's fields; `id` None is one that is not kept yet, `relationship` what it is about.

    `at` is when it was typed last, `who` the name of the relationship or process, "" where it is about none.
    """

    form: str
    texts: Mapping[str, str]
    relationship: int | None = None
    id: int | None = None
    at: Instant = 0
    who: str = ""

    @property
    def verb(self) -> str:
        """What the form does, in one word: "snooze"."""
        return self.form.partition(" ")[0]

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of what the form is about, () where it is about a relationship or about nothing yet."""
        return tuple(self.form.split(" ")[1:])

    @property
    def shown(self) -> tuple[str, ...]:
        """The texts that somebody typed, without those that only say what the form is about ("_item")."""
        return tuple(text for field, text in self.texts.items() if not field.startswith("_"))
