"""Processes that write at the same time."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable

THINKS = 0.02


def all_at_once(writers: int, turns: int, write: Callable[[int, int], object]) -> list[float]:
    """Let so many processes write so often with a pause between; returns how long each write took.

    They are forked from this one, which has all modules, and begin together.
    """
    pipes, children, begin = [], [], time.monotonic() + 1.0
    for writer in range(writers):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os._exit(_one_writer(writer, turns, write, begin, writing))
        os.close(writing)
        pipes.append(reading)
        children.append(child)
    told_by = [json.loads(os.fdopen(pipe).read() or "[]") for pipe in pipes]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0] * writers
    return [each for one in told_by for each in one]


def _one_writer(
    writer: int, turns: int, write: Callable[[int, int], object], begin: float, pipe: int
) -> int:
    took: list[float] = []
    time.sleep(begin - time.monotonic())
    try:
        for turn in range(turns):
            before = time.monotonic()
            write(writer, turn)
            took.append(time.monotonic() - before)
            time.sleep(THINKS)
    except BaseException as error:  # noqa: BLE001  (a forked test must not go on as the test)
        print(f"writer {writer}, turn {turn}: {error!r}", flush=True)
        return 1
    with os.fdopen(pipe, "w") as file:
        json.dump(took, file)
    return 0
