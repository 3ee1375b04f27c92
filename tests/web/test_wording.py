"""The pages' own words: in both languages, each used, none missing."""

import re
from pathlib import Path

import pytest

import tvaerspor.web
from tvaerspor.web.dates import as_iso, is_date, said_date
from tvaerspor.web.wording import PARTS, WORDS

WEB = Path(tvaerspor.web.__file__).parent
CODE = "\n".join(
    path.read_text()
    for path in sorted(WEB.rglob("*"))
    if path.suffix in (".py", ".jinja") and not path.name.startswith("wording")
)
NAMED = re.compile(r"""ui\(\s*['"]([a-z0-9_]+)['"]\s*[,)]""")
MADE = ("urgency_", "strength_", "kind_", "moment_", "error_", "resume_", "home_", "done_", "event_")
MADE += ("dose_", "setting_", "mark_", "weekday_", "verdict_", "better_", "blank_", "contact_")
MADE += ("tab_", "authority_", "operator_", "standing_", "criteria_")
MADE += (
    "joint_stage_",
    "joint_pile_",
    "joint_none_",
    "dose_",
    "setting_",
    "mark_",
    "weekday_",
    "verdict_",
    "better_",
    "blank_",
    "contact_",
)
LOOKED_UP = set("days weeks months doctor_with_citizen doctor panel therapist certain possible no_verdict".split())


def test_every_phrase_is_in_both_languages_with_the_same_blanks() -> None:
    for name, text in WORDS.items():
        assert text.en, name
        assert set(re.findall(r"{\w+}", text.da)) == set(re.findall(r"{\w+}", text.en)), name


def test_no_two_parts_use_the_same_name() -> None:
    assert sum(map(len, PARTS)) == len(WORDS)


def test_every_phrase_that_a_page_asks_for_exists() -> None:
    asked = set(NAMED.findall(CODE))
    assert len(asked) > 50
    assert asked <= set(WORDS)


def test_no_phrase_is_left_over() -> None:
    quoted = set(re.findall(r"""['"]([a-z0-9_]+)['"]""", CODE))
    assert [name for name in WORDS if name not in quoted | LOOKED_UP and not name.startswith(MADE)] == []


@pytest.mark.parametrize(
    ("iso", "da", "en"),
    [
        ("2026-11-22", "22. november 2026", "22 November 2026"),
        ("2016-12", "december 2016", "December 2016"),
        ("2012", "2012", "2012"),
        ("uden dato", "uden dato", "uden dato"),
    ],
)
def test_dates_are_said_as_people_say_them(iso: str, da: str, en: str) -> None:
    assert (said_date(iso, "da"), said_date(iso, "en")) == (da, en)


def test_dates_are_read_as_danes_type_them() -> None:
    assert [as_iso(typed) for typed in ("22.11.2026", "22-11-2026", "22/11/2026", "2026-11-22", "i går")] == [
        "2026-11-22",
        "2026-11-22",
        "2026-11-22",
        "2026-11-22",
        "i går",
    ]
    assert is_date("2024-02-29")
    assert not is_date("2026-02-29")
