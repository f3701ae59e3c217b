"""What the block of an open form shows: its texts, and the keys as they are remapped and where its cursor is."""

from __future__ import annotations

from collections.abc import Sequence

from tui.domain.together import OpenForm
from tui.keys import Keymap
from tui.present.clash import beside
from tui.present.form import OFFERS
from tui.present.formlines import Filled, Keys
from tui.present.spans import Line
from tui.screens.filling import Filling
from tui.screens.session import Session

Named = tuple[tuple[str, str], ...]


def filled(
    session: Session,
    filling: Filling,
    instead: tuple[Line, ...],
    chord: Named | None,
    others: Sequence[OpenForm],
    *,
    clashes: bool,
) -> Filled:
    """The form as it stands; `instead` replaces its notes, `chord` its keys by what may follow a begun sequence.

    `others` have a form open about the same. Where it `clashes`, saving shows what they saved.
    """
    form, entry, keymap = filling.form, filling.entry, session.keymap
    leave, choose, take = (keymap.key(f"form.{ident}") for ident in ("leave", "choose", "take_date"))
    return Filled(
        title=form.title,
        subtitle=form.subtitle,
        fields=form.fields,
        texts=filling.texts,
        reading=filling.shown,
        keys=Keys(leave, choose, take, chord or _footer(keymap, filling, clashes=clashes)),
        at=filling.at,
        cursor=entry.at if entry else 0,
        offer=filling.offer,
        chooser=filling.chooser,
        instead=instead,
        beside=beside(others, session.zone(), session.signs),
        bar=">" if session.look.reverses else session.signs.bar,
    )


def _footer(keymap: Keymap, filling: Filling, *, clashes: bool) -> Named:
    idle = () if filling.chooser else ("form.choose",)
    _, *rest = keymap.footer(("form",), row=True, idle=idle)
    sequences = keymap.actions["form.save"].sequences
    is_long = filling.entry is not None and filling.entry.long
    save = next(" ".join(strokes) for strokes in sequences if not (is_long and strokes == ("enter",)))
    if clashes:
        return ((save, "show both"), *rest)
    if filling.at == OFFERS:
        return ((save, "take it"), ("up down", "choose"), *rest)
    return ((save, "choose below" if filling.weighs else filling.form.save), *rest)
