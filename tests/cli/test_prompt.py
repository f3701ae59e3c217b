"""The prompt's line: what it says, that it agrees with Today, and how little it costs."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.services.letters import NOW
from tui import paths
from tui.__main__ import main
from tui.cli import prompt
from tui.domain.acts import Done, NewFollowUp, Snoozed
from tui.domain.audit import Audit
from tui.domain.auditacts import Practised
from tui.domain.rules import Rules
from tui.services import counting
from tui.services.counting import counts
from tui.services.day import today
from tui.services.doing.perform import perform
from tui.services.founding import found
from tui.services.identity import Account
from tui.services.sample import Sample, make
from tui.store import derived, practice, teammates
from tui.store.store import Said, Store

Run = Callable[..., Any]
Status = Callable[[str, int], dict[str, int]]
ROOT = Path(__file__).parents[2]
HOUR, DAY = 3600, 86_400
HANDLES = ("ana", "bo", "cleo", "nobody")
EDGES = "SELECT {0} + column1 FROM {1}, (VALUES (-1), (0), (1)) WHERE {0} > ?"


def test_the_line(filled: Run) -> None:
    assert filled("status") == (0, "1 due, 1 waiting\n", "")
    assert filled("status", "--json") == (0, '{"flagged": 0, "due": 1, "waiting": 1}\n', "")
    assert filled("status", now="2026-03-04T10:30") == (0, "1 waiting\n", "")
    assert filled("status", now="2026-03-31") == (0, "1 flagged, 1 waiting\n", "")
    assert filled("status", now="2026-03-03T10:30") == (0, "kept: nothing due\n", "")
    assert filled("--as", "zoe", "status") == (0, "kept: nothing due\n", "")


def test_without_mail(kept: Run, db: Path) -> None:
    assert kept("status") == (0, "kept: no mail yet\n", "")
    assert kept("status", "--json") == (0, '{"flagged": 0, "due": 0, "waiting": 0}\n', "")
    assert not db.parent.exists()
    db.parent.mkdir()
    db.touch()
    assert kept("status") == (0, "kept: no mail yet\n", "")


def test_the_configuration_names_the_database(filled: Run, program: Run, db: Path, tmp_path: Path) -> None:
    config = tmp_path / "own.toml"
    config.write_text(f'[kept]\ndatabase = "{db.relative_to(tmp_path)}"\n[calendar]\nmonday = "is not read"\n')
    done = program(f"--config={config}", "--now=2026-03-09T09:00", "status")
    assert done == (0, "1 due, 1 waiting\n", "")


def made(folder: Path) -> Sample:
    """The sample data, anew."""
    return make(folder / "kept.db", paths.sample("sample.toml"), paths.sample("sample.mbox"), Rules())


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample data, for reading."""
    return made(tmp_path_factory.mktemp("sample"))


@pytest.fixture
def uncounted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole day out of reach of the line."""
    monkeypatch.delattr(counting, "counts")


def status(db: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Status:
    """The line's figures for a teammate at a moment of the wall clock."""

    def run(handle: str, now: int) -> dict[str, int]:
        monkeypatch.setattr(prompt.time, "time", lambda: now)
        assert main(["--db", str(db), "--as", handle, "status", "--json"]) == 0
        found: dict[str, int] = json.loads(capsys.readouterr().out)
        return found

    return run


@pytest.fixture
def of_sample(sample: Sample, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Status:
    """The line's figures of the sample data."""
    return status(sample.store.path, capsys, monkeypatch)


def edges(sample: Sample) -> list[int]:
    """Every moment from the sample's on at which a figure can change, with the seconds around it."""
    names = [(name, "open_item") for name in ("today_from", "late_from", "flagged_from", "hidden_until")]
    names += [(name, "practice_item") for name in ("today_from", "hidden_until")]
    with sample.store.read() as conn:
        return sorted({at for name in names for (at,) in conn.execute(EDGES.format(*name), (sample.now,))})


def in_today(conn: sqlite3.Connection, handle: str, now: int) -> dict[str, int]:
    """The line's first two figures as rows of the day."""
    rows = today(conn, handle, handle, now, teammates.rule_book(conn)).rows
    groups = [row.group for row in rows if row.kind in ("wait", "promise", "follow-up", "review")]
    return {"flagged": groups.count("flagged"), "due": groups.count("overdue") + groups.count("due today")}


@pytest.mark.parametrize("handle", HANDLES)
@pytest.mark.usefixtures("uncounted")
def test_it_agrees_with_today(sample: Sample, of_sample: Status, handle: str) -> None:
    later = [sample.now + hours * HOUR for hours in (0, 1, 3, 9, 24, 30, 100, 24 * 20, 24 * 200)]
    told = set()
    for now in [*later, *edges(sample)[::2]]:
        found = of_sample(handle, now)
        told.add(tuple(found.values()))
        with sample.store.read() as conn:
            assert found == counts(conn, handle, now)
            assert found == {**in_today(conn, handle, now), "waiting": found["waiting"]}
    assert len(told) == 1 if handle == "nobody" else len(told) > 3


GONE = (("bo", "ana", 0, 9), ("ana", "cleo", 2, 5), ("cleo", "bo", 30, 40), ("bo", "ana", 35, 38))
"""Who is away, who stands in, from which day of the sample to which."""


@pytest.mark.usefixtures("uncounted")
def test_it_agrees_with_today_while_some_are_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = made(tmp_path)
    ids = "SELECT max(id) FILTER (WHERE handle = '{}'), max(id) FILTER (WHERE handle = '{}')"
    changed(
        sample,
        *(
            f"INSERT INTO absence(teammate, deputy, at, until, recorded_at) {ids.format(who, deputy)},"
            f" {sample.now + start * DAY}, {sample.now + end * DAY}, 0 FROM teammate"
            for who, deputy, start, end in GONE
        ),
        "UPDATE relationship SET kind = 'personal' WHERE id % 5 = 0",
        "UPDATE process SET owner = 'bo' WHERE id % 2",
    )
    run = status(sample.store.path, capsys, monkeypatch)
    edges = [sample.now + days * DAY + second for *_, a, b in GONE for days in (a, b) for second in (-1, 0)]
    told = set()
    for now in sorted({at for at in (*edges, sample.now + 7 * DAY, sample.now + 39 * DAY) if at >= sample.now}):
        for handle in HANDLES:
            found = run(handle, now)
            told.add((handle, *found.values()))
            with sample.store.read() as conn:
                assert found == counts(conn, handle, now)
                assert found == {**in_today(conn, handle, now), "waiting": found["waiting"]}
    assert len(told) > 20


@pytest.mark.usefixtures("uncounted")
def test_what_putting_processes_in_practice_asks_for_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "kept.db")
    found(store, Account("ana", "Ana"), Rules(), NOW, NOW)
    run = status(store.path, capsys, monkeypatch)
    assert run("ana", NOW)["due"] == 0
    steps = NewFollowUp("write it down", NOW + 2 * DAY), NewFollowUp("build it", NOW + 3 * DAY)
    perform(store, "ana", [Practised(Audit("Invoices"), steps)], NOW, NOW)
    day, month = NOW + 3 * DAY, NOW + 30 * DAY
    told = []
    for acts, at in (([], NOW), ([], day), ([Done("f1")], day), ([Snoozed("f2", day + DAY)], day), ([], month)):
        if acts:
            perform(store, "ana", acts, at, at)
        told.append((run("ana", at)["due"], run("nobody", at)["due"]))
        with store.read() as conn:
            assert run("ana", at) == counts(conn, "ana", at)
    assert told == [(0, 0), (2, 0), (1, 0), (0, 0), (2, 0)]


@pytest.mark.parametrize("days", [1, 5, 20, 60, 150])
def test_before_the_newest_entry_the_day_is_computed(sample: Sample, of_sample: Status, days: int) -> None:
    now = sample.now - days * DAY
    for handle in HANDLES:
        with sample.store.read() as conn:
            assert of_sample(handle, now) == counts(conn, handle, now)


def changed(sample: Sample, *statements: str) -> None:
    """Change the log by hand, and derive every relationship anew."""
    with sample.store.write(Said("ana", sample.now, sample.now, "test")) as tx:
        for statement in statements:
            tx.conn.execute(statement)
        everybody = [ident for (ident,) in tx.conn.execute("SELECT id FROM relationship")]
        derived.derive_all(tx.conn, everybody, teammates.rule_book(tx.conn))
        practice.derive(tx.conn, teammates.rule_book(tx.conn))


@pytest.mark.parametrize(
    "statements",
    [
        ["UPDATE relationship SET stage = 'ended', ended_at = {later} WHERE id % 2"],
        ["UPDATE relationship SET stage = 'ended', ended_at = {now} WHERE id % 3"],
        ["UPDATE relationship SET kind = 'personal' WHERE id % 2"],
        ["UPDATE relationship SET kind = 'personal', owner = NULL WHERE id % 2"],
        ["UPDATE relationship SET owner = NULL WHERE id % 3"],
        ["UPDATE relationship SET deleted_at = {now} WHERE id % 2"],
        ["INSERT INTO snooze(relationship, process, item, at, until, actor, recorded_at)"
         " SELECT relationship, process, 'f' || id, {now}, {later}, 'ana', {now} FROM follow_up"
         " UNION ALL SELECT relationship, NULL, 'p' || id, {now}, {later}, 'ana', {now} FROM promise",
         "INSERT INTO snooze(relationship, item, at, until, actor, recorded_at)"
         " SELECT relationship, 'w' || opener, {now}, {later}, 'ana', {now} FROM wait"],
        ["INSERT INTO relationship(name, kind, stage, tier, owner, made_at)"
         " VALUES('New', 'customer', 'active', 'b', 1, {later})",
         "INSERT INTO promise(relationship, by_us, author, text, made_at, due, day_alone, recorded_at)"
         " SELECT id, 1, 'ana', 'x', {now}, {now}, 1, {now} FROM relationship WHERE name = 'New'"],
    ],
)  # fmt: skip
@pytest.mark.usefixtures("uncounted")
def test_what_does_not_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, statements: list[str]
) -> None:
    sample = made(tmp_path)
    later = sample.now + 3 * DAY
    changed(sample, *(each.format(now=sample.now, later=later) for each in statements))
    run = status(sample.store.path, capsys, monkeypatch)
    for now in (sample.now, later - 1, later, later + 10 * DAY):
        for handle in HANDLES:
            with sample.store.read() as conn:
                assert run(handle, now) == counts(conn, handle, now)


@pytest.mark.usefixtures("uncounted")
def test_dues_that_no_calendar_reaches(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = made(tmp_path)
    changed(
        sample,
        "UPDATE follow_up SET due = 1000000000000",
        "UPDATE promise SET due = 32000000000",
        "UPDATE renegotiation SET new_due = 32000000000",
    )
    query = "SELECT DISTINCT measure, today_from - due, late_from, flagged_from FROM open_item"
    with sample.store.read() as conn:
        found = set(conn.execute(f"{query} WHERE measure <> 'reply'"))
    assert found == {("follow_up", 0, None, None), ("promise", 0, None, None)}
    line = status(sample.store.path, capsys, monkeypatch)("ana", sample.now)
    assert line["flagged"] + line["due"] <= line["waiting"]


def imported_by(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """The modules that a run of kept imports."""
    code = "import sys; from tui.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


def test_it_imports_nothing_heavy(filled: Run, db: Path) -> None:
    found = imported_by("--db", str(db), "status")
    heavy = {
        "click",
        "textual",
        "sqlite_utils",
        "arrow",
        "rich",
        "dataclasses",
        "tomllib",
        "platformdirs",
        "inspect",
        "zoneinfo",
        "json",
        "typing",
    }
    assert not found & heavy
    assert "sqlite3" in found


@pytest.mark.parametrize(
    ("command", "unwanted"),
    [
        (["list", "--json"], {"textual", "sqlite_utils", "arrow", "rich"}),
        (["today", "--json"], {"textual", "sqlite_utils", "arrow", "rich"}),
        (["list"], {"textual", "sqlite_utils", "arrow"}),
        (["doctor"], {"textual", "sqlite_utils", "arrow"}),
    ],
)
def test_commands_import_what_they_use(filled: Run, db: Path, command: list[str], unwanted: set[str]) -> None:
    assert not imported_by("--db", str(db), *command) & unwanted


def test_it_finds_the_database_without_importing_what_finds_it_elsewhere(filled: Run, db: Path, home: Path) -> None:
    own = paths.database()
    own.parent.mkdir(parents=True)
    with closing(sqlite3.connect(db)) as conn:
        conn.execute("VACUUM INTO ?", (str(own),))
    (home / "config.toml").write_text("[other]\nname = 1\n")
    assert not imported_by("status", cwd=home) & {"platformdirs", "tomllib", "dataclasses"}


@pytest.mark.parametrize("arguments", [["--now", "status"], ["--db", "status"], ["--as", "status"]])
def test_an_option_that_takes_the_command_for_its_value(program: Run, arguments: list[str]) -> None:
    assert not program(*arguments).out


def test_several_versions_of_the_rules(filled: Run, db: Path, tmp_path: Path, program: Run) -> None:
    config = tmp_path / "strict.toml"
    config.write_text("[tiers.c]\nreply = 1\n[calendar]\nsaturday = ['09:00-17:00']\n")
    assert filled("--config", str(config), "config", "apply", now="2026-03-04").status == 0
    conn = sqlite3.connect(db)
    assert conn.execute("SELECT count(*) FROM rules").fetchone() == (2,)
    conn.close()
    assert filled("status", now="2026-03-04T10:59").out == "1 due, 1 waiting\n"
    assert filled("status", now="2026-03-04T13:30").out == "1 flagged, 1 waiting\n"
