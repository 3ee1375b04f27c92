"""What the house rules read: the repository's own files, Python's syntax trees, and the way an offender is named."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tvaerspor"
PROGRAMMES = ROOT / "programmes"
SHELL = ("actions", "web", "cli", "records", "transport")  # design: below the pure core

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Offender(NamedTuple):
    """One place that breaks a rule."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


def assert_none(offenders: Iterable[Offender]) -> None:
    """Fails with all offenders, one a line, so that one run tells everything."""
    found = sorted(set(offenders))
    assert not found, f"{len(found)} in all:\n" + "\n".join(map(str, found))


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that git has or would take in; where this is no git checkout, every file outside hidden folders."""
    paths = tracked_or_new() if (ROOT / ".git").exists() else outside_hidden_folders()
    return tuple(sorted(path for path in paths if path.is_file()))


def tracked_or_new() -> Iterator[Path]:
    """What git tracks, and what is new and not ignored."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return (ROOT / name for name in listed.split("\0") if name)


def outside_hidden_folders() -> Iterator[Path]:
    """For an unpacked archive: no .venv, no caches."""
    skipped = (".", "__pycache__", "build", "dist")
    return (path for path in ROOT.rglob("*") if not any(p.startswith(skipped) for p in path.relative_to(ROOT).parts))


@cache
def text_of(path: Path) -> str | None:
    """The file's text; None where it is not text."""
    raw = path.read_bytes()
    if b"\0" in raw:
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def text_lines(paths: Iterable[Path]) -> Iterator[tuple[Path, int, str]]:
    """Every line of the text files among these, with its number."""
    for path in paths:
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1):
            yield path, number, line


def files_under(*names: str) -> Iterator[Path]:
    """The repository's files in these folders, or with these names."""
    places = [ROOT / name for name in names]
    return (path for path in repository_files() if any(path == place or place in path.parents for place in places))


@cache
def python_files() -> tuple[Path, ...]:
    """The package's own modules."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


@cache
def core_files() -> tuple[Path, ...]:
    """The modules of the pure core: all rooms but the shell's."""
    return tuple(path for path in python_files() if room_of(path) not in SHELL)


def room_of(path: Path) -> str:
    """`terms` for anything in the room terms; `cli` for cli.py."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree_of(path: Path) -> ast.Module:
    """The module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions_of(path: Path) -> Iterator[Function]:
    """Every function and method of the module, nested ones too."""
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, Function))
