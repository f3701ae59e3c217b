"""A desk with made-up data: the day and the people of the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Event
from time import sleep

from tui.domain import outcome as came
from tui.domain.acts import Act
from tui.domain.audit import Audit, Costs, Run
from tui.domain.auditacts import Ran
from tui.domain.calendar import WorkCalendar
from tui.domain.deed import Deed
from tui.domain.digest import Digest
from tui.domain.draft import Draft
from tui.domain.hits import Hit, Passage, passage, wanted
from tui.domain.listing import Listing, ListQuery
from tui.domain.model import (
    DAY,
    HOUR,
    Contact,
    Instant,
    Measure,
    Promise,
    PromiseState,
    Relationship,
    Renegotiation,
)
from tui.domain.plan import Template
from tui.domain.practice import AuditRow
from tui.domain.problem import Problem
from tui.domain.promised import Figures, Outcome, Ratio, Worst
from tui.domain.promiseviews import PromiseRow, PromisesView, Share, Words
from tui.domain.proposed import Proposal
from tui.domain.together import News, OpenForm, Subject
from tui.domain.views import (
    AgreementView,
    Grade,
    Group,
    Health,
    LedgerLine,
    ListRow,
    OpenRow,
    Reading,
    RelationshipView,
    ReplyStats,
    RowKind,
    TimelineEntry,
    Today,
)

WORKING_DAY = 8 * HOUR


def at(text: str) -> Instant:
    """An instant of 2026: "3 Mar 12:52"."""
    return int(datetime.strptime(f"{text} 2026", "%d %b %H:%M %Y").replace(tzinfo=UTC).timestamp())


NOW = at("9 Mar 09:14")
DIARY = (
    "Thanks for the quick turnaround on the cold-chain report, the board liked it. One thing on invoice 2231: the "
    "second line still shows the old day rate. Could you check it before we pay on Friday?"
)

# ruff: noqa: E501
# name, grade, score, coverage, trend, weeks, median h, target h, waiting, late, broken, days since, owner, tier, flag
PEOPLE: tuple[
    tuple[str, Grade, float | None, str, float | None, str, float | None, int, int, int, int, int | None, str, str],
    ...,
] = (
    ("Ferrant Casting", "F", 31.2, "pr", -22, "3333332222110", 22.5, 8, 2, 3, 2, 3, "bo", "b"),
    ("Kestrel Rail", "D", 44.9, "prf", -12, "2222222211110", 11.0, 4, 1, 2, 1, 1, "cleo", "a"),
    ("Tidewater Clinics", "D", 48.1, "pr", -6, "1111111110001", 9.2, 8, 0, 1, 1, 4, "ana", "b"),
    ("Calder Foods", "C", 58.4, "r", 9, "0000000111222", 7.1, 8, 0, 0, 0, 0, "ana", "b"),
    ("Halden Dairies", "C", 61.4, "prf", -8, "1111111100000", 6.1, 8, 1, 0, 1, 3, "ana", "b"),
    ("Pinhook Farms", "C", 66.0, "prf", None, "1110000000000", 5.0, 16, 0, 0, 0, 47, "ana", "c"),
    ("Northgate Tools", "?", 70.7, "p", None, "        00000", None, 8, 0, 0, 0, 6, "ana", "b"),
    ("Orchard & Pell", "B", 72.3, "rf", None, "0000001111111", 6.8, 8, 1, 0, 0, 0, "ana", "b"),
    ("Quillon Press", "B", 74.0, "prf", -5, "1111110000000", 4.4, 8, 1, 1, 0, 1, "ana", "b"),
    ("Brunn Logistics", "B", 79.5, "prf", None, "0000000011111", 3.2, 4, 0, 0, 0, 0, "ana", "a"),
    ("Zephyr Print", "B", 83.0, "r", 7, "0000011111222", 3.9, 8, 0, 0, 0, 5, "cleo", "b"),
    ("Saltmarsh Hotels", "A", 88.8, "prf", None, "0000000001111", 2.5, 8, 0, 0, 0, 2, "ana", "b"),
    ("Vireo Labs", "A", 91.0, "f", None, "           00", None, 8, 0, 0, 0, 6, "ana", "b"),
    ("Umber Ceramics", "A", 93.2, "prf", 6, "0000000011111", 1.8, 8, 0, 0, 0, 4, "ana", "b"),
    ("Maple Row School", "A", 95.6, "prf", None, "0000000000000", 1.2, 16, 0, 0, 0, 9, "cleo", "c"),
    ("Wexcombe Council", "–", None, "", None, "             ", None, 16, 0, 0, 0, None, "bo", "c"),
    ("Tamarin Travel", "–", None, "", None, "             ", None, 16, 0, 0, 0, 20, "cleo", "c"),
)
IDS = {known[0]: index for index, known in enumerate(PEOPLE, 1)}
MEASURES: dict[str, Measure] = {"p": "promise", "r": "reply", "f": "follow_up"}


def health(name: str) -> Health:
    """How one of the people stands."""
    known = PEOPLE[IDS[name] - 1]
    flagged = {"Kestrel Rail": ("p9",), "Halden Dairies": ("w12",)}.get(name, ())
    return Health(known[2], known[1], frozenset(MEASURES[one] for one in known[3]), flagged)


def row(
    kind: RowKind,
    ident: str,
    group: Group | None,
    who: str,
    what: str,
    points: float,
    *,
    opened: str = "2 Mar 10:00",
    due: str | None = None,
    late: int = 0,
    waited: int = 0,
    contact: str = "",
    **more: object,
) -> OpenRow:
    """One open thing of one of the people."""
    stands = health(who)
    made = OpenRow(
        kind=kind,
        id=ident,
        group=group,
        relationship=IDS[who],
        who=who,
        contact=contact,
        what=what,
        opened=at(opened),
        due=None if due is None else at(due),
        day_alone=True,
        late=late,
        waited=waited,
        waited_wall=NOW - at(opened),
        target=8 * HOUR,
        pings=0,
        last_ping=None,
        moves=0,
        points=points,
        by="ana",
        owner=PEOPLE[IDS[who] - 1][12],
        score=stands.score,
        grade=stands.grade,
    )
    return replace(made, **more)  # type: ignore[arg-type]


D, H = WORKING_DAY, HOUR
ROWS: tuple[OpenRow, ...] = (
    row("wait", "w12", "flagged", "Halden Dairies", "Is invoice 2231 right?", 6.2, opened="3 Mar 12:52", due="4 Mar 12:52",
        late=2 * D + 4 * H, waited=3 * D + 4 * H, contact="Mette Aal", pings=1, last_ping=at("6 Mar 09:10")),
    row("promise", "p3", "overdue", "Tidewater Clinics", "migration plan, draft two", 4.8, due="5 Mar 12:00", late=D + 5 * H),
    row("wait", "w15", "overdue", "Quillon Press", "Can the workshop move?", 1.9, opened="6 Mar 08:00", due="6 Mar 16:00",
        late=H, waited=D + H, contact="Ruth Quill"),
    row("promise", "p5", "due today", "Brunn Logistics", "quote for phase two", 0.6, due="9 Mar 15:00", late=-6 * H),
    row("follow-up", "f2", "due today", "Vireo Labs", "how did week one go?", 0.4, due="9 Mar 17:00", late=-8 * H),
    row("wait", "w18", "coming up", "Orchard & Pell", "Who signs the addendum?", 0.0, opened="9 Mar 09:00",
        due="10 Mar 07:00", late=-6 * H, waited=600, contact="Sam Pell"),
    row("follow-up", "f4", "coming up", "Saltmarsh Hotels", "review of the quarter", 0.0, due="10 Mar 17:00", late=-2 * D),
    row("their promise", "p7", "coming up", "Northgate Tools", "signed agreement", 0.0, due="11 Mar 17:00", late=-3 * D,
        contact="Jo North"),
    row("thanks", "i7", "worth a word", "Umber Ceramics", "recommended us to Calder Foods", 1.1, opened="5 Mar 11:00",
        contact="Ida Umber"),
    row("silence", "r6", "worth a word", "Pinhook Farms", "", 0.8, silent=47 * DAY, cadence=30),
)  # fmt: skip
TODAY = Today(date(2026, 3, 9), "ana", ROWS, 7, 12, 0, 26, at("9 Mar 08:10"))


def list_row(ident: int) -> ListRow:
    """One of the people as a row of the list."""
    name, _, score, _, trend, drawn, median, target, waiting, late, broken, days, owner, tier = PEOPLE[ident - 1]
    last = None if days is None else NOW - days * DAY
    lowest = (score or 0.0) - (int(drawn[-1]) * 12 if drawn[-1] != " " else 0)
    weeks = tuple(None if one == " " else lowest + 12 * int(one) for one in drawn)
    median_s = None if median is None else round(median * HOUR)
    reply = ReplyStats(
        n=12 if median else 0,
        values=(),
        median=median_s,
        p90=None,
        wall_median=None if median_s is None else median_s * 3,
        waiting=waiting,
        oldest=None,
        waived=1 if median else 0,
        given_up=0,
        target=target * HOUR,
    )
    return ListRow(
        relationship=Relationship(ident, name, "customer", "active", tier, owner),  # type: ignore[arg-type]
        stage="active",
        health=health(name),
        trend=trend,
        weeks=weeks,
        reply=reply,
        overdue_follow_ups=0,
        overdue_promises=late,
        broken_promises=broken,
        interactions=38,
        last_touch=last,
        best=next((one for one in ROWS if one.who == name), None),
    )


LOST = (
    LedgerLine("ended", "l1", "promise", 12.4, date(2026, 1, 1), 1, 0, 0, 1),
    LedgerLine("ended", "l2", "reply", 9.1, date(2026, 2, 1), 3, 3, 9 * HOUR),
    LedgerLine("open", "l3", "reply", 6.2, date(2026, 3, 1), 1, 1, 2 * D + 4 * H),
    LedgerLine("ended", "l4", "follow_up", 4.4, date(2026, 2, 1), 2, 2, D),
    LedgerLine("little_evidence", "l5", None, 5.4),
    LedgerLine("silence", "l6", None, 1.1),
)
LEDGER = tuple(replace(line, shown=line.points) for line in LOST)
HALDEN_OPEN = (
    ROWS[0],
    row("follow-up", "f8", "due today", "Halden Dairies", "ask for the audit date", 0.4, due="9 Mar 17:00", late=-8 * H),
    row("promise", "p4", None, "Halden Dairies", "corrected invoice", 1.9, due="13 Mar 17:00", late=-4 * D, moves=1),
    row("their promise", "p8", None, "Halden Dairies", "signed data annex", 0.0, due="20 Mar 17:00", late=-9 * D,
        contact="Mette Aal"),
)  # fmt: skip
THANK = row("thanks", "i9", "worth a word", "Halden Dairies", "the referral", 1.1, contact="Mette Aal")
TIMELINE = (
    TimelineEntry(38, at("6 Mar 09:10"), "email", "in", "Mette", "Just a nudge on the invoice question below.", "Any news?"),
    TimelineEntry(37, at("3 Mar 12:52"), "email", "in", "Mette", "Is the day rate on invoice 2231 right?", DIARY,
                  wait="w12", waiting=True),
    TimelineEntry(36, at("26 Feb 10:00"), "email", "out", "ana", "The cold-chain report, as promised.", "Here it is.", said="kept"),
    TimelineEntry(35, at("24 Feb 14:00"), "call", "both", "ana", "Walked Mette and Jonas through chapter 3.", "Notes."),
    TimelineEntry(34, at("23 Feb 09:00"), "email", "in", "Jonas", "Comments on the draft.", "See below.", replied_late=9 * HOUR),
    TimelineEntry(33, at("20 Feb 16:00"), "email", "out", "bo", "Draft of the cold-chain report.", "Draft."),
    TimelineEntry(32, at("18 Feb 11:00"), "email", "in", "Mette", "When can we expect the draft?", "When?"),
    TimelineEntry(31, at("30 Jan 17:00"), "note", "out", "ana", "interim figures, due Wed 28 Jan", None, said="broken"),
)  # fmt: skip
CONTACTS = (
    Contact(1, "Mette Aal", "finance", ("mette@halden.example",), at("9 Mar 08:00")),
    Contact(2, "Jonas Brink", "operations", ("jonas@halden.example", "jb@halden.example"), at("24 Feb 09:00")),
    Contact(3, "Ida Storm", "board", ("+00 555 0142",), at("2 Jan 09:00")),
)


def promise(
    ident: int,
    who: str,
    what: str,
    due: str,
    by: str = "ana",
    *,
    late: int = -D,
    points: float = 0.0,
    author: str = "",
    moves: int = 0,
    alone: bool = True,
    ended: str = "",
    how: Outcome | None = None,
    said: Words | None = None,
) -> PromiseRow:
    """A promise to or, with an `author`, by one of the people; ended where it says how."""
    then = at(due)
    asked = tuple(Renegotiation(then + DAY + n, then, then + 2 * DAY, agreed=True) for n in range(moves))
    state: PromiseState = "open" if how is None else "kept" if how.said == "late" else STATES[how.said]
    end = at(ended) if ended else None
    made = Promise(ident, IDS[who], not author, author or by, what, at("26 Feb 10:00"), then, alone, asked, state, end)
    kind: RowKind = "their promise" if author else "promise"
    group: Group | None = "overdue" if late > 0 else None
    opened = row(kind, f"p{ident}", group, who, what, points, due=due, late=late, moves=moves, by=by, contact=author)
    stands = health(who)
    open_row = opened if how is None else None
    return PromiseRow(made, who, by, then, open_row, how, said, "", D, stands.score, stands.grade)


STATES: dict[str, PromiseState] = {"on time": "kept", "broken": "broken", "withdrawn": "withdrawn"}
NOON = Words(35, "ana", at("26 Feb 10:00"), "email", "out", "Draft two", "You will have draft two by Thursday noon.")
LEDGER_OF_PROMISES = PromisesView(
    None,
    (
        promise(3, "Tidewater Clinics", "migration plan, draft two", "5 Mar 12:00", late=D + 5 * H, points=4.8, moves=1,
                alone=False, said=NOON),
        promise(21, "Ferrant Casting", "test bench handover", "6 Mar 10:00", "bo", late=6 * H, points=2.0, moves=3),
        promise(5, "Brunn Logistics", "quote for phase two", "9 Mar 15:00", points=0.6, alone=False),
        promise(4, "Halden Dairies", "corrected invoice", "13 Mar 17:00", moves=1),
        promise(22, "Zephyr Print", "colour profile notes", "17 Mar 17:00", "cleo"),
    ),
    (
        promise(23, "Kestrel Rail", "track data for the pilot", "3 Mar 17:00", "cleo", late=4 * D, moves=2,
                author="Paul Kest"),
        promise(7, "Northgate Tools", "signed agreement", "11 Mar 17:00", author="Jo North"),
    ),
    (
        promise(24, "Halden Dairies", "cold-chain report", "6 Mar 17:00", ended="6 Mar 11:20", how=Outcome("on time")),
        promise(25, "Umber Ceramics", "glaze cost model", "4 Mar 12:00", ended="4 Mar 14:00", how=Outcome("late", 2 * H)),
        promise(26, "Ferrant Casting", "interim figures", "20 Feb 17:00", "bo", moves=2, ended="24 Feb 16:00",
                how=Outcome("broken")),
    ),
    Figures(
        Ratio((0,) * 41 + (5 * H,) * 5, 2, 5, 1),
        Ratio((0,) * 12 + (3 * D,) * 5, 3),
        (),
        (),
        Worst(2, 2, 6),
    ),
    "Kestrel Rail",
    (
        Share("ana", Ratio((0,) * 14 + (D + 2 * H,) * 6), 5, 5),
        Share("bo", Ratio((0,) * 14 + (7 * H,)), 2, 5),
        Share("cleo", Ratio((0,) * 13), 1, 4),
    ),
)  # fmt: skip

FOUND = (
    Hit("relationship", "r5", 5, "Halden Dairies", at("9 Mar 08:00"), Passage("Halden Dairies #food"), stage="active", party="customer"),
    Hit("contact", "c2", 5, "Halden Dairies", None, Passage("Jonas Brink, operations, jonas@halden.example"), stage="active"),
    Hit("promise", "p31", 5, "Halden Dairies", at("20 Jan 09:00"), Passage("interim figures on the invoice"), "ana", state="broken", stage="active"),
    Hit("interaction", "i37", 5, "Halden Dairies", at("3 Mar 12:52"), Passage(DIARY), "Mette Aal",
        "Invoice 2231", stage="active", party="customer"),
    Hit("interaction", "i21", 6, "Pinhook Farms", at("20 Feb 10:00"), Passage("Invoice of last month"), "bo",
        "Invoice of last month", direction="out", stage="dormant", party="customer", more=Passage("Here it is, as promised.")),
    Hit("mail", "m8", None, "Newsletter", at("2 Feb 10:00"), Passage("Invoice for your subscription"), "Newsletter",
        "Invoice for your subscription"),
)  # fmt: skip


LONGEST = 30.0


@dataclass
class FakeDesk:
    """Answers from the made-up data, or with `problem`; `slow` waits so long first, `gate` until it opens."""

    handle: str = "ana"
    sample: bool = False
    zone: str = "UTC"
    viewer: bool = False
    day: Today = TODAY
    promised: PromisesView = LEDGER_OF_PROMISES
    people: list[ListRow] = field(default_factory=lambda: [list_row(ident) for ident in IDS.values()])
    problem: Problem | None = None
    slow: float = 0.0
    gate: Event | None = None
    written: bool = False
    asked: list[str] = field(default_factory=list)
    agreed: tuple[AgreementView, ...] = ()
    audits: tuple[AuditRow, ...] = ()
    proposed: tuple[Proposal, ...] = ()
    run: Run | None = None
    looking: Event | None = None
    """Until when it looks for proposals."""
    missed: Digest | None = None
    performed: list[Act] = field(default_factory=list)
    elsewhere: tuple[OpenForm, ...] = ()
    """The forms that others have open, whatever about."""

    costs = Costs()
    calendar = WorkCalendar()
    team = ("ana", "bo", "cleo")
    template = Template()

    def now(self) -> Instant:
        return NOW

    def handles(self) -> tuple[str, ...]:
        return ("ana", "bo", "cleo")

    def _answer(self, question: str) -> None:
        self.asked.append(question)
        if self.slow:
            sleep(self.slow)
        if self.gate is not None:
            self.gate.wait(LONGEST)
        if self.problem is not None:
            raise self.problem

    def today(self, whose: str | None) -> Today:
        self._answer("today")
        if whose == "ana":
            return self.day
        rows = self.day.rows if whose is None else tuple(one for one in self.day.rows if one.owner == whose)
        return replace(self.day, whose=whose, rows=rows)

    def promises(self, whose: str | None) -> PromisesView:
        self._answer("promises")
        kept = self.promised
        ours, theirs, lately = (
            tuple(one for one in rows if whose in (None, one.by)) for rows in (kept.ours, kept.theirs, kept.lately)
        )
        return replace(kept, whose=whose, ours=ours, theirs=theirs, lately=lately)

    def processes(self) -> tuple[AuditRow, ...]:
        self._answer("processes")
        return self.audits

    def audit(self, ident: int) -> AuditRow:
        self._answer("audit")
        found = next((one for one in self.audits if one.audit.id == ident), None)
        if found is None:
            raise Problem(f"There is no process a{ident}.")
        return found

    def stored_audit(self, ident: int) -> Audit:
        return self.audit(ident).audit

    def under_way(self, process: int) -> Run | None:
        self._answer("under_way")
        return self.run if self.run is not None and self.run.ended_at is None else None

    def proposals(self) -> tuple[Proposal, ...]:
        self._answer("proposals")
        if self.looking is not None:
            self.looking.wait(LONGEST)
        return self.proposed

    def reading(self, row: OpenRow) -> Reading:
        self._answer("reading")
        found = next((one for one in self.people if one.relationship.name == row.who), self.people[0])
        text = DIARY if row.kind == "wait" else None
        author = row.contact or "Ida Umber"
        also = HALDEN_OPEN[2:3] if row.who == "Halden Dairies" else ()
        return Reading(
            row.id, author, row.opened, "Invoice 2231", text, found.trend, also, found.health, "b", "customer"
        )

    def listing(self, query: ListQuery, offset: int, limit: int) -> Listing:
        self._answer("listing")
        found = [one for one in self.people if _fits(one, query)]
        if query.order == "name":
            found.sort(key=lambda one: one.relationship.name)
        return Listing(tuple(found[offset : offset + limit]), offset, len(found), len(self.people) + 9)

    def relationship(self, ident: int, timeline: int) -> RelationshipView:
        self._answer("relationship")
        known = self.people[ident - 1]
        halden = known.relationship.name == "Halden Dairies"
        return RelationshipView(
            row=known,
            at=NOW,
            measures={},
            ledger=LEDGER if known.health.score is not None else (),
            heals=(HALDEN_OPEN[0], HALDEN_OPEN[2], THANK, HALDEN_OPEN[1]) if halden else (),
            open=HALDEN_OPEN if halden else (),
            waits=(),
            promises=(),
            follow_ups=(),
            contacts=CONTACTS if halden else (),
            timeline=TIMELINE[:timeline] if halden else (),
            timeline_total=38 if halden else 0,
            agreements=self.agreed if halden else (),
        )

    def history(self, relationship: int | None) -> tuple[Deed, ...]:
        self._answer("history")
        return ()

    def deeds(self, item: str) -> tuple[Deed, ...]:
        self._answer("deeds")
        return ()

    def answer(self, question: object) -> object:
        self._answer("answer")
        raise Problem("Nobody is here to ask.")

    def perform(self, acts: Sequence[Act]) -> came.Outcome:
        self._answer("perform")
        self.performed += acts
        for act in acts:
            if isinstance(act, Ran):
                self.run = replace(act.run, id=1)
        return came.Outcome(1, tuple(came.Told("i1", 1, "Halden Dairies", "done") for _ in acts))

    def next_back(self, *, redo: bool) -> came.Outcome | None:
        return came.Outcome(2 if redo else 1, (came.Told("i1", 1, "Halden Dairies", "done"),))

    def undo(self) -> came.Outcome:
        self._answer("undo")
        return came.Outcome(2, (came.Told("i1", 1, "Halden Dairies", "undone: done"),))

    def redo(self) -> came.Outcome:
        self._answer("redo")
        return came.Outcome(3, (came.Told("i1", 1, "Halden Dairies", "redone: done"),))

    def digest(self) -> Digest | None:
        return self.missed

    def digest_read(self, digest: Digest) -> None:
        self._answer(f"digest_read {digest.ids}")
        self.missed = None

    def drafts(self) -> tuple[Draft, ...]:
        return ()

    def keep_draft(self, draft: Draft) -> int:
        self._answer("keep_draft")
        return 1

    def drop_draft(self, ident: int) -> None:
        self._answer("drop_draft")

    def search(self, text: str, most: int) -> tuple[Hit, ...]:
        self._answer(f"search {text}")
        words = wanted(text)
        found = [hit for hit in FOUND if all(passage(hit.told.text, (word,)).found for word in words)]
        return tuple(replace(hit, told=passage(hit.told.text, words)) for hit in found)[:most] if words else ()

    def count(self) -> int:
        return 10_412

    def open_form(self, form: str, about: Subject) -> int:
        return 1

    def seen_form(self, ident: int) -> bool:
        return True

    def leave_form(self, ident: int) -> None:
        """Nobody else is here."""

    def others_at(self, about: Subject) -> tuple[OpenForm, ...]:
        return self.elsewhere

    def news(self) -> News:
        written, self.written = self.written, False
        return News(pages=written)


def _fits(one: ListRow, query: ListQuery) -> bool:
    known = one.relationship
    return (
        all(word in known.name.casefold() for word in query.words)
        and query.owner in (None, "all", known.owner)
        and query.tier in (None, known.tier)
        and query.grade in (None, one.health.grade)
        and query.stage in (None, "all", one.stage)
        and query.flag in (None, bool(one.health.flagged))
    )
