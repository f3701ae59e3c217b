"""Which form a key opens, and with what in it; forms are imported when the first one opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.domain.draft import Draft
    from tui.domain.practice import AuditRow
    from tui.domain.views import OpenRow, RelationshipView
    from tui.present.form import Begun
    from tui.present.forms.around import Around
    from tui.screens.session import Session

Subject = tuple[int, str]
"""A relationship and its name."""

ENTRIES = 500
"""How far back something that happened is looked for, as far as a relationship's page shows it."""


def around(session: Session) -> Around:
    """The team's calendar, people and plans."""
    from tui.present.forms.around import Around

    desk = session.desk
    return Around(desk.calendar, desk.handle, desk.team, desk.template)


def log(session: Session, row: OpenRow | None, subject: Subject | None, *, line: bool) -> Begun:
    """What happened, prefilled from where the cursor stands."""
    from tui.present.forms.log import LogForm

    happened = row if row is not None and row.kind != "draft" and row.relationship else None
    return LogForm.begun(around(session), row=happened, subject=subject, line=line)


def snooze(session: Session, rows: Sequence[OpenRow]) -> Begun:
    """Until when rows are put off."""
    from tui.present.forms.snooze import SnoozeForm

    return SnoozeForm.begun(rows, around(session))


def waive(_session: Session, rows: Sequence[OpenRow]) -> Begun:
    """Why no reply was needed."""
    from tui.present.forms.waive import WaiveForm

    return WaiveForm.begun(rows)


def move(session: Session, rows: Sequence[OpenRow]) -> Begun:
    """Another date."""
    from tui.present.forms.move import MoveForm

    return MoveForm.begun(rows[0], around(session))


def admit(session: Session, rows: Sequence[OpenRow]) -> Begun:
    """That it will not be answered or kept."""
    from tui.present.forms.admit import AdmitForm

    return AdmitForm.begun(rows[0], around(session))


def skip(_session: Session, rows: Sequence[OpenRow]) -> Begun:
    """Why a follow-up is not done this time."""
    from tui.present.forms.why import WhyForm

    return WhyForm.begun("skip", rows)


def withdraw(_session: Session, rows: Sequence[OpenRow]) -> Begun:
    """Why a promise was taken back."""
    from tui.present.forms.why import WhyForm

    return WhyForm.begun("withdraw", rows)


def promise(session: Session, subject: Subject, *, by_us: bool = True) -> Begun:
    """A promise to a relationship, or of theirs."""
    from tui.present.forms.promise import PromiseForm

    return PromiseForm.begun(*subject, around(session), by_us=by_us)


def follow_up(session: Session, subject: Subject) -> Begun:
    """What we do next."""
    from tui.present.forms.followup import FollowUpForm

    return FollowUpForm.begun(*subject, around(session))


def thanks(row: OpenRow | None, subject: Subject) -> Begun:
    """A thank-you, for what the row says or for all."""
    from tui.present.forms.thank import ThankForm

    kindness = row if row is not None and row.kind == "thanks" else None
    return ThankForm.begun(*subject, kindness.id if kindness else None, kindness.what if kindness else "")


def add(session: Session) -> Begun:
    """A relationship made by hand."""
    from tui.present.forms.add import AddForm

    return AddForm.begun(around(session))


def edit(session: Session, subject: Subject) -> Begun:
    """What a relationship is."""
    from tui.present.forms.edit import EditForm

    return EditForm.begun(subject, around(session))


def item(session: Session, meant: object, subject: Subject) -> Begun | None:
    """What somebody there is or what a row says; None where that is not for editing."""
    from tui.domain.model import Contact
    from tui.present.forms.contact import ContactForm
    from tui.present.forms.item import ItemForm

    if isinstance(meant, Contact):
        return ContactForm.begun(*subject, meant)
    return ItemForm.begun(meant, subject, around(session)) if ItemForm.fits(meant) else None


def contact(subject: Subject) -> Begun:
    """Somebody in a relationship."""
    from tui.present.forms.contact import ContactForm

    return ContactForm.begun(*subject)


def close(session: Session, subject: Subject) -> Begun:
    """A closed deal with its terms and its plan."""
    from tui.present.forms.closing import ClosingForm

    return ClosingForm.begun(*subject, around(session))


def grade(session: Session, subject: Subject) -> Begun:
    """A grade by hand."""
    from tui.present.forms.grading import GradingForm

    return GradingForm.begun(*subject, around(session))


def ignore(subject: Subject) -> Begun:
    """An address that concerns nobody."""
    from tui.present.forms.ending import IgnoreForm

    return IgnoreForm.begun(*subject)


def review(row: AuditRow) -> Begun:
    """How a process in practice goes."""
    from tui.present.forms.review import ReviewForm

    return ReviewForm.begun(row)


def practise(session: Session, row: AuditRow) -> Begun:
    """What puts a redesign in practice."""
    from tui.present.forms.practise import PractiseForm

    desk = session.desk
    return PractiseForm.begun(row.audit, row.hurt, desk.costs, around(session), desk.now())


def end(subject: Subject) -> Begun:
    """Why it has ended."""
    from tui.present.forms.ending import EndingForm

    return EndingForm.begun(*subject)


ROW_FORMS = {"snooze": snooze, "waive": waive, "move": move, "admit": admit, "skip": skip, "withdraw": withdraw}


def resume(session: Session, ident: str, rows: Sequence[OpenRow]) -> Begun | None:
    """The form that a draft ("d3") was typed into, with all that was typed; None where what it was about is gone.

    It asks the desk, and so blocks; `rows` are the open ones that are known already.
    """
    draft = next((one for one in session.desk.drafts() if f"d{one.id}" == ident), None)
    if draft is None:
        return None
    view = None if draft.relationship is None else session.desk.relationship(draft.relationship, ENTRIES)
    begun = _begun(session, draft, (*rows, *view.open) if view else rows, view)
    if begun is not None:
        begun.texts.update(draft.texts)
        begun.draft = draft.id
    return begun


def _of_process(session: Session, draft: Draft) -> Begun:
    """A review or a practice, of the process as it is now."""
    row = session.desk.audit(int(draft.items[0][1:]))
    return review(row) if draft.verb == "review" else practise(session, row)


def _begun(
    session: Session, draft: Draft, rows: Sequence[OpenRow], view: RelationshipView | None
) -> Begun | None:
    known = {row.id: row for row in rows}
    meant = [known[item] for item in draft.items if item in known]
    if draft.verb in ROW_FORMS:
        return ROW_FORMS[draft.verb](session, meant) if meant else None
    subject = (draft.relationship, draft.who) if draft.relationship is not None else None
    if draft.verb == "log":
        return log(session, meant[0] if meant else None, subject, line=bool(draft.texts.get("line")))
    if draft.verb == "add":
        return add(session)
    if draft.verb in ("review", "practise") and draft.items:
        return _of_process(session, draft)
    if subject is None or view is None:
        return None
    if draft.verb == "thank":
        return thanks(meant[0] if meant else None, subject)
    if draft.items:
        one = _thing(draft.items[0], view)
        return item(session, one, subject) if one else None
    with_session = {"promise": promise, "follow-up": follow_up, "edit": edit, "close": close, "grade": grade}
    if draft.verb in with_session:
        return with_session[draft.verb](session, subject)
    alone = {"contact": contact, "ignore": ignore, "end": end}
    return alone[draft.verb](subject) if draft.verb in alone else None


def _thing(ident: str, view: RelationshipView) -> object | None:
    """What of a relationship can be edited by that id: somebody there, something that happened or is open."""
    things: dict[str, object] = {row.id: row for row in view.open}
    things |= {f"i{entry.id}": entry for entry in view.timeline if not entry.said}
    return (things | {f"c{one.id}": one for one in view.contacts}).get(ident)
