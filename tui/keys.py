"""What each sequence of keys does in each place, from the table of actions and a person's own keys."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from tui.actions import ACTIONS, ANYWHERE, FIELDS, SUBJECT, Action, Place, Places, Strokes
from tui.domain.problem import Problem

__all__ = ["ACTIONS", "Action", "Keymap", "Place", "Places", "Strokes", "keymap", "stroke"]

NEVER = frozenset([f"ctrl+{letter}" for letter in "absqzmihjc"] + [f"f{number}" for number in range(1, 25)])
NAMES = {
    "escape": "esc",
    "space": "space",
    "return": "enter",
    "page_down": "pagedown",
    "page_up": "pageup",
}


def stroke(key: str, character: str | None) -> str:
    """The name of one stroke as the table writes it, from what a terminal sent."""
    if character is not None and len(character) == 1 and character.isprintable() and character != " ":
        return character
    return NAMES.get(key, key)


def typed(strokes: str) -> bool:
    """Whether a stroke would be typed into a text field."""
    return len(strokes) == 1 or strokes == "space"


class Keymap:
    """What each sequence does in each place."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self.actions = {action.id: action for action in actions}
        self._places: dict[Place, dict[Strokes, Action]] = {place: {} for place in ANYWHERE}
        for action in self.actions.values():
            for place in action.where:
                self._bind(place, action)

    def _bind(self, place: Place, action: Action) -> None:
        bound = self._places[place]
        for sequence in action.sequences:
            if place in FIELDS and typed(sequence[0]):
                continue
            other = clash(bound, sequence)
            if other is not None:
                raise Problem(
                    f"The key {' '.join(sequence)} would be both {other.id} and {action.id}.",
                    "Give one of them another key under [keys].",
                    wrong_use=True,
                )
            bound[sequence] = action

    def find(self, places: Places, strokes: Strokes) -> Action | None:
        """What the whole sequence does here, the first place before the next."""
        return next((self._places[place][strokes] for place in places if strokes in self._places[place]), None)

    def following(self, places: Places, strokes: Strokes) -> tuple[tuple[str, Action], ...]:
        """What may follow a begun sequence: the rest of the keys and what they do."""
        size = len(strokes)
        return tuple(
            (" ".join(sequence[size:]), action)
            for place in places
            for sequence, action in self._places[place].items()
            if len(sequence) > size and sequence[:size] == strokes
        )

    def key(self, ident: str) -> str:
        """The key that is named for an action."""
        action = self.actions[ident]
        return (*action.keys, *action.always, "")[0]

    def at(self, places: Places) -> tuple[Action, ...]:
        """Every action that a key does here, in the table's order."""
        here = {id(action) for place in places for action in self._places[place].values()}
        hidden = set(self._places[places[0]])
        return tuple(
            action
            for action in self.actions.values()
            if id(action) in here and (places[0] in action.where or not hidden.intersection(action.sequences))
        )

    def footer(
        self, places: Places, *, row: bool, idle: Container[str] = (), kind: str = ""
    ) -> tuple[tuple[str, str], ...]:
        """Keys and labels of the footer; what works on a row only where there is one, `idle` actions never.

        `kind` is the row's, so that only what works on such a one is named; "" names all.
        """
        wanted = ("always", "row" if row else "no row")
        shown = "page" if "empty" in places else f"page.{places[-1]}"  # where there is nothing, no page has any
        return tuple(
            (self.key(action.id), action.label)
            for action in self.at(places)
            if action.footer in wanted and action.id not in idle
            if shown not in (action.id, action.id.split(".")[0])
            if not kind or not action.on or {kind, *SUBJECT}.intersection(action.on)
        )


def clash(bound: Mapping[Strokes, Action], sequence: Strokes) -> Action | None:
    """The action that a sequence would hide, or that would hide it."""
    for other, action in bound.items():
        size = min(len(other), len(sequence))
        if other[:size] == sequence[:size]:
            return action
    return None


def keymap(overrides: Mapping[str, str] | None = None) -> Keymap:
    """The table with a person's own keys: action id to sequences, several separated by ", "."""
    wanted = dict(overrides or {})
    known = {action.id for action in ACTIONS}
    for ident in wanted:
        if ident not in known:
            raise Problem(
                f"There is no action {ident} to give a key to.", "docs/keys.md lists them.", wrong_use=True
            )
    return Keymap(
        replace(action, keys=_parsed(action.id, wanted[action.id])) if action.id in wanted else action
        for action in ACTIONS
    )


def _parsed(ident: str, value: str) -> tuple[str, ...]:
    sequences = tuple(" ".join(part.split()) for part in value.split(", ") if part.strip())
    if not sequences:
        raise Problem(f"The action {ident} has an empty key.", 'Write it as "x" or "g x".', wrong_use=True)
    for sequence in sequences:
        for one in sequence.split(" "):
            if one in NEVER or (one.startswith(("alt+", "shift+")) and one != "shift+tab"):
                raise Problem(
                    f"The key {one} for {ident} does not reach kept through every terminal.",
                    "Choose a letter, a sign or another ctrl key.",
                    wrong_use=True,
                )
    return sequences


def document() -> str:
    """docs/keys.md."""
    rows = ["# Keys", "", "Made from the table of actions by `python -m tui.keys`.", ""]
    rows += ["| id | key | label | where | what it does |", "|---|---|---|---|---|"]
    for action in ACTIONS:
        keys = ", ".join(f"`{key}`" for key in (*action.keys, *action.always))
        rows.append(f"| {action.id} | {keys} | {action.label} | {', '.join(action.where)} | {action.help} |")
    rows += ["", REMAPPING, ""]
    return "\n".join(rows)


REMAPPING = """\
Keys are set by id, chords with a blank between the strokes, several keys with a comma:

```toml
[keys]
"row.best" = "B"
"move.first" = "g g, ["
```

A key for an unknown action, one key for two actions of a place and keys that many terminals or multiplexers keep
for themselves are refused at the start. Arrows, page up and down, home and end stay beside the letters. In a text
field printable keys type. ctrl+c only says how to quit."""


if __name__ == "__main__":
    print(document(), end="")  # noqa: T201
