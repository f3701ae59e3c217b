"""What tests of small forms share: Monday 9 March at 09:14, three teammates, the look of picture 06."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from tests.screens.fake_desk import NOW, ROWS, at
from tui.domain.calendar import WorkCalendar
from tui.domain.honest import Look, LookBack, Room
from tui.domain.model import HOUR, Instant
from tui.domain.questions import Honestly
from tui.present.form import Begun, Offer, Reading
from tui.present.forms.around import Around
from tui.present.lines import plain
from tui.present.paper import Paper

AROUND = Around(WorkCalendar(), "ana", ("ana", "bo", "cleo"))
PAPER = Paper(70, NOW, ZoneInfo("UTC"))
ROW = {row.id: row for row in ROWS}
FRIDAY, WEDNESDAY = at("13 Mar 17:00"), at("18 Mar 17:00")
HISTORY = LookBack((0,) * 14 + (9 * HOUR, 10 * HOUR, 10 * HOUR, 11 * HOUR, 20 * HOUR), 1, "own")
FULL = Look(FRIDAY, 5, 5, HISTORY, 0.7, WEDNESDAY, 0.8, False, (Room("bo", 2, 5), Room("cleo", 4, 5)))
QUIET = replace(FULL, week_count=3, offered=None, offer_holds=None)


def read(begun: Begun, **texts: str) -> Reading:
    """The form with these texts typed over those with which it opens."""
    return begun.form.read({**begun.texts, **texts}, PAPER)


def looked(begun: Begun, look: Look = FULL, **texts: str) -> Reading:
    """The same, once the desk has answered what the form wants to know."""
    question = read(begun, **texts).wants
    assert isinstance(question, Honestly)
    begun.form.know(question, replace(look, asked=question.asked))
    return read(begun, **texts)


def notes(reading: Reading) -> list[str]:
    """The notes as bare text."""
    return [plain(line) for line in reading.notes]


def offers(reading: Reading) -> list[tuple[str, str]]:
    """The offers as they are shown."""
    return [(offer.label, offer.told) for offer in reading.offers]


def taken(begun: Begun, offer: Offer, **texts: str) -> Reading:
    """The form once an offer has put its texts into the fields."""
    return read(begun, **{**texts, **offer.texts})


def at_day(text: str) -> Instant:
    """The end of a working day: "13 Mar"."""
    return at(f"{text} 17:00")
