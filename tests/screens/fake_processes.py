"""Six audits and two proposals, as they are drawn in picture 08."""

from __future__ import annotations

from dataclasses import replace

from tests.screens.fake_desk import IDS, ROWS, TODAY, FakeDesk, at
from tui.domain.audit import Audit, Costs, Review, Step
from tui.domain.practice import AuditRow, Hurt, Usage, audit_row
from tui.domain.proposed import Proposal, Seen

TONIGHT = at("10 Mar 00:00")
COSTS = Costs()
BOOKING = Audit(
    name="Book a session",
    starts="somebody wants a complimentary session",
    runs=22.0,
    owner="ana",
    steps=(
        Step(1, "someone phones, or phone tag for days", "ana", 6, "it interrupts", treatment="drop"),
        Step(2, "times go back and forth by mail", "ana", 9, "3 mails each", treatment="automate", build_hours=3,
             new_text="link to open slots"),
        Step(3, "put it in the calendar", "ana", 2, treatment="automate", build_hours=2,
             new_text="made by the booking"),
        Step(4, "send the questionnaire", "ana", 3, "sent too late", treatment="automate", build_hours=3,
             new_text="sent on confirmation"),
        Step(5, "chase the questionnaire", "ana", 4, "rarely filled", treatment="outsource",
             new_text="approve, remind once", new_who="assistant", new_minutes=2),
        Step(6, "the session", "ana", 60, "30 would do", treatment="keep", new_text="answers read before",
             new_minutes=32),
        Step(7, "add them to the mailing list", "ana", 2, "by memory", treatment="automate", build_hours=1,
             new_text="tick box on the form"),
    ),
    practised_at=at("7 Feb 10:00"),
    reviews=(Review(1, 30, TONIGHT), Review(2, 90, at("9 May 00:00"))),
    id=3,
    version=4,
)  # fmt: skip
INVOICES = Audit(
    name="Monthly invoices",
    runs=10.0,
    owner="bo",
    steps=(Step(1, "write the invoice", "bo", 39, treatment="automate", new_text="written by the ledger"),),
    practised_at=at("2 Jan 10:00"),
    reviews=(Review(3, 30, at("2 Feb 00:00"), 13.2, (), at("1 Feb 10:00")), Review(4, 90, at("3 Apr 00:00"))),
    id=4,
    version=2,
)
THANKING = Audit(
    name="Thank-you after closing",
    runs=2.0,
    owner="ana",
    steps=(Step(1, "write a card", "ana", 30, treatment="document", new_minutes=15),),
    practised_at=at("20 Feb 10:00"),
    reviews=(Review(5, 90, at("21 May 00:00")),),
    id=5,
    version=2,
)
SLOTS = Audit(
    name="Answer slot questions", runs=8.0, owner="ana", at="think told", answers={"income": "indirect"}, id=6
)
FOLDER = Audit(name="Kick-off folder", owner="cleo", at="steps 1", steps=(Step(1),), id=7, version=1)
MAILING = Audit(
    name="Quarterly mailing",
    runs=1.0,
    owner="bo",
    steps=(Step(1, "write and send it", "bo", 60, treatment="drop"),),
    practised_at=at("3 Jan 10:00"),
    reviews=(Review(6, 30, at("4 Feb 00:00"), 0.0, (), at("3 Feb 10:00")),),
    id=8,
    version=3,
)


def hurt(points: tuple[float, ...], words: str = "") -> Hurt:
    """Relationships that lose these points."""
    people = ("Halden Dairies", "Kestrel Rail", "Orchard & Pell", "Zephyr Print", "Quillon Press")
    return Hurt(tuple((IDS[who], who, lost) for who, lost in zip(people, points, strict=False)), words)


def row(audit: Audit, lost: Hurt | None = None, usage: Usage | None = None) -> AuditRow:
    """An audit with what follows from it this evening."""
    return audit_row(audit, COSTS, TONIGHT, lost or Hurt(), usage or Usage())


BOOKED = replace(
    row(
        BOOKING,
        hurt((6.2, 3.1, 2.4, 1.5, 1.0), "late replies about slots"),
        Usage(4, at("12 Jan 10:00"), (31.0, 36.0, 40.0)),
    ),
    saved=17.2,
    right=5,
    tried=7,
)
AUDITS: tuple[AuditRow, ...] = (
    BOOKED,
    row(INVOICES, hurt((3.0, 2.1, 1.0))),
    row(THANKING, hurt((0.9,))),
    row(SLOTS, hurt((2.5, 1.5, 1.0, 0.5))),
    row(FOLDER),
    row(MAILING),
)


def seen(ident: str, day: str, who: str, text: str, points: float = 0.0) -> Seen:
    """One thing of the log."""
    return Seen(ident, at(f"{day} 10:00"), 5, who, text, points)


ASKED = Proposal(
    "question",
    "question which invoice format do you need",
    "Which invoice format do you need?",
    (
        seen("i41", "12 Jan", "Halden Dairies", "Which invoice format do you need?"),
        seen("i42", "20 Jan", "Kestrel Rail", "What format should the invoice have?"),
        seen("i43", "29 Jan", "Vireo Labs", "Which invoice format do you need from us?"),
        *(seen(f"i{number}", f"{number - 40} Feb", "Zephyr Print", "Invoice format?") for number in range(44, 48)),
    ),
    alike=0.84,
    askers=5,
)
LATE = Proposal(
    "late",
    "late contract draft",
    "contract draft",
    tuple(
        seen(f"w{number}", f"{number} Feb", "Quillon Press", "Is the contract draft ready?", 2.075)
        for number in range(2, 6)
    ),
    askers=1,
)
SKIPPED = Proposal(
    "skipped",
    "skipped a3 5",
    "approve, remind once",
    tuple(seen(f"s{number}", f"{number} Mar", "Book a session", "they had answered") for number in range(2, 5)),
    process=3,
    step=5,
)


REVIEW = replace(
    ROWS[4], kind="review", id="a3", relationship=0, who="Book a session", what="30-day review", process=3,
    due=at("9 Mar 17:00"), points=0.0, score=None, grade="–",
)  # fmt: skip
BUILD = replace(
    ROWS[4], id="f31", relationship=0, who="Book a session", what="build: link to open slots (3 h)", process=3,
    due=at("9 Mar 17:00"), points=0.0, score=None, grade="–",
)  # fmt: skip
DAY = replace(TODAY, rows=(*ROWS[:5], REVIEW, BUILD, *ROWS[5:]))


def desk_with_processes() -> FakeDesk:
    """A desk with all of them."""
    return FakeDesk(audits=AUDITS, proposed=(ASKED, LATE), day=DAY)
