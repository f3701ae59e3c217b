"""A message in one line of its own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.gist import bare, gist, passage, question
from tui.domain.rules import REPLY_PHRASES


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        ("Morning Ana,\n\nIs the day rate right?\n\nThanks.", "Invoice 2231", "Is the day rate right?"),
        ("Hi Ana,\n\nWell?\n\nWho signs the\naddendum?", "Addendum", "Who signs the addendum?"),
        ("Thanks for the draft. Could you send the annex by Friday.", "x", "Could you send the annex by Friday."),
        ("Hello Ana,\n\nThe board liked it. More on Monday.", "Re: Report", "The board liked it."),
        ("Version 2.1 is out. Fine.", "x", "Version 2.1 is out."),
        ("Ok?", "x", "Ok?"),
        ("Hello Dr. Solt,\n\nThursday noon it is.", "x", "Thursday noon it is."),
        ("Told Dr. Solt and Mrs. Wend. More later.", "x", "Told Dr. Solt and Mrs. Wend."),
        ("", "Re: AW: Report", "Report"),
        (None, "Re:", "Re:"),
        (None, "", ""),
    ],
)
def test_what_a_message_is_about(text: str | None, subject: str, expected: str):
    assert gist(text, subject, REPLY_PHRASES) == expected


def test_a_message_that_asks_nothing_has_no_question():
    assert question("The board liked it.", REPLY_PHRASES) == ""


def test_a_passage_ends_with_what_is_asked():
    text = "Morning Ana,\n\nIs the day rate right?\n\nCould you look?\n\nThanks,\nMette\n---\n a.yaml | 2 +-"
    assert passage(text, REPLY_PHRASES) == "Morning Ana,\n\nIs the day rate right?\n\nCould you look?"
    assert passage("The board liked it.\n\nMette", REPLY_PHRASES) == "The board liked it.\n\nMette"
    assert passage("---\n a.yaml | 2 +-", REPLY_PHRASES) == "---\n a.yaml | 2 +-"


@given(st.text(), st.text())
def test_any_text_has_a_gist_of_one_line(text: str, subject: str):
    assert "\n" not in gist(text, subject, REPLY_PHRASES) or gist(text, subject, REPLY_PHRASES) in subject
    assert len(bare(subject)) <= len(subject)
