"""A shared folder: only whole files are fetched, none is deleted, and what is delivered is whole."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from tvaerspor.transport import folders
from tvaerspor.transport.folders import AT_REST_SECONDS, UNFINISHED, content, deliver, move_aside, waiting

NOW = 2_000_000_000.0


def put(folder: Path, name: str, raw: bytes = b"x", age: float = 60) -> Path:
    """A file that was changed so many seconds ago."""
    file = folder / name
    file.write_bytes(raw)
    os.utime(file, (NOW - age, NOW - age))
    return file


def names(folder: Path) -> list[str]:
    return [file.path.name for file in waiting(folder, NOW)]


def test_whole_files_are_fetched_oldest_first(tmp_path: Path) -> None:
    put(tmp_path, "b.xml", age=100)
    put(tmp_path, "a.xml", age=50)
    put(tmp_path, "c.edi", age=300)
    assert names(tmp_path) == ["c.edi", "b.xml", "a.xml"]


def test_what_may_be_growing_or_is_nobodys_file_is_left(tmp_path: Path) -> None:
    put(tmp_path, "growing.xml", age=AT_REST_SECONDS - 1)
    put(tmp_path, ".hidden.xml")
    for ending in UNFINISHED:
        put(tmp_path, f"unfinished.xml{ending.upper()}")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.xml").symlink_to(put(tmp_path.parent, "elsewhere.xml"))
    assert names(tmp_path) == []


def test_a_file_that_grows_between_seeing_and_reading_is_left_for_later(tmp_path: Path) -> None:
    file = put(tmp_path, "a.xml", b"half")
    (seen,) = waiting(tmp_path, NOW)
    assert content(seen, 100) == b"half"
    with file.open("ab") as more:
        more.write(b" and half")
    assert content(seen, 100) is None


def test_no_more_is_read_than_one_needs_to_see_that_it_is_too_much(tmp_path: Path) -> None:
    put(tmp_path, "a.xml", b"x" * 1000)
    (seen,) = waiting(tmp_path, NOW)
    assert content(seen, 10) == b"x" * 11


def test_a_file_is_moved_aside_and_never_over_another(tmp_path: Path) -> None:
    for raw in (b"1", b"2", b"3"):
        put(tmp_path, "same.xml", raw)
        (seen,) = waiting(tmp_path, NOW)
        move_aside(seen, "taget")
    assert waiting(tmp_path, NOW) == ()
    assert {file.name: file.read_bytes() for file in (tmp_path / "taget").iterdir()} == {
        "same.xml": b"1",
        "same-1.xml": b"2",
        "same-2.xml": b"3",
    }


def test_the_same_delivered_twice_is_one_file(tmp_path: Path) -> None:
    for _ in range(2):
        deliver(tmp_path, "a.xml", b"whole")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.xml", b"whole")]


def test_a_receiver_who_looks_all_the_time_never_sees_a_part(tmp_path: Path) -> None:
    raw, seen, stop = b"y" * 400_000, set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            for file in tmp_path.glob("[!.]*"):
                seen.add(len(file.read_bytes()))

    watcher = threading.Thread(target=look)
    watcher.start()
    for number in range(40):
        deliver(tmp_path, f"{number}.xml", raw)
    stop.set()
    watcher.join()
    assert seen <= {len(raw)}


def test_a_stop_in_the_middle_leaves_nothing_that_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise OSError("stopped")

    monkeypatch.setattr(folders.os, "replace", stop)
    with pytest.raises(OSError, match="stopped"):
        deliver(tmp_path, "a.xml", b"whole")
    assert waiting(tmp_path, NOW + 1e9) == ()


def test_a_folder_that_is_not_there_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        waiting(tmp_path / "nowhere", NOW)
    with pytest.raises(FileNotFoundError):
        deliver(tmp_path / "nowhere", "a.xml", b"")
