"""A closed deal with Halden Dairies."""

from __future__ import annotations

from datetime import date

from tests.screens.fake_desk import IDS, at
from tui.domain.model import Agreement, Promise, Term
from tui.domain.views import AgreementView, TermView, TimelineEntry

HALDEN = IDS["Halden Dairies"]
MADE = at("2 Feb 10:00")
DEAL = AgreementView(
    Agreement(1, HALDEN, "cold-chain software", "40,000 a year", date(2026, 2, 2), date(2029, 2, 1)),
    (
        TermView(
            Term(1, "delivery in four weeks"),
            (
                Promise(
                    2, HALDEN, True, "ana", "the cold-chain report", MADE, at("27 Feb 17:00"), state="kept",
                    ended_at=at("26 Feb 10:00"),
                ),
                Promise(4, HALDEN, True, "ana", "corrected invoice", MADE, at("13 Mar 17:00")),
            ),
        ),
        TermView(
            Term(2, "half of it is paid before we begin"),
            (Promise(8, HALDEN, False, "", "signed data annex", MADE, at("20 Mar 17:00")),),
        ),
        TermView(Term(3, "a report every month")),
    ),
    (
        TimelineEntry(
            35, at("24 Feb 14:00"), "call", "both", "ana", "Walked Mette and Jonas through chapter 3.", "Notes.",
            agreement=1, outside=True,
        ),
    ),
)  # fmt: skip
