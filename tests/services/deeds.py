"""A small database of two relationships, and acts carried out on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.letters import NOW
from tests.services.test_undoing import contents, made
from tui.domain.acts import Act, Logged, NewFollowUp, NewPromise
from tui.domain.model import DAY, HOUR, Instant
from tui.domain.outcome import Told
from tui.domain.problem import Problem
from tui.services.doing.perform import perform
from tui.store.store import Said, Store

SOON = NOW + 3 * DAY
PROMISE = NewPromise("the plans", SOON)
STEP = NewFollowUp("ask how it goes", SOON)


def ready(folder: Path) -> Store:
    """Halden (r1) and Quillon (r2) with an open wait each, ana and bo, and vi who may look."""
    found = made(folder)
    with found.write(Said("ana", NOW, NOW, "test")) as tx:
        tx.insert("teammate", {"handle": "vi", "name": "Vi", "role": "viewer"})
    return found


def do(store: Store, *wanted: Act, who: str = "ana", now: Instant = NOW) -> Told:
    """Carry out some acts; what is told of the first."""
    return perform(store, who, wanted, now, now + 7).told[0]


def refused(store: Store, *wanted: Act, who: str = "ana", now: Instant = NOW) -> str:
    """Why some acts are refused; nothing changes by them."""
    before = contents(store)
    with pytest.raises(Problem) as caught:
        perform(store, who, wanted, now, now)
    assert contents(store) == before
    return caught.value.what


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.read() as conn:
        return conn.execute(sql).fetchall()


def row(store: Store, sql: str) -> tuple[object, ...]:
    (only,) = rows(store, sql)
    return only


def state(store: Store, wait: str) -> object:
    """How a wait stands in the end."""
    return row(store, f"SELECT state FROM wait WHERE opener = {wait[1:]}")[0]


def asked(store: Store, **fields: object) -> str:
    """Let Halden ask by hand, an hour ago; returns the wait."""
    plain = {"channel": "chat", "direction": "in", "text": "When?", "opens": True, "at": NOW - HOUR, **fields}
    return "w" + do(store, Logged(1, **plain)).id[1:]  # type: ignore[arg-type]
