"""What several people at one database know of each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tui.domain.model import Instant


class News(NamedTuple):
    """What has changed since one asked last: something that pages show, and which forms are open."""

    pages: bool = False
    forms: bool = False


class Subject(NamedTuple):
    """What a form is about: a relationship or a process, by its number."""

    relationship: int | None = None
    process: int | None = None


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form that somebody has open; `opened_at` is by the wall clock."""

    actor: str
    form: str
    opened_at: Instant
