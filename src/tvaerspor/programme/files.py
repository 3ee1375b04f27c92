"""Which files a programme folder holds, and which model each is read as."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import Field, RootModel

from tvaerspor.programme.contents import Case, Header, Indicator, Pathway, Sentence
from tvaerspor.programme.model import (
    AnnexRow,
    Availability,
    Concept,
    Decision,
    DestinationText,
    Fact,
    Id,
    Impossible,
    Offer,
    Order,
    Panel,
    Parallel,
    Phrase,
    RedFlag,
    Rule,
)
from tvaerspor.terms.model import Model
from tvaerspor.terms.quantity import PlanningValue


class Questions(Model):
    """questions.yaml: the phrases on the referral and the facts under them."""

    phrases: tuple[Phrase, ...] = ()
    facts: Mapping[Id, Fact] = Field(default_factory=dict)


class Triage(Model):
    """triage.yaml: concepts, red flags and decisions; `rules`, `parallel`, `availability` are pools for includes."""

    concepts: Mapping[Id, Concept] = Field(default_factory=dict)
    red_flags: tuple[RedFlag, ...] = ()
    rules: tuple[Rule, ...] = ()
    parallel: tuple[Parallel, ...] = ()
    availability: tuple[Availability, ...] = ()
    decisions: tuple[Decision, ...] = ()
    impossible: tuple[Impossible, ...] = ()
    panels: tuple[Panel, ...] = ()


class Offers(Model):
    """offers.yaml: destinations, orders and offers, and the rows of the agreement's annex."""

    destinations: Mapping[Id, DestinationText] = Field(default_factory=dict)
    orders: Mapping[Id, Order] = Field(default_factory=dict)
    offers: Mapping[Id, Offer] = Field(default_factory=dict)
    annex: tuple[AnnexRow, ...] = ()


class Planning(Model):
    """planning.yaml: dated prices and volumes."""

    values: Mapping[Id, PlanningValue] = Field(default_factory=dict)


class Sentences(Model):
    """sentences.yaml: the sentences of a source that the worked citizens must show between them."""

    sentences: tuple[Sentence, ...] = ()


class Cases(RootModel[tuple[Case, ...]]):
    """A file of worked citizens."""


FILES: Mapping[str, type[Any]] = {
    r"programme\.yaml": Header,
    r"questions\.yaml": Questions,
    r"triage\.yaml": Triage,
    r"offers\.yaml": Offers,
    r"pathway\.yaml": Pathway,
    r"planning\.yaml": Planning,
    r"sentences\.yaml": Sentences,
    r"indicators/[a-z0-9-]+\.yaml": Indicator,
    r"cases/[a-z0-9_-]+\.yaml": Cases,
}
TEXT_FILE = re.compile(r"texts/(?P<name>[a-z0-9_-]+)\.(?P<language>da|en)\.md")


def model_of(path: str) -> type[Any] | None:
    """The model that a file (path inside its folder) is read as; None where the folder has no such file."""
    return next((model for pattern, model in FILES.items() if re.fullmatch(pattern, path)), None)
