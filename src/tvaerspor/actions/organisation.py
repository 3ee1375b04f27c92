"""Reads the organisation's data files: the access matrix, the regions and their municipalities, limits and scales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tvaerspor.access.matrix import Matrix, load_matrix
from tvaerspor.pathway.clocks import Clock
from tvaerspor.pathway.legal_limits import load_legal_limits
from tvaerspor.pathway.scales import Scale, load_scales
from tvaerspor.terms.text import Text


@dataclass(frozen=True)
class Region:
    """A region with its municipalities: official four-digit code and name, in alphabetical order."""

    id: str
    title: Text
    municipalities: tuple[tuple[str, str], ...]


def organisation_folder() -> Path:
    """The data inside the installed package, or that of the checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "organisation"
    return inside if inside.is_dir() else package.parents[1] / "organisation"


@cache
def matrix() -> Matrix:
    """The access matrix that is enforced."""
    return load_matrix((organisation_folder() / "access.yaml").read_text(encoding="utf-8"))


@cache
def regions() -> tuple[Region, ...]:
    """All regions of Denmark."""
    listed = yaml.safe_load((organisation_folder() / "municipalities.yaml").read_text(encoding="utf-8"))
    return tuple(
        Region(each["id"], Text(**each["title"]), tuple((code, name) for code, name in each["municipalities"].items()))
        for each in listed
    )


@cache
def municipality_names() -> dict[str, str]:
    """Each municipality's name by its code."""
    return {code: name for region in regions() for code, name in region.municipalities}


def region_of(municipality: str) -> str | None:
    """The region in which a municipality lies; None for an unknown code."""
    return next((each.id for each in regions() if any(code == municipality for code, _ in each.municipalities)), None)


@cache
def scales() -> tuple[Scale, ...]:
    """Every outcome scale, those with items and those of which only the total is entered."""
    return load_scales((organisation_folder() / "scales.yaml").read_text(encoding="utf-8"))


@cache
def legal_clocks() -> Mapping[str, Clock]:
    """The limits that laws set, by id."""
    read = load_legal_limits((organisation_folder() / "legal_limits.yaml").read_text(encoding="utf-8"))
    return {clock.id: clock for clock in read}
