"""How criteria and derivations are written in a programme file, and what is said when they are written wrongly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import PydanticCustomError

from tvaerspor.programme.criteria import AllOf, AnyOf, AtLeast, Below, Criterion, Is, Not, ParameterRef, Threshold
from tvaerspor.programme.derivations import (
    Age,
    AtLeastNOf,
    Count,
    Derivation,
    FromParameter,
    LookUp,
    Sum,
    TimeBetween,
)

YES_NO: Mapping[object, bool] = {"yes": True, "no": False, True: True, False: False}


def wrong(sentence: str) -> PydanticCustomError:
    """A fault that a programme's author can act on."""
    return PydanticCustomError("tvaerspor", "{sentence}", {"sentence": sentence})


def read_criterion(raw: Any) -> Criterion:
    """A criterion as an author writes it; a bare name means *is yes*, or a concept."""
    if isinstance(raw, Criterion):
        return raw
    if isinstance(raw, str):
        return Is(raw, True)
    if not isinstance(raw, dict) or len(raw) != 1:
        raise wrong(f"et kriterium er et navn eller én nøgle med indhold, ikke {_shown(raw)}")
    ((key, content),) = raw.items()
    if key in ("all", "any"):
        parts = tuple(read_criterion(part) for part in _list(content, key))
        return AllOf(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(read_criterion(content))
    return _read_test(str(key), content)


def _read_test(fact: str, content: Any) -> Criterion:
    if not isinstance(content, dict):
        return Is(fact, YES_NO.get(content, content) if isinstance(content, str | bool) else content)
    if len(content) == 1 and "at_least" in content:
        return AtLeast(fact, _threshold(fact, content["at_least"]))
    if len(content) == 1 and "below" in content:
        return Below(fact, _threshold(fact, content["below"]))
    raise wrong(f"{fact}: skriv en værdi, at_least eller below, ikke {_shown(content)}")


def _threshold(fact: str, raw: Any) -> Threshold:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, dict) and set(raw) == {"parameter"}:
        return ParameterRef(str(raw["parameter"]))
    raise wrong(f"{fact}: en grænse er et tal eller {{parameter: navn}}, ikke {_shown(raw)}")


def read_derivation(raw: Any) -> Derivation:
    """A derivation as an author writes it: one key that names its kind."""
    if isinstance(raw, Derivation):
        return raw
    if not isinstance(raw, dict) or len(raw) != 1:
        raise wrong(f"derive er én nøgle: {', '.join(_DERIVATIONS)}; ikke {_shown(raw)}")
    ((kind, content),) = raw.items()
    reader = _DERIVATIONS.get(kind)
    if reader is None:
        raise wrong(f"udledningen {_shown(kind)} findes ikke; vælg mellem {', '.join(_DERIVATIONS)}")
    return reader(content)


def _keys(content: Any, kind: str, needed: set[str], allowed: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(content, dict) or not needed <= set(content) <= needed | (allowed or set()):
        raise wrong(f"{kind} skal have nøglerne {', '.join(sorted(needed))}, ikke {_shown(content)}")
    return content


def _time_between(content: Any) -> Derivation:
    keys = _keys(content, "time_between", {"start", "end", "unit"})
    if keys["unit"] not in ("days", "weeks", "months", "years"):
        raise wrong(f"time_between: enheden {_shown(keys['unit'])} er ikke days, weeks, months eller years")
    return TimeBetween(str(keys["start"]), None if keys["end"] == "today" else str(keys["end"]), keys["unit"])


def _look_up(content: Any) -> Derivation:
    keys = _keys(content, "look_up", {"fact", "table", "otherwise"})
    if not isinstance(keys["table"], dict):
        raise wrong("look_up: table er en tabel fra kode eller valg til resultat")
    table = tuple((str(code), str(result)) for code, result in keys["table"].items())
    return LookUp(str(keys["fact"]), table, str(keys["otherwise"]))


def _at_least_n_of(content: Any) -> Derivation:
    keys = _keys(content, "at_least_n_of", {"n", "of"})
    parts, n = _list(keys["of"], "of"), keys["n"]
    if not isinstance(n, int) or not 1 <= n <= len(parts):
        raise wrong(f"at_least_n_of: n er et helt tal fra 1 til antallet af kriterier, ikke {_shown(n)}")
    return AtLeastNOf(n, tuple(read_criterion(part) for part in parts))


def _count(content: Any) -> Derivation:
    keys = _keys(content, "count", {"of"})
    return Count(tuple(read_criterion(part) for part in _list(keys["of"], "of")))


def _sum(content: Any) -> Derivation:
    return Sum(tuple(str(fact) for fact in _list(_keys(content, "sum", {"of"})["of"], "of")))


_DERIVATIONS: Mapping[str, Callable[[Any], Derivation]] = {
    "age": lambda content: Age(str(content)),
    "time_between": _time_between,
    "count": _count,
    "sum": _sum,
    "at_least_n_of": _at_least_n_of,
    "look_up": _look_up,
    "parameter": lambda content: FromParameter(str(content)),
}


def _list(content: Any, key: str) -> list[Any]:
    if not isinstance(content, list | tuple):
        raise wrong(f"{key}: her skal stå en liste, ikke {_shown(content)}")
    return list(content)


def _shown(raw: Any) -> str:
    text = str(raw)
    return f"«{text[:60]}…»" if len(text) > 60 else f"«{text}»"
