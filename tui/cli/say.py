"""The only way to a person's terminal: cleaned text, colours where they are wanted, errors in one line."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from tui.domain.problem import Problem
from tui.domain.text import TEXT_LIMIT, clean, clean_line

if TYPE_CHECKING:
    from tui.present.spans import Line

CODES = {
    "strong": "1",
    "title": "1",
    "muted": "2",
    "faint": "2",
    "accent": "34",
    "key": "34",
    "history": "2",
    "bad": "31",
    "watch": "33",
    "good": "32",
}
"""Codes of the terminal's own colours for the tokens of a line."""

NARROWEST, WIDEST = 40, 160
INTERRUPTED = 130


def forgive() -> None:
    """Print a question mark from now on where a terminal cannot show a sign."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def say(text: str = "") -> None:
    """Print one line for people."""
    sys.stdout.write(clean_line(text, TEXT_LIMIT) + "\n")


def say_text(text: str) -> None:
    """Print text of several lines for people."""
    sys.stdout.write(clean(text) + "\n")


def say_lines(lines: Iterable[Line]) -> None:
    """Print drawn lines, in colour on a terminal."""
    dressed = _colours(sys.stdout)
    for line in lines:
        text = _ansi(line) if dressed else clean_line("".join(span.text for span in line)).rstrip()
        sys.stdout.write(text + "\n")


def say_json(document: Any) -> None:
    """Print one document and nothing else."""
    json.dump(document, sys.stdout, indent=2, ensure_ascii=True, allow_nan=False)
    sys.stdout.write("\n")


def note(*lines: str) -> None:
    """Lines for people beside what is printed."""
    for text in lines:
        sys.stderr.write(f"kept: {clean_line(text)}\n")


def complain(problem: Problem) -> int:
    """Say what is wrong and what to do; returns the exit status."""
    note(f"{problem.what} {problem.remedy}".strip())
    return 2 if problem.wrong_use else 1


def stopped() -> int:
    """Say that somebody stopped it; returns the exit status."""
    note("stopped.")
    return INTERRUPTED


def unwritten(error: OSError) -> int:
    """What is done when nothing more can be printed; returns the exit status."""
    # what is still buffered would be tried once more when the interpreter ends
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if not isinstance(error, BrokenPipeError):
        note(f"{error.filename or 'Standard output'}: {error.strerror}.")
    return 1


def width() -> int:
    """How wide the terminal is; 80 where there is none."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def _colours(stream: TextIO) -> bool:
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def _ansi(line: Line) -> str:
    pieces = []
    for span in line:
        text = clean_line(span.text)
        code = ";".join(filter(None, (CODES.get(span.token, ""), "1" if span.bold else "")))
        pieces.append(f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text)
    return "".join(pieces).rstrip()
