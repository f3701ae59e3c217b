"""Settings read from config.toml: checked, typed, and each with where it came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from tui.config.settings import Settings, name_of
from tui.domain.problem import Problem

__all__ = ["DEFAULT", "Loaded", "Settings", "flat", "load"]

DEFAULT = "default"
SHOWN = 60
Node = TypeVar("Node")


@dataclass(frozen=True)
class Loaded:
    """Settings, the file they were read from, and for every dotted key DEFAULT or that file."""

    settings: Settings
    path: Path | None
    origins: Mapping[str, str]


def load(path: Path | None) -> Loaded:
    """The settings of a file, or the defaults without one; Problem names what is wrong with it."""
    if path is None:
        return Loaded(Settings(), None, dict.fromkeys(flat(Settings()), DEFAULT))
    reader = _Reader(path)
    settings = reader.table(Settings(), _parse(path), "")
    reader.check(settings)
    origins = {key: str(path) if key in reader.seen else DEFAULT for key in flat(settings)}
    return Loaded(settings, path, origins)


def flat(settings: Settings) -> dict[str, Any]:
    """Every setting by its dotted key, in the order of config.toml."""
    return dict(_leaves(settings, ""))


def _leaves(node: Any, at: str) -> Iterator[tuple[str, Any]]:
    for setting in fields(node):
        key, value = at + name_of(setting), getattr(node, setting.name)
        if is_dataclass(value):
            yield from _leaves(value, key + ".")
        elif isinstance(value, Mapping):
            yield from ((f"{key}.{name}", each) for name, each in value.items())
        else:
            yield key, value


def _parse(path: Path) -> dict[str, Any]:
    import tomllib  # nothing to read, nothing to import

    try:
        # editors of another system begin a file with a mark that TOML does not know
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise Problem(f"There is no file {path}.", "Name another configuration.", wrong_use=True) from None
    except OSError as error:
        raise Problem(f"{path} cannot be read: {error.strerror}.", "Allow reading it, or name another.") from None
    except UnicodeDecodeError:
        raise Problem(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from None
    except (ValueError, RecursionError) as error:
        raise Problem(f"{path} is not TOML: {error}.", "Correct that place.") from None


class _Reader:
    """Turns the tables of one file into settings; `seen` are the dotted keys found in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: set[str] = set()

    def table(self, node: Node, given: Any, at: str) -> Node:
        """`node` with what a table gives; `at` is the table's dotted name and a dot."""
        if not isinstance(given, dict):
            raise self._wrong(at.rstrip("."), given, f"a table: [{at.rstrip('.')}]")
        known = {name_of(setting): setting for setting in fields(node)}  # type: ignore[arg-type]
        changed: dict[str, Any] = {}
        for name, value in given.items():
            setting = known.get(name)
            if setting is None:
                raise self._unknown(at + name)
            old = getattr(node, setting.name)
            if is_dataclass(old):
                changed[setting.name] = self.table(old, value, f"{at}{name}.")
            elif isinstance(old, Mapping):
                changed[setting.name] = self.names(setting.metadata["kind"], value, at + name)
            else:
                changed[setting.name] = self.value(setting.metadata["kind"], value, at + name)
        return replace(node, **changed)  # type: ignore[type-var]

    def names(self, kind: Any, given: Any, at: str) -> dict[str, Any]:
        """A table of names that are not known here; a name with dots need not stand in quotation marks."""
        if not isinstance(given, dict):
            raise self._wrong(at, given, f"a table: [{at}]")
        found: dict[str, Any] = {}
        for name, value in given.items():
            if isinstance(value, dict):
                inner = self.names(kind, value, f"{at}.{name}")
                found |= {f"{name}.{rest}": each for rest, each in inner.items()}
            else:
                found[name] = self.value(kind, value, f"{at}.{name}")
        return found

    def value(self, kind: Any, given: Any, key: str) -> Any:
        """One value as its kind reads it."""
        self.seen.add(key)
        try:
            return kind.read(given)
        except ValueError:
            raise self._wrong(key, given, kind.what) from None

    def check(self, settings: Settings) -> None:
        """What single values cannot show."""
        weights = {key: value for key, value in flat(settings).items() if key.startswith("weights.")}
        total = sum(weights.values())
        if abs(total - 1) > 1e-6:
            from tui.config.text import plain

            listed = " + ".join(f"{key} {plain(value)}" for key, value in weights.items())
            raise Problem(f"{self.path}: {listed} is {total:g}.", "The three have to make 1.")
        try:
            settings.rules()
        except ValueError as error:
            raise Problem(f"{self.path}: calendar: {error}.", "Give a weekday working hours.") from None

    def _wrong(self, key: str, given: Any, what: str) -> Problem:
        from tui.config.text import plain

        shown = plain(given)
        shown = shown if len(shown) <= SHOWN else shown[: SHOWN - 1] + "…"
        return Problem(f"{self.path}: {key} is {shown}.", f"It has to be {what}.")

    def _unknown(self, key: str) -> Problem:
        return Problem(f"{self.path}: there is no setting {key}.", _suggestion(key))


def _suggestion(key: str) -> str:
    """What an unknown key may have meant: one like it beside it, else its name in another table."""
    from difflib import get_close_matches

    settings = list(flat(Settings()))
    table, _, name = key.rpartition(".")
    beside = {_name(each): each for each in [*settings, *_tables(settings)] if each.rpartition(".")[0] == table}
    elsewhere = {_name(each): each for each in reversed(settings)}
    for names, likeness in ((beside, 0.6), (elsewhere, 0.8)):
        for close in get_close_matches(name, names, 1, likeness):
            return f"Did you mean {names[close]}?"
    return f"Known here: {', '.join(beside.values())}."


def _tables(settings: list[str]) -> list[str]:
    """The tables that the settings stand in, and those that these stand in."""
    parents = [each.rpartition(".")[0] for each in settings]
    return list(dict.fromkeys([*parents, *(each.partition(".")[0] for each in parents), "keys"]))


def _name(key: str) -> str:
    return key.rpartition(".")[2]
