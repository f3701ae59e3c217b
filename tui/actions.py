"""The one table of actions: keys, footer, help, commands, remapping and docs/keys.md come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal[
    "today", "empty", "relationships", "relationship", "error", "filter", "palette", "form", "choose", "choices",
    "draft", "history", "promises", "search", "processes", "stop", "steps", "step", "think", "do", "redesign",
    "note", "check", "digest",
]
Section = Literal["Go", "Do", "List", "Move", "Write", "If it went wrong"]
Footer = Literal["", "always", "row", "no row"]
Strokes = tuple[str, ...]
Places = tuple[Place, ...]

PAGES: tuple[Place, ...] = ("today", "relationships", "relationship", "promises", "history", "processes", "empty")
LISTS: tuple[Place, ...] = ("today", "relationships", "relationship", "promises", "processes")
WIZARD: tuple[Place, ...] = ("steps", "think", "do", "redesign")
MOVES: tuple[Place, ...] = (*LISTS, "history", *WIZARD, "digest")
FINDERS: tuple[Place, ...] = ("filter", "palette", "choose", "search")
TYPED: tuple[Place, ...] = ("stop", "step", "note")
FIELDS: tuple[Place, ...] = (*FINDERS, "form", *TYPED)
BLOCKS: tuple[Place, ...] = ("palette", "choose", "choices")
PAGED: tuple[Place, ...] = (*MOVES, *FINDERS, "choices")
MOVING: tuple[Place, ...] = (*PAGED, "form")
ANYWHERE: tuple[Place, ...] = (*PAGES, *FIELDS, *WIZARD, "check", "choices", "draft", "error", "digest")
HELPED: tuple[Place, ...] = (*PAGES, *WIZARD, "check")
FILTERED: tuple[Place, ...] = ("today", "relationships", "promises", "processes")
WHOSE: tuple[Place, ...] = ("today", "relationships", "promises")
ROWS: tuple[Place, ...] = ("today", "relationship", "promises")
SUBJECT = ("relationship",)
THEIRS: tuple[Place, ...] = ("relationships", "relationship")
OPEN = ("wait", "promise", "their promise", "follow-up", "thanks", "silence", "review")
PROMISES = ("promise", "their promise")
DATED = (*PROMISES, "follow-up")
ADMITTED = ("wait", *PROMISES)
AUDITED = ("audit", "review")


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
    Action("page.processes", ("4",), "processes", "processes", PAGES, "Go", "no row"),
    Action("list.open", ("enter",), "open", "open the row", LISTS, "Go", "row"),
    Action("filter.clear", ("esc",), "clear", "clear the filter", ("filter", *FILTERED), "List", "always"),
    Action("list.view", ("v",), "what was done", "what was done", ("today",), "List", "always"),
    Action("digest.leave", ("enter", "esc"), "to Today", "it is read, go on", ("digest",), "Go", "always"),
    Action("app.back", ("esc",), "back", "back, no loss", ("relationship", "history"), "Go", "always"),
    Action("process.run", ("r",), "run", "run as checklist", ("processes",), "Do", "row", on=AUDITED),
    Action("row.deal", ("d",), "deal", "deal with it", (*ROWS, "processes"), "Do", "row", on=OPEN),
    Action("process.told", ("+",), "told again", "told again how", ("processes",), "Do", "row", on=AUDITED),
    Action("list.dismiss", ("x",), "dismiss", "never propose it", ("processes",), "Do", "row", on=("proposal",)),
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
    Action("wizard.take", ("enter",), "take it", "take it, go on", ("think", "do"), "Go", "always"),
    Action("wizard.next", ("enter",), "next", "next, all saved", ("stop", "steps"), "Go", "always"),
    Action("wizard.practise", ("enter",), "put in practice", "put in practice", ("redesign",), "Go", "always"),
    Action("think.yes", ("y",), "yes", "answer yes", ("think",), "Do", "always"),
    Action("think.no", ("n",), "no", "answer no", ("think",), "Do", "always"),
    Action("think.first", ("1",), "first answer", "first answer", ("think",), "Do", "always"),
    Action("think.second", ("2",), "second answer", "second answer", ("think",), "Do"),
    Action("think.third", ("3",), "third answer", "third answer", ("think",), "Do"),
    Action("think.differs", ("d",), "it differs", "ask step by step", ("think",), "Do", "always"),
    Action("do.first", ("1",), "choose", "the advice", ("do",), "Do", "always"),
    Action("do.second", ("2",), "second", "second treatment", ("do",), "Do"),
    Action("do.third", ("3",), "third", "third treatment", ("do",), "Do"),
    Action("do.fourth", ("4",), "fourth", "fourth treatment", ("do",), "Do"),
    Action("do.fifth", ("5",), "fifth", "fifth treatment", ("do",), "Do"),
    Action("do.sixth", ("6",), "sixth", "sixth treatment", ("do",), "Do"),
    Action("wizard.build_hours", ("e",), "build hours", "hours to build", ("do",), "Do", "always"),
    Action("wizard.cost", ("c",), "cost a month", "cost a month", ("do",), "Do"),
    Action("steps.add", ("o",), "add below", "add a step below", ("steps",), "Do"),
    Action("steps.edit", ("e",), "edit", "edit", ("steps", "redesign"), "Do", "row"),
    Action("steps.who", ("w",), "who", "who does it", ("steps",), "Do"),
    Action("steps.split", ("s",), "split", "split in two", ("steps",), "Do"),
    Action("steps.join", ("+",), "join next", "join the next", ("steps",), "Do"),
    Action("steps.down", ("J",), "move down", "move it down", ("steps",), "Do"),
    Action("steps.up", ("K",), "move up", "move it up", ("steps",), "Do"),
    Action("steps.remove", ("x",), "remove", "remove", ("steps",), "Do"),
    Action("wizard.export", ("E",), "export", "export procedure", ("redesign",), "Do", "always"),
    Action("check.tick", ("space",), "tick", "done, timed", ("check",), "Do", "always"),
    Action("check.skip", ("k",), "skip", "skip, say why", ("check",), "Do", "always"),
    Action("check.next", ("j",), "next step", "next step", ("check",), "Move", always=("down",)),
    Action("check.previous", (), "step before", "step before", ("check",), "Move", always=("up",)),
    Action("check.finish", ("enter",), "finish", "all done", ("check",), "Do", "always"),
    Action("wizard.on", ("right",), "on", "on, as it is", WIZARD[:3], "Go", "always"),
    Action("wizard.back", ("left",), "back", "back, no loss", WIZARD, "Go", "always"),
    Action("wizard.former", ("shift+tab",), "back", "the question before", ("stop",), "Go", "always"),
    Action("wizard.note", ("e",), "note", "note why", ("think",), "Write", "always"),
    Action("step.done", ("enter",), "done", "done with it", ("step", "note"), "Write", "always"),
    Action("step.next", ("tab",), "next part", "next part", ("step",), "Move", "always"),
    Action("step.former", ("shift+tab",), "part before", "part before", ("step",), "Move"),
    Action("step.leave", ("esc",), "leave", "leave, nothing is lost", ("step", "note"), "Go", "always"),
    Action("wizard.leave", ("esc",), "leave", "leave, no loss", ("stop", *WIZARD, "check"), "Go", "always"),
    Action("app.undo", ("u",), "undo", "undo", HELPED, "If it went wrong"),
    Action("app.redo", ("ctrl+r",), "redo", "redo", HELPED, "If it went wrong"),
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
    Action("app.redraw", ("ctrl+l",), "redraw", "paint again", (*HELPED, *FIELDS, "choices"), "Go"),
    Action("app.help", ("?",), "help", "these keys", HELPED, "Go", "always"),
    Action("app.quit", ("q",), "quit", "quit", PAGES, "Go", "no row"),
)
