"""How processes are used: told again, run by their checklist; and what is never to be proposed again."""

from __future__ import annotations

import json

from tui.domain.audit import Audit, Mark, Run
from tui.domain.auditacts import Dismissed, Ran, ToldAgain
from tui.domain.problem import Problem
from tui.domain.text import clean_line
from tui.services.doing import making
from tui.services.doing.auditing import standing
from tui.services.doing.hand import Came, Hand
from tui.store import audits


def told_again(act: ToldAgain, hand: Hand) -> Came:
    """Somebody was told again how a process is done."""
    audit = standing(hand, act.item)
    said = {"actor": hand.me.handle, "at": hand.now, "recorded_at": hand.tx.said.wall_at}
    hand.tx.insert("telling", {"process": audit.id, **said})
    return Came(act.item, None, "told again", who=audit.name)


def ran(act: Ran, hand: Hand) -> Came:
    """A run of a checklist: begun, or as much further as its marks say."""
    run = act.run
    audit = standing(hand, f"a{run.process}")
    _check(run, audit, hand)
    ident = _begun(run, hand) if run.id == 0 else _own(run, hand)
    changed = _mark(run, ident, hand)
    if changed and run.id:
        hand.tx.touch("run", ident)
    said = "run begun" if run.id == 0 else "run: step ticked" if changed else ""
    if run.ended_at is not None:
        hand.tx.change("run", ident, ended_at=run.ended_at)
        said = "run finished"
    return Came(f"a{audit.id}", None, said, who=audit.name)


def _check(run: Run, audit: Audit, hand: Hand) -> None:
    """Refuse what no run of this process can be."""
    end = run.started_at if run.ended_at is None else run.ended_at
    if not run.started_at <= end <= hand.now:
        raise Problem("A run begins before it ends, and neither is still to come.", "Nothing was changed.")
    known = audits.keys(hand.conn, audit.id)  # a step that is gone since the run began is done in it all the same
    for mark in run.marks:
        if mark.step not in known:
            raise Problem(f"{audit.name} has no step {mark.step}.", "Nothing was changed.", wrong_use=True)
        if mark.skipped and not mark.why.strip():
            raise Problem("Why is the step skipped?", "Give a reason in a word or two.", wrong_use=True)
        if mark.seconds < 0:
            raise Problem("A step takes no less than 0 seconds.", "Nothing was changed.", wrong_use=True)


def _begun(run: Run, hand: Hand) -> int:
    said = {"actor": hand.me.handle, "started_at": run.started_at, "recorded_at": hand.tx.said.wall_at}
    return hand.tx.insert("run", {"process": run.process, **said})


def _own(run: Run, hand: Hand) -> int:
    """The number of a run of one's own that is still under way."""
    row = hand.tx.row("run", run.id)
    if row is None or row["deleted_at"] is not None or row["process"] != run.process:
        raise Problem("This run is not there any more.", "Begin it again.")
    if row["actor"] != hand.me.handle:
        raise Problem(f"This run is {row['actor']}'s.", "Begin one of your own.")
    if row["ended_at"] is not None:
        raise Problem("This run is finished already.", "Nothing was changed.")
    if run.version not in (0, row["version"]):
        raise Problem("You went on with this run elsewhere.", "Leave it and run it again to see how far it is.")
    return run.id


def _mark(run: Run, ident: int, hand: Hand) -> bool:
    """Write the marks that differ; returns whether any does."""
    rows = hand.conn.execute("SELECT step, id FROM run_step WHERE run = ? AND deleted_at IS NULL", (ident,))
    stood, before = dict(rows.fetchall()), audits.marks(hand.conn, ident)
    wanted = {mark.step: _clean(mark) for mark in run.marks}
    for step in stood.keys() - wanted.keys():
        hand.tx.delete("run_step", stood[step])
    for step, mark in wanted.items():
        columns = {"seconds": mark.seconds, "skipped": int(mark.skipped), "why": mark.why}
        if step in stood:
            hand.tx.change("run_step", stood[step], **columns)
        else:
            hand.tx.insert("run_step", {"run": ident, "step": step, **columns})
    return {mark.step: mark for mark in before} != wanted


def _clean(mark: Mark) -> Mark:
    return Mark(mark.step, mark.seconds, mark.skipped, clean_line(mark.why).strip() if mark.skipped else "")


def dismissed(act: Dismissed, hand: Hand) -> Came:
    """A proposal that is never to be made again."""
    key = making.words(act.proposal, "A proposal")
    row = hand.conn.execute("SELECT 1 FROM dismissal WHERE proposal = ? AND deleted_at IS NULL", (key,)).fetchone()
    if row:
        raise Problem("This is not proposed any more.", "Nothing was changed.")
    hand.tx.insert(
        "dismissal",
        {
            "proposal": key,
            "kind": key.partition(" ")[0],
            "text": clean_line(act.text).strip(),
            "members": json.dumps(list(act.like)),
            "actor": hand.me.handle,
            "at": hand.now,
            "recorded_at": hand.tx.said.wall_at,
        },
    )
    return Came("", None, "proposal dismissed")
