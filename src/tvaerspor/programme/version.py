"""A version is named by its content: the sha256 over what its files say, worked citizens left out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


def version_of(texts: Mapping[str, str]) -> str:
    """Sixty-four hex digits over the sorted (path, length, LF-normalised bytes); `cases/` does not count."""
    digest = hashlib.sha256()
    for path in sorted(texts):
        if "/cases/" in f"/{path}":
            continue
        content = texts[path].replace("\r\n", "\n").replace("\r", "\n").encode()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
