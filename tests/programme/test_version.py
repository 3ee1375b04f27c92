"""A version is named by its content: it changes with every byte that is meant, and with no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programme.effort import examples
from tests.programme.small import FILES, opened
from tvaerspor.actions.open_programme import open_programme, programme_ids, read_texts, shipped_folder
from tvaerspor.programme.load import load
from tvaerspor.programme.version import version_of

VERSION = version_of(FILES)
COUNTED = sorted(path for path in FILES if "/cases/" not in path)


def test_a_programme_carries_the_version_of_its_files() -> None:
    assert opened().version == VERSION
    assert len(VERSION) == 64


def test_the_worked_citizens_do_not_count() -> None:
    without = {path: text for path, text in FILES.items() if "/cases/" not in path}
    assert version_of(without) == version_of({**FILES, "small/cases/more.yaml": "[]"}) == VERSION


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_ends_of_lines_do_not_count(ending: str) -> None:
    assert version_of({path: text.replace("\n", ending) for path, text in FILES.items()}) == VERSION


def test_the_order_of_the_files_does_not_count() -> None:
    assert version_of(dict(reversed(FILES.items()))) == VERSION


@examples(100)
@given(st.data())
def test_any_other_change_of_a_file_counts(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(COUNTED))
    text = FILES[path]
    place = data.draw(st.integers(0, len(text)))
    more = data.draw(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), min_size=1, max_size=2))
    assert version_of({**FILES, path: text[:place] + more + text[place:]}) != VERSION


@pytest.mark.parametrize("path", COUNTED)
def test_a_file_more_or_less_or_of_another_name_counts(path: str) -> None:
    others = {other: text for other, text in FILES.items() if other != path}
    renamed = {**others, path.replace(".", "-b.", 1): FILES[path]}
    assert len({VERSION, version_of(others), version_of(renamed)}) == 3


def test_what_moves_from_the_end_of_one_file_to_the_start_of_the_next_counts() -> None:
    assert version_of({"a/x": "12", "a/y": "3"}) != version_of({"a/x": "1", "a/y": "23"})


def test_a_file_that_looks_like_two_is_one() -> None:
    assert version_of({"a/x": "1", "a/y": "2"}) != version_of({"a/x": "1a/y\0002"})


def test_an_included_folder_counts_and_any_other_does_not() -> None:
    own = {"a/programme.yaml": "id: a\ntitle: A\nbasis: local\nincludes: [b]\n"}
    lent = {"b/programme.yaml": "id: b\ntitle: B\nbasis: local\n"}
    alone, more = load({**own, **lent}, "a"), {"c/programme.yaml": "id: c\ntitle: C\nbasis: local\n"}
    assert load({**own, **lent, **more}, "a").version == alone.version
    assert load({**own, "b/programme.yaml": lent["b/programme.yaml"] + "# mere\n"}, "a").version != alone.version


@pytest.mark.parametrize("programme", programme_ids())
def test_a_shipped_programme_has_one_version_with_and_without_its_cases(programme: str) -> None:
    texts = read_texts(shipped_folder())
    assert load(texts, programme).version == open_programme(programme).version
