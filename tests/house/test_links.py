"""Every relative link in the written pages leads to a file."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from tests.house.sources import ROOT, Offender, assert_none, files_under, text_lines

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "GLOSSARY.md", "docs", "decisions", "programmes")
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|\{")  # https:, mailto:, a place on the same page, a blank in a template


def relative_links(line: str) -> Iterator[str]:
    """The targets, without the place on the page."""
    return (link.split("#")[0] for link in LINK.findall(line) if not ADDRESS.match(link))


def target(page: Path, link: str) -> Path:
    return ROOT / unquote(link.lstrip("/")) if link.startswith("/") else page.parent / unquote(link)


def test_every_relative_link_leads_to_a_file() -> None:
    pages = (path for path in files_under(*PAGES) if path.suffix == ".md")
    assert_none(
        Offender(path, number, f"leads nowhere: {link}")
        for path, number, line in text_lines(pages)
        for link in relative_links(line)
        if not target(path, link).exists()
    )
