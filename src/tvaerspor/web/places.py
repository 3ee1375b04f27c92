"""The place that the form lets one choose: a municipality or a whole region."""

from __future__ import annotations

from tvaerspor.actions.organisation import regions

REGION_ONLY = "region:"


def place_of(chosen: str) -> tuple[str | None, str | None]:
    """Region and municipality of a choice in the form: a code, or `region:` with an id; None where unknown."""
    if chosen.startswith(REGION_ONLY):
        id_ = chosen.removeprefix(REGION_ONLY)
        return (id_, None) if any(region.id == id_ for region in regions()) else (None, None)
    found = next((region.id for region in regions() if any(code == chosen for code, _ in region.municipalities)), None)
    return (found, chosen) if found else (None, None)


def choice_of(region: str | None, municipality: str | None) -> str:
    """The choice in the form that stands for a place; empty for none."""
    return municipality or (f"{REGION_ONLY}{region}" if region else "")


def name_of(chosen: str, language: str) -> str:
    """The place as it is said: «Aalborg Kommune», «Region Nordjylland»; empty when no place is chosen."""
    for region in regions():
        if chosen == f"{REGION_ONLY}{region.id}":
            return region.title.da if language == "da" else region.title.en or region.title.da
        for code, name in region.municipalities:
            if code == chosen:
                return f"{name} Kommune" if language == "da" else f"{name} Municipality"
    return ""
