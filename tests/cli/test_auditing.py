"""`kept audit`: audits listed, taken from a file, shown, exported and run."""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli.conftest import NOW, environment
from tui.domain.auditacts import Practised
from tui.domain.rules import Rules
from tui.services.login import own_handle
from tui.services.office import Office
from tui.store.store import Store

Run = Callable[..., Any]
LIST_KEYS = [
    *("id", "name", "state", "verdict", "owner", "runs", "hours_before", "hours_after", "hours_hoped"),
    *("hours_saved", "hurts", "points", "next_review", "told_again", "advice_right", "advice_tried"),
]
TEXT = """
name = "Monthly invoices"
starts = "the month ends"
runs = 14
who = "me"
words = ["invoice"]

[answers]
income = "indirect"
alike = "yes"
told = "no"
recall = "no"
gift = "no"
rule = "yes"

[[steps]]
text = "collect the hours"
who = "me"
minutes = 10
wrong = "one is missing"
treatment = "streamline"
new_minutes = 4

[[steps]]
text = "copy them"
who = "me"
minutes = 20
build_hours = 5

[[steps]]
text = "look them over"
who = "me"
minutes = 6
treatment = "keep"
"""


def document(done: Any) -> Any:
    """What a run printed, which must be one document and nothing else."""
    assert (done.status, done.err) == (0, "")
    assert done.out.isascii()
    return json.loads(done.out)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A whole audit as somebody wrote it."""
    path = tmp_path / "invoices.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def audited(filled: Run, file: Path) -> Run:
    """kept with that audit taken in by its owner."""
    done = filled("audit", "new", "--from", str(file))
    assert (done.status, done.out) == (0, "a1 Monthly invoices: audit begun.\n")
    return filled


@pytest.fixture
def practised(audited: Run, db: Path) -> Run:
    """kept with that audit put in practice."""
    store = Store(db)
    office = Office(store, own_handle(), lambda: 1_773_046_800, Rules())
    office.perform((Practised(office.audit(1).audit),))
    return audited


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lines that are typed at a terminal, one after the other."""

    def type_(*lines: str) -> None:
        monkeypatch.setattr(sys, "stdin", Typed("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)

    return type_


def test_list_is_one_document_of_every_audit(audited: Run) -> None:
    (row,) = document(audited("audit", "list", "--json"))
    assert list(row) == LIST_KEYS
    assert [row[key] for key in LIST_KEYS[:4]] == ["a1", "Monthly invoices", "redesign", "combine"]
    assert (row["hours_before"], row["hours_saved"], row["next_review"]) == (8.4, None, None)
    assert row["hours_hoped"] == pytest.approx(14 * 26 / 60)


def test_list_of_nothing_is_empty(filled: Run) -> None:
    assert document(filled("audit", "list", "--json")) == []
    assert filled("audit", "list").out == "No process yet: kept audit new looks at the first one.\n"


def test_list_for_people_is_the_table_of_the_page(audited: Run) -> None:
    lines = audited("audit", "list").out.splitlines()
    assert lines[0].split() == ["Processes", "1", "nothing", "is", "in", "practice", "yet"]
    assert lines[2].split()[:3] == ["process", "state", "verdict"]
    assert lines[3].split()[1:5] == ["Monthly", "invoices", "redesign", "combine"]


def test_what_is_taken_in_is_exported_the_same_and_taken_in_again(audited: Run, tmp_path: Path) -> None:
    text = audited("audit", "export", "invoices", "--format", "toml").out
    again = tmp_path / "again.toml"
    again.write_text(text, encoding="utf-8")
    assert document(audited("audit", "new", "--from", str(again), "--json")) == {"id": "a2"}
    assert audited("audit", "export", "a2", "--format", "toml").out == text


def test_me_and_nobody_are_whoever_takes_it_in(audited: Run) -> None:
    shown = document(audited("audit", "show", "a1", "--json"))
    assert shown["owner"] == shown["who"] == shown["steps"][0]["who"] != "me"


def test_an_audit_can_come_from_standard_input_and_makes_the_database(
    kept: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert kept("audit", "new", "--from", "-").out == "a1 Monthly invoices: audit begun.\n"
    assert db.exists()


def test_a_file_with_unknown_keys_changes_nothing(filled: Run, refused: Run, file: Path) -> None:
    file.write_text(TEXT + "minuts = 3\n", encoding="utf-8")
    said = refused("audit", "new", "--from", str(file), status=1)
    assert said == f"kept: {file}: step 3: there is no key minuts. Did you mean minutes?\n"


def test_a_file_that_is_not_there_is_said(filled: Run, refused: Run, tmp_path: Path) -> None:
    assert "There is no file" in refused("audit", "new", "--from", str(tmp_path / "none.toml"))
    assert "cannot be read" in refused("audit", "new", "--from", str(tmp_path), status=1)


def test_without_a_terminal_the_wizard_names_the_other_way(filled: Run, refused: Run) -> None:
    assert refused("audit", "new") == (
        "kept: The wizard needs a terminal. Without one: kept audit new --from FILE.\n"
    )


def test_show_says_what_is_done_about_each_step_and_why(audited: Run) -> None:
    told = audited("audit", "show", "invoices").out
    assert "   Monthly invoices  a1\n   state           redesign, combine\n" in told
    assert "how often       14 times a month" in told
    assert "   1  collect the hours (me, 10 min, one is missing)\n      streamline (chosen): it goes wrong" in told
    assert "automate: 14 times a month, always alike; needs no judging; 5 h to build" in " ".join(told.split())
    assert "pays back in    0.8 months" in told


def test_show_for_scripts_has_reasons_and_figures(audited: Run) -> None:
    shown = document(audited("audit", "show", "a1", "--json"))
    assert list(shown)[: len(LIST_KEYS)] == LIST_KEYS
    first, second, _ = shown["steps"]
    assert (first["treatment"], first["chosen"], first["new_minutes"]) == ("streamline", True, 4.0)
    assert first["reasons"] == [{"kind": "wrong", "number": 0.0, "text": "one is missing"}]
    assert (second["treatment"], second["chosen"], second["new_who"]) == ("automate", False, "tool")
    assert shown["figures"]["payback_months"] == pytest.approx(5 / (14 * 26 / 60))


@pytest.mark.parametrize("name", ["nothing", "a7", ""])
def test_an_unknown_name_is_said(audited: Run, refused: Run, name: str) -> None:
    assert refused("audit", "show", name) == (
        f"kept: No process is called {name!r}. kept audit list shows them.\n"
    )


def test_a_name_that_several_have_names_them(audited: Run, refused: Run, file: Path) -> None:
    audited("audit", "new", "--from", str(file))
    said = "kept: 'month' may be Monthly invoices (a1), Monthly invoices (a2). Give more of the name, or the ID.\n"
    assert refused("audit", "export", "month") == said


def test_export_prints_the_procedure(audited: Run) -> None:
    done = audited("audit", "export", "a1")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# Monthly invoices\n\nNot in practice yet.\n")
    assert "\n2. copy them (a tool)\n" in done.out
    assert ": begun\n" in done.out.split("## Revision history")[1]
    shown = document(audited("audit", "export", "a1", "--json"))
    assert shown == {"id": "a1", "format": "markdown", "path": None, "text": done.out}


def test_an_export_never_lands_on_a_file_by_itself(audited: Run, refused: Run, tmp_path: Path) -> None:
    target = tmp_path / "procedure.md"
    target.write_text("mine", encoding="utf-8")
    assert "--force" in refused("audit", "export", "a1", "--to", str(target), status=1)
    assert target.read_text(encoding="utf-8") == "mine"
    assert audited("audit", "export", "a1", "--to", str(target), "--force").out == f"{target} is written.\n"
    assert target.read_text(encoding="utf-8") == audited("audit", "export", "a1").out
    assert "is no file" in refused("audit", "export", "a1", "--to", str(tmp_path), "--force")


def test_force_goes_through_a_link_to_its_file(audited: Run, tmp_path: Path) -> None:
    target, link = tmp_path / "procedure.md", tmp_path / "link.md"
    target.write_text("mine", encoding="utf-8")
    link.symlink_to(target)
    assert audited("audit", "export", "a1", "--to", str(link), "--force").status == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("# Monthly invoices\n")


def test_a_full_disk_leaves_the_old_file(filled: Run, file: Path, tmp_path: Path) -> None:
    file.write_text(TEXT + f'[[steps]]\ntext = "{"x" * 1000}"\n' * 100, encoding="utf-8")
    assert filled("audit", "new", "--from", str(file)).status == 0
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "procedure.md"
    target.write_text("mine", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    # less than the procedure has, and more than a database needs to be read
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))
    try:
        done = filled("audit", "export", "a1", "--to", str(target), "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (done.status, done.out) == (1, "")
    assert done.err == "kept: procedure.md cannot be written: File too large. Name another place.\n"
    assert target.read_text(encoding="utf-8") == "mine"
    assert list(folder.iterdir()) == [target]


def test_a_run_ticks_skips_and_leaves_and_goes_on(practised: Run, typing: Callable[..., None]) -> None:
    typing("what", "s", "s they sent it themselves", "q")
    done = practised("audit", "run", "invoices")
    assert done.status == 0
    assert done.out.endswith("a1 Monthly invoices: 1 of 2 left; kept audit run a1 goes on with it.\n")
    typing("")
    came = json.loads(practised("audit", "run", "invoices", "--json").out)
    assert (came["id"], came["done"], came["left"]) == ("a1", [3], [])
    assert came["skipped"] == [{"number": 1, "why": "they sent it themselves"}]
    assert came["ended_at"] == "2026-03-09T09:00:00Z"


def test_a_run_that_ends_in_the_middle_keeps_what_was_ticked(practised: Run, typing: Callable[..., None]) -> None:
    typing("")
    assert practised("audit", "run", "a1").status == 130
    typing("")
    came = json.loads(practised("audit", "run", "a1", "--json").out)
    assert (came["done"], came["left"]) == ([1, 3], [])


def test_only_what_is_in_practice_can_be_run(
    audited: Run, refused: Run, typing: Callable[..., None]
) -> None:
    assert refused("audit", "run", "a1") == "kept: A checklist needs a terminal. Over ssh: ssh -t.\n"
    typing("")
    assert "Monthly invoices is not in practice." in refused("audit", "run", "a1", status=1)


def test_somebody_who_may_only_look_takes_nothing_in(viewer: Run, file: Path) -> None:
    done = viewer("audit", "new", "--from", str(file))
    assert (done.status, done.out) == (1, "")
    assert document(viewer("audit", "list", "--json")) == []


def test_at_a_terminal_the_wizard_opens(audited: Run, db: Path) -> None:
    arguments = ["-m", "tui", "--db", str(db), "--now", NOW, "audit", "new"]
    terminal = {**environment(), "TERM": "xterm-256color"}
    looks: dict[str, Any] = {"dimensions": (24, 80), "encoding": "utf-8", "timeout": 20}
    child = pexpect.spawn(sys.executable, arguments, env=terminal, **looks)
    child.expect("What do you call it")
    child.send("Kick-off folder\r")
    child.expect("What starts it")
    child.send("\x1b")
    child.expect("flagged|Monday")
    child.send("q")
    child.expect(pexpect.EOF)
    child.wait()
    # the clock of the dashboard runs on
    rows = document(audited("audit", "list", "--json", now="2026-03-09T10:00"))
    assert [row["name"] for row in rows] == ["Monthly invoices", "Kick-off folder"]


def test_what_pays_is_the_teams_setting_once_it_is_applied(audited: Run, tmp_path: Path) -> None:
    mean = tmp_path / "config.toml"
    mean.write_text("[audit]\npayback_months = 0.5\n", encoding="utf-8")

    def treatments() -> list[str]:
        shown = document(audited("--config", str(mean), "audit", "show", "a1", "--json"))
        return [step["treatment"] for step in shown["steps"]]

    assert treatments()[1] == "automate"
    done = audited("--config", str(mean), "config", "apply")
    assert "payback_months" in done.out
    assert treatments()[1] == "outsource"
