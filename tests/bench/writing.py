"""One more interaction, and twenty processes that write at once, beside bare inserts into the same file."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.bench.biglog import NOW, SEED
from tests.bench.figures import PAIRS, Line, percentile
from tests.server.writers import all_at_once
from tui.domain.acts import Logged
from tui.services.doing.perform import perform
from tui.store.store import Said, Store

EACH = 100
WRITERS, TURNS = 20, 200
MOST_P99 = 100.0
INSERT = (
    "INSERT INTO interaction(relationship, at, channel, direction, teammate, text, recorded_at)"
    " VALUES(?, ?, 'chat', 'out', 1, 'a word', ?)"
)
DRAWN = {
    "by relationship": "SELECT id FROM relationship WHERE stage <> 'ended' ORDER BY id",
    "by size": "SELECT relationship FROM interaction ORDER BY id",
}
"""Where the next interaction is: any relationship as likely, or each as likely as it is large."""


def lines(log: Store, folder: Path) -> list[Line]:
    """Both targets, on a copy of the log."""
    with _copied(log, folder) as store:
        return [*(_one_more(store, how) for how in DRAWN), *_many(store)]


@contextmanager
def _copied(log: Store, folder: Path) -> Iterator[Store]:
    path = folder / "writing.db"
    shutil.copyfile(log.path, path)
    try:
        yield Store(path, lasting=True)
    finally:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _one_more(store: Store, how: str) -> Line:
    with store.read() as conn:
        idents = [ident for (ident,) in conn.execute(DRAWN[how])]
    rng = random.Random(f"{SEED} {how}")
    ours: list[float] = []
    theirs: list[float] = []
    with closing(_bare(store.path)) as conn:
        for _ in range(PAIRS):
            drawn = rng.choices(idents, k=EACH)
            ours += [_timed(lambda ident=ident: _log(store, ident)) for ident in drawn]
            theirs += [_timed(lambda ident=ident: _insert(conn, ident)) for ident in drawn]
    shown = f"p50 {percentile(ours, 50):.2f} beside {percentile(theirs, 50):.2f} ms"
    last = f"max {max(ours):.1f} beside {max(theirs):.1f} ms"
    return Line(
        f"one more interaction, {how}, p99",
        "a bare committed insert, p99",
        "ms",
        (percentile(ours, 99),),
        (percentile(theirs, 99),),
        most=3.0,
        note=f"{shown}, {last}, {len(ours)} each",
    )


def _many(store: Store) -> Iterator[Line]:
    idents, begun = list(range(1, WRITERS + 1)), NOW

    def change(writer: int, turn: int) -> None:
        with store.write(Said("ana", NOW, NOW, "bench")) as tx:
            tx.change("relationship", idents[writer], ended_why=f"{turn}")

    def log(writer: int, turn: int) -> None:
        at = begun + turn
        perform(store, "ana", [Logged(idents[writer], "chat", "out", f"{writer}, {turn}")], at, at)

    def insert(writer: int, turn: int) -> None:
        with closing(_bare(store.path)) as conn:
            _insert(conn, idents[writer])

    kinds = {"changing a row": change, "logging an interaction": log}
    bare: list[float] = []
    found: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(PAIRS):
        for name, write in kinds.items():
            found[name] += _at_once(write)
        begun += TURNS  # a log is at its end, as whoever writes it is
        bare += _at_once(insert)
    for name, took in found.items():
        yield Line(
            f"{WRITERS} processes at once, {name}, p99",
            "bare inserts, p99",
            "ms",
            (percentile(took, 99),),
            (percentile(bare, 99),),
            limit=MOST_P99,
            note=f"p50 {percentile(took, 50):.1f} beside {percentile(bare, 50):.1f} ms, {len(took)} each",
        )


def _at_once(write: Callable[[int, int], None]) -> list[float]:
    return [1000 * seconds for seconds in all_at_once(WRITERS, TURNS // PAIRS, write)]


def _timed(job: Callable[[], None]) -> float:
    begun = time.perf_counter()
    job()
    return 1000 * (time.perf_counter() - begun)


def _log(store: Store, ident: int) -> None:
    perform(store, "ana", [Logged(ident, "chat", "out", "a word")], NOW, NOW)


def _insert(conn: sqlite3.Connection, ident: int) -> None:
    conn.execute("BEGIN IMMEDIATE")
    conn.execute(INSERT, (ident, NOW, NOW))
    conn.execute("COMMIT")


def _bare(path: Path) -> sqlite3.Connection:
    conn = sqlite3.connect(path, timeout=60, isolation_level=None)
    conn.execute("PRAGMA synchronous=FULL")
    return conn
