"""The benchmark of the simulation runs, and what it compares agrees."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "simulation.py"


@pytest.mark.slow
@pytest.mark.skipif(os.environ.get("TVAERSPOR_LONG") != "1", reason="takes minutes: TVAERSPOR_LONG=1")
def test_a_quick_run_agrees_and_prints_a_line_for_each_comparison() -> None:
    run = subprocess.run([sys.executable, SCRIPT, "--quick"], capture_output=True, text=True, check=False)
    lines = run.stdout.splitlines()
    assert run.returncode == 0, run.stdout + run.stderr
    assert "DISAGREE" not in run.stdout
    for model in "AB":
        for peer in ("SimPy", "plain heapq loop", "the twin (keyed draws)"):
            assert sum(line.startswith(f"{model}: a citizen, against {peer}") for line in lines) == 1, peer
    assert run.stderr == "", "progress is for a terminal"
