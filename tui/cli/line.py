"""The line that standard input comes over: whether all of it came, or the line dropped in the middle."""

from __future__ import annotations

import os
import select

from tui.domain.problem import Problem

OUTPUT = 1
WAIT_MS = 300
"""For how long sshd may take to let go of a program's output, once it has let go of its input."""
GONE = select.POLLERR | select.POLLHUP


def check_whole() -> None:
    """Refuse what a dropped line has cut off; raises Problem.

    Over ssh standard input ends in both cases, but only then does nobody take the output any more. What was cut off
    must not be stored: the same mail sent again would be known already.
    """
    if "SSH_CONNECTION" not in os.environ:
        return
    line = select.poll()
    line.register(OUTPUT, 0)
    if any(seen & GONE for _, seen in line.poll(WAIT_MS)):
        raise Problem("The line dropped before all of it was here.", "Nothing was changed; send it again.")
