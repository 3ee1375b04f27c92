"""The benchmark of budgets runs, and its floats and fractions agree."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "budget.py"


@pytest.mark.slow
def test_a_quick_run_agrees_to_the_oere_and_prints_its_figures() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--quick"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "DISAGREE" not in run.stdout
    assert sum(line.startswith("agree ") for line in run.stdout.splitlines()) == 2
    for name in ("exact point budget, 19,600 lines", "50 draws", "budget, 98 municipalities x 10 years"):
        assert sum(line.startswith(name) for line in run.stdout.splitlines()) == 1, name
    assert run.stderr == "", "progress is for a terminal"
