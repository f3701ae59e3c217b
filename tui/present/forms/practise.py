"""Putting a redesign in practice: what its procedure says, and what is done for it on which day by whom."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tui.domain.acts import NewFollowUp, NewPromise
from tui.domain.audit import Audit, Costs
from tui.domain.auditacts import Pledged, Practised
from tui.domain.practice import Hurt
from tui.domain.practising import proposed_follow_ups, review_days
from tui.domain.problem import Problem
from tui.domain.redesign import figures, new_steps
from tui.domain.when import Unclear, find_due, written
from tui.present.audit.figures import amount
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, teammate
from tui.present.forms.dates import PAST, day_of, day_text
from tui.present.forms.honestly import Looks
from tui.present.forms.planned import plan_field
from tui.present.forms.termload import load
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span
from tui.present.words import count

MOST_PROMISES = 3
LONGEST = 400
WRITTEN = ("purpose", "scope", "exceptions", "works")
HEAD = (
    FieldSpec("owner", "owner", "who answers for it"),
    FieldSpec("purpose", "purpose", "what it is good for"),
    FieldSpec("scope", "scope", "from where to where"),
    FieldSpec("exceptions", "exceptions", "what else may happen, and what then"),
    FieldSpec("works", "it worked", "when what is so"),
)
TO_WHOM = "a promise to those whom it hurts: what, and by when"
PROMISE = "such as open slots by fri"


@dataclass
class PractiseForm:
    """What comes out of an audit: the words of its procedure, follow-ups proposed by rule, promises, reviews."""

    audit: Audit
    hurt: Hurt
    costs: Costs
    around: Around
    now: int
    looks: Looks = field(default_factory=Looks)
    kind: str = field(init=False)
    title: str = "Put in practice"
    save: str = "put in practice"
    proposed: tuple[NewFollowUp, ...] = field(init=False)
    fields: tuple[FieldSpec, ...] = field(init=False)

    @classmethod
    def begun(cls, audit: Audit, hurt: Hurt, costs: Costs, around: Around, now: int) -> Begun:
        """The form for an audit as it is stored; `now` is the instant from which the days are counted."""
        form = cls(audit, hurt, costs, around, now)
        texts = {ident: getattr(audit, ident) for ident in WRITTEN}
        return Begun(form, {ident: text for ident, text in texts.items() if text}, at="owner")

    def __post_init__(self) -> None:
        self.kind = f"practise a{self.audit.id}"
        owner = self._owner("")[0] or self.around.me
        self.proposed = proposed_follow_ups(self.audit, self.costs, self.around.calendar, self.now, owner)
        to_do = [
            FieldSpec(f"todo{index}", f"to do {index + 1}", group="" if index else self._to_do_group())
            for index in range(len(self.proposed))
        ]
        promises = [
            FieldSpec(f"promise{index}", name(who), PROMISE, group="" if index else TO_WHOM)
            for index, (_, who, _) in enumerate(self.hurt.relationships[:MOST_PROMISES])
        ]
        self.fields = (*HEAD, *to_do, *promises)

    @property
    def subtitle(self) -> str:
        """Which process."""
        return name(self.audit.name)

    def read(self, texts: Texts, paper: Paper) -> Reading:
        """All that is made at once; nothing is before the weeks of its promises were looked at."""
        owner, told_owner = self._owner(texts.get("owner", ""))
        words = {ident: self._words(ident, texts.get(ident, ""), owner) for ident in WRITTEN}
        to_do = [
            _to_do(texts.get(f"todo{index}", ""), replace(one, owner=owner or one.owner), self.around, paper)
            for index, one in enumerate(self.proposed)
        ]
        promises = [
            _promise(texts.get(f"promise{index}", ""), self.around, paper)
            for index in range(len(self.hurt.relationships[:MOST_PROMISES]))
        ]
        said = {
            "owner": told_owner,
            **{ident: told for ident, (_, told) in words.items()},
            **{f"todo{index}": told for index, (told, _) in enumerate(to_do)},
            **{f"promise{index}": told for index, (told, _) in enumerate(promises)},
        }
        pledged = tuple(
            Pledged(number, promise)
            for (number, _, _), (_, promise) in zip(self.hurt.relationships, promises, strict=False)
            if promise is not None
        )
        full = load((each.promise for each in pledged), self.looks, self.around, paper)
        follow_ups = tuple(one for _, one in to_do if one is not None)
        notes = (*full.notes, self._comes_out(len(follow_ups), len(pledged), paper))
        wrong = first_wrong(said)
        if wrong:
            return Reading(said, (), wrong, notes, wants=full.wants)
        purpose, scope, exceptions, works = (text for text, _ in words.values())
        audit = replace(
            self.audit, owner=owner, purpose=purpose, scope=scope, exceptions=exceptions, works=works
        )
        return Reading(said, (Practised(audit, follow_ups, pledged),), notes=notes, wants=full.wants)

    def know(self, question: object, answer: object) -> None:
        """Take how full a week is."""
        self.looks.know(question, answer)

    def _to_do_group(self) -> str:
        others = [handle for handle in self.around.handles if handle != self.around.me]
        who = f'"{name(others[0])}:" for {name(others[0])}, ' if others else ""
        return f'another day or words, {who}"no" for none'

    def _owner(self, text: str) -> tuple[str, Said]:
        usual = self.audit.owner if self.audit.owner in self.around.handles else self.around.me
        return teammate(text, self.around, usual)

    def _words(self, ident: str, text: str, owner: str) -> tuple[str, Said]:
        """What the procedure says there, by itself what the audit gives."""
        typed = line(text)
        if typed:
            return typed, Said()
        proposed = _proposals(self.audit, self.costs, owner)[ident]
        return proposed, Said(proposed or "none", quiet=True)

    def _comes_out(self, follow_ups: int, promises: int, paper: Paper) -> Line:
        """What is made besides the follow-ups and the promises."""
        calendar = self.around.calendar
        days = " and ".join(day_text(day, paper, calendar) for day in review_days(self.audit, calendar, self.now))
        made = ["The procedure", count(follow_ups, "follow-up")]
        made += [count(promises, "promise")] if promises else []
        made += [f"a review of the minutes on {days}"] if days else []
        told = f"{', '.join(made[:-1])} and {made[-1]}."
        return (Span(told, "muted"),)


def _proposals(audit: Audit, costs: Costs, owner: str) -> dict[str, str]:
    """What the procedure may say, as far as the audit gives it."""
    steps, found = new_steps(audit, costs), figures(audit, costs)
    done = [new for new in steps if new.treatment != "drop"]
    by_hand = [new.step for new in done if new.treatment != "automate"]
    faults = [f"{line(step.text)}: {line(step.wrong)}" for step in by_hand if step.wrong.strip()]
    ends = f" to: {line(done[-1].text)}" if done else ""
    before, after = found.minutes_before, found.minutes_after
    return {
        "purpose": f"{line(audit.name)} goes alike every time, whoever does it" if audit.name else "",
        "scope": f"from: {line(audit.starts)}{ends}" if audit.starts.strip() else "",
        "exceptions": f"{'; '.join(faults)}. Then ask {owner}."[:LONGEST] if faults else "",
        "works": f"it takes {amount(after)} min each time, no longer {amount(before)}" if after < before else "",
    }


def _to_do(text: str, proposed: NewFollowUp, around: Around, paper: Paper) -> tuple[Said, NewFollowUp | None]:
    """A follow-up with the day, the words or the teammate that were typed instead."""
    who, colon, rest = text.partition(":")
    handle = next((each for each in around.handles if each.casefold() == who.strip().casefold()), None)
    if colon and handle is not None:
        text, proposed = rest, replace(proposed, owner=handle)
    read = plan_field(text, proposed, around, paper)
    if read.follow_up is None:
        return read.said, None
    return replace(read.said, source=read.follow_up.owner or ""), read.follow_up


def _promise(text: str, around: Around, paper: Paper) -> tuple[Said, NewPromise | None]:
    """A promise in one line, None where there is none or it cannot be taken."""
    typed = line(text)
    if not typed:
        return Said("none", quiet=True), None
    try:
        due = find_due(typed, paper.now, around.calendar)
    except Problem as problem:
        readings = problem.readings if isinstance(problem, Unclear) else ()
        return Said(wrong=str(problem), choices=tuple(Choice(one, one) for one in readings)), None
    if due is None or not due[2]:
        asked = "By when? Such as by fri." if due is None else "What is promised?"
        return Said(wrong=asked), None
    read, _, words = due
    shown = written(read.at, False, paper.now, paper.zone)
    if read.day_alone:
        shown = day_text(day_of(read.at, around.calendar), paper, around.calendar)
    if read.at <= paper.now:
        return Said(wrong=f"{shown} {PAST}"), None
    return Said(f"{words} by {shown}"), NewPromise(words, read.at, read.day_alone)
