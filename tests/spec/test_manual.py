"""Every paragraph of the manual is true, and the page that is shown is the one that is made of them."""

from pathlib import Path

import pytest

from tests.spec.spec import Spec, every_spec, manual

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "decisions.md"


@pytest.mark.parametrize("spec", every_spec(), ids=lambda spec: spec.title)
def test_what_the_manual_says_is_so(spec: Spec) -> None:
    spec.check()


def test_the_page_is_made_of_the_specs() -> None:
    assert PAGE.read_text(encoding="utf-8") == manual(), "stale: run python -m tests.spec"


def test_no_two_paragraphs_are_called_the_same() -> None:
    titles = [spec.title for spec in every_spec()]
    assert len(titles) == len(set(titles))
