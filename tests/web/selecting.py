"""Enough of CSS selectors for these tests, as XPath: lxml needs another package for them."""

import re

_PART = re.compile(r"\s*(>)?\s*((?:[^\s>()\[\]]|\[[^\]]*\]|\([^)]*\))+)")
_PIECE = re.compile(
    r"(?P<tag>^[a-z][a-z0-9]*)|#(?P<id>[\w-]+)|\.(?P<class_>[\w-]+)|\[(?P<name>[\w-]+)(?:(?P<begins>\^?)='(?P<value>[^']*)')?\]"
    r"|:has\((?P<has>[^)]*)\)|:(?P<first>first-child)"
)


def as_xpath(selector: str) -> str:
    """`.headline > h3` as XPath; what is XPath already stays so. Raises ValueError for what is not known here."""
    if selector.startswith("/"):
        return selector
    found = "".join(f"{'/' if child else '//'}{_step(part)}" for child, part in _PART.findall(selector))
    if not found:
        raise ValueError(selector)
    return found


def _step(part: str) -> str:
    tag, tests, place = "*", "", 0
    for piece in _PIECE.finditer(part):
        if piece.start() != place:
            raise ValueError(part)
        place, tag = piece.end(), piece["tag"] or tag
        tests += _test(piece)
    if place != len(part):
        raise ValueError(part)
    return f"{tag}{tests}"


def _test(piece: re.Match[str]) -> str:
    if piece["id"]:
        return f"[@id='{piece['id']}']"
    if piece["class_"]:
        return f"[contains(concat(' ', normalize-space(@class), ' '), ' {piece['class_']} ')]"
    if piece["has"]:
        return f"[.{as_xpath(piece['has'])}]"
    if piece["first"]:
        return "[not(preceding-sibling::*)]"
    if not piece["name"]:
        return ""
    if piece["value"] is None:
        return f"[@{piece['name']}]"
    return (
        f"[starts-with(@{piece['name']}, '{piece['value']}')]"
        if piece["begins"]
        else f"[@{piece['name']}='{piece['value']}']"
    )
