"""A relationship made by hand: a name is enough."""

from __future__ import annotations

from dataclasses import dataclass

from tui.domain.acts import Added
from tui.present.form import Begun, FieldSpec, Reading, Texts
from tui.present.forms.around import Around
from tui.present.forms.asked import first_wrong, line, one_of, words
from tui.present.forms.kinds import KINDS, STAGES, TIERS, owner_field
from tui.present.forms.listed import address_field
from tui.present.paper import Paper
from tui.present.spans import Line, Span

DOMAINS: Line = (Span("All mail of these addresses' domains comes with them.", "muted"),)


@dataclass
class AddForm:
    """Makes an active customer of tier c unless something else is said."""

    around: Around
    kind: str = "add"
    title: str = "New relationship"
    subtitle: str = "a name is enough"
    save: str = "add it"
    fields: tuple[FieldSpec, ...] = (
        FieldSpec("name", "name", "a company or a person"),
        FieldSpec("sort", "kind"),
        FieldSpec("stage", "stage"),
        FieldSpec("tier", "tier"),
        FieldSpec("owner", "owner"),
        FieldSpec("addresses", "addresses", "ana@example.com, +49 30 1234"),
    )

    @classmethod
    def begun(cls, around: Around, name: str = "") -> Begun:
        """The form, empty or with a name."""
        return Begun(cls(around), {"name": name}, at="name")

    def read(self, texts: Texts, _: Paper) -> Reading:
        """The relationship; who prospects are says their stage."""
        kind, told_kind = one_of(texts.get("sort", ""), KINDS, "customer")
        usual = "prospect" if kind == "prospect" else "active"
        stage, told_stage = one_of(texts.get("stage", ""), STAGES, usual)
        tier, told_tier = one_of(texts.get("tier", ""), TIERS, "c")
        owner, told_owner = owner_field(texts.get("owner", ""), self.around, self.around.me)
        addresses = address_field(texts.get("addresses", ""), ())
        name = texts.get("name", "")
        said = {
            "name": words(name, "What is it called?"),
            "sort": told_kind,
            "stage": told_stage,
            "tier": told_tier,
            "owner": told_owner,
            "addresses": addresses.said,
        }
        wrong = first_wrong(said)
        notes = (DOMAINS,) if addresses.whole else ()
        if wrong:
            return Reading(said, (), wrong, notes)
        made = Added(line(name), kind, stage, tier, owner or None, addresses.added)  # type: ignore[arg-type]
        return Reading(said, (made,), notes=notes)

    def know(self, question: object, answer: object) -> None:
        """It asks nothing."""
