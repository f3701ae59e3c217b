"""What a mail means for us: whose it is, whether it counts, whether it asks us."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.domain.mailing import SUBJECT_SPAN, MailFacts, countable, key_of, opens, our_side, subject_key
from tui.domain.rules import Rules

RULES = Rules(public_providers=frozenset({"mail.example"}))
PLAIN = MailFacts(
    ours=False,
    automatic=False,
    list_mail=False,
    to_us=True,
    cc_us=False,
    to_count=1,
    asks=True,
    names_us=False,
    greets_other=False,
)
facts = st.builds(
    MailFacts,
    *[st.booleans()] * 5,
    to_count=st.integers(0, 9),
    asks=st.booleans(),
    names_us=st.booleans(),
    greets_other=st.booleans(),
    parent_ours=st.sampled_from((None, True, False)),
    parent_same_sender=st.sampled_from((None, True, False)),
)


def domain_of(address: str) -> str:
    """The last two labels, as if every suffix were one label."""
    return ".".join(address.rpartition("@")[2].split(".")[-2:])


# counting


def test_mail_between_people_counts() -> None:
    assert countable(PLAIN)
    assert countable(replace(PLAIN, ours=True, to_us=False))
    assert countable(replace(PLAIN, to_us=False))


@pytest.mark.parametrize(("ours", "to_us", "cc_us", "list_mail"), list(product((False, True), repeat=4)))
def test_automatic_mail_never_counts(ours: bool, to_us: bool, cc_us: bool, list_mail: bool) -> None:
    mail = replace(PLAIN, automatic=True, ours=ours, to_us=to_us, cc_us=cc_us, list_mail=list_mail)
    assert not countable(mail)
    assert not opens(mail, RULES)


@pytest.mark.parametrize(
    ("ours", "to_us", "cc_us", "counts"),
    [
        (False, False, False, False),
        (False, True, False, True),
        (False, False, True, True),
        (True, False, False, True),
    ],
)
def test_list_mail_counts_where_it_addresses_us_or_is_ours(
    ours: bool, to_us: bool, cc_us: bool, counts: bool
) -> None:
    assert countable(replace(PLAIN, list_mail=True, ours=ours, to_us=to_us, cc_us=cc_us)) is counts


# asking


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ({}, True),
        ({"ours": True}, False),
        ({"to_us": False}, False),
        ({"to_us": False, "cc_us": True}, False),
        ({"asks": False}, False),
        ({"list_mail": True}, True),
        ({"to_count": 6}, True),
        ({"to_count": 7}, False),
        ({"to_count": 7, "names_us": True}, False),
        ({"greets_other": True}, True),
        ({"to_count": 2, "greets_other": True}, False),
        ({"to_count": 2, "greets_other": True, "names_us": True}, True),
        ({"to_count": 2, "parent_ours": False, "parent_same_sender": False}, False),
        ({"to_count": 2, "parent_ours": False, "parent_same_sender": False, "names_us": True}, True),
        ({"to_count": 2, "parent_ours": False, "parent_same_sender": True}, True),
        ({"to_count": 2, "parent_ours": True, "parent_same_sender": False}, True),
        ({"to_count": 2}, True),
        ({"to_count": 1, "parent_ours": False, "parent_same_sender": False}, True),
    ],
)
def test_what_makes_them_wait(change: dict[str, bool], waits: bool) -> None:
    assert opens(replace(PLAIN, **change), RULES) is waits


@given(facts)
def test_what_opens_is_theirs_counts_asks_and_is_to_us(mail: MailFacts) -> None:
    if opens(mail, RULES):
        assert countable(mail) and mail.asks and mail.to_us and not mail.ours
        assert mail.to_count <= 6


@given(facts)
def test_to_expect_a_reply_to_all_drops_the_asking_and_not_the_rest(mail: MailFacts) -> None:
    everything = replace(RULES, expect_reply="all")
    to_us = countable(mail) and mail.to_us and not mail.ours and mail.to_count <= 6
    assert opens(mail, everything) <= to_us
    assert opens(mail, everything) >= opens(mail, RULES)
    elsewhere = mail.greets_other or mail.parent_ours is False
    assert opens(mail, everything) == to_us or (elsewhere and mail.to_count > 1)


@given(facts)
def test_naming_one_of_us_never_keeps_them_from_waiting(mail: MailFacts) -> None:
    assert opens(replace(mail, names_us=True), RULES) >= opens(mail, RULES)


def test_how_many_recipients_is_a_setting() -> None:
    assert not opens(replace(PLAIN, to_count=3), replace(RULES, max_recipients=2))


# whom mail belongs to


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("ana@acme.example", "acme.example"),
        ("ana@mail.acme.example", "acme.example"),
        ("ana@mail.example", "ana@mail.example"),
        ("ana@pop.mail.example", "ana@pop.mail.example"),
    ],
)
def test_mail_belongs_to_the_domain_and_at_public_providers_to_the_address(address: str, key: str) -> None:
    assert key_of(address, RULES, domain_of) == key


def test_an_address_without_a_domain_stands_for_itself() -> None:
    assert key_of("root", RULES, lambda _: "") == "root"


def test_our_domains_are_internal_but_for_public_providers() -> None:
    ours = our_side(
        ["ana@kept.example", "ben@mail.example", "root"], RULES, lambda a: domain_of(a) if "@" in a else ""
    )
    assert ours.domains == {"kept.example"}
    assert "ana@kept.example" in ours
    assert "someone.else@sales.kept.example" in ours
    assert "ben@mail.example" in ours
    assert "bea@mail.example" not in ours
    assert "daemon" not in ours


# subjects


def test_a_subject_holds_a_thread_together_for_fourteen_days() -> None:
    assert SUBJECT_SPAN == 14 * 86_400


@pytest.mark.parametrize(
    "subject",
    [
        "the plans",
        "Re: the plans",
        "RE: the plans",
        "Fwd: the plans",
        "FW: the plans",
        "AW: the plans",
        "Wg: the plans",
        "Re: Fwd: AW: the plans",
        "Re:the plans",
        "Re : the plans",
        "Re[2]: the plans",
        "re [14] : the plans",
        "SV: VS: Antw: Odp: the plans",
        "回复：the plans",
        "转发: the plans",
        "  the \t plans ",
        "the\r\n plans",
        "THE PLANS",
    ],
)
def test_a_reply_has_the_subject_of_what_it_replies_to(subject: str) -> None:
    assert subject_key(subject) == "the plans"


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("", ""),
        ("Re:", ""),
        (" Re: Fwd: ", ""),
        ("Regarding: rent", "regarding: rent"),
        ("Re rent", "re rent"),
        ("rent, re: garage", "rent, re: garage"),
        ("Straße", "strasse"),
    ],
)
def test_only_prefixes_are_taken_away(subject: str, key: str) -> None:
    assert subject_key(subject) == key


@given(
    st.lists(st.sampled_from(("Re", "RE", "fwd", ":", ": ", " ", "[2]", "plan", "ﬀ", "İ", "\t")), max_size=8).map(
        "".join
    )
)
@example("Re: Re[2]:plan")
def test_a_subject_without_prefixes_stays(subject: str) -> None:
    key = subject_key(subject)
    assert subject_key(key) == key
    assert subject_key(f"Re: {subject}") == key
    assert subject_key(f"Fwd: Re: {subject}") == key
    assert key == key.strip()
