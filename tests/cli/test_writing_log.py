"""`kept log`: what happened, by options, in one line of English, or as a mail on standard input."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Refused = Callable[..., str]
Shown = Callable[[str], dict[str, Any]]
ME = "ana@larkfield.example"
CALL = ["--with", "acme.example", "--channel", "call", "--direction", "both"]
WROTE = ["--with", "acme.example", "--channel", "email", "--direction", "in"]
ANSWERED = ["--with", "acme.example", "--channel", "email", "--direction", "out"]
WAITS = "w3"


def mail(message_id: str, sender: str = "Mia <mia@acme.example>") -> bytes:
    """A mail that asks something."""
    lines = [f"From: {sender}", f"To: {ME}", "Date: Fri, 06 Mar 2026 09:00:00 +0000", "Subject: Invoice"]
    return "\n".join([*lines, f"Message-ID: <{message_id}>", "", "Is it right?", ""]).encode()


@pytest.fixture
def piped(filled: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """kept log - with bytes on standard input."""

    def run(data: bytes, *arguments: str) -> Any:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return filled("log", "-", *arguments)

    return run


def newest(shown: Shown, name: str = "acme.example") -> dict[str, Any]:
    """The last thing that happened."""
    return dict(shown(name)["interactions"][0])


def test_what_happened_is_written_down(filled: Run, shown: Shown) -> None:
    done = filled("log", "talked", "about", "dates", *CALL, "--contact", "mia", "--signal", "praise")
    assert done == (0, "i6 acme.example: call logged.\n", "")
    entry = newest(shown)
    assert (entry["id"], entry["at"]) == ("i6", "2026-03-09T09:00:00Z")
    assert (entry["channel"], entry["direction"], entry["text"]) == ("call", "both", "talked about dates")
    assert entry["signal"] == "praise"
    # an answered call answers whatever is open
    assert [wait["state"] for wait in shown("acme.example")["waits"]] == ["answered", "answered"]
    assert json.loads(filled("log", "again", *CALL, "--json").out) == {"id": "i7"}


def test_an_earlier_moment_is_echoed(filled: Run, shown: Shown) -> None:
    done = filled("log", "talked", *CALL, "--at", "fri 3pm")
    assert done.out == "i6 acme.example: call logged, on Fri 6 Mar 15:00.\n"
    assert newest(shown)["at"] == "2026-03-06T15:00:00Z"


def test_what_comes_in_waits_unless_it_is_said_not_to(filled: Run) -> None:
    def states() -> list[str]:
        page = json.loads(filled("show", "acme.example", "--json", now="2026-03-09T12:00").out)
        return [wait["state"] for wait in page["waits"]]

    assert filled("done", WAITS).status == 0
    assert filled("log", "for your files", *WROTE, "--no-reply-needed", now="2026-03-09T10:00").status == 0
    assert states() == ["answered", "answered"]
    assert filled("log", "when?", *WROTE, now="2026-03-09T11:00").status == 0
    assert states() == ["answered", "answered", "open"]


def test_a_reply_goes_into_the_thread_of_its_wait(filled: Run, shown: Shown) -> None:
    assert filled("log", "we begin on Monday", *ANSWERED).status == 0
    assert shown("acme.example")["waits"][-1]["state"] == "open"
    assert filled("log", "we begin on Monday", *ANSWERED, "--answers", WAITS.upper()).status == 0
    assert shown("acme.example")["waits"][-1]["state"] == "answered"


def test_a_gesture_a_tag_and_an_agreement(filled: Run, shown: Shown) -> None:
    assert filled("close", "acme.example", "--sold", "Support", "--no-plan").status == 0
    more = ["--gesture", "extra-mile", "--tag", "#fair", "--agreement", "g1", "--outside"]
    assert filled("log", "came on a Sunday", *CALL, *more).status == 0
    assert newest(shown)["gesture"] == "extra_mile"
    done = filled("log", "came on a Sunday", *CALL, *more, "--dry-run")
    assert done.out.splitlines()[-3:] == [
        "gesture       extra mile",
        "tags          fair",
        "agreement     g1, outside its terms",
    ]


def test_a_dry_run_says_all_and_stores_nothing(filled: Run, shown: Shown) -> None:
    before = shown("acme.example")
    done = filled("log", "when?", *WROTE, "--contact", "mia", "--at", "fri 3pm", "--dry-run")
    assert done.out.splitlines() == [
        "relationship  acme.example (r1)",
        "contact       Mia (c2)",
        "how           email, in",
        "when          Fri 6 Mar 15:00",
        "about         when?",
        "reply         needed",
    ]
    assert json.loads(filled("log", "when?", *WROTE, "--dry-run", "--json").out) == {"id": None}
    assert shown("acme.example") == before


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], "Nothing is said."),
        (["  ", *CALL], "Nothing is said."),
        (["x", "--with", "r1"], "Give --channel CHANNEL and --direction in, out or both too."),
        (["x", "--channel", "call", "--direction", "in"], "Give --with NAME too."),
        (["x", "--with", "nobody", *CALL[2:]], "No relationship is called 'nobody'."),
        (["x", "--with", "acme", *CALL[2:]], "may be acme-labs.example (r2), acme.example (r1)."),
        (["x", *CALL, "--contact", "zoe"], "r1 has no contact 'zoe'. There are Mia (c2)."),
        (["x", *CALL, "--at", "tomorrow"], "is Tue 10 Mar 12:00, which is still to come."),
        (["x", *CALL, "--at", ""], "No date is given."),
        (["x", *CALL, "--at", "2"], "several ways"),
        (["x", *CALL, "--missed"], "Only a call from one side is missed."),
        (["x", *ANSWERED, "--missed"], "Only a call from one side is missed."),
        (["x", *WROTE, "--answers", WAITS], "What they wrote answers no wait of theirs."),
        (["x", *ANSWERED, "--answers", "w99"], "There is no wait w99."),
        (["x", *ANSWERED, "--answers", "w99", "--dry-run"], "There is no wait w99."),
        (["x", *ANSWERED, "--agreement", "g9"], "There is no agreement g9."),
        (["x", *ANSWERED, "--agreement", "r1"], "is no ID for this."),
        (["x", *ANSWERED, "--outside"], "--outside needs an agreement."),
        (["x", "--channel", "pigeon"], "Invalid value for '--channel'"),
        (["-", *CALL], "A mail says all by itself."),
        (["-", "--dry-run"], "A mail says all by itself."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_unclear_is_refused(filled: Run, refused: Refused, arguments: list[str], line: str) -> None:
    assert line in refused("log", *arguments)


def test_one_line_says_all(filled: Run, shown: Shown) -> None:
    line = "called mia @acme.example re dates; promise: send plan by fri; follow up in 2 weeks; theirs: sign by thu"
    done = filled("log", line)
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "i6 acme.example: call logged, 2 promises, 1 follow-up, send plan by Fri 13 Mar 17:00,"
        " sign by Thu 12 Mar 17:00, follow up by Mon 23 Mar 17:00.\n"
    )
    page = shown("acme.example")
    assert [(each["text"], each["by_us"]) for each in page["promises"]] == [("send plan", True), ("sign", False)]
    assert page["follow_ups"][0]["due"] == "2026-03-23T17:00:00Z"
    assert newest(shown)["text"] == "dates"


def test_words_need_no_quotes_in_the_shell(filled: Run, shown: Shown) -> None:
    assert filled("log", "called", "mia", "@acme.example", "re", "dates", "--json").out == '{\n  "id": "i6"\n}\n'
    assert newest(shown)["text"] == "dates"


def test_a_dry_run_of_a_line_says_how_it_is_read(filled: Run, refused: Refused, shown: Shown) -> None:
    done = filled("log", "called mia @acme.example re dates; promise: send plan by fri", "--dry-run")
    assert done.out.splitlines() == [
        "relationship  acme.example (r1)",
        "contact       Mia (c2)",
        "how           call, both",
        "when          Mon 9 Mar 09:00",
        "about         dates",
        "promise       send plan, by Fri 13 Mar 17:00",
    ]
    assert shown("acme.example")["promises"] == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("called @acme re dates", "Which Acme? acme-labs.example, acme.example. Nothing was logged."),
        ("called @nobody re dates", "'nobody'. Nothing was logged; kept add NAME makes somebody new."),
        ("called zoe re dates", "'zoe'. Nothing was logged; kept add NAME makes somebody new."),
        ("called re dates", "such as @halden. Nothing was logged."),
        (f"called @acme.example re {'dates ' * 700}", "it has 4,223 signs, 4,000 may be read. Give --with"),
        ("called mia @acme.example; promise: send plan", "when"),
        ("called mia @acme.example; promise: send plan by 1/12", "2027-01-12"),
        ("called mia @acme.example; promise: send plan by 2026-03-01", "before it happened"),
        ("called mia @acme.example; she is happy", "she is happy"),
        ("called mia @acme.example !angry", "!angry"),
    ],
)
def test_what_a_line_leaves_open_is_asked(filled: Run, refused: Refused, line: str, said: str) -> None:
    assert said in refused("log", line)


def test_a_mail_is_logged_once(piped: Callable[..., Any], shown: Shown) -> None:
    done = piped(mail("one@test.example"))
    assert done == (0, "i6 acme.example: mail from them logged.\n", "")
    assert (newest(shown)["id"], newest(shown)["subject"]) == ("i6", "Invoice")
    before = shown("acme.example")
    assert json.loads(piped(mail("one@test.example"), "--json").out) == {"id": "i6"}
    assert shown("acme.example") == before


def test_a_mailbox_is_logged_as_a_whole(piped: Callable[..., Any]) -> None:
    box = b"".join(b"From x Fri Mar  6 09:00:00 2026\n" + mail(f"{n}@test.example") + b"\n" for n in range(2))
    assert [each["id"] for each in json.loads(piped(box, "--json").out)] == ["i6", "i7"]


def test_a_mail_of_nobody_says_what_to_do(piped: Callable[..., Any], filled: Run) -> None:
    letter = mail("one@test.example", "Zoe <zoe@elsewhere.example>")
    done = piped(letter)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("kept: This mail is from and to nobody you write with. kept add NAME --address ")
    assert filled("add", "Elsewhere", "--address", "zoe@elsewhere.example").status == 0
    assert piped(letter).out.endswith(" Elsewhere: mail from them logged.\n")


def test_what_is_no_mail_is_said(piped: Callable[..., Any]) -> None:
    for data in (b"", b"no mail at all\n"):
        done = piped(data)
        assert (done.status in (1, 2), done.out, done.err.count("\n")) == (True, "", 1)


def test_a_viewer_logs_no_mail(
    viewer: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch, db: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail("one@test.example"))))
    assert "vera may look, not write." in refused("--as", "vera", "log", "-", status=1)
