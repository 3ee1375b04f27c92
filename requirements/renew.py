"""Renews the pinned requirement files from the bounds in pyproject.toml, for every Python that the project supports.

Run it as `.venv/bin/python requirements/renew.py python3.11 python3.12 python3.13`: each interpreter resolves for
itself, wheels only, with the user's own pip configuration; where they disagree the pin gets an environment marker.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
HEAD = "# Pinned by requirements/renew.py from pyproject.toml; the reasons are in decisions/0001.\n"
ORDER = ("build", "runtime", "dev", "bench")
ABOVE = {"dev": ("build", "runtime"), "bench": ("dev",)}  # files that a file includes, and so need not repeat

Pins = dict[str, str]  # name as the index spells it, lower case -> version


def wishes() -> dict[str, list[str]]:
    """What each file asks for, before pinning."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    return {
        "build": project["build-system"]["requires"],
        "runtime": project["project"]["dependencies"],
        "dev": extras["dev"],
        "bench": extras["bench"],
    }


def fresh_environment(interpreter: str, folder: str) -> str:
    """An empty environment whose pip is new enough to report what it would install; returns its interpreter."""
    subprocess.run([interpreter, "-m", "venv", folder], check=True)
    inside = str(Path(folder, "bin", "python"))
    subprocess.run([inside, "-m", "pip", "install", "--quiet", "--upgrade", "pip"], check=True)
    return inside


def resolve(interpreter: str, wanted: list[str], fixed: Pins) -> Pins:
    """What pip would install for these wishes, given the pins that are already settled."""
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "constraints.txt")
        constraints.write_text("".join(f"{name}=={version}\n" for name, version in fixed.items()), encoding="utf-8")
        report = Path(folder, "report.json")
        command = [interpreter, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        command += ["--only-binary", ":all:", "--constraint", str(constraints), "--report", str(report), *wanted]
        subprocess.run(command, check=True)
        found = json.loads(report.read_text(encoding="utf-8"))["install"]
    return {item["metadata"]["name"].lower(): item["metadata"]["version"] for item in found}


def resolve_all(interpreter: str) -> dict[str, Pins]:
    """The pins of every file for one interpreter; all files can be installed together."""
    settled: Pins = {}
    pins: dict[str, Pins] = {}
    asked: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        inside = fresh_environment(interpreter, folder)
        for name, wanted in wishes().items():
            asked += wanted
            found = resolve(inside, wanted if name in ("build", "runtime") else asked, settled)
            pins[name] = found
            settled |= found
    return pins


def minor_version(interpreter: str) -> str:
    """`3.12` for any 3.12."""
    command = [interpreter, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def marker(versions: list[str], all_versions: list[str]) -> str:
    """The environment marker for these Pythons; nothing where the pin holds for all."""
    if versions == all_versions:
        return ""
    return " ; " + " or ".join(f'python_version == "{version}"' for version in versions)


def lines(name: str, by_python: dict[str, dict[str, Pins]]) -> list[str]:
    """The lines of one requirements file: what it includes, then its own pins."""
    above = ABOVE.get(name, ())
    covered = {file for parent in above for file in (parent, *ABOVE.get(parent, ()))}
    holds: dict[tuple[str, str], list[str]] = {}
    for python, files in by_python.items():
        known = {package for file in covered for package in files[file]}
        for package, version in files[name].items():
            if package not in known:
                holds.setdefault((package, version), []).append(python)
    included = [f"-r {parent}.txt" for parent in above]
    pinned = [f"{package}=={version}{marker(on, list(by_python))}" for (package, version), on in sorted(holds.items())]
    return included + pinned


def main(interpreters: list[str]) -> None:
    """Resolve for every interpreter and write the files."""
    by_python = {minor_version(interpreter): resolve_all(interpreter) for interpreter in interpreters}
    for name in ORDER:
        path = HERE / f"{name}.txt"
        path.write_text(HEAD + "\n".join(lines(name, by_python)) + "\n", encoding="utf-8")
        print(f"wrote {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:] or sys.exit("Name the interpreters to resolve for: python3.11 python3.12 python3.13"))
