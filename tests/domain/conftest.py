"""How hard Hypothesis tries: the same examples on every run where CI is set, few and no shrinking for mutants."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

BUSY = (HealthCheck.too_slow, HealthCheck.filter_too_much)

settings.register_profile("kept", deadline=None, suppress_health_check=BUSY, derandomize="CI" in os.environ)
settings.register_profile(
    "mutants",
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=BUSY,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("kept")
