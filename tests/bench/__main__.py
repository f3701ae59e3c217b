"""Measures every target of speed beside something else, prints one table and writes build/bench/bench.json."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import biglog, mailbox, mailing, prompt, scoring, screens, writing
from tests.bench.figures import Line, growth, table, write
from tui.store.connection import SCHEMA_VERSION
from tui.store.store import Store

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "bench"
RELATIONSHIPS, INTERACTIONS = 10_000, 1_000_000


def main() -> None:
    """Measure what is asked for, by default everything at its whole size."""
    asked = _arguments()
    KEPT.mkdir(parents=True, exist_ok=True)
    found = _measured(asked, 1)
    print()
    print(table(found))
    if asked.growth:
        print()
        print(growth({share: _measured(asked, share) for share in asked.growth} | {1: found}))
    write(found, KEPT / "bench.json")


def _measured(asked: argparse.Namespace, share: int) -> list[Line]:
    """The lines that are asked for, at one part in `share` of the whole size."""
    log = _log(asked.relationships // share, asked.interactions // share)
    found: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="kept-bench-") as folder:
        for name, job in _jobs(asked, share, log, Path(folder)).items():
            if asked.only in (None, name):
                begun = time.perf_counter()
                found += job()
                print(f"{name}: {time.perf_counter() - begun:.0f} s", flush=True)
    return found


def _jobs(asked: argparse.Namespace, share: int, log: Store, folder: Path) -> dict[str, Callable[[], list[Line]]]:
    return {
        "screens": lambda: screens.lines(log.path),
        "prompt": lambda: prompt.lines(log.path),
        "scoring": lambda: scoring.lines(log, folder),
        "writing": lambda: writing.lines(log, folder),
        "mailing": lambda: mailing.lines(*_mailbox(asked, share, folder), folder),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", help="screens, prompt, scoring, writing or mailing")
    parser.add_argument("--growth", type=int, nargs="*", help="measure at a part of the size too: 10 for a tenth")
    parser.add_argument("--relationships", type=int, default=RELATIONSHIPS)
    parser.add_argument("--interactions", type=int, default=INTERACTIONS)
    parser.add_argument("--mail", type=Path, help="an mbox of real mail, and with --owner whose it is")
    parser.add_argument("--owner", help="an address of theirs")
    return parser.parse_args()


def _log(relationships: int, interactions: int) -> Store:
    """The made log, kept from the last time where neither its maker nor the schema has changed since."""
    maker = hashlib.sha256(Path(biglog.__file__).read_bytes()).hexdigest()[:8]
    path = KEPT / f"log-{relationships}-{interactions}-{SCHEMA_VERSION}-{maker}.db"
    if not path.exists():
        for old in KEPT.glob(f"log-{relationships}-{interactions}-*"):
            old.unlink()
        begun, new = time.perf_counter(), path.with_suffix(".new")
        new.unlink(missing_ok=True)
        print(f"making, once, {relationships:,} relationships with {interactions:,} interactions", flush=True)
        biglog.make(new, relationships, interactions)
        new.replace(path)
        print(f"made in {time.perf_counter() - begun:.0f} s", flush=True)
    return Store(path)


def _mailbox(asked: argparse.Namespace, share: int, folder: Path) -> tuple[Path, str]:
    """The mail to import, or one part in `share` of it: what was named, else as much made mail."""
    whole = asked.mail or mailbox.make(folder / "made.mbox")
    part = whole if share == 1 else mailbox.part(whole, folder / "part.mbox", mailbox.MAILS // share)
    return part, asked.owner if asked.mail else mailbox.OWNER


if __name__ == "__main__":
    main()
