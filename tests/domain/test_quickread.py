"""A quick line looked up: who is meant, when it was, what it answers, what is promised, what has to be asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.strategies import OFFICE, WORKDAY, at
from tui.domain.acts import Logged, NewFollowUp, NewPromise
from tui.domain.model import HOUR, Contact, Relationship
from tui.domain.people import Party, People, Situation, Someone
from tui.domain.quickdates import due_test, moment_test
from tui.domain.quickfound import HERE, Given
from tui.domain.quickhow import ALL, NO_HOW, ONLY_CALLS, WHO_CALLED, WHO_WROTE, How, in_words, read_how
from tui.domain.quickline import parse
from tui.domain.quickmade import BY_WHEN
from tui.domain.quickread import NO_NOTE, THANKS_GO_OUT, Resolved, resolve
from tui.domain.quickwho import NOBODY
from tui.domain.views import OpenRow

NOW = at("2026-03-09 09:14")
FRIDAY = at("2026-03-13 17:00")

METTE = Someone(1, "Mette Aal", ("mette@halden.example",))
IDA = Someone(2, "Ida Storm")
HALDEN = Party(1, "Halden Dairies", "customer", "active", "ana", (METTE, IDA))
ORCHARD = Party(2, "Orchard & Pell", "customer", "active", "ana", (Someone(3, "Ana Brink", ("ana@op.example",)),))
VIREO = Party(3, "Vireo Labs", "customer", "active", "bo", (Someone(4, "Ana Ruiz"), Someone(5, "Diana Cole")))
VIREO_TWO = Party(4, "Vireo Foods", "vendor", "active", "bo", (Someone(6, "Ana Ruiz"),))
PEOPLE = People((HALDEN, ORCHARD, VIREO, VIREO_TWO), ("ana", "bo"))


def a_wait(ident: str, opened: str, contact: str = "Mette Aal", waited: int = 3 * WORKDAY + 4 * HOUR) -> OpenRow:
    """An open mail of theirs."""
    begun = at(opened)
    return OpenRow(
        kind="wait",
        id=ident,
        group="flagged",
        relationship=1,
        who="Halden Dairies",
        contact=contact,
        what="Is invoice 2231 right?",
        opened=begun,
        due=begun + WORKDAY,
        day_alone=False,
        late=1,
        waited=waited,
        waited_wall=waited,
        target=WORKDAY,
        pings=0,
        last_ping=None,
        moves=0,
        points=6.2,
        by=None,
        owner="ana",
        score=61.0,
        grade="C",
    )


FIRST = a_wait("w1", "2026-03-03 12:52")
SECOND = a_wait("w2", "2026-03-06 09:10", "Ida Storm", WORKDAY)
HALDEN_NOW = Situation(
    Relationship(1, "Halden Dairies", "customer", "active", "b", "ana"),
    (FIRST,),
    (Contact(1, "Mette Aal", "", ()), Contact(2, "Ida Storm", "", ())),
)
BOTH_WAIT = replace(HALDEN_NOW, open=(FIRST, SECOND))


def read(line: str, situation: Situation | None = None, where: Given | None = None) -> Resolved:
    """A line on Monday 9 March 2026 at 09:14."""
    quick = parse(line, is_date=due_test(NOW, OFFICE), is_moment=moment_test(NOW, OFFICE))
    return resolve(quick, PEOPLE, situation, NOW, OFFICE, given=where)


def act_of(line: str, situation: Situation | None = None, where: Given | None = None) -> Logged:
    """What a line that is clear comes to."""
    found = read(line, situation, where)
    assert found.questions == ()
    assert found.act is not None
    return found.act


def asked(line: str, field: str, situation: Situation | None = None, where: Given | None = None) -> str:
    """What is asked about a field of a line that comes to nothing yet."""
    found = read(line, situation, where)
    assert found.act is None
    assert found.fields[field].question in found.questions
    return found.fields[field].question


# the line of the picture


def test_the_line_of_the_picture_is_a_call_with_a_promise():
    line = "called mette @halden re invoice; promise: send invoice by fri"
    assert act_of(line, HALDEN_NOW) == Logged(
        1, "call", "both", "invoice", contact=1, promises=(NewPromise("send invoice", FRIDAY),)
    )


def test_every_field_of_the_picture_is_told_in_its_words():
    fields = read("called mette @halden re invoice; promise: send invoice by fri", HALDEN_NOW).fields
    told = {key: (found.value, found.source) for key, found in fields.items() if found.value}
    assert told == {
        "who": ("Halden Dairies › Mette Aal", "mette @halden"),
        "how": ("call, both ways, answered", "called"),
        "when": ("today, Mon 9 Mar 09:14", "now"),
        "about": ("invoice", "re invoice"),
        "answers": ("the mail of Tue 3 Mar (waited 3 d 4 h)", "any call does"),
        "promise": ("send invoice, by us, by Fri 13 Mar 17:00", "by fri"),
    }


def test_everything_that_a_line_can_say_is_in_the_act():
    line = "mail from mette @halden yesterday 3pm: thank you all #audit !praise; no reply needed"
    assert act_of(line) == Logged(
        1, "email", "in", "thank you all", at=at("2026-03-08 15:00"), contact=1, signal="praise", tags=("audit",)
    )
    fields = read(line).fields
    assert (fields["signal"].value, fields["tags"].value) == ("praise", "audit")
    assert (fields["reply"].value, fields["when"].value) == ("not needed", "yesterday, Sun 8 Mar 15:00")


def test_what_an_option_says_besides_the_line_is_in_the_act():
    act = act_of("called mette @halden", where=Given(agreement=7, outside=True))
    assert (act.agreement, act.outside) == (7, True)


# who


@pytest.mark.parametrize(
    ("line", "relationship", "contact"),
    [
        ("called mette", 1, 1),
        ("called mette@halden.example", 1, 1),
        ("called halden", 1, None),
        ('called @"halden dairies"', 1, None),
        ("called ana @orchard", 2, 3),
        ("called ana @ana@op.example", 2, 3),
        ("called diana", 3, 5),
        ("called halden @halden", 1, None),
        ("called c3", 2, 3),
        ("called r3", 3, None),
        ("called c4 @r3", 3, 4),
        ("called @r2", 2, None),
    ],
)
def test_a_part_of_a_name_an_address_or_an_id_says_who(line: str, relationship: int, contact: int | None):
    act = act_of(line)
    assert (act.relationship, act.contact) == (relationship, contact)


def test_accents_may_be_left_away_unless_somebody_is_written_so():
    there = (Someone(8, "Éloïse Dupré"), Someone(9, "Jürg Bö"))
    dupre = Party(7, "Café Lumière", "customer", "active", "ana", there)
    plain = Party(8, "Cafe Nord", "customer", "active", "ana", (Someone(10, "Eloise Berg"),))

    def who(line: str, *parties: Party) -> object:
        quick = parse(line, is_date=due_test(NOW, OFFICE))
        found = resolve(quick, People(parties), None, NOW, OFFICE).match
        return found and (found.party.id, found.contact and found.contact.id)

    assert who("called jurg bo", dupre, plain) == (7, 9)
    assert who("called @lumiere", dupre, plain) == (7, None)
    assert who("called eloise", dupre, plain) == (8, 10)
    assert who("called Éloïse", dupre, plain) == (7, 8)


def test_of_several_whom_a_name_fits_none_is_guessed():
    found = read("called ana")
    assert found.fields["who"].question == "which Ana? Ana Brink, Ana Ruiz (Vireo Labs), Ana Ruiz (Vireo Foods)"
    assert [match.contact.id for match in found.fields["who"].candidates if match.contact] == [3, 4, 6]
    assert found.match is None


def test_of_several_relationships_none_is_guessed():
    assert asked("called @vireo", "who") == "which Vireo? Vireo Labs, Vireo Foods"


def test_a_whole_name_wins_over_a_longer_one():
    people = People((HALDEN, replace(HALDEN, id=9, name="Halden Dairies North", contacts=())))
    quick = parse('called @"halden dairies"', is_date=due_test(NOW, OFFICE))
    assert resolve(quick, people, None, NOW, OFFICE).match == read("called @halden").match


def test_the_beginning_of_a_word_wins_over_its_middle():
    assert act_of("called ana @r3").contact == 4


def test_many_who_may_be_meant_are_counted():
    crowd = tuple(Someone(10 + n, f"Ana {n}") for n in range(9))
    people = People((replace(HALDEN, contacts=crowd),))
    quick = parse("called ana", is_date=due_test(NOW, OFFICE))
    found = resolve(quick, people, None, NOW, OFFICE)
    assert found.fields["who"].question == "which Ana? Ana 0, Ana 1, Ana 2, Ana 3 and 5 more"


def test_a_contact_and_a_relationship_of_one_name_are_two():
    people = People((replace(VIREO, name="Mette Design"), HALDEN))
    quick = parse("called mette", is_date=due_test(NOW, OFFICE))
    found = resolve(quick, people, None, NOW, OFFICE)
    assert found.fields["who"].question == "which Mette? Mette Design, Mette Aal"


def test_a_person_who_is_a_relationship_is_its_contact():
    people = People((replace(HALDEN, name="Mette Aal"),))
    quick = parse("called mette", is_date=due_test(NOW, OFFICE))
    found = resolve(quick, people, None, NOW, OFFICE)
    assert found.act is not None
    assert found.act.contact == 1


def test_an_unknown_name_is_asked():
    assert asked("called xyz", "who") == "Nobody is called 'xyz'."
    assert asked("called @xyz", "who") == "No relationship is called 'xyz'."


def test_an_unknown_contact_is_asked_with_those_who_are_there():
    assert asked("called bob @halden", "who") == (
        "Nobody at Halden Dairies is called 'bob'. There is Mette Aal, Ida Storm."
    )


def test_nobody_named_is_asked_unless_one_stands_somewhere():
    assert asked("called re x", "who") == NOBODY
    assert act_of("called re x", where=Given(1, "Mette Aal")).contact == 1
    assert read("called re x", where=Given(1, "Mette Aal")).fields["who"].source == HERE


def test_where_one_stands_narrows_a_contact_who_is_as_well_known_elsewhere():
    assert act_of("called ana", where=Given(3)).contact == 4
    assert act_of("called ana", where=Given(2)).contact == 3
    assert "which Ana?" in asked("called ana", "who", where=Given(1))


def test_a_better_fit_elsewhere_is_taken_from_anywhere():
    assert act_of("called diana", where=Given(2)).relationship == 3


def test_a_contact_of_where_one_stands_is_left_away_when_another_is_named():
    act = act_of("called @orchard", where=Given(1, "Mette Aal"))
    assert (act.relationship, act.contact) == (2, None)


# how


def test_how_it_was_is_asked_where_the_line_has_no_verb():
    assert asked("@halden the invoice", "how") == NO_HOW
    assert asked("@halden wrote: hello", "how") == WHO_WROTE


def test_where_one_stands_says_how_it_was_only_there():
    where = Given(1, channel="email", wait="w1")
    assert act_of("re invoice", HALDEN_NOW, where).direction == "out"
    assert asked("@orchard re invoice", "how", HALDEN_NOW, where) == NO_HOW


def test_a_missed_call_of_ours_waits_for_nobody_and_one_of_theirs_waits_for_us():
    ours, theirs = act_of("called mette, no answer"), act_of("missed call from mette")
    assert (ours.direction, ours.missed, ours.opens) == ("out", True, False)
    assert (theirs.direction, theirs.missed, theirs.opens) == ("in", True, True)


def test_a_note_needs_its_words():
    assert asked("note @halden", "about") == NO_NOTE
    assert act_of("note: prefers mornings @halden").text == "prefers mornings"


KNOWN = [*ALL, *(replace(how, no_reply=True) for how in ALL if how.direction == "in")]


@pytest.mark.parametrize("how", KNOWN, ids=in_words)
def test_how_it_was_is_read_back_from_its_words(how: How):
    assert read_how(in_words(how)) == how
    assert how.question == ""


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("call", How("call", "both")),
        ("phone, answered", How("call", "both")),
        ("call in", How("call", "both")),
        ("mail in fyi", How("email", "in", no_reply=True)),
        ("Meeting", How("meeting", "both")),
        ("to them", How(None, "out")),
        ("missed", How(None, None, True)),
        ("call out, call", How("call", "both")),
        ("mail call", None),
        ("smoke", None),
        ("", How()),
    ],
)
def test_a_few_words_say_how_it_was(text: str, how: How | None):
    assert read_how(text) == how


def test_what_does_not_say_all_is_asked_with_what_it_may_be():
    assert How("email").question == WHO_WROTE
    assert [each.direction for each in How("email").choices] == ["out", "in"]
    assert How("call", None, True).question == WHO_CALLED
    assert all(each.missed for each in How("call", None, True).choices)
    assert How("meeting", "out", True).question == ONLY_CALLS


def test_a_call_missed_both_ways_is_asked():
    assert How("call", "both", True).question == WHO_CALLED


# when


def test_what_happened_now_has_no_moment_of_its_own():
    assert act_of("called mette").at is None
    assert act_of("called mette today").at is None


def test_what_is_still_to_come_did_not_happen():
    assert "still to come" in asked("called mette on tomorrow re x", "when")


def test_a_date_of_two_meanings_is_asked_with_both():
    assert "several ways" in asked("called mette on 5/6 re x", "when")
    assert read("called mette on 5/6 re x").fields["when"].candidates == ("2025-06-05", "2025-05-06")


# what it answers


def test_an_answered_call_answers_all_that_waits_without_naming_any():
    found = read("called mette @halden", BOTH_WAIT)
    assert found.act is not None
    assert found.act.answers is None
    assert found.fields["answers"].value == "all 2 that wait, first the mail of Tue 3 Mar (waited 3 d 4 h)"
    assert found.fields["answers"].source == "any call does"


def test_a_mail_of_ours_answers_the_only_wait():
    found = read("emailed @halden", HALDEN_NOW)
    assert found.act is not None
    assert found.act.answers == "w1"
    assert found.fields["answers"].value == "the mail of Tue 3 Mar (waited 3 d 4 h)"


def test_a_mail_of_ours_answers_the_only_wait_of_its_contact():
    assert act_of("emailed ida @halden", BOTH_WAIT).answers == "w2"
    assert act_of("emailed mette @halden", BOTH_WAIT).answers == "w1"


def test_only_what_waits_for_a_reply_is_answered():
    promise = replace(SECOND, kind="promise", id="p1")
    assert act_of("emailed @halden", replace(HALDEN_NOW, open=(promise, FIRST))).answers == "w1"


def test_of_several_waits_none_is_guessed():
    assert asked("emailed @halden", "answers", BOTH_WAIT) == (
        "which of 2? the mail of Tue 3 Mar, the mail of Fri 6 Mar, or none"
    )


def test_the_wait_on_whose_row_one_stands_is_answered():
    assert act_of("emailed @halden", BOTH_WAIT, Given(1, wait="w2")).answers == "w2"


@pytest.mark.parametrize(("words", "wait"), [("w2", "w2"), ("6 mar", "w2"), ("Tue 3 Mar", "w1"), ("none", None)])
def test_a_wait_is_named_by_its_id_or_its_words(words: str, wait: str | None):
    assert act_of("emailed @halden", BOTH_WAIT, Given(answers=words)).answers == wait


@pytest.mark.parametrize(
    ("line", "situation", "words", "told"),
    [
        ("emailed @halden", BOTH_WAIT, "mail", "which of 2?"),
        ("emailed @halden", BOTH_WAIT, "w9", "'w9' is nothing that waits."),
        ("emailed @orchard", BOTH_WAIT, "w1", "Nothing of theirs waits."),
        ("mail from mette @halden", BOTH_WAIT, "w1", "This answers nothing that waits."),
        ("tried to call mette @halden", BOTH_WAIT, "w1", "This answers nothing that waits."),
        ("note: x @halden", BOTH_WAIT, "w1", "This answers nothing that waits."),
        ("called @halden", BOTH_WAIT, "none", "Any call answers what waits."),
        ("called @orchard", BOTH_WAIT, "w1", "Nothing of theirs waits."),
    ],
)
def test_an_answer_that_cannot_be_is_asked(line: str, situation: Situation, words: str, told: str):
    assert asked(line, "answers", situation, Given(answers=words)).startswith(told)


@pytest.mark.parametrize(
    "line",
    [
        "mail from mette @halden",
        "tried to call mette @halden",
        "missed call from mette @halden",
        "note: x @halden",
        "emailed @halden on mon 2 mar",
        "called @halden on mon 2 mar",
        "emailed @orchard",
    ],
)
def test_what_cannot_be_an_answer_answers_nothing(line: str):
    found = read(line, HALDEN_NOW, Given(wait="w1"))
    assert found.act is not None
    assert (found.act.answers, found.fields["answers"].value) == (None, "")


def test_a_wait_had_lasted_until_what_answered_it():
    found = read("emailed @halden on fri 10:52", HALDEN_NOW)
    assert found.fields["answers"].value == "the mail of Tue 3 Mar (waited 2 d 6 h)"


# what comes of it


def test_promises_of_both_sides_are_made():
    act = act_of("called mette; promise: send quote by fri; theirs: signed contract by tomorrow 3pm")
    assert act.promises == (
        NewPromise("send quote", FRIDAY),
        NewPromise("signed contract", at("2026-03-10 15:00"), day_alone=False, by_us=False),
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("called mette; promise: send quote", "By when? 'send quote' has no date."),
        (
            "called mette; promise: send quote by last fri",
            "'last fri' is Fri 6 Mar 17:00, which is before it happened. Name a date that is still to come.",
        ),
        (
            "called mette on tue 3 mar; promise: send quote by last fri",
            "'last fri' is Fri 6 Mar 17:00, which is in the past. Name a date that is still to come.",
        ),
        (
            "called mette; promise: send quote by 5/6",
            "'5/6' can be read in several ways. Write 2026-06-05 or 2026-05-06.",
        ),
    ],
)
def test_a_promise_without_a_date_that_can_be_kept_is_asked(line: str, told: str):
    assert asked(line, "promise") == told


def test_a_holding_reply_asks_for_its_date():
    assert asked("emailed mette: I will get back to you", "promise") == BY_WHEN


def test_a_holding_reply_with_a_date_is_a_promise():
    act = act_of("emailed mette: I will get back to you by fri")
    assert act.promises == (NewPromise("get back to them", FRIDAY),)


def test_a_holding_reply_with_a_promise_of_ours_is_not_asked():
    act = act_of("emailed mette: I will get back to you; promise: answer by fri")
    assert [promise.text for promise in act.promises] == ["answer"]


def test_a_holding_reply_with_a_promise_of_theirs_alone_is_asked():
    assert asked("emailed mette: I will get back to you; theirs: x by fri", "promise") == BY_WHEN


def test_a_day_after_a_holding_reply_is_not_taken_for_the_day_it_was_said():
    assert "when you get back?" in asked("emailed mette: I will get back to you on friday", "when")


def test_what_they_say_they_will_do_is_no_promise_of_ours():
    assert act_of("mail from mette: I will get back to you").promises == ()


@pytest.mark.parametrize(
    ("line", "follow_up", "told"),
    [
        ("in 2 weeks: ask", NewFollowUp("ask", at("2026-03-23 17:00")), "ask, by Mon 23 Mar 17:00"),
        (
            "every 4 weeks: check in",
            NewFollowUp("check in", at("2026-04-06 17:00"), every="FREQ=WEEKLY;INTERVAL=4"),
            "check in, by Mon 6 Apr 17:00, every 4 weeks",
        ),
        (
            "every other fri: check in",
            NewFollowUp("check in", FRIDAY, every="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
            "check in, by Fri 13 Mar 17:00, every other Friday",
        ),
        (
            "every 5th of month: check in",
            NewFollowUp("check in", at("2026-04-06 00:00"), every="FREQ=MONTHLY;BYMONTHDAY=5"),
            "check in, by Sun 5 Apr, every month on the 5th",
        ),
        (
            "every last day of month: check in",
            NewFollowUp("check in", at("2026-03-31 17:00"), every="FREQ=MONTHLY;BYMONTHDAY=-1"),
            "check in, by Tue 31 Mar 17:00, every month on the last day",
        ),
        (
            "every working day: check in",
            NewFollowUp("check in", at("2026-03-10 17:00"), every="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
            "check in, by Tue 10 Mar 17:00, every working day",
        ),
        (
            "every month from tue 31 mar: check in",
            NewFollowUp("check in", at("2026-03-31 17:00"), every="FREQ=MONTHLY;BYMONTHDAY=31"),
            "check in, by Tue 31 Mar 17:00, every month on the 31st",
        ),
    ],
)
def test_a_follow_up_has_its_first_day(line: str, follow_up: NewFollowUp, told: str):
    found = read(f"called mette; follow up {line}")
    assert found.act is not None
    assert found.act.follow_ups == (follow_up,)
    assert found.fields["follow_up"].value == told


@pytest.mark.parametrize(("every", "day"), [("31st of month", "2026-05-31"), ("last day of month", "2026-04-30")])
def test_a_day_of_the_month_whose_work_is_over_is_that_of_the_next_month(every: str, day: str):
    evening = at("2026-03-31 18:00")
    quick = parse(f"called mette; follow up every {every}", is_date=due_test(evening, OFFICE))
    found = resolve(quick, PEOPLE, None, evening, OFFICE)
    assert found.act is not None
    assert OFFICE.date_of(found.act.follow_ups[0].due - 1).isoformat() == day


def test_a_working_day_is_never_at_a_week_end():
    friday = at("2026-03-13 09:00")
    quick = parse("called mette; follow up every working day", is_date=due_test(friday, OFFICE))
    found = resolve(quick, PEOPLE, None, friday, OFFICE)
    assert found.act is not None
    assert found.act.follow_ups[0].due == at("2026-03-16 17:00")


def test_a_follow_up_without_a_date_or_with_a_past_one_is_asked():
    assert asked("called mette; follow up: ask", "follow_up") == "When? 'ask' has no date."
    assert "before it happened" in asked("called mette; follow up on yesterday: ask", "follow_up")


def test_thanks_and_what_they_were_for_are_kept():
    act = act_of("met mette re audit; thanks for the referral")
    assert (act.gesture, act.text) == ("thanks", "audit; thanks for the referral")
    assert act_of("met mette; extra mile").gesture == "extra_mile"


def test_thanks_do_not_come_from_them():
    assert asked("mail from mette: done; thanks", "thanks") == THANKS_GO_OUT


def test_what_the_line_leaves_unclear_is_asked_first():
    found = read("called mette @halden @orchard")
    assert found.questions[0] == "Several relationships are named, @halden and @orchard. Write one line for each."
    assert found.fields["line"].question == found.questions[0]


def test_several_things_that_are_asked_leave_no_act():
    found = read("called mette @halden; promise: send it; follow up: ask")
    assert found.questions == ("By when? 'send it' has no date.", "When? 'ask' has no date.")
    assert found.act is None


# anything at all

WORDS = st.sampled_from(
    [
        "called", "emailed", "mail from", "note:", "mette", "ana", "@halden", "@vireo", "@nobody", "re", "invoice",
        "; promise: send it", "; theirs: pay", "by fri", "by 5/6", "by yesterday", "; follow up", "every 2 weeks",
        "in 1000 years", "on tomorrow", "yesterday", "; thanks", "!praise", "#x", "I will get back to you",
        "no answer", "31 feb", "every 31st of month",
    ]
)  # fmt: skip


LINES = st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=60)


@given(LINES, st.sampled_from([None, HALDEN_NOW, BOTH_WAIT]))
@example("", None)
@example("called mette; every 1000 years: x", None)
def test_a_line_comes_to_an_act_or_to_questions_and_never_to_both(line: str, situation: Situation | None):
    found = read(line, situation, Given(1, "Mette Aal", "email", "w1"))
    assert (found.act is None) == bool(found.questions)
    assert all(question.strip() for question in found.questions)
    if found.act is not None:
        assert all(promise.due > NOW for promise in found.act.promises)
        assert all(follow_up.due > NOW for follow_up in found.act.follow_ups)
        assert found.act.at is None or found.act.at <= NOW
