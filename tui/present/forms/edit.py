"""What a relationship is; what is left empty stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.domain.acts import Edited
from tui.domain.people import Situation
from tui.present.form import Begun, Choice, FieldSpec, Reading, Said, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, one_of, seen
from tui.present.forms.kinds import KINDS, STAGES, TIERS, owner_field
from tui.present.forms.listed import ADDRESSES, TAGS, Changed, address_field, tag_field
from tui.present.forms.standing import Known
from tui.present.lines import name
from tui.present.paper import Paper
from tui.present.spans import Line, Span

CLOSING: Line = (Span("Closing a deal instead makes the agreement and the plan as well.", "watch"),)
PERSONAL: Line = (Span("Personal ones are shown to their owner only.", "muted"),)
UNCHANGED: Line = (Span("Nothing is changed yet: type over what is to change.", "muted"),)
ENDED = "It has ended. Reopen it first."


@dataclass
class EditForm:
    """Shows what a relationship is, and changes what is typed over."""

    relationship: int
    party: str
    around: Around
    known: Known = field(init=False)
    kind: str = "edit"
    title: str = "Edit"
    save: str = "save it"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("name", "name"),
        FieldSpec("sort", "kind"),
        FieldSpec("stage", "stage"),
        FieldSpec("tier", "tier"),
        FieldSpec("owner", "owner"),
        FieldSpec("tags", "tags", TAGS),
        FieldSpec("addresses", "addresses", ADDRESSES),
    )

    @classmethod
    def begun(cls, subject: tuple[int, str], around: Around) -> Begun:
        """The form for a relationship by id and name."""
        return Begun(cls(*subject, around), at="name", about=subject[0])

    def __post_init__(self) -> None:
        self.known = Known(self.relationship)

    @property
    def subtitle(self) -> str:
        """What is edited."""
        return name(self.party)

    def read(self, texts: Texts, _: Paper) -> Reading:
        """What changes; nothing before it is known what there is."""
        now = self.known.situation
        if now is None:
            return Reading({}, wants=self.known.wants)
        tags = tag_field(texts.get("tags", ""), now.relationship.tags)
        addresses = address_field(texts.get("addresses", ""), self.known.addresses)
        said, edited = self._edited(texts, now, tags, addresses)
        wrong, version = first_wrong(said), edited.version or 0
        notes = _notes(edited, now)
        if wrong or edited == Edited(edited.item, edited.version):
            return Reading(said, (), wrong, notes if wrong else (UNCHANGED,), version=version)
        return Reading(said, (edited,), notes=notes, version=version)

    def know(self, _: object, answer: object) -> None:
        """Take how it stands."""
        self.known.know(answer)

    def _edited(
        self, texts: Texts, now: Situation, tags: Changed, addresses: Changed
    ) -> tuple[dict[str, Said], Edited]:
        """How each field is read, and all that is changed."""
        known = now.relationship
        called, told_name = _name(texts.get("name", ""), known.name)
        kind, told_kind = one_of(texts.get("sort", ""), KINDS, known.kind)
        stage, told_stage = one_of(texts.get("stage", ""), STAGES, known.stage)
        if known.stage == "ended":
            told_stage = Said("ended", wrong=ENDED if texts.get("stage", "").strip() else "")
            stage = "ended"
        tier, told_tier = one_of(texts.get("tier", ""), TIERS, known.tier)
        owner, told_owner = owner_field(texts.get("owner", ""), self.around, known.owner)
        said = {
            "name": told_name,
            "sort": _loud(told_kind),
            "stage": _loud(told_stage),
            "tier": _loud(told_tier),
            "owner": told_owner,
            "tags": tags.said,
            "addresses": addresses.said,
        }
        left = tuple(tag for tag in known.tags if tag not in tags.dropped)
        edited = Edited(
            f"r{known.id}",
            seen(texts, known.version),
            name=called if called != known.name else None,
            kind=kind if kind != known.kind else None,  # type: ignore[arg-type]
            stage=stage if stage != known.stage else None,  # type: ignore[arg-type]
            tier=tier if tier != known.tier else None,  # type: ignore[arg-type]
            owner=owner if owner != (known.owner or "") else None,
            tags=(*left, *tags.added) if tags.whole else None,
            addresses=addresses.added,
            dropped=addresses.dropped,
        )
        return said, edited


def _name(text: str, known: str) -> tuple[str, Said]:
    """The name, which can be taken as it is to change a letter of it."""
    typed = line(text)
    return typed or known, Said(typed or name(known), choices=(Choice(known, name(known), "as it is"),))


def _loud(said: Said) -> Said:
    """What there is now is no default."""
    return Said(said.value, said.source, said.wrong, said.choices)


def _notes(edited: Edited, now: Situation) -> tuple[Line, ...]:
    notes: list[Line] = []
    if now.relationship.stage == "prospect" and edited.stage in ("onboarding", "active"):
        notes.append(CLOSING)
    if edited.kind == "personal":
        notes.append(PERSONAL)
    return tuple(notes)
