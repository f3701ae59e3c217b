"""Every small falsification of the rules is noticed by a test that is named beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.domain.mutants.running import UNCHANGED, Mutant, all_mutants

ROOT = Path(__file__).parents[2]
MUTANTS = all_mutants()
each_mutant = pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)


@pytest.fixture(scope="module")
def verdicts() -> dict[str, str]:
    """What became of each mutant."""
    command = [sys.executable, "-m", "tests.domain.mutants.running"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, str] = json.loads(ran.stdout)
    return found


@each_mutant
def test_a_mutant_changes_one_place_of_the_rules_as_they_are(mutant: Mutant) -> None:
    assert mutant.path.read_text(encoding="utf-8").count(mutant.old) == 1
    assert mutant.new != mutant.old


def test_no_two_mutants_bear_one_name() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS)


def test_without_a_mutant_the_named_tests_pass(verdicts: dict[str, str]) -> None:
    assert verdicts[UNCHANGED] == "survives"


@each_mutant
def test_a_mutant_is_killed(mutant: Mutant, verdicts: dict[str, str]) -> None:
    assert verdicts[mutant.name] == "killed"
