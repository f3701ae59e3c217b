"""A field that adds to a list and takes from it: "new@x.example, -old@x.example"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.domain.text import clean_line
from tui.present.form import Choice, Said

DIGITS = 3
ADDRESSES = "new ones, -old ones"
TAGS = "new ones, -old ones"


class Changed(NamedTuple):
    """What is added to a list and taken from it, and how the field is read."""

    said: Said
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it changes anything that can be taken."""
        return not self.said.wrong and bool(self.added or self.dropped)


def address_field(text: str, known: Sequence[str]) -> Changed:
    """Mail addresses and telephone numbers, a comma between them."""
    read = _read(text.split(","), [one.lower() for one in known], "addresses")
    wrong = next((one for one in read.added if not _is_address(one)), None)
    if wrong is not None:
        return Changed(Said(wrong=f"{wrong[:40]!r} is no address. Write ana@example.com or +49 30 1234."))
    return read


def tag_field(text: str, known: Sequence[str]) -> Changed:
    """Tags, a blank or a comma between them; they may begin with "#"."""
    words = text.replace(",", " ").split()
    plain = [f"-{word[1:].lstrip('#')}" if word.startswith("-") else word.lstrip("#") for word in words]
    return _read(plain, list(known), "tags")


def _read(parts: Sequence[str], known: list[str], nouns: str) -> Changed:
    said = [clean_line(part).strip().lower() for part in parts]
    dropped = tuple(dict.fromkeys(one[1:].strip() for one in said if one.startswith("-")))
    added = tuple(dict.fromkeys(one for one in said if one and not one.startswith("-") and one not in known))
    choices = tuple(Choice(f"-{one}", one, "take it away") for one in known)
    strange = next((one for one in dropped if one not in known), None)
    if strange is not None:
        there = f"There are {', '.join(known)}." if known else "There are none."
        return Changed(Said(wrong=f"{strange[:40]!r} is none of the {nouns}. {there}", choices=choices))
    # what is new stands first, where a long list is not cut
    left = [*added, *(one for one in known if one not in dropped)]
    told = ", ".join(left) or ("none" if dropped else "")
    return Changed(Said(told, quiet=not left, choices=choices), added, dropped)


def _is_address(text: str) -> bool:
    name, at, domain = text.partition("@")
    if at:
        return bool(name and domain) and not set(text) & set(" <>;\"") and "@" not in domain
    return sum(letter.isdigit() for letter in text) >= DIGITS and not any(letter.isalpha() for letter in text)
