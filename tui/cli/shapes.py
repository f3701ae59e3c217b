"""The documents that --json prints; scripts rely on their keys and on the order of these."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tui.domain.model import HOUR, MEASURES, Contact, FollowUp, Instant, Override, Promise, Seconds
from tui.domain.views import (
    AgreementView,
    Health,
    LedgerLine,
    ListRow,
    OpenRow,
    RelationshipView,
    ReplyStats,
    RowKind,
    TimelineEntry,
    WaitView,
)

VERBS: dict[RowKind, str] = {
    "wait": "reply",
    "promise": "keep",
    "their promise": "ask",
    "follow-up": "do",
    "thanks": "thank",
    "silence": "get in touch",
    "draft": "resume",
    "review": "review",
}


def iso(at: Instant | None) -> str | None:
    """An instant in UTC."""
    return None if at is None else datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def hours(seconds: Seconds | None) -> float | None:
    """Seconds as hours."""
    return None if seconds is None else seconds / HOUR


def today_row(row: OpenRow) -> dict[str, Any]:
    """A row of Today; `working_hours` are those past the due instant, below 0 while it is still to come.

    Only what somebody stands in for has "for", the handle of whose it is.
    """
    return {
        "group": row.group,
        "kind": row.kind,
        "id": row.id,
        "relationship": f"r{row.relationship}" if row.relationship else None,
        "who": row.who,
        "what": row.what,
        "due": iso(row.due),
        "working_hours": None if row.due is None else hours(row.late),
        "points": row.points,
        "verb": VERBS[row.kind],
        **({"for": row.absent.who} if row.absent else {}),
    }


def list_row(row: ListRow, *, trend: bool) -> dict[str, Any]:
    """A relationship in the list."""
    known = row.relationship
    return {
        "id": f"r{known.id}",
        "name": known.name,
        "kind": known.kind,
        "stage": row.stage,
        "tier": known.tier,
        "owner": known.owner,
        "score": row.health.score,
        "grade": row.health.grade,
        "coverage": _coverage(row.health),
        "flag": bool(row.health.flagged),
        "trend": row.trend if trend else None,
        "waiting": row.reply.waiting,
        "overdue_follow_ups": row.overdue_follow_ups,
        "overdue_promises": row.overdue_promises,
        "broken_promises": row.broken_promises,
        "interactions": row.interactions,
        "last_touch": iso(row.last_touch),
        "reply": _reply(row.reply),
        "override": _override(row.override),
    }


def relationship(view: RelationshipView, sentences: list[str]) -> dict[str, Any]:
    """One relationship with all that is known of it; `interactions` is the log instead of its length."""
    row = list_row(view.row, trend=True)
    hidden = {each.id: each.snoozed_until for each in view.open}
    del row["interactions"]
    return {
        **row,
        "measures": {measure: view.measures.get(measure) for measure in MEASURES},
        "ledger": [_ledger(line, text) for line, text in zip(view.ledger, sentences, strict=True)],
        "contacts": [_contact(each) for each in view.contacts],
        "waits": [_wait(each) for each in view.waits],
        "promises": [_promise(each) for each in view.promises],
        "follow_ups": [_follow_up(each, hidden.get(f"f{each.id}")) for each in view.follow_ups],
        "interactions": [_interaction(each) for each in view.timeline if not each.said],
        "agreements": [_agreement(each) for each in view.agreements],
    }


def _coverage(health: Health) -> list[str]:
    return [measure for measure in MEASURES if measure in health.coverage]


def _reply(stats: ReplyStats) -> dict[str, Any]:
    return {
        "median_hours": hours(stats.median),
        "p90_hours": hours(stats.p90),
        "n": stats.n,
        "waiting": stats.waiting,
        "oldest_waiting_hours": hours(stats.oldest),
        "waived": stats.waived,
        "given_up": stats.given_up,
    }


def _override(override: Override | None) -> dict[str, Any] | None:
    if override is None:
        return None
    return {"grade": override.grade, "why": override.why, "until": iso(override.until), "by": override.by}


def _agreement(view: AgreementView) -> dict[str, Any]:
    agreed = view.agreement
    return {
        "id": f"g{agreed.id}",
        "sold": agreed.sold,
        "value": agreed.value,
        "signed_on": agreed.signed_on.isoformat(),
        "ends_on": agreed.ends_on.isoformat() if agreed.ends_on else None,
        "terms": [
            {"text": each.term.text, "promises": [f"p{promise.id}" for promise in each.promises]}
            for each in view.terms
        ],
        "outside": [f"i{entry.id}" for entry in view.outside],
    }


def _ledger(line: LedgerLine, text: str) -> dict[str, Any]:
    return {"kind": line.kind, "id": line.id, "measure": line.measure, "points": line.points, "text": text}


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "id": f"c{contact.id}",
        "name": contact.name,
        "role": contact.role,
        "addresses": list(contact.addresses),
        "last_at": iso(contact.last_at),
    }


def _wait(view: WaitView) -> dict[str, Any]:
    wait = view.wait
    return {
        "id": view.id,
        "opened_at": iso(wait.opened),
        "answered_at": iso(wait.ended) if wait.state == "answered" else None,
        "working_hours": hours(view.working),
        "wall_hours": hours(view.wall),
        "state": wait.state,
        "pings": len(wait.pings),
        "thread": wait.thread,
    }


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "id": f"p{promise.id}",
        "by_us": promise.by_us,
        "author": promise.author,
        "text": promise.text,
        "made_at": iso(promise.made_at),
        "due": iso(promise.due),
        "moves": [
            {"at": iso(m.at), "old_due": iso(m.old_due), "new_due": iso(m.new_due), "agreed": m.agreed}
            for m in promise.moves
        ],
        "state": promise.state,
        "ended_at": iso(promise.ended_at),
    }


def _follow_up(follow_up: FollowUp, snoozed_until: Instant | None) -> dict[str, Any]:
    return {
        "id": f"f{follow_up.id}",
        "owner": follow_up.owner,
        "text": follow_up.text,
        "made_at": iso(follow_up.made_at),
        "due": iso(follow_up.due),
        "state": follow_up.state,
        "ended_at": iso(follow_up.ended_at),
        "every": follow_up.every,
        "snoozed_until": iso(snoozed_until),
    }


def _interaction(entry: TimelineEntry) -> dict[str, Any]:
    return {
        "id": f"i{entry.id}",
        "at": iso(entry.at),
        "channel": entry.channel,
        "direction": entry.direction,
        "author": entry.author,
        "subject": entry.subject,
        "text": entry.text,
        "automatic": entry.automatic,
        "missed": entry.missed,
        "gesture": entry.gesture,
        "signal": entry.signal,
        "wait": entry.wait,
        "tags": list(entry.tags),
        "agreement": f"g{entry.agreement}" if entry.agreement else None,
        "outside": entry.outside,
    }
