"""The quick line: what one line of English is read as, and that a written line is read back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.strategies import OFFICE, at
from tui.domain.quickdates import due_test, moment_test
from tui.domain.quickline import NOTHING, Piece, QuickFollowUp, QuickLine, QuickPromise, parse, render
from tui.domain.quickwords import FLAGS, HOW, MARKERS, SUBJECTS, VERBS

NOW = at("2026-03-09 09:14")
IS_DUE, IS_MOMENT = due_test(NOW, OFFICE), moment_test(NOW, OFFICE)
DOCS = (Path(__file__).parents[2] / "docs" / "quick-line.md").read_text(encoding="utf-8")

DUES = ("fri", "in 2 weeks", "2026-03-12", "12 nov", "next wed", "tomorrow 3pm", "end of month", "sun", "5/6")
MOMENTS = ("yesterday 3pm", "fri", "2h ago", "2026-03-02", "sun", "3 march")
RECURRENCES = ("4 weeks", "month", "other mon", "working day", "1st of month")
FAKE = re.compile(r"(?:(?:by|on|in|at) )*(?:mon|tue|fri|yesterday|\d weeks)(?: (?:\dpm|\d\d:\d\d))?", re.IGNORECASE)


def read(line: str) -> QuickLine:
    """A line on Monday 9 March 2026, with the dates that kept reads."""
    return parse(line, is_date=IS_DUE, is_moment=IS_MOMENT)


def fake(line: str) -> QuickLine:
    """A line read with a few dates only."""
    return parse(line, is_date=lambda text: bool(FAKE.fullmatch(text)))


def unsourced(quick: QuickLine) -> QuickLine:
    """A line without the words that it was read from."""
    plain = {f.name: getattr(quick, f.name) for f in fields(quick)}
    pieces = {name: replace(value, source="") for name, value in plain.items() if isinstance(value, Piece)}
    promises = tuple(replace(promise, source="") for promise in quick.promises)
    follow_ups = tuple(replace(follow_up, source="") for follow_up in quick.follow_ups)
    return replace(quick, **pieces, promises=promises, follow_ups=follow_ups)


def stored(quick: QuickLine) -> QuickLine:
    """What of a line is stored."""
    return replace(unsourced(quick), unclear=())


def told(quick: QuickLine) -> Iterator[tuple[str, str]]:
    """A line as docs/quick-line.md tells it."""
    for name in ("relationship", "contact"):
        if piece := getattr(quick, name):
            yield name, piece.text
    if quick.channel:
        yield "how", f"{quick.channel}, {quick.direction or 'asked'}{', missed' if quick.missed else ''}"
    for name in ("when", "about"):
        if piece := getattr(quick, name):
            yield name, piece.text
    if quick.no_reply_needed:
        yield "no reply", "needed"
    if quick.signal:
        yield "signal", quick.signal
    if quick.tags:
        yield "tags", ", ".join(quick.tags)
    for promise in quick.promises:
        yield "theirs" if promise.theirs else "promise", f"{promise.text}, due {promise.due}"
    for follow_up in quick.follow_ups:
        every = f", every {follow_up.every}" if follow_up.every else ""
        due = f", due {follow_up.due}" if follow_up.due else ""
        yield "follow-up", f"{follow_up.text}{every}{due}"
    if quick.gesture and quick.gesture_for:
        yield quick.gesture, quick.gesture_for.text
    if quick.holding:
        yield "asked", "by when"
    yield from (("asked", sentence) for sentence in quick.unclear)


def examples() -> list[tuple[str, list[tuple[str, str]]]]:
    """The lines of the document with what it says of them."""
    found = []
    for block in re.findall(r"```text\n(.*?)```", DOCS, re.DOTALL):
        line, *rows = block.splitlines()
        split = (re.split(r" {2,}", row.strip(), maxsplit=1) for row in rows)
        found.append((line, [(label, text) for label, text in split]))
    return found


# what the document says


def test_the_document_has_a_dozen_examples():
    assert len(examples()) >= 12


@pytest.mark.parametrize(("line", "rows"), examples(), ids=lambda part: part if isinstance(part, str) else "")
def test_an_example_of_the_document_is_read_as_it_says(line: str, rows: list[tuple[str, str]]):
    assert list(told(read(line))) == rows


def verbs_of_the_document() -> Iterator[tuple[str, str, str]]:
    """What is written, the channel and the direction of each row about verbs."""
    section = DOCS.partition("## What happened")[2].partition("\n## ")[0]
    for written, channel, direction in re.findall(r"^\| (`.*) \| (.*) \| (.*) \|$", section, re.MULTILINE):
        said = [each for each in re.findall("`([^`]+)`", written) if not each.startswith("left")]
        yield from ((each, channel, direction) for each in said)


@pytest.mark.parametrize(("written", "channel", "direction"), verbs_of_the_document())
def test_a_verb_of_the_document_means_what_it_says(written: str, channel: str, direction: str):
    if written == "missed":
        written = "called mette missed"
    quick = read(f"{written.replace('...', 'it')} @halden")
    assert (quick.channel or "asked") in channel.split(" or ")
    assert (quick.direction or "asked") == direction.removesuffix(", missed")
    assert quick.missed == direction.endswith("missed")


# the line of the picture, and where each part was read


def test_each_part_names_the_words_that_it_was_read_from():
    quick = read("called mette @halden yesterday re invoice; promise: send invoice by fri; follow up in 2 weeks")
    assert quick.contact == Piece("mette", "mette")
    assert quick.relationship == Piece("halden", "@halden")
    assert quick.how == Piece("called", "called")
    assert quick.when == Piece("yesterday", "yesterday")
    assert quick.about == Piece("invoice", "re invoice")
    assert quick.promises == (QuickPromise("send invoice", "fri", source="by fri"),)
    assert quick.follow_ups == (QuickFollowUp("follow up", "in 2 weeks", source="in 2 weeks"),)


def test_what_made_a_promise_is_its_source_where_it_has_no_date():
    assert read("promise: send quote").promises == (QuickPromise("send quote", source="promise:"),)


def test_a_line_is_read_with_whatever_dates_one_is_given():
    quick = fake("called mette @halden re invoice; promise: send invoice by fri; every 4 weeks: check in")
    assert quick.promises == (QuickPromise("send invoice", "fri", source="by fri"),)
    assert quick.follow_ups == (QuickFollowUp("check in", every="4 weeks", source="every 4 weeks:"),)


# names


@pytest.mark.parametrize(
    ("line", "contact", "about"),
    [
        ("called mette aal @halden re invoice", "mette aal", "invoice"),
        ("called mette aal, the invoice is late", "mette aal", "the invoice is late"),
        ("called mette: the invoice is late", "mette", "the invoice is late"),
        ("called mette to ask about the audit", "mette", "to ask about the audit"),
        ("called mette @halden she wants the quote", "mette", "she wants the quote"),
        ('called "mette aal" she wants the quote', "mette aal", "she wants the quote"),
        ("called them back @halden about the audit", None, "the audit"),
        ("wrote to ana@acme.com re audit", "ana@acme.com", "audit"),
        ("will called re invoice", "will", "invoice"),
        ("sent the quote @halden", None, "the quote"),
        ("sent the quote to mette re the pilot", "mette", "the quote re the pilot"),
        ("emailed the quote to mette @halden", "mette", "the quote"),
        ("call: mette @halden re invoice", "mette", "invoice"),
        ("call: asked about the audit", None, "asked about the audit"),
        ("mette note: she called", "mette", "she called"),
        ("with mette re audit", "mette", "audit"),
        ("met anna-lena von der heide @brunn re pallets", "anna-lena von der heide", "pallets"),
        ("Jean de la Tour called re pallets", "Jean de la Tour", "pallets"),
        ("called mette back re invoice", "mette", "invoice"),
        ("called mette aal again @halden re invoice", "mette aal", "invoice"),
    ],
)
def test_a_name_stands_after_the_verb_and_ends_before_what_it_is_about(line: str, contact: str | None, about: str):
    quick = read(line)
    assert (quick.contact.text if quick.contact else None) == contact
    assert quick.about and quick.about.text == about
    assert quick.unclear == ()


def test_too_many_words_for_a_name_are_all_text_and_asked():
    quick = read("called mette aal wants one quote")
    assert quick.contact is None
    assert quick.about and quick.about.text == "mette aal wants one quote"
    assert quick.unclear == ('Where the name ends is not clear. Write "re" before what it is about.',)


def test_an_at_sign_inside_a_word_names_no_relationship():
    assert read("note: ask ana@acme.com").relationship is None
    assert read("note: 5 @ 3 euro").relationship is None


def test_a_relationship_named_twice_is_one():
    assert read("called @Halden; thanks @halden").unclear == ()


# who and how


@pytest.mark.parametrize(
    ("line", "direction"),
    [
        ("mette @halden wrote re invoice", "in"),
        ("they wrote re invoice", "in"),
        ("@halden wrote re invoice", None),
        ("@halden: wrote mette re invoice", "out"),
        ("wrote @halden re invoice", "out"),
        ("we wrote mette re invoice", "out"),
        ("email: @halden invoice", None),
    ],
)
def test_whoever_stands_before_the_verb_did_it_and_a_relationship_alone_is_asked(line: str, direction: str | None):
    quick = read(line)
    assert (quick.channel, quick.direction) == ("email", direction)


def test_who_they_are_is_no_name():
    assert read("they wrote re invoice").contact is None


@pytest.mark.parametrize(
    ("line", "direction", "missed"),
    [
        ("called mette, no answer", "out", True),
        ("called mette re invoice, left a message", "out", True),
        ("called mette; no answer", "out", True),
        ("called mette no answer yesterday", "out", True),
        ("mette called, left a message", "in", True),
        ("called mette re no answer", "both", False),
        ('called mette re invoice "no answer"', "both", False),
    ],
)
def test_a_call_that_nobody_answered_is_missed_on_the_side_that_was_called(line: str, direction: str, missed: bool):
    quick = read(line)
    assert (quick.channel, quick.direction, quick.missed) == ("call", direction, missed)


def test_only_a_call_can_be_unanswered():
    quick = read("wrote mette @halden re invoice, no answer")
    assert not quick.missed
    assert quick.about and quick.about.text == "invoice, no answer"
    quick = read("wrote mette @halden no answer to the quote")
    assert quick.about and quick.about.text == "no answer to the quote"


def test_without_a_verb_nothing_is_said_of_how():
    quick = read("invoice sent @halden")
    assert (quick.channel, quick.direction, quick.how, quick.contact) == (None, None, None, None)
    assert quick.about and quick.about.text == "invoice sent"


def test_thanked_is_a_gesture_of_a_channel_to_be_asked():
    quick = read("thanked mette @halden for the referral")
    assert (quick.gesture, quick.channel) == ("thanks", None)
    assert quick.contact and quick.contact.text == "mette"


# when


@pytest.mark.parametrize(
    ("line", "when", "about"),
    [
        ("yesterday called mette re invoice", "yesterday", "invoice"),
        ("called mette on fri re invoice", "fri", "invoice"),
        ("called mette re invoice yesterday at 3pm", "yesterday at 3pm", "invoice"),
        ("called mette re invoice yesterday @halden", "yesterday", "invoice"),
        ("called mette re invoice of 3 march", None, "invoice of 3 march"),
        ("called mette re quote by fri", None, "quote by fri"),
        ("called mette re yesterday", None, "yesterday"),
        ("called mette re last fri", None, "last fri"),
        ("called mette yesterday re the audit on fri", "yesterday", "the audit on fri"),
        ('called mette re "invoice yesterday"', None, "invoice yesterday"),
        ('called mette re invoice "yesterday"', None, 'invoice "yesterday"'),
        ("called mette re meeting tomorrow", None, "meeting tomorrow"),
        ("friday lunch @halden", None, "friday lunch"),
        ("called mette 5/2 re invoice", "5/2", "invoice"),
        ("called mette @halden 5/2, invoice", "5/2", "invoice"),
        ("called mette re part 1/2", None, "part 1/2"),
        ("wrote mette re the price from 1 april", None, "the price from 1 april"),
        ("wrote mette re the new price 1 april", None, "the new price 1 april"),
        ("wrote mette re the new price 1 april 2025", "1 april 2025", "the new price"),
        ("wrote mette re the new price 1 year ago", "1 year ago", "the new price"),
        ("wrote mette re the new price 1 february", "1 february", "the new price"),
    ],
)
def test_when_it_happened_stands_before_or_after_what_it_was_about(line: str, when: str | None, about: str):
    quick = read(line)
    assert (quick.when.text if quick.when else None) == when
    assert quick.about and quick.about.text == about


def test_a_day_that_is_no_weekday_by_itself_wants_its_preposition():
    assert read("called mette re sea and sun").when is None
    assert read("called mette re audit on sun").when == Piece("sun", "on sun")


# promises, follow-ups, thanks


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("promise: send quote by fri", QuickPromise("send quote", "fri")),
        ("promised to send quote by next fri.", QuickPromise("send quote", "next fri")),
        ("x; will send quote tomorrow 3pm", QuickPromise("send quote", "tomorrow 3pm")),
        ("theirs: signed agreement by wed", QuickPromise("signed agreement", "wed", theirs=True)),
        ("they promised to sign in 2 weeks", QuickPromise("sign", "in 2 weeks", theirs=True)),
        ("they owe us: the data by fri", QuickPromise("the data", "fri", theirs=True)),
        ("promise: review the quote of fri", QuickPromise("review the quote of fri")),
        ('promise: "send quote by fri"', QuickPromise("send quote by fri")),
        ("promise: review what we said yesterday", QuickPromise("review what we said yesterday")),
        ("promise: send quote by 5/6", QuickPromise("send quote", "5/6")),
        ("promise: book a table for 2 days", QuickPromise("book a table for 2 days")),
    ],
)
def test_a_promise_ends_with_its_date(line: str, expected: QuickPromise):
    assert unsourced(read(line)).promises == (expected,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("follow up in 2 weeks", QuickFollowUp("follow up", "in 2 weeks")),
        ("follow up 1/12", QuickFollowUp("follow up", "1/12")),
        ("follow up fri: ask about audit", QuickFollowUp("ask about audit", "fri")),
        ("follow-up: ask about audit by fri", QuickFollowUp("ask about audit", "fri")),
        ("follow up re audit on fri", QuickFollowUp("audit", "fri")),
        ("remind me to ask about audit", QuickFollowUp("ask about audit")),
        ("every 4 weeks: check in", QuickFollowUp("check in", every="4 weeks")),
        ("every other mon from next fri: check in", QuickFollowUp("check in", "next fri", "other mon")),
        ("follow up: check in every 4 weeks from fri", QuickFollowUp("check in", "fri", "4 weeks")),
        ("follow up fri: check in every month", QuickFollowUp("check in", "fri", "month")),
        ("follow up in 2 weeks re the note from fri", QuickFollowUp("the note from fri", "in 2 weeks")),
        ("follow up: check in every fri", QuickFollowUp("check in", every="fri")),
        ("follow up every month by fri: check in", QuickFollowUp("check in", "fri", "month")),
    ],
)
def test_a_follow_up_has_its_date_and_its_recurrence_on_either_side(line: str, expected: QuickFollowUp):
    assert unsourced(read(line)).follow_ups == (expected,)


@pytest.mark.parametrize("said", ["thanks", "thanked", "say thanks", "said thanks", "Thank you"])
def test_thanks_are_a_gesture(said: str):
    assert read(f"met mette; {said}").gesture == "thanks"


def test_an_extra_mile_may_say_what_it_was():
    quick = read("met mette; extra mile: drove over on sunday")
    assert quick.gesture == "extra_mile"
    assert quick.gesture_for and quick.gesture_for.text == "drove over on sunday"


@pytest.mark.parametrize(
    "text",
    [
        "I will get back to you",
        "we'll come back to you on the price",
        "we will look into it",
        "let me check with bo",
        "will let you know",
    ],
)
def test_a_reply_that_only_holds_is_known(text: str):
    assert read(f"emailed mette @halden: {text}").holding
    assert not read(f"mail from mette @halden: {text}").holding


def test_other_replies_hold_nothing():
    assert not read("emailed mette @halden: the quote is attached").holding


# marks and quotes


def test_quotes_protect_everything_in_them():
    quick = read('called @"A; #B" re "the !offer; #2 @acme by fri, ""final"""')
    assert quick.relationship == Piece("A; #B", '@"A; #B"')
    assert quick.about and quick.about.text == 'the !offer; #2 @acme by fri, "final"'
    assert (quick.tags, quick.signal, quick.when) == ((), None, None)


def test_quotes_inside_a_text_stay_and_open_ones_protect_nothing():
    assert read('note: she said "yes; soon" twice').about == Piece(
        'she said "yes; soon" twice', 'she said "yes; soon" twice'
    )
    quick = read('note: 5" pipe "open; thanks')
    assert quick.about and quick.about.text == '5" pipe "open'
    assert quick.gesture == "thanks"


def test_marks_count_in_every_piece():
    quick = read("called mette; follow up in 2 weeks #audit #Plan @halden; thanks !Praise, #audit")
    assert quick.tags == ("audit", "Plan")
    assert quick.signal == "praise"
    assert quick.relationship and quick.relationship.text == "halden"


# what is asked


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("", NOTHING),
        (" ; ;", NOTHING),
        ("met @a @b", "Several relationships are named, @a and @b. Write one line for each."),
        ("met @a !praize", "There is no !praize. Write !complaint, !praise or !referral."),
        ("met @a !praise !referral", "Several signals are set, !praise and !referral. Keep one."),
        ("called and emailed mette", "Two things happened at once. Write one line for each."),
        ("yesterday met mette on fri", "Two times are named, yesterday and on fri. Write when it happened once."),
        ("met mette; thanks; extra mile", "Thanks and an extra mile are two gestures. Write one line for each."),
        (
            "promise: by fri",
            "A promise has no words. Write what is promised, such as promise: send quote by fri.",
        ),
        (
            "every full moon: check in",
            "'every full moon: check in' is no recurrence. Write it as every 4 weeks: check in.",
        ),
        (
            "met mette; she is happy",
            "'she is happy' is no promise, follow-up or thanks. "
            "Begin it with promise:, theirs: or follow up:, or write it as a line of its own.",
        ),
    ],
)
def test_what_cannot_be_read_is_asked(line: str, sentence: str):
    assert read(line).unclear == (sentence,)


def test_of_two_readings_none_is_taken():
    assert read("met @a @b").relationship is None
    assert read("met @a !praise !referral").signal is None
    assert read("yesterday met mette on fri").when is None
    assert read("met mette; thanks; extra mile").gesture is None
    assert read("called and emailed mette").channel is None


# writing a line, and reading it back

texts = st.text(max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
tempting = st.sampled_from(
    ('send "it" by fri', "re; @halden #tag !praise", '"', "no answer", "every fri", "to mette", "fyi", "promise: x")
)
words = texts | tempting
pieces = st.none() | st.builds(Piece, words)
tags = st.from_regex(r"[a-zA-Zäé][\w-]{0,8}", fullmatch=True)


@st.composite
def quick_lines(draw: st.DrawFn) -> QuickLine:
    """What a form can hold."""
    how = draw(st.none() | st.sampled_from(sorted(HOW)))
    channel, direction, missed = HOW[how] if how else (None, None, False)
    gesture = draw(st.sampled_from((None, "thanks", "extra_mile")))
    dues, every = st.sampled_from(("", *DUES)), st.sampled_from(("", *RECURRENCES))
    return QuickLine(
        relationship=draw(pieces),
        contact=draw(pieces),
        channel=channel,
        direction=direction,
        missed=missed,
        how=Piece(how) if how else None,
        when=draw(st.none() | st.sampled_from(MOMENTS).map(Piece)),
        about=draw(pieces),
        no_reply_needed=draw(st.booleans()),
        gesture=gesture,
        gesture_for=Piece(draw(st.just("") | words)) if gesture else None,
        signal=draw(st.sampled_from((None, "complaint", "praise", "referral"))),
        tags=tuple(draw(st.lists(tags, max_size=3, unique=True))),
        promises=tuple(draw(st.lists(st.builds(QuickPromise, words, dues, st.booleans()), max_size=2))),
        follow_ups=tuple(draw(st.lists(st.builds(QuickFollowUp, words, dues, every), max_size=2))),
    )


@given(quick_lines())
@example(QuickLine(contact=Piece("mette"), when=Piece("sun")))
def test_what_is_written_is_read_back_as_it_was(quick: QuickLine):
    again = read(render(quick))
    assert stored(again) == quick
    assert again.unclear == (() if render(quick) else (NOTHING,))


soup = st.lists(
    st.sampled_from(
        (
            *("@halden", '@"Halden; Dairies"', "@", "#a", "#2", "!praise", "!foo", '"', '""', '"x; y"'),
            *(";", ":", ",", "from", "starting", "daily", "full moon"),
            *("re", "about:", "mette", "aal,", "Ana:", "to", "and", "i", "they", "call:", "note:", "email:"),
            *("by fri", "yesterday", "3pm", "in 2 weeks", "on", "every", "4 weeks", "of", "ana@acme.com", "-"),
            *VERBS,
            *SUBJECTS,
            *MARKERS,
            *FLAGS,
        )
    ),
    max_size=14,
).map(" ".join)


@given(st.text(max_size=200) | soup)
@example('called mette @halden re "a" "b" yesterday')
@example("follow up every every fri by by fri")
def test_any_text_is_read_and_reading_it_again_changes_nothing(line: str):
    for reader in (read, fake):
        quick = reader(line)
        again = reader(render(quick))
        assert stored(again) == stored(quick)
        assert render(again) == render(quick)


@given(soup)
def test_every_source_is_made_of_words_of_the_line(line: str):
    quick = read(line)
    found = [getattr(quick, f.name) for f in fields(quick)]
    sources = [piece.source for piece in found if isinstance(piece, Piece)]
    sources += [item.source for item in (*quick.promises, *quick.follow_ups)]
    parts = set(re.split(r"[\s;]+", line))
    assert {word for source in sources for word in re.split(r"[\s;]+", source)} <= parts | {""}


def test_the_questions_asked_of_dates_grow_no_faster_than_the_line():
    asked = 0

    def count(_: str) -> bool:
        nonlocal asked
        asked += 1
        return False

    def questions(line: str) -> int:
        nonlocal asked
        asked = 0
        parse(line, is_date=count)
        return asked

    for word in ("mette ", "sent x ", "by ", "re ", '"x" ', '" ', "; promise: x ", "; every x ", "@a called "):
        assert questions(word * 400) <= 4 * questions(word * 100) + 100


def test_a_channel_without_words_for_it_is_refused():
    with pytest.raises(ValueError, match="no words for"):
        render(QuickLine(channel="meeting", direction="in"))
