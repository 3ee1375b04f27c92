"""The annex printed from the programme says what the agreement's own annex says, and the rules do it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.documents.shipped import IDS, shipped
from tvaerspor.documents.annex import annex_disagreements, annex_lines, annex_markdown

HERE = Path(__file__).parent
TRANSCRIBED: Any = yaml.safe_load((HERE / "annex_2016.yaml").read_text("utf-8"))
SEEDS = HERE.parents[1].parent / "shared" / "seeds"


def folded(text: str) -> str:
    """One space for any white space, so that a line broken in the agreement's narrow columns is no difference."""
    return re.sub(r"\s+", " ", text).strip()


def test_the_rows_are_those_of_the_agreement_word_for_word_and_in_its_order() -> None:
    printed = [
        {"need": line.need, "sent_to": line.sent_to, "offers": list(line.offers)}
        for line in annex_lines(shipped("knaeartrose"))
    ]
    assert printed == TRANSCRIBED["rows"]


def test_the_phrases_that_the_agreement_gives_as_examples_are_asked_for() -> None:
    said = " ".join(
        [phrase.heading.da for phrase in shipped("knaeartrose").phrases]
        + [fact.ask.da for fact in shipped("knaeartrose").facts.values() if fact.ask]
    ).lower()
    for phrase in TRANSCRIBED["phrases"]:
        words = phrase.lower().rstrip("?").removeprefix("den ")
        assert words.replace("anbefalede", "anbefalet") in said


@pytest.mark.parametrize("id_", IDS)
def test_there_are_at_most_eight_phrases(id_: str) -> None:
    assert 0 < len(shipped(id_).phrases) <= TRANSCRIBED["max_phrases"]


def test_the_transcription_is_made_of_the_agreements_own_words() -> None:
    seeds = sorted(SEEDS.glob("002*.txt"))
    if not seeds:
        pytest.skip("the agreement is not beside the checkout (../shared/seeds)")
    seed = seeds[0].read_text("utf-8")
    annex = folded(seed[seed.index("Bilag:") :])
    cells = [*TRANSCRIBED["phrases"], f"Max {TRANSCRIBED['max_phrases']}. stk."]
    for row in TRANSCRIBED["rows"]:
        cells += [row["need"], row["sent_to"], *row["offers"]]
    missing = [cell for cell in cells if folded(cell) not in annex]
    assert not missing
    places = [annex.index(folded(row["need"])) for row in TRANSCRIBED["rows"]]
    assert places == sorted(places)


def test_the_table_has_a_line_for_each_row_and_the_phrases_in_the_first() -> None:
    programme = shipped("knaeartrose")
    heading, _, *rows = annex_markdown(programme).strip().splitlines()
    assert heading.count("|") == 6 and len(rows) == len(programme.annex)
    assert all(row.count("|") == 6 for row in rows)
    assert "Knæartrose" in rows[0] and programme.phrases[-1].heading.da in rows[0]
    assert "Osteoarthritis".lower() in annex_markdown(programme, "en").lower()


@pytest.mark.parametrize("id_", IDS)
def test_the_rules_do_what_the_annex_says(id_: str) -> None:
    assert list(annex_disagreements(shipped(id_))) == []


def test_a_rule_that_leads_to_another_actor_than_its_row_is_a_fault_at_the_row() -> None:
    programme = shipped("knaeartrose")
    rows = list(programme.annex)
    rows[4] = rows[4].model_copy(update={"sent_to": ("orthopaedics",)})
    faults = list(annex_disagreements(replace(programme, annex=tuple(rows))))
    assert [fault.field for fault in faults] == ["annex.4.when_rule", "annex.4.sent_to"]
    assert "private" in faults[0].sentence
    text = (HERE.parents[1] / "programmes" / faults[0].file).read_text("utf-8").splitlines()
    assert "høj grad af egenomsorg" in text[faults[0].line - 1]


def test_a_disagreement_is_found_when_the_programme_is_checked(tmp_path: Path) -> None:
    from tvaerspor.actions.new_programme import new_programme
    from tvaerspor.actions.open_programme import check_programme

    made = new_programme("hofteartrose", tmp_path)
    offers = made / "offers.yaml"
    offers.write_text(
        offers.read_text("utf-8").replace("sent_to: [private_", "sent_to: [rheumatology, private_"), "utf-8"
    )
    assert check_programme("hofteartrose", tmp_path)[1] == ()
    offers.write_text(
        offers.read_text("utf-8").replace("[rheumatology, private_physiotherapist]", "[rheumatology]"), "utf-8"
    )
    _, faults = check_programme("hofteartrose", tmp_path)
    assert {fault.file for fault in faults} == {"hofteartrose/offers.yaml"}
