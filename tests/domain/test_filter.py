"""What somebody types into the filter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.domain.listing import ListQuery, parse_filter


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", ListQuery()),
        ("Halden  dairies", ListQuery(words=("halden", "dairies"))),
        ("owner:Bo tier:a", ListQuery(owner="bo", tier="a")),
        ("stage:all grade:c flag:yes", ListQuery(stage="all", grade="C", flag=True)),
        ("grade:? flag:no kind:vendor", ListQuery(grade="?", flag=False, kind="vendor")),
        ("grade:none", ListQuery(grade="–")),
        ("stage:act kind: owner:", ListQuery()),
        ("re:invoice", ListQuery(words=("re:invoice",))),
    ],
)
def test_words_and_narrowings(text: str, query: ListQuery) -> None:
    assert parse_filter(text) == query


def test_whose_holds_unless_the_text_names_one() -> None:
    assert parse_filter("x", "name", "ana") == ListQuery(words=("x",), owner="ana", order="name")
    assert parse_filter("owner:all", owner="ana").owner == "all"


def test_what_cannot_be_is_said() -> None:
    assert parse_filter("grade:z").wrong == "There is no grade z; try A, B, C, D, F, ? or none."
    assert parse_filter("tier:d owner:bo").wrong == "There is no tier d; try a, b or c."


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert isinstance(parse_filter(text), ListQuery)
