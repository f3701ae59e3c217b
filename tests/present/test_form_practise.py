"""Putting in practice: what the form proposes, what may be typed instead, and the one act it makes."""

from __future__ import annotations

from dataclasses import replace

from tests.domain.booked import BOOKED
from tests.present.small_forms import AROUND, FULL, PAPER, at_day, looked, notes, read
from tui.domain.acts import NewPromise
from tui.domain.audit import Audit, Costs
from tui.domain.auditacts import Pledged, Practised
from tui.domain.practice import Hurt
from tui.present.form import Begun, Reading
from tui.present.forms.practise import MOST_PROMISES, PractiseForm

HURT = Hurt(((5, "Halden Dairies", 9.2), (6, "Tidewater", 5.0)), "late replies about slots")
AUDIT = replace(BOOKED, id=3, version=2)


def form(audit: Audit = AUDIT, hurt: Hurt = HURT) -> Begun:
    """The form for an audit."""
    return PractiseForm.begun(audit, hurt, Costs(), AROUND, PAPER.now)


def act(reading: Reading) -> Practised:
    """What saving does."""
    (found,) = reading.acts
    assert isinstance(found, Practised)
    return found


def to_do(reading: Reading) -> list[tuple[str, str | None]]:
    """What is to be done, and by whom."""
    return [(one.text, one.owner) for one in act(reading).follow_ups]


def test_one_key_is_enough_all_else_is_proposed() -> None:
    begun = form()
    labels = [spec.label for spec in begun.form.fields]
    assert labels[:6] == ["owner", "purpose", "scope", "exceptions", "it worked", "to do 1"]
    found = act(read(begun))
    assert (found.audit.owner, found.audit.scope) == ("ana", "from: somebody wants to try it to: the session")
    assert found.audit.exceptions == "the session: 30 would do. Then ask ana."
    assert found.audit.works == "it takes 34 min each time, no longer 82"
    assert found.audit.steps == AUDIT.steps
    assert [one.due for one in found.follow_ups] == sorted(one.due for one in found.follow_ups)
    assert len(found.follow_ups) == 5
    assert found.promises == ()


def test_each_line_shows_its_day_and_who_does_it() -> None:
    said = read(form()).said["todo0"]
    assert (said.value, said.source) == ("Tue 10 Mar  stop: phone tag", "ana")


def test_a_line_takes_another_day_other_words_or_another_person_or_is_left_out() -> None:
    reading = read(form(), todo0="no", todo1="bo: fri", todo2="ask for a quote by 17 mar", todo3="cleo:")
    assert to_do(reading) == [
        ("build: link to slots (3 h)", "bo"),
        ("ask for a quote", "ana"),
        ("write down: chase the questionnaire", "cleo"),
        ("hand over: chase the questionnaire", "ana"),
    ]
    assert act(reading).follow_ups[0].due == at_day("13 Mar")
    assert reading.said["todo1"].source == "bo"


def test_words_before_a_colon_that_are_nobodys_name_are_words() -> None:
    assert to_do(read(form(), todo0="tell: everybody"))[0] == ("tell: everybody", "ana")


def test_whoever_owns_it_is_given_what_is_to_be_done() -> None:
    reading = read(form(), owner="bo", todo1="ana:")
    assert act(reading).audit.owner == "bo"
    assert [who for _, who in to_do(reading)] == ["bo", "ana", "bo", "bo", "bo"]
    assert read(form(), owner="nobody").wrong == "owner"


def test_a_day_that_is_past_is_refused() -> None:
    reading = read(form(), todo0="1 mar 2025")
    assert reading.wrong == "todo0"
    assert not reading.acts


def test_what_was_written_before_stands_in_its_field() -> None:
    begun = form(replace(AUDIT, purpose="nobody waits", works="no mail of this sort"))
    assert begun.texts == {"purpose": "nobody waits", "works": "no mail of this sort"}
    assert act(read(begun)).audit.purpose == "nobody waits"


def test_a_promise_to_somebody_whom_it_hurts_is_made_with_it() -> None:
    begun = form()
    assert [spec.label for spec in begun.form.fields[-2:]] == ["Halden Dairies", "Tidewater"]
    reading = looked(begun, promise0="slots within a day by fri")
    promise = NewPromise("slots within a day", at_day("13 Mar"), by_us=True)
    assert act(reading).promises == (Pledged(5, promise),)
    assert "1 promise" in notes(reading)[-1]


def test_a_promise_in_a_full_week_is_said_to_be_one_too_many() -> None:
    reading = looked(form(), FULL, promise0="slots within a day by fri")
    assert any("6 promises, you have room for 5" in note for note in notes(reading))


def test_a_promise_needs_a_date_and_words() -> None:
    assert read(form(), promise0="open slots").said["promise0"].wrong == "By when? Such as by fri."
    assert read(form(), promise0="by fri").said["promise0"].wrong == "What is promised?"
    assert read(form(), promise1="slots by 1 mar 2025").wrong == "promise1"


def test_only_those_whom_it_hurts_most_are_asked_about() -> None:
    many = Hurt(tuple((ident, f"number {ident}", 1.0) for ident in range(1, 9)))
    fields = [spec.id for spec in form(hurt=many).form.fields if spec.id.startswith("promise")]
    assert len(fields) == MOST_PROMISES
    assert not any(spec.id.startswith("promise") for spec in form(hurt=Hurt()).form.fields)


def test_the_note_names_all_that_is_made() -> None:
    assert notes(read(form()))[-1] == (
        "The procedure, 5 follow-ups and a review of the minutes on Wed 8 Apr and Sun 7 Jun."
    )
    dropped = replace(AUDIT, steps=AUDIT.steps[:1])
    assert notes(read(form(dropped)))[-1] == "The procedure and 1 follow-up."


def test_a_draft_of_it_knows_which_process_it_is_about() -> None:
    assert form().form.kind == "practise a3"
