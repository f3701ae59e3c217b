"""What `kept import mail` takes, refuses, tells and leaves behind."""

from __future__ import annotations

import json
import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
ME = "ana@larkfield.example"
COUNTS = ["read", "new", "known", "automatic", "unmatched", "rejected", "relationships", "interactions"]
COUNTS += ["waits_given_up"]


def counts(done: Any) -> dict[str, int]:
    """What an import counted, the only thing that it printed."""
    assert (done.status, done.err) == (0, "")
    found: dict[str, int] = json.loads(done.out)
    assert list(found) == COUNTS
    assert found["read"] == found["new"] + found["known"] + found["rejected"]
    return found


def test_counts(kept: Run, box: Path) -> None:
    found = counts(kept("import", "mail", str(box), "--me", ME, "--json"))
    assert found == dict(zip(COUNTS, [6, 6, 0, 0, 1, 0, 2, 5, 0], strict=True))


def test_the_same_mail_twice_adds_nothing_and_needs_no_address(filled: Run, box: Path) -> None:
    found = counts(filled("import", "mail", str(box), "--json"))
    assert found == dict(zip(COUNTS, [6, 0, 6, 0, 0, 0, 0, 0, 0], strict=True))


def test_the_report_in_words(kept: Run, box: Path) -> None:
    done = kept("import", "mail", str(box), "--me", ME.upper())
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "6 mails read: 6 new, 0 known already.",
        "It made 2 new relationships and 5 interactions.",
        "Of the new mail 0 is automatic, and 1 belongs to nobody you write with; its text is not kept.",
        "Also bears your name: ana.lark@home.example; --me ana.lark@home.example if it is you.",
    ]


def test_a_dry_run_says_the_same_and_changes_nothing(kept: Run, box: Path, db: Path) -> None:
    tried = kept("import", "mail", str(box), "--me", ME, "--dry-run")
    assert tried.out.splitlines()[1] == "It would make 2 new relationships and 5 interactions."
    assert tried.out.splitlines()[-1] == "Nothing was changed."
    assert not db.parent.exists()
    dry = counts(kept("import", "mail", str(box), "--me", ME, "--dry-run", "--json"))
    assert dry == counts(kept("import", "mail", str(box), "--me", ME, "--json"))
    before = db.read_bytes()
    assert counts(kept("import", "mail", str(box), "--dry-run", "--json"))["known"] == 6
    assert db.read_bytes() == before


def test_a_mailbox_without_mail_of_ours_asks_for_the_sent_one(kept: Run, box: Path) -> None:
    done = kept("import", "mail", str(box), "--me", "somebody@else.example")
    assert done.status == 0
    assert "None of it is from you, so nobody can have been answered: import your sent mail too." in done.out


def test_whose_mail_it_is_must_be_said(kept: Run, box: Path, db: Path) -> None:
    done = kept("import", "mail", str(box))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("kept: Which address is yours? Most mail here, 2, is from ")
    assert not db.exists()


@pytest.mark.parametrize("address", ["ana", "ana@", "@example.com", "a b@example.com", "Ana <ana@example.com>", ""])
def test_an_address_must_be_one(kept: Run, box: Path, address: str) -> None:
    done = kept("import", "mail", str(box), "--me", address)
    assert (done.status, done.out) == (2, "")
    assert done.err == f"kept: --me {address!r} is no mail address. Write it as ana@example.com.\n"


def test_standard_input(program: Run, box: Path, db: Path) -> None:
    done = program("--db", str(db), "import", "mail", "-", "--me", ME, "--json", stdin=box.read_bytes())
    assert counts(done)["new"] == 6


def test_the_database_is_the_teams_to_write(filled: Run, db: Path) -> None:
    assert stat.S_IMODE(db.stat().st_mode) == 0o660


def test_files_passed_over_are_named_five_at_most(kept: Run, box: Path) -> None:
    for number in range(7):
        (box.parent / f"no mail {number}.txt").write_text("just a text\n")
    done = kept("import", "mail", str(box.parent), "--me", ME)
    assert done.status == 0
    (line,) = [line for line in done.out.splitlines() if line.startswith("Passed over")]
    assert line.count(".txt") == 5
    assert line.endswith("and 2 more.")


def bad_places(folder: Path) -> dict[str, Path]:
    """Paths that hold no mail, by what they are."""
    places = {name: folder / name for name in ("missing", "empty", "text", "nothing", "pipe", "socket")}
    places["device"] = Path("/dev/zero")
    places["empty"].write_bytes(b"")
    places["text"].write_text("just a text\n")
    places["nothing"].mkdir()
    os.mkfifo(places["pipe"])
    return places


@pytest.mark.parametrize("name", ["missing", "empty", "text", "nothing", "pipe", "device"])
def test_what_holds_no_mail_is_refused_and_nothing_is_made(kept: Run, tmp_path: Path, db: Path, name: str) -> None:
    place = bad_places(tmp_path)[name]
    done = kept("import", "mail", str(place), "--me", ME)
    assert done.out == ""
    assert done.status in (1, 2)
    assert done.err.startswith("kept: ")
    assert done.err.count("\n") == 1
    assert place.name in done.err
    assert not db.exists()


def test_a_socket_is_refused(kept: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("talk")
        done = kept("import", "mail", "talk", "--me", ME)
    assert done.status in (1, 2)
    assert done.err == "kept: talk is no file and no folder. Give a file with mail, or - and pipe the mail in.\n"


def test_an_unreadable_file_is_said(ordinary: Run, box: Path, db: Path) -> None:
    box.chmod(0)
    done = ordinary("-m", "tui", "--db", str(db), "import", "mail", str(box), "--me", ME)
    assert (done.status, done.out) == (1, "")
    assert "may not be read by you" in done.err
    assert not db.parent.exists()


def test_a_place_where_no_file_can_be_is_said(kept: Run, box: Path, db: Path) -> None:
    db.parent.write_text("a file where a folder should be")
    done = kept("import", "mail", str(box), "--me", ME)
    assert (done.status, done.out) == (1, "")
    assert str(db) in done.err
    assert done.err.count("\n") == 1


def test_a_folder_that_cannot_be_written_is_said(ordinary: Run, box: Path, db: Path) -> None:
    db.parent.mkdir()
    db.parent.chmod(0o555)
    done = ordinary("-m", "tui", "--db", str(db), "import", "mail", str(box), "--me", ME)
    assert (done.status, done.out) == (1, "")
    assert (
        done.err == f"kept: {db} could not be made: Permission denied. Check that you may write in {db.parent}.\n"
    )


def test_what_cannot_be_read_is_kept_and_listed(filled: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.eml"
    bad.write_text("From: mia@acme.example\nTo: ana@larkfield.example\nSubject: x\nMessage-ID: <a@b>\n\nNo date.\n")
    done = filled("import", "mail", str(bad))
    assert "1 mail could not be read: kept doctor --rejected says why." in done.out
    assert "bad.eml" in filled("doctor", "--rejected").out
    (entry,) = json.loads(filled("doctor", "--rejected", "--json").out)
    assert list(entry) == ["place", "reason", "size"]
