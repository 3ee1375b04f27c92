"""Writes the manual: `python -m tests.spec`."""

from tests.spec.spec import manual
from tests.spec.test_manual import PAGE

PAGE.write_text(manual(), encoding="utf-8", newline="\n")
print(f"wrote {PAGE.name}")
