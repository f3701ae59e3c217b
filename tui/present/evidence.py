"""The evidence as Markdown: figures, agreement, promises, and everything said and done in order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from tui.domain.model import Agreement, Instant, Promise
from tui.domain.promised import Ratio
from tui.domain.promiseviews import Asked, Evidence, Proven, Words
from tui.present.lines import prose
from tui.present.markdown import escaped, quoted
from tui.present.saying import BY
from tui.present.words import local, span

LATENESS = "Late is counted in working time from the first due; a day is a working day."


class Event(NamedTuple):
    """One dated entry: what happened, and the words that were said, None where nothing is quoted."""

    at: Instant
    rank: int
    told: str
    quoted: str | None = None


def markdown(found: Evidence, zone: tzinfo) -> str:
    """The whole document; data in it is escaped, dates are ISO in `zone`."""
    who = escaped(found.relationship.name)
    lines = [f"# {who}: what was promised and what came", ""]
    lines += [f"Written {_moment(found.at, zone)}, all times {zone}. {LATENESS}", ""]
    if found.ended_why:
        lines += [f"The relationship has ended: {escaped(found.ended_why)}", ""]
    lines += ["## Figures", "", *_figures(found, who)]
    for agreement in found.agreements:
        lines += ["", *_agreement(agreement, found, zone)]
    for title, by_us in ((f"What {who} promised", False), ("What we promised", True)):
        lines += ["", f"## {title}", "", *_promises([p for p in found.promises if p.promise.by_us == by_us], zone)]
    lines += ["", "## In order of time", "", *_events(found, who, zone)]
    return "\n".join(lines)


def _figures(found: Evidence, who: str) -> list[str]:
    sides = (("we", found.ours, True), (who, found.theirs, False))
    lines = ["| | promises | on time | late | broken | withdrawn | open | open and late |", "|---|" + "--:|" * 7]
    for label, ratio, by_us in sides:
        own = [p for p in found.promises if p.promise.by_us == by_us]
        still = [p for p in own if p.how is None]
        withdrawn = sum(p.promise.state == "withdrawn" for p in own)
        late = sum(p.late > 0 for p in still)
        cells = (len(own), ratio.on_time, ratio.late, ratio.broken, withdrawn, len(still), late)
        lines.append(f"| {label} | {' | '.join(str(cell) for cell in cells)} |")
    return [*lines, "", *(_share(label, ratio, found) for label, ratio, _ in sides)]


def _share(label: str, ratio: Ratio, found: Evidence) -> str:
    subject = "We" if label == "we" else label
    if not ratio.n:
        return f"- {subject}: nothing has ended yet."
    day = found.promises[0].day
    late = "" if ratio.median_late is None else f"; late ones by {span(ratio.median_late, day)} (median)"
    share = f"{100 * ratio.on_time // ratio.n} %"
    return f"- {subject} kept {ratio.on_time} of {ratio.n} promises on time ({share}){late}."


def _agreement(agreement: Agreement, found: Evidence, zone: tzinfo) -> list[str]:
    until = f", until {agreement.ends_on}" if agreement.ends_on else ""
    value = f", value {escaped(agreement.value)}" if agreement.value else ""
    lines = [f"## Agreement: {escaped(agreement.sold)}", ""]
    lines += [f"Signed {agreement.signed_on}{until}{value}.", ""]
    lines += [f"{number}. {escaped(term.text)}" for number, term in enumerate(agreement.terms, 1)]
    lines += [] if agreement.terms else ["No terms are written down."]
    outside = [said for said in found.said if said.agreement == agreement.id and said.outside]
    lines += ["", "Outside of its terms:" if outside else "Nothing is noted as outside of its terms."]
    for said in outside:
        lines += ["", f"- {_moment(said.at, zone)}: {_spoken(said)}", *_indented(said)]
    return lines


def _indented(said: Words) -> Iterator[str]:
    for line in quoted(said.text) if said.text and said.text.strip() else ():
        yield f"  {line}"


def _promises(proven: Iterable[Proven], zone: tzinfo) -> list[str]:
    rows = [_row(each, zone) for each in proven]
    if not rows:
        return ["Nothing."]
    return ["| made | by | what | first due | moved | what came |", "|---|---|---|---|---|---|", *rows]


def _row(proven: Proven, zone: tzinfo) -> str:
    promise = proven.promise
    term = f" (term: {escaped(proven.term)})" if proven.term else ""
    cells = (
        _day(promise.made_at, zone),
        escaped(promise.author),
        f"{escaped(promise.text)}{term}",
        _due(promise, promise.due, zone),
        str(len(proven.moves)),
        _outcome(proven, zone),
    )
    return f"| {' | '.join(cells)} |"


def _outcome(proven: Proven, zone: tzinfo) -> str:
    """How a promise ended, or stands."""
    promise = proven.promise
    if proven.how is None or promise.ended_at is None:
        return f"open, {_lateness(proven, zone)}" if proven.late else "open"
    day = _day(promise.ended_at, zone)
    return f"kept {day}, {_lateness(proven, zone)}" if promise.state == "kept" else f"{promise.state} {day}"


def _lateness(proven: Proven, zone: tzinfo) -> str:
    """How late, by the first due and, where it was moved by agreement, by the one that stood in the end."""
    if not proven.late:
        return "on time"
    late = f"late {span(proven.late, proven.day)}"
    if proven.due == proven.promise.due:
        return late
    agreed = _due(proven.promise, proven.due, zone)
    past = f"{span(proven.past, proven.day)} past" if proven.past else "on time by"
    return f"{late} ({past} the agreed {agreed})"


def _events(found: Evidence, who: str, zone: tzinfo) -> list[str]:
    events = [event for proven in found.promises for event in _of_promise(proven, who, zone)]
    told = {proven.said.id for proven in found.promises if proven.said}
    others = (said for said in found.said if said.id not in told)
    events += [Event(said.at, 0, f"{_spoken(said)}{_concerns(said)}", said.text) for said in others]
    lines: list[str] = []
    for event in sorted(events, key=lambda event: event[:3]):
        lines += [f"- **{_moment(event.at, zone)}** {event.told}"]
        text = prose(event.quoted or "").strip()
        lines += ["", *(f"  {line}" for line in quoted(text)), ""] if text else []
    return lines or ["Nothing."]


def _of_promise(proven: Proven, who: str, zone: tzinfo) -> Iterator[Event]:
    promise = proven.promise
    subject, other = ("We", who) if promise.by_us else (who, "we")
    by = f" ({escaped(promise.author)})" if promise.author else ""
    what = f"“{escaped(promise.text)}”"
    said, text = (f", {_how(proven.said)}", proven.said.text) if proven.said else ("", None)
    due = _due(promise, promise.due, zone)
    yield Event(promise.made_at, 1, f"{subject}{by} promised {what} by {due}{said}.", text)
    for move in proven.moves:
        yield Event(move.at, 2, f"{subject} asked for {what} {_move(move, promise, other, zone)}")
    if promise.ended_at is not None:
        why = f" Why: {escaped(proven.why)}" if proven.why else ""
        yield Event(promise.ended_at, 3, f"{_end(proven, subject, what, other, zone)}.{why}")


def _move(move: Asked, promise: Promise, other: str, zone: tzinfo) -> str:
    """From which due to which, and whether the other side agreed."""
    agreed = "agreed" if move.agreed else "did not agree"
    why = f" Why: {escaped(move.why)}" if move.why else ""
    old, new = _due(promise, move.old_due, zone), _due(promise, move.new_due, zone)
    return f"by {new} instead of {old}; {other} {agreed}.{why}"


def _end(proven: Proven, subject: str, what: str, other: str, zone: tzinfo) -> str:
    if proven.promise.state == "withdrawn":
        return f"{subject} took {what} back; {other} agreed"
    if proven.promise.state == "broken":
        return f"{subject} broke the promise of {what}"
    return f"{subject} kept the promise of {what}, {_lateness(proven, zone)}"


def _spoken(said: Words) -> str:
    """Whose words these are, how they came, and under which subject."""
    subject = f", “{escaped(said.subject)}”" if said.subject.strip() else ""
    side = {"in": "they", "out": "we", "both": "both"}[said.direction]
    who = f"{escaped(said.author)} ({side})" if said.author.strip() else side
    return f"{who}, {_how(said)}{subject}"


def _how(said: Words) -> str:
    return "in a note of our own" if said.channel == "note" else BY[said.channel]


def _concerns(said: Words) -> str:
    facts = ["a complaint"] if said.signal == "complaint" else []
    facts += ["outside of the agreement"] if said.outside else ["about the agreement"] if said.agreement else []
    return f" ({', '.join(facts)})" if facts else ""


def _due(promise: Promise, due: Instant, zone: tzinfo) -> str:
    return _day(due - 1, zone) if promise.day_alone else _moment(due, zone)


def _day(at: Instant, zone: tzinfo) -> str:
    value: date = local(at, zone).date()
    return value.isoformat()


def _moment(at: Instant, zone: tzinfo) -> str:
    return f"{local(at, zone):%Y-%m-%d %H:%M}"
