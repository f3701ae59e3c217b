"""Health of everything from the log, beside DuckDB reading the same log from Parquet and computing a part of it."""

from __future__ import annotations

import csv
import importlib.util
import time
from pathlib import Path
from typing import Any

from tests.bench.biglog import NOW
from tests.bench.figures import Line, paired
from tui.domain.derive import parts_of
from tui.domain.health import health
from tui.services.cases import frozen_at
from tui.store import derived, relationships, teammates
from tui.store.store import Store

QUERY = Path(__file__).with_name("subset.sql")
COLUMNS = ("relationship", "thread", "at AS moment", "channel", "direction", "opens", "missed", "countable")
OURS = """
SELECT relationship.id, said.n, said.last, coalesce(replies.n, 0), coalesce(replies.seconds, 0)
FROM relationship
JOIN (SELECT relationship, count(*) AS n, max(CASE WHEN NOT missed THEN at END) AS last FROM interaction
    WHERE countable AND deleted_at IS NULL GROUP BY relationship) AS said ON said.relationship = relationship.id
LEFT JOIN (SELECT relationship, count(*) AS n, sum(ended - opened) AS seconds FROM wait
    WHERE state = 'answered' AND NOT measured GROUP BY relationship) AS replies
    ON replies.relationship = relationship.id
ORDER BY 1
"""


def lines(store: Store, folder: Path) -> list[Line]:
    """The target of scoring everything; raises ValueError where the two do not agree."""
    with store.read() as conn:
        count = conn.execute("SELECT count(*) FROM interaction").fetchone()[0]
    what = f"health of everything, {count:,} interactions"
    if importlib.util.find_spec("duckdb") is None:
        return [Line(what, "(duckdb is missing here)", "s", tuple(_kept(store) for _ in range(3)))]
    log = _parquet(store, folder)
    _compare(store, log)
    pair = paired(lambda: _kept(store), lambda: _duckdb(log))
    return [Line(what, "DuckDB, a part, from Parquet", "s", *pair, most=1.0)]


def _kept(store: Store) -> float:
    begun = time.perf_counter()
    with store.read() as conn:
        book = teammates.rule_book(conn)
        for log in derived.read_logs(conn, [one.id for one in relationships.everybody(conn)]):
            moment = frozen_at(log.relationship, NOW)
            health(parts_of(log, moment, book), moment, log.relationship.tier, book)
    return time.perf_counter() - begun


def _duckdb(log: Path) -> float:
    begun = time.perf_counter()
    _asked(log)
    return time.perf_counter() - begun


def _asked(log: Path) -> list[tuple[Any, ...]]:
    import duckdb

    with duckdb.connect() as conn:
        return list(conn.execute(QUERY.read_text(encoding="utf-8"), {"log": str(log)}).fetchall())


def _parquet(store: Store, folder: Path) -> Path:
    """The whole log as Parquet, by way of CSV."""
    import duckdb

    plain, log = folder / "log.csv", folder / "log.parquet"
    with store.read() as conn, plain.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(name.rpartition(" ")[2] for name in COLUMNS)
        out.writerows(
            conn.execute(f"SELECT {', '.join(COLUMNS)} FROM interaction WHERE deleted_at IS NULL ORDER BY at, id")
        )
    kinds = "{'opens': 'BOOLEAN', 'missed': 'BOOLEAN', 'countable': 'BOOLEAN'}"
    with duckdb.connect() as conn:
        conn.execute(f"COPY (SELECT * FROM read_csv('{plain}', types={kinds})) TO '{log}' (FORMAT parquet)")
    plain.unlink()
    return log


def _compare(store: Store, log: Path) -> None:
    """The part that both know, relationship by relationship: kept's own waits against DuckDB's."""
    with store.read() as conn:
        ours = [tuple(row) for row in conn.execute(OURS)]
    theirs = _asked(log)
    different = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    if different:
        raise ValueError(f"{len(different)} relationships differ, first {different[0]}")
    print(f"{len(ours):,} relationships: interactions, last touch, answered waits and their seconds are equal")
