"""The one table of actions: keys, footer, help, commands, remapping and docs/keys.md come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "today", "empty", "relationships", "relationship", "error", "filter", "palette", "form", "choose", "choices",
    "draft", "history", "promises", "search",
]
Section = Literal["Go", "Do", "List", "Move", "Write", "If it went wrong"]
Footer = Literal["", "always", "row", "no row"]
Strokes = tuple[str, ...]
Places = tuple[Place, ...]

PAGES: tuple[Place, ...] = ("today", "relationships", "relationship", "promises", "history", "empty")
LISTS: tuple[Place, ...] = ("today", "relationships", "relationship", "promises")
MOVES: tuple[Place, ...] = (*LISTS, "history")
FINDERS: tuple[Place, ...] = ("filter", "palette", "choose", "search")
FIELDS: tuple[Place, ...] = (*FINDERS, "form")
BLOCKS: tuple[Place, ...] = ("palette", "choose", "choices")
PAGED: tuple[Place, ...] = (*MOVES, *FINDERS, "choices")
MOVING: tuple[Place, ...] = (*PAGED, "form")
ANYWHERE: tuple[Place, ...] = (*PAGES, *FIELDS, "choices", "draft", "error")
FILTERED: tuple[Place, ...] = ("today", "relationships", "promises")
WHOSE: tuple[Place, ...] = ("today", "relationships", "promises")
ROWS: tuple[Place, ...] = ("today", "relationship", "promises")
SUBJECT = ("relationship",)
THEIRS: tuple[Place, ...] = ("relationships", "relationship")
OPEN = ("wait", "promise", "their promise", "follow-up", "thanks", "silence")
PROMISES = ("promise", "their promise")
DATED = (*PROMISES, "follow-up")
ADMITTED = ("wait", *PROMISES)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does: `keys` are sequences such as "g g", `where` the places in which it works.

    `always` are keys that stay beside whatever `keys` are set to. `footer` says when the footer names it: always,
    while a row is selected, or while none is.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    where: tuple[Place, ...]
    section: Section
    footer: Footer = ""
    always: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    """The kinds of row that it works on; without any it needs no row."""

    @property
    def sequences(self) -> tuple[Strokes, ...]:
        """Every sequence of strokes that does it."""
        return tuple(tuple(keys.split(" ")) for keys in (*self.keys, *self.always))


ACTIONS: tuple[Action, ...] = (
    Action("list.again", ("enter",), "try again", "read it again", ("error",), "Go", "always"),
    Action("draft.resume", ("enter", "d"), "resume", "go on typing", ("draft",), "Do", "always", on=("draft",)),
    Action("draft.discard", ("x",), "discard", "forget the draft", ("draft",), "Do", "always", on=("draft",)),
    Action("page.today", ("1",), "today", "today's list", PAGES, "Go", "no row"),
    Action("page.relationships", ("2",), "relationships", "relationships", PAGES, "Go", "no row"),
    Action("page.promises", ("3",), "promises", "promises", PAGES, "Go", "no row"),
    Action("list.open", ("enter",), "open", "open the row", LISTS, "Go", "row"),
    Action("filter.clear", ("esc",), "clear", "clear the filter", ("filter", *FILTERED), "List", "always"),
    Action("list.view", ("v",), "what was done", "what was done", ("today",), "List", "always"),
    Action("app.back", ("esc",), "back", "back, no loss", ("relationship", "history"), "Go", "always"),
    Action("row.deal", ("d",), "deal", "deal with it", ROWS, "Do", "row", on=OPEN),
    Action("row.choices", (".",), "choices", "all choices", (*ROWS, "relationships"), "Do", "row"),
    Action("row.snooze", ("s",), "snooze", "snooze", ROWS, "Do", "row", on=OPEN),
    Action("app.log", ("l",), "log", "log", PAGES, "Write", "row", on=SUBJECT),
    Action("app.quick", (":",), "quick line", "quick line", PAGES, "Write", "always"),
    Action("list.filter", ("/",), "filter", "filter this list", FILTERED, "List", "always"),
    Action("list.order", ("o",), "order", "next order", ("relationships",), "List", "always"),
    Action("row.best", ("b",), "best", "best next", LISTS, "Do", "row"),
    Action("new.any", ("n",), "new", "new", PAGES, "Write", "no row"),
    Action("list.whose", ("a",), "whose", "mine or theirs", WHOSE, "List", "always"),
    Action("list.sides", ("v",), "theirs/ours", "theirs or ours", ("promises",), "List", "always"),
    Action("list.mark", ("space",), "mark", "mark several", ROWS, "Do", on=OPEN),
    Action("row.waive", ("w",), "no reply needed", "no reply needed", ROWS, "Do", on=("wait",)),
    Action("row.move_date", ("m",), "move date", "move its date", ROWS, "Do", on=DATED),
    Action("row.admit", ("x",), "give up, break", "give up, break", ROWS, "Do", on=ADMITTED),
    Action("row.skip", ("X",), "skip", "skip this time", ROWS, "Do", on=("follow-up",)),
    Action("row.withdraw", ("W",), "withdraw", "both let it go", ROWS, "Do", on=PROMISES),
    Action("new.promise", ("p",), "promise", "promise", PAGES, "Write", on=SUBJECT),
    Action("new.follow_up", ("f",), "follow-up", "follow-up", PAGES, "Write", on=SUBJECT),
    Action("new.thanks", ("t",), "thank", "thank-you", PAGES, "Write", on=SUBJECT),
    Action("row.edit", ("e",), "edit", "edit", PAGES, "Write", on=SUBJECT),
    Action("row.history", ("H",), "history", "history", PAGES, "If it went wrong", on=SUBJECT),
    Action("rel.close", ("C",), "close a deal", "close a deal", THEIRS, "Write", on=SUBJECT),
    Action("rel.contact", ("c",), "contact", "new contact", THEIRS, "Write", on=SUBJECT),
    Action("rel.grade", ("A",), "grade by hand", "grade by hand", THEIRS, "Write", on=SUBJECT),
    Action("rel.ignore", ("I",), "ignore address", "ignore address", THEIRS, "Write", on=SUBJECT),
    Action("rel.end", ("E",), "end, reopen", "end, reopen", THEIRS, "Write", on=SUBJECT),
    Action("app.undo", ("u",), "undo", "undo", PAGES, "If it went wrong"),
    Action("app.redo", ("ctrl+r",), "redo", "redo", PAGES, "If it went wrong"),
    Action("move.down", ("j",), "down", "down", MOVING, "Move", always=("down",)),
    Action("move.up", ("k",), "up", "up", MOVING, "Move", always=("up",)),
    Action("move.half_down", ("ctrl+d",), "half a page down", "half page down", MOVES, "Move"),
    Action("move.half_up", ("ctrl+u",), "half a page up", "half page up", MOVES, "Move"),
    Action("move.page_down", (), "page down", "a page down", PAGED, "Move", always=("pagedown",)),
    Action("move.page_up", (), "page up", "a page up", PAGED, "Move", always=("pageup",)),
    Action("move.first", ("g g",), "first", "first row", MOVES, "Move", always=("home",)),
    Action("move.last", ("G",), "last", "last row", MOVES, "Move", always=("end",)),
    Action("move.part", ("tab",), "next part", "next part", ("relationship",), "Move", "always"),
    Action("move.part_back", ("shift+tab",), "part back", "previous part", ("relationship",), "Move"),
    Action("empty.sample", ("D",), "sample data", "sample data", ("empty",), "Do", "always"),
    Action("filter.keep", ("enter",), "to the list", "keep the filter", ("filter",), "List", "always"),
    Action("app.search", ("g /",), "search all", "search it all", PAGES, "Go"),
    Action("search.open", ("enter",), "open", "open what was found", ("search",), "Go", "row"),
    Action("search.leave", ("esc",), "leave", "leave", ("search",), "Go", "always"),
    Action("palette.run", ("enter",), "do it", "do it", ("palette", "choices"), "Go", "always"),
    Action("choose.take", ("enter",), "take it", "take it", ("choose",), "Go", "always"),
    Action("palette.leave", ("esc",), "leave", "leave", BLOCKS, "Go", "always"),
    Action("form.save", ("enter",), "save", "save the form", ("form",), "Write", "always", always=("ctrl+g",)),
    Action("form.next", ("tab",), "fields", "next field", ("form",), "Move", "always"),
    Action("form.back", ("shift+tab",), "field back", "previous field", ("form",), "Move"),
    Action("form.choose", ("ctrl+o",), "choose", "what a field may hold", ("form",), "Write", "always"),
    Action("form.take_date", ("ctrl+n",), "take it", "take the better offer", ("form",), "Write"),
    Action("form.leave", ("esc",), "leave", "leave, the draft stays", ("form",), "Go", "always"),
    Action("app.palette", ("ctrl+p",), "commands", "every command", (*PAGES, "filter"), "Go"),
    Action("app.redraw", ("ctrl+l",), "redraw", "paint again", (*PAGES, *FIELDS, "choices"), "Go"),
    Action("app.help", ("?",), "help", "these keys", PAGES, "Go", "always"),
    Action("app.quit", ("q",), "quit", "quit", PAGES, "Go", "no row"),
)
