"""The real command in a real terminal and in a pipe: width, colour, the progress bar, and a pipe that closes."""

from __future__ import annotations

import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.cli.running import NO_FLAGS_NO_NEEDS, OF_KNEE, written
from tests.cli.test_whatif import WEEKS, history
from tests.interop.samples import OWN
from tvaerspor.actions.open_programme import shipped_folder

COMMAND = [str(Path(sys.executable).with_name("tvaerspor"))]
WIDTH = 60


def in_terminal(*arguments: object, stream: str = "stdout") -> str:
    """What a terminal of WIDTH columns gets on one stream; the other goes into a pipe."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
    environment = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "LINES", "NO_COLOR")}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: theirs}
    with subprocess.Popen([*COMMAND, *map(str, arguments)], **streams, env={**environment, "TERM": "xterm"}) as process:  # type: ignore[call-overload]
        os.close(theirs)
        shown = _everything(ours)
        process.communicate()
    return shown.decode("utf-8")


def _everything(terminal: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other end is closed
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts)
        parts.append(part)


def plain(shown: str) -> list[str]:
    """The lines without colour."""
    return re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", shown).replace("\r\n", "\n").split("\n")


@pytest.mark.parametrize("text", [NO_FLAGS_NO_NEEDS, "infection: yes\n", 'diagnosis_code: "L90"\n'])
def test_no_line_of_a_recommendation_is_wider_than_the_terminal(tmp_path: Path, text: str) -> None:
    lines = plain(in_terminal("triage", *OF_KNEE, written(tmp_path, text), "--all"))
    assert len(lines) > 10 and max(map(len, lines)) <= WIDTH


def test_a_letter_and_a_programme_are_folded_to_the_terminal() -> None:
    for arguments in (("message", "read", OWN / "REF01_knee.edi"), ("programme", "show", "knaeartrose")):
        lines = plain(in_terminal(*arguments))
        assert len(lines) > 40 and max(len(line.rstrip()) for line in lines) <= WIDTH


def test_headings_are_bold_on_a_terminal_and_a_pipe_gets_whole_lines_without_colour(tmp_path: Path) -> None:
    file = written(tmp_path, "infection: yes\n")
    assert "\x1b[" in in_terminal("triage", *OF_KNEE, file)
    piped = subprocess.run([*COMMAND, "triage", *OF_KNEE, str(file)], capture_output=True, text=True, check=False)
    assert "\x1b" not in piped.stdout + piped.stderr
    assert max(map(len, piped.stdout.splitlines())) > 100


def test_long_work_shows_a_bar_on_a_terminal_and_nothing_in_a_pipe(tmp_path: Path) -> None:
    arguments = ("whatif", "knaeartrose", history(tmp_path, WEEKS), "--to", shipped_folder())
    assert "Henvisninger" in in_terminal(*arguments, stream="stderr")
    piped = subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert piped.returncode == 0
    assert piped.stderr == "bemærk: de to versioner er den samme; skriv --from eller --to\n"


def test_a_pipe_that_closes_early_ends_the_command_without_a_word() -> None:
    with subprocess.Popen(
        [*COMMAND, "programme", "export", "knaeartrose", "--format", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""


def test_a_terminal_that_knows_no_danish_letters_gets_question_marks_not_a_crash(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp866", "PYTHONUTF8": "0"}
    file = written(tmp_path, NO_FLAGS_NO_NEEDS)
    ran = subprocess.run([*COMMAND, "triage", *OF_KNEE, str(file)], capture_output=True, check=False, env=environment)
    assert ran.returncode == 0 and ran.stderr == b"" and b"Kn?artrose" in ran.stdout


def test_no_arguments_show_the_help_and_an_unknown_command_is_bad_input() -> None:
    empty = subprocess.run(COMMAND, capture_output=True, text=True, check=False)
    assert "triage" in empty.stdout + empty.stderr
    unknown = subprocess.run([*COMMAND, "triagee"], capture_output=True, text=True, check=False)
    assert unknown.returncode == 2 and unknown.stdout == "" and "Traceback" not in unknown.stderr


@pytest.mark.parametrize(
    "arguments", [(), ("programme",), ("message",), ("docs",), ("admin",), ("admin", "user"), ("admin", "unit")]
)
def test_the_first_sentence_of_every_commands_help_is_whole_in_the_list(arguments: tuple[str, ...]) -> None:
    shown = subprocess.run(
        [*COMMAND, *arguments, "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "80"},
    ).stdout
    assert "..." not in shown[shown.index("Commands:") :]
