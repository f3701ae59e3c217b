"""The block of a form at every size."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tui.domain.problem import Problem
from tui.present.fieldlines import Row, folded
from tui.present.form import OFFERS, Choice, FieldSpec, Offer, Reading, Said
from tui.present.formlines import Filled, Keys, block_width, form_rows, frame, needed, refusal
from tui.present.glyphs import ASCII, UNICODE
from tui.present.lines import cells, length, plain
from tui.present.spans import Span

FIELDS = (
    FieldSpec("line", "", prompt=":"),
    FieldSpec("who", "who", group="will be stored"),
    FieldSpec("by", "by", hint="a day"),
    FieldSpec("note", "note", lines=3),
)
SAID = {
    "who": Said("Halden Dairies › Mette Aal", "mette @halden"),
    "by": Said("Fri 13 Mar 17:00", "by fri"),
    "note": Said("none", quiet=True),
}
KEYS = Keys("esc", "ctrl+o", "ctrl+n", (("enter", "save all of this"), ("tab", "fields"), ("esc", "leave")))
LOG = Filled(
    title="Log",
    subtitle="what happened",
    fields=FIELDS,
    texts={"line": "called mette @halden by fri", "who": "", "by": "", "note": ""},
    reading=Reading(SAID),
    keys=KEYS,
    at="line",
    cursor=27,
    bar="▌",
)


def drawn(filled: Filled, width: int = 76, height: int = 0) -> list[str]:
    """The block as text, at the height that it takes."""
    rows = form_rows(filled, width, height or needed(filled, width, UNICODE), UNICODE)
    return [plain(row.line).rstrip() for row in rows]


def read_as(ident: str, text: str, said: Said, **more: object) -> Filled:
    """The form with the cursor behind the text of one field, read like this."""
    reading = Reading({**SAID, ident: said})
    made = replace(LOG, texts={**LOG.texts, ident: text}, reading=reading, at=ident, cursor=len(text))
    return replace(made, **more)  # type: ignore[arg-type]


def test_the_block_is_its_own_preview() -> None:
    assert drawn(LOG) == [
        "",
        "   Log  what happened                         esc leaves, the draft stays",
        "",
        "   : called mette @halden by fri▏",
        "",
        "   will be stored",
        "   who         Halden Dairies › Mette Aal                   mette @halden",
        "   by          Fri 13 Mar 17:00                                    by fri",
        "   note        none",
        "",
        "",
        "",
        "   enter save all of this    tab fields    esc leave",
        "",
    ]


def test_the_field_with_the_cursor_shows_what_is_typed_and_what_that_is_read_as() -> None:
    friday = Said("Fri 13 Mar 17:00")
    assert "   by          fri▏                = Fri 13 Mar 17:00" in drawn(read_as("by", "fri", friday))
    assert "   by          ▏ a day" in drawn(read_as("by", "", Said()))
    assert "   by          same▏" in drawn(read_as("by", "same", Said("same")))
    long = drawn(read_as("by", "the friday after next " * 3, friday))
    assert any(line.endswith("▏  = Fri 13 Mar 17:00") and cells(line) == 73 for line in long)


def test_what_is_wrong_stands_behind_the_text_or_below_it_with_its_sign() -> None:
    which = "which Ana? Ana Brink, Ana Ruiz"
    wrong = Said(wrong=which, choices=(Choice("ana brink", "Ana Brink"),))
    assert f"   who         ana▏  ▲ {which}  ctrl+o chooses" in drawn(read_as("who", "ana", wrong, chooser="who"))
    assert f"   who         ▲ {which}" in drawn(read_as("who", "", wrong, at="by", cursor=0))
    lines = drawn(read_as("who", "ana " * 10, wrong))
    assert f"               ▲ {which}" in lines
    row = next(row for row in form_rows(read_as("who", "ana", wrong), 76, 20, UNICODE) if which in plain(row.line))
    assert any(span.token == "watch" and which in span.text for span in row.line)


def test_a_long_text_shows_the_rows_round_its_cursor() -> None:
    text = "one\ntwo\nthree\nfour"
    lines = drawn(read_as("note", text, Said(), cursor=len(text)))
    assert [line[15:] for line in lines[8:11]] == ["two", "three", "four▏"]
    away = drawn(read_as("note", text, Said(), at="by", cursor=0))
    assert [line[15:] for line in away[8:11]] == ["one", "two", "three…"]


def test_the_sign_under_the_cursor_is_as_wide_as_it_is() -> None:
    rows = form_rows(read_as("by", "a日e\u0301", Said(), cursor=1), 76, 20, UNICODE)
    assert [row.under for row in rows if row.under] == [(16, 2)]
    assert [row.typed for row in rows if row.typed] == [(15, 58)]


def test_offers_are_selected_one_at_a_time_and_a_better_one_names_its_key() -> None:
    offers = (Offer("Wed 18 Mar", "would hold 4 times in 5", {}), Offer("Fri 13 Mar", "keep it", {}))
    rows = form_rows(replace(LOG, reading=Reading(SAID, offers=offers), at=OFFERS, offer=1), 76, 20, UNICODE)
    assert [plain(row.line).rstrip() for row in rows if row.selected] == ["▌  Fri 13 Mar    keep it"]
    better = replace(LOG, reading=Reading(SAID, better=offers[0]))
    assert "     Wed 18 Mar would hold 4 times in 5.  ctrl+n takes it" in drawn(better)


def test_a_refusal_takes_the_place_of_the_notes() -> None:
    noted = replace(LOG, reading=Reading(SAID, notes=((Span("a note"),),)))
    told = refusal(Problem("The disk is full.", "Your text is kept as a draft."), UNICODE)
    lines = drawn(replace(noted, instead=told))
    assert "   × The disk is full." in lines
    assert "     Your text is kept as a draft." in lines
    assert not any("a note" in line for line in lines)


def test_a_low_block_keeps_title_notes_keys_and_the_cursor() -> None:
    low = replace(read_as("by", "fri", SAID["by"]), reading=Reading(SAID, notes=((Span("a note"),),)))
    lines = drawn(low, 56, 9)
    assert lines[0].startswith("  Log  what happened")
    assert lines[1] == "  more above"
    assert any("fri▏" in line for line in lines)
    assert lines[5:] == ["  more below", "  a note", "", "  enter save all of this    tab fields    esc leave"]


@given(
    width=st.integers(1, 100),
    height=st.integers(1, 30),
    at=st.sampled_from(["line", "who", "by", "note", OFFERS]),
    text=st.text("ab 日e\u0301👩\u200d", max_size=80),
    wrong=st.sampled_from(["", "which Ana? Ana Brink, Ana Ruiz"]),
    ascii_only=st.booleans(),
)
def test_every_row_fits_at_every_size(
    width: int, height: int, at: str, text: str, wrong: str, ascii_only: bool
) -> None:
    signs = ASCII if ascii_only else UNICODE
    reading = Reading(
        {ident: replace(said, wrong=wrong) for ident, said in SAID.items()},
        notes=((Span("▲ ", "watch"), Span("5 promises of yours are due that week."),),),
        offers=(Offer("Wed 18 Mar", "would hold 4 times in 5", {}),),
    )
    filled = replace(LOG, texts=dict.fromkeys(LOG.texts, text), reading=reading, at=at, cursor=len(text) // 2)
    rows: tuple[Row, ...] = form_rows(filled, width, height, signs)
    assert len(rows) <= height
    assert all(length(row.line) <= width for row in rows)


def test_a_form_is_as_wide_as_the_screen_allows_up_to_92() -> None:
    assert [block_width(width) for width in (60, 80, 99, 100, 120, 200)] == [56, 76, 95, 92, 92, 92]
    assert (frame(76, UNICODE).inner, frame(56, UNICODE).inner) == (70, 52)


def test_folded_lines_lose_no_word() -> None:
    line = (Span("▲ ", "watch"), Span("one two three", "watch"), Span(" four"))
    assert [plain(one) for one in folded(line, 9, 2)] == ["▲ one two", "  three", "  four"]
