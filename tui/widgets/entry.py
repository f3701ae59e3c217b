"""A text while it is typed: its cursor, and what the keys that edit do to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tui.domain.text import clean, clean_line
from tui.present import cursor

LINE = 1_000
TEXT = 20_000


@dataclass
class Entry:
    """At most `limit` characters with the cursor before the one at `at`; `long` texts may have several lines."""

    text: str = ""
    at: int = 0
    limit: int = LINE
    long: bool = False

    def set(self, text: str) -> None:
        """Replace the text, with the cursor behind it."""
        self.text = self._cleaned(text[: self.limit])
        self.at = len(self.text)

    def pressed(self, key: str, character: str | None) -> bool:
        """Take a key, named as Textual names it; False where it neither types, edits nor moves."""
        edit = self._edits().get(key)
        if edit is not None:
            edit()
        elif character is not None and character.isprintable():
            self.insert(character)
        elif key == "enter" and self.long:
            self.insert("\n")
        else:
            return False
        return True

    def insert(self, text: str) -> None:
        """Type a text at the cursor, as much of it as there is room for."""
        room = max(0, self.limit - len(self.text))
        self._replace(self.at, self.at, text[:room])

    def _edits(self) -> dict[str, Callable[[], None]]:
        text, at = self.text, self.at
        start = cursor.line_start(text, at)
        return {
            "backspace": lambda: self._replace(cursor.before(text, at), at),
            "delete": lambda: self._replace(at, cursor.after(text, at)),
            "ctrl+w": lambda: self._replace(cursor.word_before(text, at), at),
            "ctrl+u": lambda: self._replace(start, at),
            "left": lambda: self.go(cursor.before(text, at)),
            "right": lambda: self.go(cursor.after(text, at)),
            "home": lambda: self.go(start),
            "end": lambda: self.go(cursor.line_end(text, at)),
        }

    def go(self, at: int) -> None:
        """Put the cursor there."""
        self.at = max(0, min(at, len(self.text)))

    def _replace(self, start: int, end: int, text: str = "") -> None:
        head = self._cleaned(self.text[:start] + text)
        self.text = self._cleaned(head + self.text[end:])
        self.go(len(head))

    def _cleaned(self, text: str) -> str:
        return clean(text, self.limit) if self.long else clean_line(text, self.limit)
