"""What the doctor finds."""

from __future__ import annotations

import shlex
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what it means, and the command or step that mends it.

    `grave` findings break kept or lose data; the others are warnings.
    """

    name: str
    what: str
    remedy: str
    grave: bool = True


def command(*words: object) -> str:
    """A command as it is typed in a shell."""
    return shlex.join(map(str, words))
