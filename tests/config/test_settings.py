"""Settings: what the file says, what it leaves out, and what the rules make of it."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tui.config import DEFAULT, Settings, flat, load
from tui.config.__main__ import shipped
from tui.config.text import as_toml
from tui.domain.audit import Costs
from tui.domain.calendar import WorkCalendar
from tui.domain.plan import Step, Template
from tui.domain.rules import Rules

SHIPPED = Path(__file__).parents[2] / "config.toml"


def written(folder: Path, text: str) -> Path:
    """A config.toml with this text."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_file_holds_the_defaults() -> None:
    loaded = load(SHIPPED).settings
    assert loaded.kept.database == "data/kept.db"
    assert dataclasses.replace(loaded, kept=dataclasses.replace(loaded.kept, database="")) == Settings()


def test_the_shipped_file_holds_every_setting() -> None:
    assert set(load(SHIPPED).origins.values()) == {str(SHIPPED)}


def test_the_shipped_file_is_what_the_code_prints() -> None:
    assert SHIPPED.read_bytes() == shipped().encode()


def test_every_setting_has_one_sentence_before_it() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    before = {line: above for above, line in pairwise(lines) if re.match(r"\w+ = |\[", line)}
    assert len(before) > 30
    assert all(re.fullmatch(r"# .+\.", above) for above in before.values())


def test_the_defaults_make_the_default_rules() -> None:
    settings = Settings()
    expected = Rules(public_providers=frozenset(settings.measuring.public_providers))
    assert settings.rules() == expected


def test_the_plan_is_a_template(tmp_path: Path) -> None:
    assert Settings().plan.template() == Template()
    text = '[plan]\nsteps = [" 3   call them "]\nrhythm = false\n'
    plan = load(written(tmp_path, text)).settings.plan
    assert plan.steps == ("3 call them",)
    assert plan.template() == Template((Step(3, "call them"),), rhythm=False)


def test_nobody_counts_the_demo_as_a_public_provider() -> None:
    assert "mailbox.example" not in Settings().measuring.public_providers


def test_what_a_file_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    path = written(tmp_path, '[kept]\ntheme = "light"\n[tiers.a]\nreply = 2.5\n')
    loaded = load(path)
    assert loaded.settings.kept.theme == "light"
    assert loaded.settings.tiers.a.cadence == 14
    assert loaded.settings.rules().tiers["a"].reply == 9000
    said = {key for key, origin in loaded.origins.items() if origin == str(path)}
    assert said == {"kept.theme", "tiers.a.reply"}
    assert loaded.origins["tiers.a.cadence"] == DEFAULT


def test_without_a_file_all_is_default() -> None:
    loaded = load(None)
    assert (loaded.settings, loaded.path) == (Settings(), None)
    assert loaded.origins == dict.fromkeys(flat(Settings()), DEFAULT)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert load(written(tmp_path, "")).settings == Settings()


def test_a_mark_at_the_beginning_is_no_error(tmp_path: Path) -> None:
    assert load(written(tmp_path, '\ufeff[kept]\ntheme = "light"\n')).settings.kept.theme == "light"


def test_the_calendar_reaches_the_rules(tmp_path: Path) -> None:
    text = """
        [calendar]
        zone = "Europe/Berlin"
        monday = ["09:00-12:30", "13:15 - 17:00"]
        tuesday = []
        sunday = ["00:00-12:00", "12:00-24:00"]
        holidays = [2026-12-26, 2026-12-25, 2026-12-25]
    """
    nine_to_five = ((540, 1020),)
    week = (((540, 750), (795, 1020)), (), *(nine_to_five,) * 3, (), ((0, 720), (720, 1440)))
    holidays = frozenset({date(2026, 12, 25), date(2026, 12, 26)})
    assert load(written(tmp_path, text)).settings.rules().calendar == WorkCalendar("Europe/Berlin", week, holidays)


def test_names_of_actions_need_no_quotation_marks(tmp_path: Path) -> None:
    path = written(tmp_path, '[keys]\ntoday.done = "D"\n"today.snooze" = "g s"\n')
    assert load(path).settings.keys == {"today.done": "D", "today.snooze": "g s"}
    assert load(path).origins["keys.today.done"] == str(path)


@pytest.mark.parametrize("weights", [(1 / 3, 1 / 3, 1 / 3), (0.5, 0.25, 0.25), (0.1, 0.2, 0.7)])
def test_weights_that_make_one_are_taken(tmp_path: Path, weights: tuple[float, ...]) -> None:
    text = "[weights]\npromise = {!r}\nreply = {!r}\nfollow_up = {!r}\n".format(*weights)
    assert tuple(load(written(tmp_path, text)).settings.rules().weights.values()) == weights


def test_printed_settings_read_back_the_same(tmp_path: Path) -> None:
    text = """
        [kept]
        database = 'a "b" \\ c'
        [keys]
        today.done = "ctrl+d"
        [calendar]
        holidays = [2026-12-25]
        [rules]
        reply_phrases = ["gib mir bitte Bescheid", "qu'en penses-tu", "你觉得呢", "a\\u007fb", "a, b  c", "…"]
        give_up_after = 2.5
    """
    settings = load(written(tmp_path, text)).settings
    assert load(written(tmp_path, as_toml(settings))).settings == settings


def test_what_an_audit_goes_by_reaches_the_rules(tmp_path: Path) -> None:
    text = "[audit]\nbig_minutes = 90\npayback_months = 6\nhour_rate = 75.5\n"
    rules = load(written(tmp_path, text)).settings.rules()
    assert rules.costs == Costs(90.0, 6.0, 75.5)
    assert Settings().rules().costs == Costs()
