"""`tvaerspor triage` with answers: exit status, the Decision as JSON, and the words a clinician reads."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import NO_FLAGS_NO_NEEDS, OF_KNEE, run, written

# design.md, section 6: "--json of triage prints the Decision of section 3 with exactly those keys"
KEYS = set(
    "red_flags urgency possible settled recommended because ruled_out missing would_change parallel programme".split()
)
SENTENCE = "henvises til behandling for den pågældende lidelse jf. kliniske retningslinjer"  # seed 002, section 4


def test_settled_answers_exit_with_0(tmp_path: Path) -> None:
    assert run("triage", *OF_KNEE, written(tmp_path, NO_FLAGS_NO_NEEDS)).status == 0


def test_answers_that_leave_something_open_exit_with_3(tmp_path: Path) -> None:
    ran = run("triage", *OF_KNEE, written(tmp_path, 'diagnosis_code: "L90"\n'))
    assert ran.status == 3
    assert "Ikke afklaret" in ran.out


def test_answers_that_contradict_each_other_say_so_name_them_and_exit_with_2(tmp_path: Path) -> None:
    ran = run("triage", *OF_KNEE, written(tmp_path, "training: not_begun\ntraining_weeks: 8\n"))
    assert ran.status == 2
    assert "Svarene modsiger hinanden" in ran.out
    assert "(training)" in ran.out and "(training_weeks)" in ran.out
    assert "citizen.yaml: svarene modsiger hinanden" in ran.err


def test_json_has_exactly_the_keys_of_the_decision_when_settled_unsettled_and_contradicted(tmp_path: Path) -> None:
    for text in (NO_FLAGS_NO_NEEDS, 'diagnosis_code: "L90"\n', "training: not_begun\ntraining_weeks: 8\n"):
        assert set(run("triage", *OF_KNEE, "--json", written(tmp_path, text)).data) == KEYS


def test_json_recommends_nothing_until_one_outcome_is_left(tmp_path: Path) -> None:
    open_ = run("triage", *OF_KNEE, "--json", written(tmp_path, 'diagnosis_code: "L90"\n')).data
    assert open_["recommended"] is None and not open_["settled"] and len(open_["possible"]) > 1
    closed = run("triage", *OF_KNEE, "--json", written(tmp_path, NO_FLAGS_NO_NEEDS)).data
    assert [option["destination"] for option in closed["recommended"]["to"]] == ["private_physiotherapist"]
    assert closed["settled"] and len(closed["possible"]) == 1


def test_yaml_json_with_tabs_and_a_byte_order_mark_are_read_alike(tmp_path: Path) -> None:
    yaml = written(tmp_path, "\ufeff" + 'severity: severe\ndiagnosis_code: "L90"\n')
    json = written(tmp_path, '{\n\t"severity": "severe",\n\t"diagnosis_code": "L\\u0039\\u0030"\n}\n', "citizen.json")
    assert run("triage", *OF_KNEE, "--json", yaml).out == run("triage", *OF_KNEE, "--json", json).out


def test_answers_may_stand_in_a_frame_with_programme_region_day_and_decision(tmp_path: Path) -> None:
    frame = "programme: knaeartrose\nregion: nordjylland\nmunicipality: '0851'\ndate: '2026-06-01'\n"
    file = written(tmp_path, frame + "decision: first_visit\nanswers:\n  training_needed: yes\n")
    ran = run("triage", file)
    assert ran.status == 3
    assert "Kan træningen begynde?" in ran.out
    assert "2026-06-01, nordjylland, 0851" in ran.out


def test_each_referral_to_physiotherapy_shows_the_sentence_that_it_must_carry(tmp_path: Path) -> None:
    answers = NO_FLAGS_NO_NEEDS.replace("special_circumstances: none", "special_circumstances: [home_care]")
    file = written(tmp_path, answers.replace("[home_care]", "{home_care: yes, others: no}"))
    out = run("triage", *OF_KNEE, file).out
    private, municipal = out.index("Praktiserende fysioterapeut:"), out.index("Kommunal træning:")
    assert private < out.index(SENTENCE) < municipal < out.rindex(SENTENCE)


def test_no_sentence_for_physiotherapy_is_shown_where_the_citizen_goes_elsewhere(tmp_path: Path) -> None:
    out = run(
        "triage", *OF_KNEE, written(tmp_path, NO_FLAGS_NO_NEEDS.replace("request: training", "request: prevention"))
    ).out
    assert "forebyggelsestilbud" in out.lower()
    assert SENTENCE not in out


def test_the_stronger_recommendation_stands_first(tmp_path: Path) -> None:
    needs = NO_FLAGS_NO_NEEDS.replace(
        "special_circumstances: none", "special_circumstances: {home_care: yes, others: no}"
    )
    out = run("triage", *OF_KNEE, written(tmp_path, needs)).out
    assert out.index("bør vælges") < out.index("kan overvejes")


def test_a_red_flag_is_the_first_thing_said_unmistakable_without_colour(tmp_path: Path) -> None:
    ran = run("triage", *OF_KNEE, written(tmp_path, "infection: yes\ncancer: yes\n"))
    assert ran.status == 0
    lines = [line for line in ran.out.splitlines() if line.strip()]
    assert lines[2] == "RØDE FLAG"
    assert lines[3].strip().startswith("!! AKUT, RING:")
    assert "Ring til akutmodtagelsen" in ran.out
    assert ran.out.index("AKUT, RING") < ran.out.index("INDEN FOR FÅ DAGE")


def test_nothing_lesser_stands_under_an_acute_answer_unless_everything_is_asked_for(tmp_path: Path) -> None:
    file = written(tmp_path, "infection: yes\n")
    assert "Mangler" not in run("triage", *OF_KNEE, file).out
    assert "--all" in run("triage", *OF_KNEE, file).out
    assert "Mangler" in run("triage", *OF_KNEE, "--all", file).out


def test_what_is_cut_short_says_so_and_all_shows_it(tmp_path: Path) -> None:
    file = written(tmp_path, NO_FLAGS_NO_NEEDS)
    short, whole = run("triage", *OF_KNEE, file).out, run("triage", *OF_KNEE, "--all", file).out
    left_out = sum(int(number) for number in re.findall(r"\.\.\. og (\d+) mere", short))
    assert left_out > 0
    assert "mere (--all" not in whole
    assert len(whole.splitlines()) >= len(short.splitlines())


def test_blank_red_flags_are_asked_for_before_all_else(tmp_path: Path) -> None:
    """Also before the diagnosis, which stands first on the form."""
    out = run("triage", *OF_KNEE, written(tmp_path, "bmi: 24\n")).out
    missing = out[out.index("Mangler for at afgøre") :].splitlines()[1:]
    deciding = missing[: missing.index("")]
    flags = [line.strip().startswith("rødt flag:") for line in deciding]
    assert flags[0] and flags == sorted(flags, reverse=True) and not all(flags)
    assert any("diagnose" in line.lower() for line in deciding)


def test_the_words_never_show_python_ids_or_empty_sentences(tmp_path: Path) -> None:
    for text in (NO_FLAGS_NO_NEEDS, 'diagnosis_code: "L90"\n', "infection: yes\n"):
        out = run("triage", *OF_KNEE, "--all", written(tmp_path, text)).out
        words = re.sub(r"\([^()]*-[^()]*\)", "", out)  # source marks name their sources by id
        assert not re.search(r"\b[a-z]+_[a-z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|: *\n *\.|ikke: ", words)


def test_a_version_that_is_not_in_force_yet_recommends_nothing_and_still_shows_red_flags(tmp_path: Path) -> None:
    ran = run("triage", *OF_KNEE, written(tmp_path, "date: '2010-01-01'\nanswers: {infection: yes}\n"))
    assert ran.status == 3
    assert "Ingen anbefaling" in ran.out and "!! AKUT, RING" in ran.out
