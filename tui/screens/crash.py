"""What a person sees of an error that nobody foresaw."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

from rich.text import Text
from textual.worker import WorkerFailed

from tui.domain.problem import Problem
from tui.domain.text import clean_line


class Crash(Exception):
    """An error that nobody foresaw, as the one line that a person sees of it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line

    def __rich__(self) -> Text:
        return Text(self.line)


def cause(error: BaseException) -> BaseException:
    """The error itself, where a worker's failure is wrapped around it."""
    return cause(error.error) if isinstance(error, WorkerFailed) else error


def told(error: BaseException) -> str:
    """An error as one line: a problem as it is, anything else by its kind and place."""
    if isinstance(error, Problem):
        return clean_line(str(error))
    if isinstance(error, Crash):
        return error.line
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if f"{os.sep}tui{os.sep}" in frame.filename] or frames
    place = f" ({Path(ours[-1].filename).name}, line {ours[-1].lineno})" if ours else ""
    return f"kept stopped: unexpected {type(error).__name__}{place}. What was saved is safe."
