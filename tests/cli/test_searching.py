"""`kept search`."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run


def test_what_is_found_is_printed_by_groups(filled: Run) -> None:
    done = filled("search", "acme", "example")
    assert done.status == 0
    assert done.out.splitlines()[0] == "   Relationships 2"
    assert "   People 2" in done.out
    assert "mia@acme.example" in done.out


def test_the_document_has_one_shape_for_all(filled: Run) -> None:
    documents = json.loads(filled("search", "dates", "--json").out)
    assert documents == [
        {
            "kind": "interaction",
            "id": "i3",
            "relationship": "r1",
            "who": "acme.example",
            "at": "2026-03-04T10:00:00Z",
            "text": "Dates",
        }
    ]


def test_mail_of_nobody_has_no_id(filled: Run) -> None:
    (hit,) = json.loads(filled("search", "note", "--json").out)
    assert (hit["kind"], hit["id"], hit["relationship"], hit["text"]) == ("mail", None, None, "Note")


def test_nothing_found_is_said(filled: Run) -> None:
    assert filled("search", "zebra") == (0, "Nothing found for 'zebra'.\n", "")
    assert filled("search", "zebra", "--json") == (0, "[]\n", "")


@pytest.mark.parametrize("text", ['"', "*", "NEAR(", "%", "'; DROP TABLE mail", "a\x1b[31mb", "x" * 10_000, ""])
def test_whatever_is_asked_is_no_error(filled: Run, text: str) -> None:
    done = filled("search", "--", text)
    assert (done.status, done.err) == (0, "")
    assert "\x1b" not in done.out


def test_nothing_later_than_now(filled: Run) -> None:
    assert json.loads(filled("search", "dates", "--json", now="2026-03-04T09:59").out) == []


def test_without_words_or_a_database_it_says_what_to_do(kept: Run) -> None:
    assert kept("search").status == 2
    assert kept("search", "x").status == 1
