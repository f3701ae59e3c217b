"""A process without steps as its own one step, so that it is treated and redesigned like others."""

from __future__ import annotations

from dataclasses import replace

from tui.domain.audit import Audit, Step


def whole(audit: Audit) -> Audit:
    """The audit with its steps, or with the whole process as the one step of it."""
    if audit.steps:
        return audit
    return replace(audit, steps=(Step(1, audit.name, audit.who, audit.minutes),))
