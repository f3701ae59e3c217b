"""What the block of an open form shows: its texts, and the keys as they are remapped and where its cursor is."""

from __future__ import annotations

from tui.keys import Keymap
from tui.present.form import OFFERS
from tui.present.formlines import Filled, Keys
from tui.present.spans import Line
from tui.screens.filling import Filling
from tui.screens.session import Session

Named = tuple[tuple[str, str], ...]


def filled(session: Session, filling: Filling, instead: tuple[Line, ...], chord: Named | None) -> Filled:
    """The form as it stands; `instead` replaces its notes, `chord` its keys by what may follow a begun sequence."""
    form, entry, keymap = filling.form, filling.entry, session.keymap
    leave, choose, take = (keymap.key(f"form.{ident}") for ident in ("leave", "choose", "take_date"))
    return Filled(
        title=form.title,
        subtitle=form.subtitle,
        fields=form.fields,
        texts=filling.texts,
        reading=filling.shown,
        keys=Keys(leave, choose, take, chord or _footer(keymap, filling)),
        at=filling.at,
        cursor=entry.at if entry else 0,
        offer=filling.offer,
        chooser=filling.chooser,
        instead=instead,
        bar=">" if session.look.reverses else session.signs.bar,
    )


def _footer(keymap: Keymap, filling: Filling) -> Named:
    idle = () if filling.chooser else ("form.choose",)
    _, *rest = keymap.footer(("form",), row=True, idle=idle)
    sequences = keymap.actions["form.save"].sequences
    is_long = filling.entry is not None and filling.entry.long
    save = next(" ".join(strokes) for strokes in sequences if not (is_long and strokes == ("enter",)))
    if filling.at == OFFERS:
        return ((save, "take it"), ("up down", "choose"), *rest)
    return ((save, "choose below" if filling.weighs else filling.form.save), *rest)
