"""The documents about audits that --json prints; scripts rely on their keys and on the order of these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tui.cli.shapes import iso
from tui.domain.audit import Costs, Review, Run
from tui.domain.practice import AuditRow
from tui.domain.redesign import NewStep, new_steps
from tui.domain.running import left, took
from tui.domain.treatment import Reason, asks_to_drop, facts, reasons


def listed(row: AuditRow) -> dict[str, Any]:
    """An audit in the list; hours are a month, hoped ones `null` without a verdict, saved ones without a review.

    All hours are `null` where nobody said how often it runs or how long it takes.
    """
    audit, found = row.audit, row.figures
    return {
        "id": f"a{audit.id}",
        "name": audit.name,
        "state": row.state,
        "verdict": row.verdict,
        "owner": audit.owner,
        "runs": audit.runs,
        "hours_before": found.hours_before,
        "hours_after": found.hours_after if row.verdict else None,
        "hours_hoped": found.hours_saved if row.verdict else None,
        "hours_saved": row.saved,
        "hurts": len(row.hurt.relationships),
        "points": float(row.hurt.points),
        "next_review": iso(row.review.due) if row.review else None,
        "told_again": row.usage.told,
        "advice_right": row.right,
        "advice_tried": row.tried,
    }


def whole(row: AuditRow, costs: Costs) -> dict[str, Any]:
    """One audit with all that is known of it."""
    audit, found = row.audit, row.figures
    return {
        **listed(row),
        "starts": audit.starts,
        "minutes": found.minutes_before,
        "who": audit.who,
        "words": list(audit.words),
        "purpose": audit.purpose,
        "scope": audit.scope,
        "exceptions": audit.exceptions,
        "works": audit.works,
        "made_at": iso(audit.made_at),
        "practised_at": iso(audit.practised_at),
        "answers": dict(audit.answers),
        "notes": dict(audit.notes),
        "steps": [_step(new, row, costs) for new in new_steps(audit, costs)],
        "figures": {
            "steps": found.steps,
            "automated": found.automated,
            "share_steps": found.share_steps,
            "share_minutes": found.share_minutes,
            "minutes_before": found.minutes_before,
            "minutes_after": found.minutes_after,
            "build_hours": found.build_hours,
            "unknown_builds": found.unknown_builds,
            "payback_months": found.payback,
        },
        "hurt": [
            {"id": f"r{ident}", "name": name, "points": points} for ident, name, points in row.hurt.relationships
        ],
        "reviews": [_review(review) for review in audit.reviews],
        "run_minutes": list(row.usage.run_minutes),
    }


def _step(new: NewStep, row: AuditRow, costs: Costs) -> dict[str, Any]:
    step = new.step
    return {
        "number": step.key,
        "text": step.text,
        "who": step.who,
        "minutes": step.minutes,
        "wrong": step.wrong,
        "answers": dict(step.answers),
        "treatment": new.treatment,
        "chosen": step.treatment is not None,
        "drop_asked": asks_to_drop(facts(row.audit, step)),
        "reasons": [_reason(each) for each in reasons(row.audit, step, new.treatment, costs)],
        "build_hours": step.build_hours,
        "monthly_cost": step.monthly_cost,
        "new_text": new.text,
        "new_who": new.who,
        "new_minutes": new.minutes,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {"kind": reason.kind, "number": reason.number, "text": reason.text}


def _review(review: Review) -> dict[str, Any]:
    return {
        "days": review.days,
        "due": iso(review.due),
        "done_at": iso(review.done_at),
        "minutes": review.minutes,
        "amiss": list(review.amiss),
    }


def run(run: Run, steps: Sequence[NewStep]) -> dict[str, Any]:
    """What came of running a checklist; `seconds` are those in which it was open."""
    return {
        "id": f"a{run.process}",
        "done": [mark.step for mark in run.marks if not mark.skipped],
        "skipped": [{"number": mark.step, "why": mark.why} for mark in run.marks if mark.skipped],
        "left": [new.step.key for new in left(run, steps)],
        "seconds": took(run),
        "ended_at": iso(run.ended_at),
    }
