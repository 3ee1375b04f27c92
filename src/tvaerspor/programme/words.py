"""Reads criteria, rules and citizens aloud, from the same objects that judge."""

from __future__ import annotations

from collections.abc import Mapping

from tvaerspor.programme.answers import Answer, Partial, Value
from tvaerspor.programme.criteria import Criterion, ParameterRef, Reason, Threshold
from tvaerspor.programme.model import Conclusion, Fact, ReadAs, RedFlag, Rule, Step
from tvaerspor.programme.programme import Programme
from tvaerspor.terms.text import Language

_AMOUNT = {"da": ("mindst", "under"), "en": ("at least", "under")}
_YES_NO = {"da": ("ja", "nej"), "en": ("yes", "no")}


class Words:
    """The words of one programme in one language."""

    def __init__(self, programme: Programme, language: Language = "da") -> None:
        self.programme = programme
        self.language = language

    def clause(self, fact: str, value: Value, negated: bool, language: Language) -> str:
        """«borgeren får hjemmepleje»; for a choice, its words with the option in them."""
        known = self.programme.facts[fact]
        if isinstance(value, bool):
            says = known.says if value != negated else known.says_not
            return says.in_language(language) if says else f"{fact}: {self.value(fact, value != negated)}"
        says = known.says_not if negated else known.says
        words = says.in_language(language) if says else f"{fact}: {{value}}"
        return words.replace("{value}", self.value(fact, value))

    def amount(self, fact: str, threshold: Threshold, below: bool, language: Language) -> str:
        """«BMI er mindst 25 kg/m²», «BMI er under 25 kg/m²»."""
        known = self.programme.facts[fact]
        amount = f"{_AMOUNT[language][below]} {self._threshold(threshold)} {_unit(known, threshold, language)}".rstrip()
        return (known.says.in_language(language) if known.says else f"{fact}: {{value}}").replace("{value}", amount)

    def _threshold(self, threshold: Threshold) -> str:
        """A limit; for a parameter that is not settled, each of its values."""
        if not isinstance(threshold, ParameterRef):
            return number(threshold, self.language)
        values = dict.fromkeys(value.value for value in self.programme.parameters[threshold.name].values)
        shown = [number(value, self.language) if isinstance(value, int | float) else value for value in values]
        return listed(shown, "eller" if self.language == "da" else "or")

    def value(self, fact: str, value: Value) -> str:
        """An answer as it is said: ja, mild, 27,5 kg/m²."""
        known = self.programme.facts[fact]
        if isinstance(value, bool):
            return _YES_NO[self.language][not value]
        if isinstance(value, int | float):
            return f"{number(value, self.language)} {_unit(known, value, self.language)}".rstrip()
        option = known.options.get(value)
        return option.in_language(self.language) if option else value

    def answer(self, fact: str, answer: Answer) -> str:
        """An answer, also one that is only partly known."""
        if not isinstance(answer, Partial):
            return self.value(fact, answer)
        if answer.one_of:
            return (" eller " if self.language == "da" else " or ").join(self.value(fact, one) for one in answer.one_of)
        at_least, under = _AMOUNT[self.language]
        last = answer.at_least if answer.below is None else answer.below
        unit = _unit(self.programme.facts[fact], last, self.language)
        bounds = [f"{at_least} {number(answer.at_least, self.language)}"] if answer.at_least is not None else []
        bounds += [f"{under} {number(answer.below, self.language)}"] if answer.below is not None else []
        return f"{(' og ' if self.language == 'da' else ' and ').join(bounds)} {unit}".rstrip()

    def name(self, fact: str) -> str:
        """What a fact is called: its question, else what it says."""
        known: Fact = self.programme.facts[fact]
        if called := known.title or known.ask:
            return called.in_language(self.language)
        words = known.says.in_language(self.language) if known.says else fact
        return words.replace(" er {value}", "").replace(" is {value}", "").replace("{value}", "…")

    def criterion(self, criterion: Criterion, negated: bool = False) -> str:
        """The criterion, or its proper negative, as a clause."""
        return criterion.wording(self, negated, self.language)

    def reason(self, reason: Reason) -> str:
        """A test that came out as it did."""
        said = reason.test.wording(self, not reason.holds, self.language)
        if_blank = self.programme.facts[reason.test.fact].if_blank
        if not reason.is_assumed or not isinstance(if_blank, ReadAs):
            return said
        return f"{said} ({if_blank.explained.in_language(self.language)})"

    def destinations(self, names: tuple[str, ...]) -> str:
        """«praktiserende fysioterapeut eller kommunal træning», as it stands inside a sentence."""
        known = self.programme.destinations
        titles = [known[name].title.in_language(self.language) if name in known else name for name in names]
        return listed(list(map(inside, titles)), "eller" if self.language == "da" else "or")

    def conclusion(self, rule: Conclusion) -> str:
        """What a rule leads to, by its strength."""
        said = _CONCLUSIONS[self.language]
        if not rule.to and rule.send:
            return said["send"]
        orders = [inside(self.programme.orders[name].title.in_language(self.language)) for name in rule.orders]
        also = said["order"] + listed(orders, said["and"]) if orders else ""
        return said[rule.strength].format(self.destinations(rule.to)) + also

    def rule(self, rule: Rule) -> str:
        """A rule read aloud: «Borgeren får hjemmepleje: kommunal træning kan overvejes.»"""
        return capital(f"{self.criterion(rule.when)}: {self.conclusion(rule)}.")

    def default(self, rule: Conclusion) -> str:
        """A default read aloud: «Som udgangspunkt bør henvisningen gå til praktiserende fysioterapeut.»"""
        start = "Som udgangspunkt: " if self.language == "da" else "As a starting point: "
        return f"{start}{self.conclusion(rule)}."

    def red_flag(self, flag: RedFlag) -> str:
        """A red flag read aloud, with its urgency."""
        urgency = URGENCY_WORDS[self.language][flag.urgency.name]
        return capital(f"{self.criterion(flag.when)}: {self.destinations(flag.to)} ({urgency}).")

    def step(self, step: Step) -> list[str]:
        """A step read aloud, a sentence a rule."""
        if step.default is None:
            return [self.rule(rule) for rule in step.rules]
        return [self.default(step.default), *(self.rule(rule) for rule in step.exceptions)]


_CONCLUSIONS: Mapping[Language, Mapping[str, str]] = {
    "da": {
        "must": "henvisningen skal gå til {}",
        "should": "henvisningen bør gå til {}",
        "consider": "{} kan overvejes",
        "send": "der sendes en forklaring, og næste trin afgør resten",
        "order": ", og der bestilles ",
        "and": "og",
    },
    "en": {
        "must": "the referral must go to {}",
        "should": "the referral should go to {}",
        "consider": "{} may be considered",
        "send": "an explanation is sent, and the next step decides",
        "order": ", and ordered: ",
        "and": "and",
    },
}
URGENCY_WORDS: Mapping[Language, Mapping[str, str]] = {
    "da": {"routine": "rutine", "soon": "snarest", "days": "inden for få dage", "acute": "akut, ring"},
    "en": {"routine": "routine", "soon": "soon", "days": "within days", "acute": "acute, telephone"},
}


def _unit(fact: Fact, value: object, language: Language) -> str:
    unit = fact.unit_one if value == 1 and fact.unit_one else fact.unit
    return unit.in_language(language) if unit else ""


def capital(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def inside(title: str) -> str:
    """A title inside a sentence: a small first letter, unless it is an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def listed(words: list[str], joiner: str) -> str:
    """«a, b eller c»."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}" if words else ""


def number(value: float, language: Language) -> str:
    """A number as it is written: 27,5 in Danish."""
    shown = f"{value:.12g}"
    return shown.replace(".", ",") if language == "da" else shown


def describe_citizen(programme: Programme, citizen: Mapping[str, Value]) -> str:
    """An example citizen in one line: what is answered yes, and the numbers and choices."""
    words = Words(programme)
    said = [words.clause(fact, value, False, "da") for fact, value in citizen.items() if value is not False]
    return "; ".join(said) or "en borger med nej til alt"
