"""A process under audit that tests share: sessions are booked by telephone."""

from __future__ import annotations

from tui.domain.audit import Audit, Step

BOOKED = Audit(
    name="Book a session",
    starts="somebody wants to try it",
    runs=22,
    who="ana",
    owner="ana",
    steps=(
        Step(1, "phone tag", "ana", 6, "it interrupts", {"rule": "yes"}, "drop", new_text="a web form"),
        Step(2, "times go back and forth", "ana", 9, "3 mails", {"rule": "yes"}, None, 3, new_text="link to slots"),
        Step(3, "send the questionnaire", "ana", 3, "too late", {"rule": "yes"}, None, 3),
        Step(4, "chase the questionnaire", "ana", 4, "", {"rule": "no"}, "outsource", new_who="bo", new_minutes=2),
        Step(5, "the session", "ana", 60, "30 would do", {"rule": "no"}, "keep", new_minutes=32),
    ),
    answers={"income": "indirect", "alike": "yes", "told": "no", "recall": "no", "gift": "no", "rule": "differs"},
    at="do 1",
)
