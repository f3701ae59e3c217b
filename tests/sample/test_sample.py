"""The sample of `kept demo` is made by its script, touches no real address and reads like real mail."""

import mailbox
import re
import subprocess
import sys
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[2] / "data"
TABLES = ("contact", "promise", "follow_up", "interaction")
FIRST = datetime(2025, 7, 1, tzinfo=UTC)
ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)")


@cache
def sample() -> dict[str, Any]:
    return tomllib.loads((DATA / "sample.toml").read_text(encoding="utf-8"))


@cache
def mails() -> tuple[EmailMessage, ...]:
    box = mailbox.mbox(DATA / "sample.mbox", create=False)
    return tuple(message_from_bytes(raw.as_bytes(), policy=policy.default) for raw in box)


def own_text(mail: EmailMessage) -> str:
    """What the sender typed: no quotes, no signature."""
    body = mail.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    return re.split(r"\n-- \n|\n(?=On \w{3}, .* wrote:\n)", text)[0].strip()


def handles() -> set[str]:
    return {mate["handle"] for mate in sample()["teammate"]}


def contacts_of(relationship: str) -> set[str]:
    return {c["name"] for c in sample()["contact"] if c["relationship"] == relationship}


def test_running_the_script_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, DATA / "make_sample.py", tmp_path], check=True)
    for name in ("sample.mbox", "sample.toml"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), f"run data/make_sample.py for {name}"


def test_every_address_is_of_a_reserved_domain() -> None:
    for mail in mails():
        for value in [str(value) for name, value in mail.items() if "@" in str(value)] + [own_text(mail)]:
            assert all(domain.endswith(".example") for domain in ADDRESS.findall(value)), value
    plain = (DATA / "sample.toml").read_text(encoding="utf-8")
    assert all(domain.endswith(".example") for domain in ADDRESS.findall(plain))


def test_the_mailbox_is_whole_and_small() -> None:
    assert 300 <= len(mails()) <= 900
    assert (DATA / "sample.mbox").stat().st_size < 1_500_000
    assert not any(mail.defects for mail in mails())
    ids = Counter(mail["Message-ID"] for mail in mails())
    assert sorted(ids.values())[-2:] == [1, 2], "one mail comes twice, on purpose"


def test_mail_spans_eight_months_and_ends_on_the_last_morning() -> None:
    dates = [parsedate_to_datetime(str(mail["Date"])) for mail in mails()]
    assert FIRST <= min(dates) < datetime(2025, 7, 8, tzinfo=UTC)
    assert datetime(2026, 3, 9, tzinfo=UTC) < max(dates) < sample()["sample"]["now"]
    months = Counter((at.year, at.month) for at in dates)
    assert min(count for month, count in months.items() if month != (2026, 3)) >= 40


def test_every_fact_is_of_a_known_relationship() -> None:
    names = [relationship["name"] for relationship in sample()["relationship"]]
    assert len(set(names)) == len(names)
    for table in TABLES:
        assert {fact["relationship"] for fact in sample()[table]} <= set(names)
    for relationship in sample()["relationship"]:
        assert relationship["owner"] in handles()


def test_every_author_is_a_teammate_or_a_contact() -> None:
    for promise in sample()["promise"]:
        known = {promise["contact"]} <= contacts_of(promise["relationship"]) if "contact" in promise else False
        assert promise["by"] in handles() or (promise["by"] == "them" and known)
    for interaction in sample()["interaction"]:
        assert interaction["by"] in handles() | contacts_of(interaction["relationship"])
    assert {follow_up["owner"] for follow_up in sample()["follow_up"]} <= handles()


def test_waives_are_said_of_mails_that_are_there_and_later_than_they() -> None:
    at = {mail["Message-ID"]: parsedate_to_datetime(str(mail["Date"])) for mail in mails()}
    assert sample()["waive"]
    for waive in sample()["waive"]:
        assert waive["at"] > at[waive["message_id"]]


@pytest.mark.parametrize("table", ["promise", "follow_up"])
def test_what_ended_ended_before_now_and_after_its_making(table: str) -> None:
    now = sample()["sample"]["now"]
    for fact in sample()[table]:
        assert ("ended" in fact) == (fact["state"] != "open")
        assert fact["made"] <= fact.get("ended", now) <= now
        due = (
            fact["due"]
            if isinstance(fact["due"], datetime)
            else datetime.combine(fact["due"], datetime.max.time(), UTC)
        )
        assert fact["made"] < due


def test_moves_are_said_in_order_and_lead_later() -> None:
    for promise in sample()["promise"]:
        moves = promise["moves"]
        assert all(a["at"] < b["at"] for a, b in pairwise(moves))
        dues = [str(promise["due"])[:10], *(str(move["due"])[:10] for move in moves)]
        assert dues == sorted(dues)


def test_every_state_is_there() -> None:
    ours = {(p["by"] == "them", p["state"]) for p in sample()["promise"]}
    assert {(False, state) for state in ("open", "kept", "broken", "withdrawn")} <= ours
    assert {(True, state) for state in ("open", "kept", "broken")} <= ours
    assert {f["state"] for f in sample()["follow_up"]} == {"open", "done", "skipped"}
    assert {"every", "snoozed_until"} <= {key for f in sample()["follow_up"] for key in f}
    agreed = {move["agreed"] for promise in sample()["promise"] for move in promise["moves"]}
    assert agreed == {True, False}
    kinds = {relationship["kind"] for relationship in sample()["relationship"]}
    assert kinds == {"customer", "prospect", "vendor", "partner", "personal"}
    assert {i.get("gesture") for i in sample()["interaction"]} == {None, "thanks", "extra-mile"}
    assert {i.get("signal") for i in sample()["interaction"]} == {None, "praise", "referral", "complaint"}
    assert any(i.get("outside") for i in sample()["interaction"])
    assert all(agreement["terms"] for agreement in sample()["agreement"])
    assert [override["grade"] for override in sample()["override"]] == ["B"]


def test_replies_lie_after_what_they_answer() -> None:
    at = {mail["Message-ID"]: parsedate_to_datetime(str(mail["Date"])) for mail in mails()}
    for mail in mails():
        if mail["In-Reply-To"]:
            assert at[mail["In-Reply-To"]] < at[mail["Message-ID"]]


def test_the_odd_mails_are_there() -> None:
    def having(name: str, part: str = "") -> list[EmailMessage]:
        return [mail for mail in mails() if part in str(mail.get(name, "\0"))]

    assert len(having("List-Unsubscribe")) >= 10
    assert having("Auto-Submitted", "auto-replied") and having("Content-Type", "multipart/report")
    assert having("List-Post") and having("X-Original-From") and having("Precedence", "bulk")
    assert having("Content-Type", "multipart/alternative") and having("Content-Type", "iso-8859-1")
    assert having("From", "François") and having("Subject", "’")
    late = [m["Message-ID"] for m in mails()].index(having("Subject", "Where proofs sleep")[-1]["Message-ID"])
    assert late > len(mails()) - 3, "a parent that comes after its replies"


def test_no_text_wears_out() -> None:
    unique = {mail["Message-ID"]: own_text(mail) for mail in mails()}
    assert Counter(unique.values()).most_common(1)[0][1] <= 3
    # The farewell is the last paragraph, and greetings are shorter than a sentence.
    bodies = [text.split("\n\n")[:-1] or [text] for text in unique.values()]
    paragraphs = Counter(part for body in bodies for part in body if len(part.split()) > 4)
    worn = [(part, times) for part, times in paragraphs.most_common(5) if times > 3]
    assert not worn, worn


def test_days_alone_are_days_and_instants_have_a_zone() -> None:
    for table in ("promise", "follow_up"):
        for fact in sample()[table]:
            assert not isinstance(fact["due"], datetime) or fact["due"].tzinfo
            assert isinstance(fact["due"], date)
