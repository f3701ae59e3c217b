"""The Log form as pure code: texts in, what will be stored out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.strategies import OFFICE, WORKDAY, at
from tests.domain.test_quickread import BOTH_WAIT, FIRST, FRIDAY, HALDEN, HALDEN_NOW, NOW, PEOPLE, VIREO
from tui.domain.acts import Logged, NewFollowUp, NewPromise
from tui.domain.honest import Look, LookBack, Room
from tui.domain.model import HOUR, Agreement
from tui.domain.people import People, Situation, Someone
from tui.domain.questions import Honestly, HowItStands, LoggedBefore, WhoIsThere, WrittenDown
from tui.domain.views import OpenRow
from tui.present.form import Begun, Reading
from tui.present.forms.around import Around
from tui.present.forms.log import EMPTY, LogForm
from tui.present.forms.logfields import TOO_LONG, read_who
from tui.present.lines import plain
from tui.present.paper import Paper

AROUND = Around(OFFICE, "ana", ("ana", "bo"))
PAPER = Paper(72, NOW, ZoneInfo("UTC"))
LINE = "called mette @halden re invoice; promise: send invoice by fri"
WEDNESDAY = at("2026-03-18 17:00")
RECORD = LookBack((0,) * 14 + (WORKDAY + 2 * HOUR,) * 6, 0, "own")
FULL = Look(FRIDAY, 5, 5, RECORD, 0.7, WEDNESDAY, 0.8, False, (Room("bo", 2, 5),))
REFUSED = replace(FULL, refused=True, offered=None, history=LookBack((0,) * 7, 3, "own"))
DEALS = (
    Agreement(7, 1, "Cold chain 2026", "", date(2026, 1, 1), None),
    Agreement(8, 1, "Training", "", date(2026, 1, 1), None),
)


class Desk:
    """Answers what a form wants until it wants nothing more."""

    def __init__(
        self,
        people: People = PEOPLE,
        look: Look | None = None,
        before: LoggedBefore | None = None,
        **known: Situation,
    ) -> None:
        self.people, self.look, self.before = people, look, before or LoggedBefore()
        self.known = {situation.relationship.id: situation for situation in known.values()}
        self.asked: list[object] = []

    def fill(self, begun: Begun, texts: Mapping[str, str]) -> Reading:
        """The reading once all is known; the questions are noted."""
        full = {spec.id: texts.get(spec.id, "") for spec in begun.form.fields}
        reading = begun.form.read(full, PAPER)
        while reading.wants is not None:
            self.asked.append(reading.wants)
            begun.form.know(reading.wants, self._answer(reading.wants))
            reading = begun.form.read(full, PAPER)
        return reading

    def _answer(self, question: object) -> object:
        if isinstance(question, HowItStands):
            party = next(party for party in self.people.parties if party.id == question.relationship)
            plainly = replace(HALDEN_NOW.relationship, id=party.id, name=party.name)
            return self.known.get(party.id) or Situation(plainly, (), ())
        if isinstance(question, Honestly):
            room = Look(question.asked, 1, 5, LookBack(), None, None, None, False, ())
            return replace(self.look, asked=question.asked) if self.look else room
        if isinstance(question, WrittenDown):
            return self.before
        return self.people


def opened(row: OpenRow | None = None, subject: tuple[int, str] | None = None, *, line: bool = True) -> Begun:
    """The form as a key opens it."""
    return LogForm.begun(AROUND, row=row, subject=subject, line=line)


def filled(desk: Desk | None = None, begun: Begun | None = None, **texts: str) -> Reading:
    """What texts are read as; the desk knows of one open wait at Halden."""
    return (desk or Desk(halden=HALDEN_NOW)).fill(begun or opened(), texts)


def logged(reading: Reading) -> Logged:
    """The one act of a form that can be saved."""
    assert [(key, said.wrong) for key, said in reading.said.items() if said.wrong] == []
    assert len(reading.acts) == 1
    return cast(Logged, reading.acts[0])


def wrong(reading: Reading) -> dict[str, str]:
    """What is wrong about each field of a form that cannot be saved."""
    assert reading.acts == ()
    return {key: said.wrong for key, said in reading.said.items() if said.wrong}


def notes(reading: Reading) -> list[str]:
    """The notes under the fields."""
    return [plain(line) for line in reading.notes]


# the picture


def test_the_fields_are_those_of_the_picture_word_for_word():
    reading = filled(line=LINE)
    rows = {key: (said.value, said.source) for key, said in reading.said.items()}
    assert rows == {
        "line": ("", ""),
        "who": ("Halden Dairies › Mette Aal", "mette @halden"),
        "how": ("call, both ways, answered", "called"),
        "when": ("today, Mon 9 Mar 09:14", "now"),
        "about": ("invoice", "re invoice"),
        "answers": ("the mail of Tue 3 Mar (waited 3 d 4 h)", "any call does"),
        "promise": ("send invoice, by us, by Fri 13 Mar 17:00", "by fri"),
        "follow_up": ("none", ""),
        "thanks": ("none", ""),
        "also": ("none", ""),
    }
    assert {key for key, said in reading.said.items() if said.quiet} == {"follow_up", "thanks", "also"}
    assert logged(reading) == Logged(
        1, "call", "both", "invoice", contact=1, promises=(NewPromise("send invoice", FRIDAY),)
    )


def test_the_honest_look_is_that_of_the_picture():
    reading = filled(Desk(look=FULL), line=LINE)
    assert notes(reading) == ["▲ 5 promises of yours are due that week, you have room for 5."]
    assert reading.better is not None
    assert f"{reading.better.label} {reading.better.told}." == "Wed 18 Mar would hold 4 times in 5."


def test_the_better_date_is_put_into_the_promise_and_not_weighed_again():
    desk, begun = Desk(look=FULL), opened()
    better = desk.fill(begun, {"line": LINE}).better
    assert better is not None
    assert better.texts == {"promise": "send invoice by Wed 18 Mar"}
    reading = desk.fill(begun, {"line": LINE, **better.texts})
    assert logged(reading).promises == (NewPromise("send invoice", WEDNESDAY),)
    assert notes(reading) == ["Wed 18 Mar would hold 4 times in 5"]
    assert [each for each in desk.asked if isinstance(each, Honestly)] == [Honestly(FRIDAY, "ana")]


def test_it_asks_who_is_there_then_how_it_stands_then_honestly():
    desk = Desk()
    filled(desk, line=LINE)
    again = WrittenDown("invoice", "call")
    assert desk.asked == [WhoIsThere(), HowItStands(1), Honestly(FRIDAY, "ana"), again]


def test_nothing_is_saved_before_it_is_known_how_it_stands():
    begun = opened()
    assert begun.form.read({"line": LINE}, PAPER).acts == ()
    begun.form.know(WhoIsThere(), PEOPLE)
    reading = begun.form.read({"line": LINE}, PAPER)
    assert (reading.wants, reading.acts) == (HowItStands(1), ())


def test_a_better_date_leaves_the_other_promises_as_they_are():
    line = 'called mette; theirs: pay; promise: send "a; b" by fri; theirs: sign by mon'
    reading = filled(Desk(look=FULL), line=line.replace("theirs: pay; ", "theirs: pay by thu; "))
    assert reading.better is not None
    typed = reading.better.texts["promise"]
    assert logged(filled(line="called mette", promise=typed)).promises == tuple(
        replace(promise, due=WEDNESDAY) if promise.by_us else promise for promise in logged(reading).promises
    )


def test_a_better_date_for_a_holding_reply_makes_its_promise():
    desk, begun = Desk(look=FULL), opened()
    line = "emailed mette: I will get back to you by fri"
    better = desk.fill(begun, {"line": line}).better
    assert better is not None
    assert better.texts == {"promise": "get back to them by Wed 18 Mar"}


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (replace(FULL, week_count=2), ["▲ 14 of 20 of yours were kept on time, the late ones by 1 d 2 h."]),
        (
            replace(REFUSED, week_count=0, history=LookBack((0,) * 7, 3, "team")),
            ["▲ 3 of 10 of the team's were not kept, so no other date is offered."],
        ),
        (
            replace(REFUSED, week_count=1, capacity=1),
            [
                "▲ 1 promise of yours is due that week, you have room for 1.",
                "  3 of 10 of yours were not kept, so no other date is offered.",
            ],
        ),
        (replace(FULL, week_count=3, offered=None), ["room: 3 of 5 that week"]),
    ],
)
def test_a_look_says_only_what_it_found(look: Look, told: list[str]):
    reading = filled(Desk(look=look), line=LINE)
    assert notes(reading) == told
    assert (reading.better is None) == (look.offered is None)


def test_promises_of_theirs_are_not_weighed():
    desk = Desk(look=FULL)
    assert notes(filled(desk, line="called mette; theirs: pay by fri")) == []
    assert desk.asked == [WhoIsThere(), HowItStands(1)]


# where it opens


def test_a_line_opens_with_the_cursor_in_it():
    begun = opened(FIRST)
    assert (begun.at, begun.about) == ("line", 1)


@pytest.mark.parametrize(
    ("row", "subject", "field"),
    [
        (FIRST, None, "about"),
        (replace(FIRST, kind="silence", id="r1", contact=""), None, "how"),
        (None, (1, "Halden Dairies"), "how"),
        (None, None, "who"),
    ],
)
def test_the_fields_open_at_the_first_that_nothing_fills(
    row: OpenRow | None, subject: tuple[int, str] | None, field: str
):
    assert opened(row, subject, line=False).at == field


def test_on_a_waiting_row_a_word_is_enough():
    desk = Desk(halden=BOTH_WAIT)
    reading = filled(desk, opened(FIRST, line=False), about="sent the corrected invoice")
    assert logged(reading) == Logged(1, "email", "out", "sent the corrected invoice", contact=1, answers="w1")
    assert [reading.said[key].source for key in ("who", "how", "answers")] == ["where you are"] * 3


def test_a_call_that_waits_is_answered_by_a_call():
    reading = filled(begun=opened(replace(FIRST, channel="call"), line=False), about="x")
    assert (logged(reading).channel, logged(reading).direction) == ("call", "both")


def test_a_line_says_by_itself_how_it_was():
    reading = filled(begun=opened(FIRST), line="promise: send invoice by fri")
    assert reading.acts == ()
    assert (reading.wrong, notes(reading)[0]) == ("how", "still to say: how it was")


def test_a_line_about_somebody_else_leaves_the_row():
    act = logged(filled(begun=opened(FIRST), line="emailed ana @orchard"))
    assert (act.relationship, act.contact, act.answers) == (2, 3, None)


def test_a_promise_row_gives_its_relationship_alone():
    row = replace(FIRST, kind="promise", id="p1", contact="Mette Aal")
    assert logged(filled(begun=opened(row), line="called re x")).contact is None


@pytest.mark.parametrize(("line", "field"), [(True, "line"), (False, "about")])
def test_an_empty_form_says_what_it_wants_and_is_not_saved(line: bool, field: str):
    reading = filled(begun=opened(FIRST, line=line), line="  ")
    assert wrong(reading) == {field: EMPTY}
    assert reading.wrong == field


# fields over the line


@pytest.mark.parametrize(
    ("texts", "change"),
    [
        ({"who": "ana @orchard"}, {"relationship": 2, "contact": 3}),
        ({"who": "Orchard & Pell › Ana Brink"}, {"relationship": 2, "contact": 3}),
        ({"who": "ida"}, {"contact": 2}),
        ({"how": "meeting"}, {"channel": "meeting"}),
        ({"how": "call, to them, nobody answered"}, {"direction": "out", "missed": True}),
        ({"how": "missed call"}, {"direction": "in", "missed": True, "opens": True}),
        ({"how": "wrote"}, {"channel": "email", "direction": "out", "answers": "w1"}),
        ({"how": "mail in"}, {"channel": "email", "direction": "in", "opens": True}),
        ({"how": "mail in, no reply needed"}, {"channel": "email", "direction": "in"}),
        ({"when": "yesterday 3pm"}, {"at": at("2026-03-08 15:00")}),
        ({"when": "on fri 10:00"}, {"at": at("2026-03-06 10:00")}),
        ({"about": "the audit; again"}, {"text": "the audit; again"}),
        ({"promise": "none"}, {"promises": ()}),
        ({"promise": "wed 18 mar"}, {"promises": (NewPromise("send invoice", WEDNESDAY),)}),
        ({"promise": "by wed 18 mar"}, {"promises": (NewPromise("send invoice", WEDNESDAY),)}),
        ({"promise": "call back by wed 18 mar"}, {"promises": (NewPromise("call back", WEDNESDAY),)}),
        ({"promise": "theirs: pay by fri"}, {"promises": (NewPromise("pay", FRIDAY, by_us=False),)}),
        ({"follow_up": "in 2 weeks: ask"}, {"follow_ups": (NewFollowUp("ask", at("2026-03-23 17:00")),)}),
        ({"follow_up": "fri"}, {"follow_ups": (NewFollowUp("follow up", FRIDAY),)}),
        ({"follow_up": "none"}, {"follow_ups": ()}),
        ({"thanks": "thanks"}, {"gesture": "thanks"}),
        ({"thanks": "yes"}, {"gesture": "thanks"}),
        ({"thanks": "for the referral"}, {"gesture": "thanks", "text": "invoice; thanks for the referral"}),
        ({"thanks": "extra mile"}, {"gesture": "extra_mile"}),
        ({"also": "!praise #audit #q1"}, {"signal": "praise", "tags": ("audit", "q1")}),
        ({"also": "complaint"}, {"signal": "complaint"}),
    ],
    ids=lambda part: "; ".join(f"{key}: {text}" for key, text in part.items()),
)
def test_what_is_typed_in_a_field_wins_over_the_line(texts: dict[str, str], change: dict[str, object]):
    reading = filled(line=LINE, **texts)
    assert logged(reading) == replace(logged(filled(line=LINE)), **change)  # type: ignore[arg-type]
    assert all(reading.said[key].source == "" for key in texts)


def test_fields_alone_say_all_that_a_line_can():
    fields = {"who": "mette @halden", "how": "call", "about": "invoice", "promise": "send invoice by fri"}
    assert logged(filled(**fields)) == logged(filled(line=LINE))


def test_a_direction_alone_turns_what_the_line_says():
    act = logged(filled(line="emailed mette", how="from them"))
    assert (act.channel, act.direction) == ("email", "in")


def test_marks_of_the_line_and_of_the_field_are_both_kept():
    act = logged(filled(line="called mette #audit #q1 !praise", also="#q1 #late"))
    assert (act.signal, act.tags) == ("praise", ("audit", "q1", "late"))


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("mette @halden", ("mette", "halden")),
        ('mette @"Halden Dairies"', ("mette", "Halden Dairies")),
        ("@halden dairies", (None, "halden dairies")),
        ("mette@halden.example", ("mette@halden.example", None)),
        ("Halden Dairies › Mette Aal", ("Mette Aal", "Halden Dairies")),
        ("Halden Dairies ›", (None, "Halden Dairies")),
        ('"mette"', ("mette", None)),
    ],
)
def test_who_is_typed_as_shown_or_as_in_the_line(text: str, who: tuple[str | None, str | None]):
    contact, relationship = read_who(text)
    assert (contact and contact.text, relationship and relationship.text) == who


# agreements

UNDER = replace(HALDEN_NOW, agreements=DEALS)


@pytest.mark.parametrize(
    ("text", "agreement", "outside", "value"),
    [
        ("cold chain", 7, False, "Cold chain 2026"),
        ("g8", 8, False, "Training"),
        ("g8, outside", 8, True, "Training, outside its terms"),
        ("!complaint training outside its terms", 8, True, "complaint, Training, outside its terms"),
    ],
)
def test_it_is_tied_to_an_agreement(text: str, agreement: int, outside: bool, value: str):
    reading = filled(Desk(halden=UNDER), line=LINE, also=text)
    assert (logged(reading).agreement, logged(reading).outside) == (agreement, outside)
    assert reading.said["also"].value == value


def test_outside_alone_is_enough_where_there_is_one_agreement():
    reading = filled(Desk(halden=replace(HALDEN_NOW, agreements=DEALS[:1])), line=LINE, also="outside")
    assert (logged(reading).agreement, logged(reading).outside) == (7, True)


@pytest.mark.parametrize(
    ("text", "situation", "told"),
    [
        ("outside", UNDER, "which agreement? Cold chain 2026, Training"),
        ("in", UNDER, "which agreement? Cold chain 2026, Training"),
        ("lease", UNDER, "No agreement is called 'lease'."),
        ("outside", HALDEN_NOW, "Nothing was agreed with them yet."),
        ("!happy", UNDER, "There is no !happy. Write !complaint, !praise or !referral."),
    ],
)
def test_an_agreement_that_is_not_clear_is_asked(text: str, situation: Situation, told: str):
    assert wrong(filled(Desk(halden=situation), line=LINE, also=text)) == {"also": told}


# several, and long ones


def test_every_promise_and_follow_up_is_told_whole():
    promised = "promise: send it by fri; theirs: pay by fri"
    line = f"called mette; {promised}; follow up mon: ask; follow up every 2 weeks: call"
    reading = filled(Desk(look=replace(FULL, week_count=0, offered=None)), line=line)
    assert reading.said["promise"].value == "send it, by us, by Fri 13 Mar 17:00, 1 more below"
    assert reading.said["follow_up"].value == "ask, by Mon 16 Mar 17:00, 1 more below"
    assert notes(reading) == [
        "promise     pay, by them, by Fri 13 Mar 17:00",
        "follow-up   call, by Mon 23 Mar 17:00, every 2 weeks",
        "room: 0 of 5 that week",
    ]


def test_a_long_promise_keeps_its_date_in_view():
    reading = filled(line=f"called mette; promise: {'send the corrected invoice ' * 4}by fri")
    assert reading.said["promise"].value == "send the corrected invoice se..., by us, by Fri 13 Mar 17:00"
    assert len(reading.said["promise"].value) == PAPER.width - 12


# what is asked


def test_an_ambiguous_name_is_asked_at_its_field_with_its_candidates():
    reading = filled(line="called ana re x")
    assert wrong(reading) == {"who": "which Ana? Ana Brink, Ana Ruiz (Vireo Labs), Ana Ruiz (Vireo Foods)"}
    assert reading.wrong == "who"
    shown = [(choice.text, choice.shown, choice.more) for choice in reading.said["who"].choices]
    assert shown[:2] == [
        ("Ana Brink @Orchard & Pell", "Ana Brink", "Orchard & Pell"),
        ("Ana Ruiz @Vireo Labs", "Ana Ruiz", "Vireo Labs"),
    ]


def test_a_chosen_candidate_is_the_one_that_is_meant():
    reading = filled(line="called ana re x")
    chosen = [logged(filled(line="called ana re x", who=each.text)) for each in reading.said["who"].choices]
    assert [act.contact for act in chosen] == [3, 4, 6]


def test_candidates_of_one_name_are_chosen_by_id():
    twin = replace(VIREO, id=9, contacts=(Someone(11, "Ana Ruiz"), Someone(12, "Ana Ruiz")))
    people = People((VIREO, twin))
    reading = filled(Desk(people), line="called ana ruiz")
    texts = [choice.text for choice in reading.said["who"].choices]
    assert texts == ["c4 @r3", "c11 @r9", "c12 @r9"]
    assert [logged(filled(Desk(people), line="called x", who=text)).contact for text in texts] == [4, 11, 12]


def test_never_more_than_twelve_are_offered():
    crowd = People(tuple(replace(HALDEN, id=n, name=f"Acme {n}") for n in range(1, 40)))
    assert len(filled(Desk(crowd), line="called @acme").said["who"].choices) == 12
    assert len(filled(Desk(crowd), line="called").said["who"].choices) == 12


def test_the_people_at_hand_are_offered_first():
    choices = filled(begun=opened(FIRST), line="called").said["who"].choices
    assert [choice.text for choice in choices[:3]] == [
        "Mette Aal @Halden Dairies", "Ida Storm @Halden Dairies", "@Halden Dairies",
    ]  # fmt: skip


def test_every_way_that_is_offered_is_read():
    for choice in filled(line="called mette").said["how"].choices:
        reading = filled(line="called mette re x", how=choice.text)
        assert reading.said["how"].value == choice.shown == choice.text
        logged(reading)


def test_several_waits_are_asked_and_each_can_be_chosen():
    desk = Desk(halden=BOTH_WAIT)
    reading = filled(desk, line="emailed @halden re x")
    assert wrong(reading) == {"answers": "which of 2? the mail of Tue 3 Mar, the mail of Fri 6 Mar, or none"}
    texts = [choice.text for choice in reading.said["answers"].choices]
    assert texts == ["w1", "w2", "none"]
    chosen = [logged(filled(desk, line="emailed @halden re x", answers=text)).answers for text in texts]
    assert chosen == ["w1", "w2", None]


def test_a_date_of_two_meanings_offers_both():
    reading = filled(line="called mette on 5/6 re x")
    assert [choice.text for choice in reading.said["when"].choices] == ["2025-06-05", "2025-05-06"]
    assert list(wrong(reading)) == ["when"]


def test_a_chosen_date_leaves_the_rest_of_its_field():
    desk = Desk()
    line = "called mette; follow up in 2 weeks: ask; follow up by 5/6: call"
    texts = [choice.text for choice in filled(desk, line=line).said["follow_up"].choices]
    chosen = [logged(filled(desk, line=line, follow_up=text)).follow_ups for text in texts]
    ask = NewFollowUp("ask", at("2026-03-23 17:00"))
    assert chosen == [
        (ask, NewFollowUp("call", at("2026-06-05 17:00"))),
        (ask, NewFollowUp("call", at("2026-05-06 17:00"))),
    ]
    line = "called mette; promise: send quote by fri; theirs: pay by 5/6"
    text = filled(desk, line=line).said["promise"].choices[0].text
    assert [promise.due for promise in logged(filled(desk, line=line, promise=text)).promises] == [
        FRIDAY, at("2026-06-05 17:00"),
    ]  # fmt: skip


def test_a_date_that_belongs_to_no_promise_yet_is_chosen_alone():
    line = "emailed mette: I will get back to you by 5/6"
    text = filled(line=line).said["promise"].choices[0].text
    assert logged(filled(line=line, promise=text)).promises == (
        NewPromise("get back to them", at("2026-06-05 17:00")),
    )


def test_a_holding_reply_asks_by_when_and_a_day_is_enough():
    line = "emailed mette @halden: I will get back to you"
    assert wrong(filled(line=line)) == {"promise": "By when? You said you would get back."}
    assert logged(filled(line=line, promise="fri")).promises == (NewPromise("get back to them", FRIDAY),)


def test_a_day_alone_promises_nothing_where_nothing_was_said():
    assert wrong(filled(line="called mette", promise="fri")) == {
        "promise": "What is promised by fri? Write it before the date."
    }


def test_what_is_missing_is_said_quietly_and_in_the_way():
    reading = filled(line="re invoice")
    assert wrong(reading) == {}
    assert (reading.wrong, notes(reading)) == ("who", ["still to say: with whom, how it was"])


@pytest.mark.parametrize(
    ("texts", "field", "told"),
    [
        ({"who": "xyz"}, "who", "Nobody is called 'xyz'."),
        ({"who": "@xyz"}, "who", "No relationship is called 'xyz'."),
        ({"how": "smoke"}, "how", "'smoke' is no way to be in touch."),
        ({"how": "call, missed"}, "how", "Did they call, or did we?"),
        ({"how": "mail"}, "how", "Did they write, or did we?"),
        ({"how": "meeting, missed"}, "how", "Only a call can be missed."),
        ({"when": "tomorrow"}, "when", "'tomorrow' is Tue 10 Mar 12:00, which is still to come."),
        ({"when": "someday"}, "when", "'someday' is no date"),
        ({"promise": "send it"}, "promise", "By when? 'send it' has no date."),
        ({"promise": "send it by yesterday"}, "promise", "'yesterday' is Sun 8 Mar, which is before it happened."),
        ({"promise": "send it by fri; what"}, "promise", "More is said here than belongs here."),
        ({"promise": "send it by fri; follow up mon"}, "promise", "More is said here than belongs here."),
        ({"follow_up": "mon: ask; promise: x by fri"}, "follow_up", "More is said here than belongs here."),
        ({"thanks": "thanks; promise: x by fri"}, "thanks", "More is said here than belongs here."),
        ({"follow_up": "ask"}, "follow_up", "When? 'ask' has no date."),
        ({"follow_up": "every blue moon: ask"}, "follow_up", "'every blue moon"),
        ({"answers": "w9"}, "answers", "Nothing of theirs waits."),
        ({"how": "note", "about": " "}, "about", "What is the note?"),
        ({"how": "mail in", "thanks": "thanks"}, "thanks", "This came from them"),
    ],
    ids=lambda part: "; ".join(f"{k}: {v}" for k, v in part.items()) if isinstance(part, dict) else "",
)
def test_bad_input_is_refused_in_clear_words_at_its_field(texts: dict[str, str], field: str, told: str):
    reading = filled(Desk(), line="called mette @halden", **texts)
    assert list(wrong(reading)) == [field]
    assert reading.said[field].wrong.startswith(told)
    assert reading.wrong == field


@pytest.mark.parametrize("line", ["called mette @halden @orchard", "called mette; hello there", "!happy", ";"])
def test_a_line_that_cannot_be_read_says_so_in_the_line(line: str):
    assert "line" in wrong(filled(line=line))


# a lot of text


def test_a_million_letters_in_a_line_are_refused_without_reading_them():
    assert wrong(filled(line="called mette; " * 75_000))["line"] == TOO_LONG


def test_a_million_letters_in_about_are_kept():
    text = "the invoice. " * 75_000
    assert logged(filled(line="called mette", about=text)).text == text.strip()


@given(
    st.dictionaries(
        st.sampled_from([spec.id for spec in LogForm(AROUND).fields]),
        st.sampled_from(["ana", "mette @halden", "call", "fri", "thanks", LINE, "in 2 weeks: ask", "none", "!x"])
        | st.text(max_size=30),
    )
)
def test_a_form_can_be_saved_or_says_where_it_cannot(texts: dict[str, str]):
    reading = filled(Desk(halden=BOTH_WAIT), **texts)
    assert bool(reading.acts) != bool(reading.wrong)
    assert reading.wrong in ("", *reading.said)
    assert bool(reading.acts) <= (not any(said.wrong for said in reading.said.values()))


def test_the_third_time_it_asks_whether_that_is_written_down_and_saves_all_the_same():
    before = LoggedBefore(2, NOW - 30 * 24 * HOUR)
    reading = filled(Desk(halden=HALDEN_NOW, before=before), line="called mette @halden re invoice")
    assert notes(reading) == ["Logged twice since Sat 7 Feb. Have you written this down?"]
    assert reading.acts


def test_what_was_not_logged_before_or_says_nothing_is_asked_nothing():
    desk = Desk(halden=HALDEN_NOW)
    assert notes(filled(desk, line="called mette @halden re invoice")) == []
    silent = Desk(halden=HALDEN_NOW, before=LoggedBefore(2, NOW))
    filled(silent, line="called mette @halden")
    assert not [each for each in silent.asked if isinstance(each, WrittenDown)]
