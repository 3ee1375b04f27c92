"""A programme read aloud: whole sentences in both languages, each rule once with its source."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from tests.documents.shipped import IDS, shipped
from tvaerspor.documents.aloud import aloud, source_mark
from tvaerspor.programme.words import Words
from tvaerspor.terms.text import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
BOTH = [(id_, language) for id_ in IDS for language in LANGUAGES]


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_it_says_no_none_no_raw_id_no_double_space_and_no_broken_negation(id_: str, language: Language) -> None:
    page = aloud(shipped(id_), language)
    sources = "|".join(sorted(map(re.escape, shipped(id_).sources), key=len, reverse=True))
    words = re.sub(sources, "", page)
    assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|\{\w*\}", words)
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", words) == []
    for line in page.splitlines():
        assert "  " not in line.lstrip(" "), line
        assert "ikke: " not in line and "not: " not in line, line
        assert line == line.rstrip() and ".." not in line and " ," not in line and "()" not in line, line
    assert "\n\n\n" not in page and page.endswith("\n") and not page.endswith("\n\n")


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_every_rule_is_one_sentence_with_its_source_mark(id_: str, language: Language) -> None:
    programme = shipped(id_)
    words, page = Words(programme, language), aloud(programme, language)
    for flag in programme.red_flags:
        assert f"- {words.red_flag(flag)} {source_mark(programme, flag, language)}\n" in page
    for decision in programme.decisions:
        for step in decision.steps:
            rules = [*step.rules, *([step.default] if step.default else []), *step.exceptions]
            for said, rule in zip(words.step(step), rules, strict=True):
                mark = source_mark(programme, rule, language)
                assert mark and f"- {said} {mark}\n" in page
                assert said[0].isupper() and said.endswith(".") and said.count(". ") == 0, said
        for beside in decision.parallel:
            assert f"{beside.title.in_language(language)}. {source_mark(programme, beside, language)}" in page
        for item in decision.availability:
            assert item.unmet_need.in_language(language) in page


@pytest.mark.parametrize(("id_", "language"), BOTH)
def test_every_question_option_impossible_answer_concept_and_annex_row_is_read(id_: str, language: Language) -> None:
    programme, page = shipped(id_), aloud(shipped(id_), language)
    for phrase in programme.phrases:
        assert phrase.heading.in_language(language) in page
        for name in phrase.facts:
            fact = programme.facts[name]
            members = [programme.facts[member] for member in fact.of]
            for asked in [fact, *members]:
                if asked.ask:
                    assert asked.ask.in_language(language) in page
            assert all(option.in_language(language) in page for option in fact.options.values())
    for item in programme.impossible:
        assert item.because.in_language(language) in page
    for row in programme.annex:
        assert row.need.in_language(language) in page


@pytest.mark.parametrize("id_", IDS)
def test_the_english_page_has_no_danish_letters_but_in_names_of_sources(id_: str) -> None:
    page = aloud(shipped(id_), "en")
    body = page[: page.index("## Sources")]
    marks = re.sub(r"\([^()]*\)", "", body)
    assert re.findall(r"\w*[æøåÆØÅ]\w*", marks) == []


def test_a_rule_from_another_region_is_marked_as_local() -> None:
    programme = shipped("knaeartrose")
    rule = next(rule for step in programme.decisions[0].steps for rule in step.exceptions if rule.id == "home_care")
    assert "lokal standard" not in source_mark(programme, rule, "da", "nordjylland")
    assert "lokal standard" in source_mark(programme, rule, "da", "sjaelland")
