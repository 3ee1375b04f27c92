"""`tvaerspor admin`: units, users, keys and copies, on an embedded database of its own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import Ran, run_apart

PASSWORD = "en lang prøvekode\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one administrator."""
    made = tmp_path_factory.mktemp("operated") / "home"
    place = ("--kind", "elsewhere", "--purpose", "administration", "--region", "nordjylland")
    assert run_apart(made, "admin", "unit", "add", "Drift", *place).status == 0
    added = run_apart(
        made, "admin", "user", "add", "chef", "--unit", "drift", "--role", "administrator", typed=PASSWORD
    )
    assert added.status == 0, added.err
    return made


def admin(home: Path, *arguments: object, typed: str = "") -> Ran:
    """`tvaerspor admin ...`; no command ends in a traceback."""
    ran = run_apart(home, "admin", *arguments, typed=typed)
    assert "Traceback" not in ran.err
    return ran


def test_users_and_units_are_listed_for_people_and_for_programs(home: Path) -> None:
    assert admin(home, "user", "list", "--json").data == [
        {"username": "chef", "role": "administrator", "unit": "Drift", "is_active": True}
    ]
    assert "Drift" in admin(home, "unit", "list").out


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        (("user", "add", "Chef!", "--unit", "drift", "--role", "administrator"), PASSWORD, "username"),
        (("user", "add", "0101501234", "--unit", "drift", "--role", "administrator"), PASSWORD, "ikke et CPR-nummer"),
        (("user", "add", "demo-chef", "--unit", "drift", "--role", "administrator"), PASSWORD, "username"),
        (("user", "add", "chef", "--unit", "drift", "--role", "administrator"), PASSWORD, "optaget"),
        (("user", "add", "ny", "--unit", "drift", "--role", "administrator"), "kort\n", "mindst 12 tegn"),
        (("user", "add", "nyere", "--unit", "drift", "--role", "administrator"), "kort\n", "mindst 12 tegn"),
        (("user", "add", "nyere", "--unit", "drift", "--role", "doctor"), PASSWORD, "role"),
        (("user", "add", "nyere", "--unit", "nowhere", "--role", "doctor"), PASSWORD, "ingen enhed hedder"),
        (("user", "deactivate", "nobody"), "", "se efter i listen"),
        (("unit", "add", "X", "--kind", "moon", "--region", "nordjylland"), "", "kind"),
        (("unit", "add", "X", "--kind", "private", "--region", "narnia"), "", "region"),
        (("unit", "add", "X", "--kind", "private", "--region", "nordjylland", "--gln", "12"), "", "13 cifre"),
        (("unit", "add", "X", "--kind", "municipal", "--region", "nordjylland"), "", "municipality"),
        (("unit", "add", "X", "--kind", "private", "--region", "nordjylland", "--takes", "moon"), "", "moon"),
        (("backup", "."), "", "findes allerede"),
        (("restore", "nothing.sqlite3", "--yes"), "", "findes ikke"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(
    home: Path, arguments: tuple[str, ...], typed: str, said: str
) -> None:
    ran = admin(home, *arguments, typed=typed)
    assert (ran.status, ran.out) == (2, ""), ran.out
    assert said in ran.err


def test_a_password_is_never_an_argument_and_a_closed_user_is_opened_again(home: Path) -> None:
    assert admin(home, "user", "password", "chef", "--password", "x").status == 2
    assert admin(home, "user", "password", "chef", typed="en anden lang kode\n").status == 0
    assert admin(home, "user", "deactivate", "chef").status == 0
    assert "lukket" in admin(home, "user", "list").out
    assert admin(home, "user", "activate", "chef").status == 0


def test_a_copy_is_whole_private_and_put_back_beside_what_was_there(home: Path) -> None:
    copy = home.parent / "copy.sqlite3"
    said = admin(home, "backup", copy)
    assert said.status == 0 and "Nøglefilen" in said.out
    assert copy.stat().st_mode & 0o077 == 0
    assert admin(home, "backup", copy).status == 2
    place = ("--kind", "private", "--region", "nordjylland")
    assert admin(home, "unit", "add", "Kom til efter kopien", *place).status == 0
    back = admin(home, "restore", copy, "--yes")
    assert back.status == 0 and "-aside" in back.out
    assert "Kom til efter" not in admin(home, "unit", "list").out
    (aside,) = home.glob("*-aside.sqlite3")
    with closing(sqlite3.connect(aside)) as before:
        assert before.execute("SELECT count(*) FROM records_unit").fetchone() == (2,)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\x00" + b"\x00" * 2000])
def test_a_file_that_is_no_copy_is_not_put_back(home: Path, content: bytes) -> None:
    file = home.parent / "wrong.sqlite3"
    file.write_bytes(content)
    ran = admin(home, "restore", file, "--yes")
    assert ran.status == 2 and "kopi af databasen" in ran.err
    assert "Drift" in admin(home, "unit", "list").out


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    for arguments in (("user", "list"), ("unit", "list"), ("migrate-check",), ("backup", "copy.sqlite3")):
        ran = admin(tmp_path / "empty", *arguments)
        assert ran.status == 2 and "ingen database" in ran.err
    assert list(tmp_path.rglob("*.sqlite3")) == []


def test_the_tables_are_those_of_this_release(home: Path) -> None:
    assert admin(home, "migrate-check").status == 0


def test_only_the_demo_is_begun_anew(home: Path) -> None:
    ran = admin(home, "reset-demo", "--yes")
    assert ran.status == 2 and "ikke demoens" in ran.err
    assert "Drift" in admin(home, "unit", "list").out


def test_keys_are_made_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert "er lavet" in admin(home, "keys").out
    before = (home / "keys.json").read_bytes()
    assert "findes allerede" in admin(home, "keys").out
    assert (home / "keys.json").read_bytes() == before
    (home / "keys.json").write_text("{}")
    assert admin(home, "user", "list").status == 2
