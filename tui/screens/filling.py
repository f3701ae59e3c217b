"""A form while somebody fills it in: its texts, where the cursor is, and what may be taken there."""

from __future__ import annotations

from dataclasses import replace

from tui.present import cursor
from tui.present.fieldlines import Frame, room_of
from tui.present.form import OFFERS, VERSION, Begun, Choice, FieldSpec, Offer, Reading
from tui.present.paper import Paper
from tui.widgets.entry import LINE, TEXT, Entry


class Filling:
    """The state of one open form; nothing is read before the first `read`."""

    def __init__(self, begun: Begun) -> None:
        self.form = begun.form
        self.begun = begun
        self._kept = {VERSION: begun.texts[VERSION]} if VERSION in begun.texts else {}
        self.fields: dict[str, FieldSpec] = {}
        self.entries: dict[str, Entry] = {}
        self._follow()
        self.at = begun.at if begun.at in (*self.fields, OFFERS) else next(iter(self.fields))
        self.offer = 0
        self.reading = Reading({})
        self.tried = begun.draft is not None  # what was left unfinished is known to be so
        self._first = self.texts
        self._asking = False
        self._asked: object | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The text of every field."""
        return {ident: entry.text for ident, entry in self.entries.items()}

    @property
    def draft(self) -> dict[str, str]:
        """What a draft keeps: the texts, and which version of what is edited was seen."""
        version = {VERSION: str(self.reading.version)} if self.reading.version else {}
        return {**self.texts, **self._kept, **version}

    @property
    def touched(self) -> bool:
        """Whether any text is another than at the beginning."""
        return self.texts != self._first

    @property
    def entry(self) -> Entry | None:
        """The text with the cursor, None among the offers."""
        return self.entries.get(self.at)

    @property
    def spec(self) -> FieldSpec | None:
        """The field with the cursor, None among the offers."""
        return self.fields.get(self.at)

    @property
    def stops(self) -> list[str]:
        """Where the cursor can be, from the top down."""
        return [*self.fields, *([OFFERS] if self.reading.offers else [])]

    @property
    def shown(self) -> Reading:
        """The reading, without complaints while nothing was typed or tried yet."""
        if self.tried or self.touched:
            return self.reading
        return replace(self.reading, said={key: replace(said, wrong="") for key, said in self.reading.said.items()})

    @property
    def weighs(self) -> bool:
        """Whether saving leads to the offers first."""
        return self.reading.weigh and bool(self.offers) and self.at != OFFERS

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may be taken."""
        return self.reading.offers

    def read(self, paper: Paper) -> None:
        """Read all texts again."""
        self.reading = self.form.read({**self.texts, **self._kept}, paper)
        while self._follow():
            self.reading = self.form.read({**self.texts, **self._kept}, paper)
        self.offer = max(0, min(self.offer, len(self.offers) - 1))
        if self.at not in self.stops:
            self.at = self.stops[-1]

    def _follow(self) -> bool:
        """Have the fields that the form has now; whether one of them is new and has a text already."""
        self.fields = {spec.id: spec for spec in self.form.fields}
        new = [spec for spec in self.form.fields if spec.id not in self.entries]
        self.entries |= {spec.id: _entry(spec, self.begun.texts.get(spec.id, "")) for spec in new}
        return any(self.entries[spec.id].text for spec in new)

    def go(self, at: str) -> None:
        """Put the cursor into a field, or among the offers, where the first one is then selected."""
        if at in self.stops and at != self.at:
            self.at, self.offer = at, 0

    def walk(self, by: int) -> None:
        """The next stop, round about."""
        stops = self.stops
        self.go(stops[(stops.index(self.at) + by) % len(stops)])

    def move(self, by: int, frame: Frame) -> None:
        """One up or down: a row of a long text, an offer, else a stop; nothing beyond the first and the last."""
        entry, spec = self.entry, self.spec
        if entry is not None and spec is not None and entry.long:
            place = cursor.beside(entry.text, entry.at, room_of(spec, frame) - 1, by)
            if place is not None:
                entry.go(place)
                return
        if self.at == OFFERS and 0 <= self.offer + by < len(self.offers):
            self.offer += by
            return
        stops = self.stops
        index = stops.index(self.at) + by
        if 0 <= index < len(stops):
            self.go(stops[index])

    def take(self, offer: Offer) -> bool:
        """Put the texts of an offer into the fields; whether that changed any."""
        before = self.texts
        for ident, text in offer.texts.items():
            if self.entries[ident].text != text:
                self.entries[ident].set(text)
        return self.texts != before

    def weigh(self) -> bool:
        """Go to the offers where saving leads there first; whether it did."""
        weighs = self.weighs
        if weighs:
            self.go(OFFERS)
        return weighs

    def take_selected(self) -> bool:
        """Take the offer with the cursor; whether there is one that changed any text."""
        return self.at == OFFERS and self.take(self.offers[self.offer])

    def take_better(self) -> bool:
        """Take what is offered as better, else the first offer; whether that changed any text."""
        offer = self.reading.better or next(iter(self.offers), None)
        return offer is not None and self.take(offer)

    def point(self) -> bool:
        """Put the cursor where something is in the way of saving; whether that is a field."""
        self.tried = True
        self.go(self.reading.wrong)
        return bool(self.reading.wrong)

    def question(self) -> object | None:
        """What the desk is to be asked now; one question at a time, the newest when the last one is answered."""
        wants = self.reading.wants
        if wants is None or wants == self._asked or self._asking:
            return None
        self._asking, self._asked = True, wants
        return wants

    @property
    def asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._asking

    def know(self, question: object, answer: object) -> None:
        """Take an answer, unless it is one to texts of before."""
        self._asking = False
        if question == self.reading.wants:
            self.form.know(question, answer)
        else:
            self._asked = None

    def unanswered(self) -> None:
        """There is no answer; the next text asks again."""
        self._asking, self._asked = False, None

    @property
    def chooser(self) -> str:
        """The field for which there is something to choose here: the cursor's own, else the first wrong one."""
        said = self.reading.said
        spec = self.spec
        if spec is None:
            return ""
        if not spec.prompt:
            return self.at if self._choices(self.at) else ""
        choosing = [ident for ident in self.fields if self._choices(ident)]
        return next((ident for ident in choosing if said[ident].wrong), choosing[0] if choosing else "")

    def _choices(self, ident: str) -> tuple[Choice, ...]:
        said = self.reading.said.get(ident)
        return said.choices if said else ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What there is to choose."""
        return self._choices(self.chooser)


def _entry(spec: FieldSpec, text: str) -> Entry:
    entry = Entry(limit=TEXT if spec.lines > 1 else LINE, long=spec.lines > 1)
    entry.set(text)
    return entry
