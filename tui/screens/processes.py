"""Processes: what was audited with what came of it, and what is worth an audit."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui.domain.audit import Audit
from tui.domain.auditacts import Dismissed, ToldAgain
from tui.domain.model import Instant
from tui.domain.practice import AuditRow
from tui.domain.proposed import Proposal, begun
from tui.domain.running import checklist
from tui.present import frame, processes, processstrip, standing
from tui.present.spans import Line
from tui.screens import opening
from tui.screens.filtering import Filtering
from tui.screens.page import Page
from tui.screens.session import Session
from tui.widgets.drawn import Drawn
from tui.widgets.field import Field
from tui.widgets.rows import Rows

RUN = ("in practice", "review")
"""The states of what can be run."""
LABELS = {"new": "new audit", "run": "run it", "deal": "review"}
"""What the footer calls here what has another name elsewhere."""


class ProcessesScreen(Filtering):
    """Audits first; what the log proposes is read beside them and appears below."""

    place = "processes"
    tab = 3
    typed_hint = "a part of a name"

    class Loaded(Message):
        """The audits are read."""

        def __init__(self, audits: Sequence[AuditRow], now: Instant) -> None:
            super().__init__()
            self.audits = tuple(audits)
            self.now = now

    class Proposed(Message):
        """What is worth an audit is found."""

        def __init__(self, proposals: Sequence[Proposal]) -> None:
            super().__init__()
            self.proposals = tuple(proposals)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.audits: tuple[AuditRow, ...] | None = None
        self.proposals: tuple[Proposal, ...] | None = None

    def body(self) -> ComposeResult:
        yield Drawn(self.session.look, id="title")
        yield Field(self.session.look, self.session.signs, "/", id="filter")
        yield Drawn(self.session.look, id="captions")
        yield Drawn(self.session.look, id="message")
        yield Rows(self.session.look, self.session.signs, id="rows")

    def on_mount(self) -> None:
        self.drawn("title").show(self._title)
        self.drawn("captions").show(self._captions)
        self._lay()

    def on_screen_resume(self) -> None:
        """Come back from the wizard or a checklist, both of which write."""
        self.stale = self.audits is not None
        self.hush()

    @property
    def kind(self) -> str:
        current = self.rows.current
        if isinstance(current, Proposal):
            return "proposal"
        if isinstance(current, AuditRow):
            return "review" if current.state == "review" else "audit"
        return ""

    @property
    def audited(self) -> AuditRow | None:
        """The audit that the cursor stands on; says so where there is none."""
        current = self.rows.current
        if isinstance(current, AuditRow):
            return current
        self.say("No process is selected here.")
        return None

    @property
    def idle(self) -> frozenset[str]:
        current = self.rows.current
        runs = isinstance(current, AuditRow) and current.state in RUN
        return super().idle | (frozenset() if runs else frozenset(("process.run",)))

    def named(self) -> tuple[tuple[str, str], ...]:
        keys, new, first = super().named(), (self.session.keymap.key("new.any"), "new"), bool(self.kind)
        if self.places == (self.place,):
            keys = (*keys[:first], new, *(one for one in keys[first:] if one != new))
        return tuple((key, LABELS.get(label, label)) for key, label in keys)

    def load(self) -> None:
        self._load()
        self._look()

    @work(thread=True, exclusive=True, group="load")
    def _load(self) -> None:
        desk = self.session.desk
        self.asked(lambda: self.post_message(self.Loaded(desk.processes(), desk.now())))

    @work(thread=True, exclusive=True, group="look")
    def _look(self) -> None:
        self.asked(lambda: self.post_message(self.Proposed(self.session.desk.proposals())))

    @on(Loaded)
    def _show(self, event: Loaded) -> None:
        self.audits, self.now = event.audits, event.now
        self._lay()
        self.loaded()

    @on(Proposed)
    def _propose(self, event: Proposed) -> None:
        self.proposals = event.proposals
        self._lay()

    def done(self) -> None:
        super().done()
        # what was dismissed leaves at once; the log itself is looked through right after
        self.proposals = tuple(one for one in self.proposals or () if one.key not in self.leaving)
        self.leaving = frozenset()
        self._lay()

    def resized(self) -> None:
        self._lay()

    narrow = resized

    def _lay(self) -> None:
        audits = [row for row in self.audits or () if self.fits(row.audit.name, row.audit.owner)]
        found = [one for one in self.proposals or () if self.fits(one.text)] if self.audits is not None else []
        listed = processes.items(audits, found)
        self.rows.show(listed, self._line, _key)
        self.rows.display = bool(listed)
        self.drawn("captions").display = bool(audits) or self.audits is None
        self.drawn("title").redraw()
        message = self.drawn("message")
        message.display = not audits
        message.styles.height = "1fr" if not listed else 3
        message.show(self._nothing)
        if not listed and self.problem is None:
            self.drawn("detail").clear()

    def _title(self, width: int, _height: int) -> tuple[Line, ...]:
        return (processes.title(self.audits, self.paper(width)),)

    def _captions(self, width: int, height: int) -> tuple[Line, ...]:
        return (*((),) * (height - 1), processes.captions(self.paper(width)))

    def _line(self, item: processes.Item, width: int) -> Line:
        return processes.line(item, self.paper(width))

    def _nothing(self, width: int, _height: int) -> tuple[Line, ...]:
        if self.audits is None:
            return ()
        key, text = self.session.keymap.key, self.text.strip()
        if text:
            return standing.nothing_here(text, self.paper(width), key("filter.clear"))
        return processes.empty(key("new.any"), self.paper(width))

    @on(Page.Counted)
    def _still_loading(self, event: Page.Counted) -> None:
        if self.loading_since and self.audits is None:
            self.drawn("message").show(lambda width, _height: frame.loading(event.number, width))

    @on(Rows.Rested)
    def _rested(self) -> None:
        if self.problem is None:
            self.drawn("detail").show(self._strip)

    def _strip(self, width: int, height: int) -> tuple[Line, ...]:
        current, paper = self.rows.current, self.paper(width)
        if isinstance(current, Proposal):
            return processstrip.proposal_strip(current, paper, height)
        if isinstance(current, AuditRow):
            return processstrip.strip(current, paper, height, self.strip_keys)
        return ()

    @on(Rows.Opened)
    def do_list_open(self) -> None:
        current = self.rows.current
        if isinstance(current, AuditRow):
            self.open_process(current.audit.id)
        elif isinstance(current, Proposal) and current.process:
            self.open_process(current.process, f"do {current.step}")
        elif isinstance(current, Proposal):
            self.begin_audit(begun(current, self.session.desk.handle, self.session.desk.now()))

    def do_new_any(self) -> None:
        desk = self.session.desk
        self.begin_audit(Audit(owner=desk.handle, made_at=desk.now()))

    def do_process_run(self) -> None:
        row = self.audited
        if row is None:
            return
        if row.state not in RUN:
            self.say("Only what is in practice can be run.")
        elif not checklist(row.audit, self.session.desk.costs):
            self.say("It has no steps to tick.")
        else:
            from tui.screens.checklist import ChecklistScreen

            self.app.push_screen(ChecklistScreen(self.session, row))

    def do_row_deal(self) -> None:
        row = self.audited
        if row is not None and row.state == "review":
            self.fill_in(opening.review(row))
        elif row is not None:
            self.say("No review is due here.")

    def do_process_told(self) -> None:
        row = self.audited
        if row is not None:
            self.act(ToldAgain(f"a{row.audit.id}"))

    def do_list_dismiss(self) -> None:
        current = self.rows.current
        if isinstance(current, Proposal):
            self.leaving = frozenset((current.key,))
            self.act(Dismissed(current.key, current.text, tuple(one.id for one in current.seen)))
        else:
            self.say("Dismiss is for what is proposed.")

    def do_row_best(self) -> None:
        best = self.best((row.hurt.points, f"a{row.audit.id}") for row in self.audits or ())
        if best is not None:
            self.rows.select_key(best)


def _key(item: object) -> str | None:
    if isinstance(item, AuditRow):
        return f"a{item.audit.id}"
    return item.key if isinstance(item, Proposal) else None
