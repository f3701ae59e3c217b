"""Import real mailboxes and say what came of them: python tests/proof/on_real_mail.py FOLDER [--waits]

FOLDER holds TRUTH.json (for each mailbox: how many messages, and whose it is), mail/ and torture/. Nothing of it is
kept: databases live in a temporary folder. Exit status 1 where anything is not as it must be.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from tui.config.settings import Settings
from tui.domain.listing import ListQuery
from tui.domain.model import HOUR
from tui.domain.problem import Problem
from tui.domain.rules import Rules
from tui.ingest.sources import open_source
from tui.services.identity import Account
from tui.services.importing import import_mail
from tui.services.office import Office
from tui.services.rebuilding import rebuild
from tui.services.request import Report, Request
from tui.store import teammates
from tui.store.store import Said, Store

NOW = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp())
SLOW = 5.0
SHOWN = 3
NEWEST = 20


def take(store: Store, place: Path, owner: str, rules: Rules) -> Report:
    """One import as the command line does it."""
    me = (owner,) if owner else ()
    with closing(open_source(place)) as source:
        founder = Account("proof", "proof")
        wall = int(time.time())
        return import_mail(store, Request([source], "proof", me, NOW, wall, founder=founder, rules=rules))


def mailbox(folder: Path, name: str, truth: dict[str, object], rules: Rules) -> Iterator[str]:
    """Import one mailbox twice, look at it, make it anew; yields what is wrong."""
    with tempfile.TemporaryDirectory() as room:
        store = Store(Path(room) / "kept.db")
        owner = str(truth.get("owner") or truth["top_from"][0][0])  # type: ignore[index]
        begun = time.perf_counter()
        first = take(store, folder / name, owner, rules)
        seconds = time.perf_counter() - begun
        second = take(store, folder / name, owner, rules)
        print(f"\n{name}, {rules.expect_reply}: {seconds:.1f} s\n  {asdict(first.counts)}, sent {first.sent}")
        counts = first.counts
        if counts.read != truth["messages"] or counts.read != counts.new + counts.known + counts.rejected:
            yield f"{name}: {counts.read} read of {truth['messages']}"
        if second.counts.new or second.counts.interactions or second.counts.waits_given_up:
            yield f"{name}: importing again changed something: {second.counts}"
        _show(Office(store, "proof", lambda: NOW, rules))
        with store.write(Said("proof", NOW, NOW, "rebuild")) as tx:
            if differing := rebuild(tx, teammates.rule_book(tx.conn)):
                yield f"{name}: a rebuild differs in {len(differing)} relationships"
        if name.endswith("hard_ham") and counts.relationships:
            yield f"{name}: {counts.relationships} newsletters became relationships"


def _show(office: Office) -> None:
    rows = office.listing(ListQuery(stage="all"), 0, None).rows
    replies = sum(row.reply.n for row in rows)
    print(f"  {len(rows)} relationships, {replies} replies, {sum(r.reply.waiting for r in rows)} waiting")
    for row in sorted(rows, key=lambda r: -r.interactions)[:SHOWN]:
        median = (row.reply.median or 0) / HOUR
        print(
            f"    {row.relationship.name}: {row.interactions} interactions, {row.reply.n} replies, {median:.2f} h"
        )


def newest_waits(folder: Path, name: str, truth: dict[str, object], rules: Rules) -> None:
    """Print the newest waits with what was said, for somebody to judge whether these people really wait."""
    with tempfile.TemporaryDirectory() as room:
        store = Store(Path(room) / "kept.db")
        take(store, folder / name, str(truth.get("owner")), rules)
        with store.read() as conn:
            rows = conn.execute(
                "SELECT wait.opened, wait.state, mail.to_count, mail.subject, mail.text FROM wait"
                " JOIN interaction ON interaction.id = wait.opener JOIN mail ON mail.id = interaction.mail"
                " WHERE wait.measured = 0 ORDER BY wait.opened DESC LIMIT ?",
                (NEWEST,),
            ).fetchall()
    for opened, state, to_count, subject, text in rows:
        print(f"--- {datetime.fromtimestamp(opened, UTC):%Y-%m-%d} {state}, To {to_count}: {subject}\n{text}\n")


def torture(folder: Path, rules: Rules) -> Iterator[str]:
    """Import every file of a folder of malformed mail on its own; yields what is wrong."""
    refused = done = 0
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with tempfile.TemporaryDirectory() as room:
            begun = time.perf_counter()
            try:
                counts = take(Store(Path(room) / "kept.db"), path, "nobody@larkfield.example", rules).counts
            except Problem:
                refused += 1
                continue
            done += 1
            if counts.read != counts.new + counts.known + counts.rejected or not counts.read:
                yield f"{path.name}: {counts}"
            if (seconds := time.perf_counter() - begun) > SLOW:
                yield f"{path.name}: {seconds:.1f} s"
    print(f"\ntorture: {done} files imported, {refused} refused as no mail")


def run(folder: Path, *, waits: bool) -> list[str]:
    """Everything; returns what is wrong."""
    truths: dict[str, dict[str, object]] = json.loads((folder / "TRUTH.json").read_text(encoding="utf-8"))
    rules = Settings().rules()
    if waits:
        for name in [n for n in truths if "mbox" in n]:
            newest_waits(folder, name, truths[name], rules)
        return []
    wrong: list[str] = []
    for name, truth in truths.items():
        for expecting in ("asks", "all"):
            wrong += mailbox(folder, name, truth, replace(rules, expect_reply=expecting))  # type: ignore[arg-type]
    return wrong + list(torture(folder / "torture", rules))


if __name__ == "__main__":
    FAULTS = run(Path(sys.argv[1]), waits="--waits" in sys.argv)
    print("\n".join(FAULTS) or "\nall as it must be")
    sys.exit(bool(FAULTS))
