"""What is built carries the care programmes, and what is pinned is what the package asks for."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from tests.house.sources import PROGRAMMES, ROOT, files_under


def test_the_built_package_carries_the_care_programmes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    expected = {f"tvaerspor/programmes/{path.relative_to(PROGRAMMES)}" for path in files_under("programmes")}
    assert expected <= set(names)
    assert "tvaerspor/py.typed" in names


def test_the_care_programmes_are_data_only() -> None:
    assert not [path for path in files_under("programmes") if path.suffix not in (".yaml", ".yml", ".md", ".txt")]


def package_name(requirement: str) -> str:
    """`django-htmx` for `Django_HTMX>=1.29`."""
    return re.split(r"[^\w.-]", requirement.strip(), maxsplit=1)[0].lower().replace("_", "-")


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wishes = {"runtime": project["dependencies"], "dev": extras["dev"] + extras["scale"], "bench": extras["bench"]}
    assert set(extras) == {"scale", "dev", "bench"}
    for name, wanted in wishes.items():
        pinned = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        missing = {package_name(wish) for wish in wanted} - {package_name(pin) for pin in pinned}
        assert not missing, f"requirements/{name}.txt lacks {sorted(missing)}: run requirements/renew.py"
