"""`kept status` in a shell prompt, beside the least that any Python with SQLite can take."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.figures import Line, paired
from tests.bench.screens import ROOT, kept

PAIRS = 31


def lines(database: Path) -> list[Line]:
    """The target of the prompt."""
    least = (sys.executable, "-c", "import sqlite3")
    ours = (*kept(database), "status")
    timed = paired(lambda: _seconds(ours), lambda: _seconds(least), PAIRS)
    return [Line("kept status", 'python -c "import sqlite3"', "ms", *timed, most=2.5)]


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return 1000 * (time.perf_counter() - begun)
