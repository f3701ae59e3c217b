"""What a person sees of an error that nobody foresaw."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from rich.text import Text

from tui.domain.problem import Problem
from tui.domain.text import clean_line


class Crash(Exception):
    """An error that nobody foresaw, as the one line that a person sees of it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line

    def __rich__(self) -> Text:
        return Text(self.line)


def told(error: BaseException) -> str:
    """An error as one line: a problem as it is, anything else by its kind and place."""
    cause = error.__cause__ if isinstance(error.__cause__, Problem) else error
    if isinstance(cause, Problem):
        return clean_line(str(cause))
    if isinstance(error, Crash):
        return error.line
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}tui{os.sep}" in frame.filename] or frames
    place = f" ({Path(ours[-1].filename).name}, line {ours[-1].lineno})" if ours else ""
    kind = type(error).__name__
    return f"kept stopped at an error that it did not expect: {kind}{place}. What was saved is safe."
