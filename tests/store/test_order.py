"""Whatever the order in which mail arrives, the derived rows come out the same, and as a rebuild makes them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.services.letters import ME, NOW, START, Given
from tui.domain.rules import Rules
from tui.services.founding import found
from tui.services.identity import Account
from tui.services.importing import import_mail
from tui.services.rebuilding import rebuild
from tui.services.request import Request
from tui.store import teammates
from tui.store.store import Said, Store

PEOPLE = (ME, "bo@larkfield.example", "mette@halden.example", "jonas@halden.example", "iris@quillon.example")
RULES = Rules(public_providers=frozenset({"mailbox.example"}))
PATIENT = replace(RULES, give_up_after=1_000.0)
ROOMS = tempfile.TemporaryDirectory(prefix="kept-order-")


@st.composite
def mailboxes(draw) -> list[bytes]:
    """A few mails among few people, with references to any of them, so that threads meet and part."""
    size = draw(st.integers(2, 9))
    return [draw(mails(number, size)) for number in range(size)]


@st.composite
def mails(draw, number: int, size: int) -> bytes:
    message = EmailMessage()
    sender = draw(st.sampled_from(PEOPLE))
    to = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3, unique=True))
    message["From"] = sender
    message["To"] = ", ".join(to)
    message["Message-ID"] = f"<m{number}@x.example>"
    message["Subject"] = draw(st.sampled_from(["Invoice", "Re: Invoice", "Workshop", ""]))
    # of two mails of one second the first to arrive opens a wait, so here no two are of one second
    at = START + timedelta(hours=draw(st.integers(0, 60 * 24)), seconds=number)
    message["Date"] = format_datetime(at)
    referred = draw(st.lists(st.integers(0, size), max_size=2))
    if referred:
        message["References"] = " ".join(f"<m{other}@x.example>" for other in referred)
    message.set_content(draw(st.sampled_from(["Could you look?", "Thanks.", "Hi Jonas,\n\ncan you?", "Fine."])))
    return message.as_bytes()


def imported(messages: Sequence[bytes], chunks: int = 1, rules: Rules = RULES) -> Store:
    """A new database with these messages, imported in so many goes."""
    store = Store(Path(tempfile.mkdtemp(dir=ROOMS.name)) / "kept.db")
    found(store, Account("ana", "Ana"), rules, NOW, NOW)
    step = -(-len(messages) // chunks)
    for start in range(0, len(messages), step):
        source = Given(messages[start : start + step])
        import_mail(store, Request([source], "ana", (ME,), NOW, NOW))  # type: ignore[list-item]
    return store


def told(store: Store) -> dict[str, list[object]]:
    """The derived rows with ids replaced by what they stand for."""
    with store.read() as conn:
        names = {
            ident: (message, relationship)
            for ident, message, relationship in conn.execute(
                "SELECT interaction.id, mail.message_id, relationship.name FROM interaction"
                " JOIN mail ON mail.id = interaction.mail"
                " JOIN relationship ON relationship.id = interaction.relationship"
            )
        }
        threads: dict[int, list[str]] = {}
        for thread, message in conn.execute("SELECT thread, message_id FROM mail ORDER BY message_id"):
            threads.setdefault(thread, []).append(message)
        return {
            "threads": sorted(threads.values()),
            "interactions": sorted(
                (*names[i], *rest)
                for i, *rest in conn.execute(
                    "SELECT id, at, direction, countable, opens FROM interaction WHERE deleted_at IS NULL"
                )
            ),
            "waits": sorted(
                (names[o], opened, state, str(ended), names.get(answer), measured)
                for o, opened, state, ended, answer, measured in conn.execute(
                    "SELECT opener, opened, state, ended, answer, measured FROM wait"
                )
            ),
            "scores": sorted(
                conn.execute(
                    "SELECT relationship.name, health.last_touch, health.first_at, health.interactions"
                    " FROM health JOIN relationship ON relationship.id = health.relationship"
                )
            ),
        }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mailboxes(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing_within_one_import(messages, random):
    shuffled = list(messages)
    random.shuffle(shuffled)
    assert told(imported(messages)) == told(imported(shuffled))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mailboxes(), st.integers(1, 4))
def test_derived_bit_by_bit_is_derived_at_once(messages, chunks):
    """Nothing is given up here: that is said at the moment of an import, and stays said."""
    store = imported(messages, chunks, rules=PATIENT)
    assert told(store) == told(imported(messages, rules=PATIENT))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mailboxes(), st.integers(1, 4))
def test_a_rebuild_changes_nothing(messages, chunks):
    store = imported(messages, chunks)
    with store.write(Said("ana", NOW, NOW, "rebuild")) as tx:
        assert rebuild(tx, teammates.rule_book(tx.conn)) == set()


def test_importing_twice_changes_nothing():
    messages = _story()
    store = imported(messages)
    before = told(store)
    report = import_mail(store, Request([Given(messages)], "ana", (), NOW, NOW))  # type: ignore[list-item]
    assert (report.counts.new, report.counts.known, report.counts.interactions) == (0, len(messages), 0)
    assert told(store) == before


def _story() -> list[bytes]:
    asked = EmailMessage()
    asked["From"], asked["To"] = "mette@halden.example", ME
    asked["Message-ID"], asked["Subject"] = "<a@halden.example>", "Invoice 2231"
    asked["Date"] = format_datetime(START)
    asked.set_content("Is the day rate right?")
    answered = EmailMessage()
    answered["From"], answered["To"] = ME, "mette@halden.example"
    answered["Message-ID"], answered["Subject"] = "<b@larkfield.example>", "Re: Invoice 2231"
    answered["In-Reply-To"], answered["Date"] = "<a@halden.example>", format_datetime(START + timedelta(hours=3))
    answered.set_content("It is.")
    return [asked.as_bytes(), answered.as_bytes()]


def test_an_address_that_turns_out_to_be_ours_turns_its_mail_around():
    asked, answered = _story()
    old = answered.replace(ME.encode(), b"ana@former.example")
    store = imported([asked.replace(ME.encode(), b"ana@former.example"), old])
    assert told(store)["waits"] == []
    import_mail(store, Request([Given([asked])], "ana", ("ana@former.example",), NOW, NOW))  # type: ignore[list-item]
    (wait,) = told(store)["waits"]
    assert wait[2] == "answered"
    with store.write(Said("ana", NOW, NOW, "rebuild")) as tx:
        assert rebuild(tx, teammates.rule_book(tx.conn)) == set()
