"""Runs the command as a person would, inside this process, and writes the files that the person has."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from tvaerspor.cli import app


@dataclass(frozen=True)
class Ran:
    """What a command printed, what it said on stderr, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


def run(*arguments: object) -> Ran:
    """`tvaerspor ARGUMENTS`, in a pipe; anything but an orderly exit is raised."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def run_apart(home: Path, *arguments: object, typed: str = "") -> Ran:
    """`tvaerspor ARGUMENTS` in a process and a home of its own, on an embedded database of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TVAERSPOR_")}
    command = [sys.executable, "-c", "from tvaerspor.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(
        command, env={**kept, "TVAERSPOR_HOME": str(home)}, input=typed, capture_output=True, text=True, cwd=home.parent
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def written(folder: Path, text: str, name: str = "citizen.yaml") -> Path:
    """A file with that text."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


OF_KNEE = ("--programme", "knaeartrose")
"""The programme that the tests' answers are written for."""

NO_FLAGS_NO_NEEDS = """
diagnosis_code: "L90"
red_flags: none
severity: moderate
bmi: 24
request: training
training: not_begun
special_circumstances: none
municipality_joined: yes
municipality_has_offer: yes
"""
"""A citizen whose answers settle the destination."""
