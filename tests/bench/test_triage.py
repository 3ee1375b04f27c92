"""The benchmark of triage runs, and what it compares agrees."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "triage.py"


@pytest.mark.slow
def test_a_quick_run_agrees_and_prints_a_line_for_each_comparison() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--quick"], capture_output=True, text=True, check=False)
    lines = run.stdout.splitlines()
    agreed = [line for line in lines if line.startswith("agree ")]
    assert run.returncode == 0, run.stdout + run.stderr
    assert "DISAGREE" not in run.stdout
    assert any("9,216  complete cells: the decision is the flat table's first hit" in line for line in agreed)
    assert any("944,784  cells with blanks" in line for line in agreed)
    for name in ("peak memory of the batch", "what-if", "array built", "all shipped programmes", "cold `tvaerspor"):
        assert sum(line.startswith(name) for line in lines) == 1, name
    assert run.stderr == "", "progress is for a terminal"
