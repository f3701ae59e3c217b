"""The line to whoever sits there: noticing that it is gone, and an end that nothing can hold up."""

from __future__ import annotations

import os
import select
import threading

LAST_SECONDS = 2.0
GLANCE = 1000
"""Milliseconds after which it is looked whether one still wants to know."""


def wait_until_gone(fd: int, over: threading.Event) -> bool:
    """Wait, without any work, until nobody is at the other end of `fd`; False once it is `over`.

    A hang-up alone does not tell: what started kept may have had it ignored, and it reaches no process without a
    controlling terminal.
    """
    while not over.is_set():
        if is_gone(fd, GLANCE):
            return True
    return False


def is_gone(fd: int, milliseconds: int = 0) -> bool:
    """Whether nobody is at the other end of `fd`, or goes away within so many milliseconds."""
    line = select.poll()
    line.register(fd, 0)  # what tells of its end is always reported
    return bool(line.poll(milliseconds))


def silence(fd: int) -> None:
    """Let nothing ever come from `fd` again; who reads from a line that is gone finds its end again and again."""
    reading, _writing = os.pipe()
    os.dup2(reading, fd)


def end_soon(status: int) -> None:
    """End the process within seconds, whatever still reads, waits for a lock or writes to nobody."""
    end = threading.Timer(LAST_SECONDS, os._exit, (status,))
    end.daemon = True
    end.start()
