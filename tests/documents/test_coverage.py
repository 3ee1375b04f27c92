"""The worked citizens show everything: each sentence, rule, side of a limit, and blank that decides."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.documents.shipped import IDS, shipped, worked
from tvaerspor.documents.coverage import NONE, coverage_markdown
from tvaerspor.documents.worked import blanks_shown, boundaries, rules_held, worked_cases
from tvaerspor.triage.cases import covered_by

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


@pytest.mark.parametrize("id_", IDS)
def test_every_sentence_of_the_sources_has_a_case(id_: str) -> None:
    covered = covered_by(shipped(id_))
    assert covered and [name for name, cases in covered.items() if not cases] == []


def test_the_sentences_are_all_those_of_section_3_and_the_annex() -> None:
    """The numbers follow the agreement, so that a sentence left out would show as a gap."""
    names = [sentence.id for sentence in shipped("knaeartrose").sentences]
    for prefix, count in (("s3-", 23), ("b-", 13)):
        assert [name for name in names if name.startswith(prefix)] == [f"{prefix}{n:02}" for n in range(1, count + 1)]


def test_each_sentence_of_section_3_in_the_agreement_has_its_words_among_the_sentences() -> None:
    seeds = sorted(SEEDS.glob("002*.txt"))
    if not seeds:
        pytest.skip("the agreement is not beside the checkout (../shared/seeds)")
    seed = re.sub(r"-\s*\n\s*", "", seeds[0].read_text("utf-8"))
    section = seed[seed.index("3. Valg af udfører") : seed.index("4. Henvisningsform")]
    told = " ".join(
        sentence.text.da.lower()
        for sentence in shipped("knaeartrose").sentences
        if any((ref.section or "").startswith("3") for ref in sentence.source)
    )
    wanted = "træningstilbud forebyggelse genoptræning udredning reumatologi operationsindikation kommunal hjemmepleje"
    wanted += (
        " hjemmesygepleje egenomsorgsevne sværhedsgrad koordinering beslutter uddannelse indkomst handicap netværk"
    )
    wanted += " sygdomsindsigt familier restlevetid funktionsniveau medicinske oprindelse sprogkundskaber hjemløse"
    wanted += " misbrugere psykisk jobcenter"
    for word in wanted.split():
        assert word[:8] in section.lower(), word
        assert word[:8] in told, word


@pytest.mark.parametrize("id_", IDS)
def test_every_rule_red_flag_exception_parallel_and_availability_holds_for_some_citizen(id_: str) -> None:
    held = rules_held(shipped(id_), worked(id_))
    assert {flag.id for flag in shipped(id_).red_flags} <= held.keys()
    assert [rule for rule, cases in held.items() if not cases] == []


@pytest.mark.parametrize("id_", IDS)
def test_every_limit_has_a_citizen_on_it_and_one_just_below(id_: str) -> None:
    found = list(boundaries(shipped(id_), worked(id_)))
    assert found
    for limit in found:
        assert limit.reached is not None and limit.reached.value == limit.threshold, limit
        assert limit.below is not None and limit.below.value is not None, limit
        assert limit.threshold - 1 <= limit.below.value < limit.threshold, limit


@pytest.mark.parametrize("id_", IDS)
def test_every_fact_that_decides_is_blank_for_some_citizen_whose_answer_it_leaves_open(id_: str) -> None:
    found = list(blanks_shown(shipped(id_), worked(id_)))
    assert found and [blank.fact for blank in found if not blank.cases] == []


def test_what_no_case_shows_is_marked_in_the_page() -> None:
    programme = shipped("knaeartrose")
    assert NONE not in coverage_markdown(programme)
    gone = {"training-weeks-5", "exercise-contraindicated", "blank-xray-taken", "language-barrier"}
    fewer = replace(programme, cases=tuple(case for case in programme.cases if case.id not in gone))
    page = coverage_markdown(fewer)
    assert f"| `exercise_contraindicated` | {NONE} |" in page
    assert f"| `xray_taken` | {NONE} |" in page
    assert "training-weeks-5" not in page


def test_a_limit_without_a_citizen_on_one_side_is_seen() -> None:
    programme = shipped("knaeartrose")
    young = replace(programme, cases=tuple(case for case in programme.cases if case.id != "age-54"))
    older = [one for one in worked_cases(young) if not isinstance(one.known.get("age"), int) or one.known["age"] >= 55]
    age = next(limit for limit in boundaries(young, older) if limit.fact == "age")
    assert age.below is None and age.reached is not None
