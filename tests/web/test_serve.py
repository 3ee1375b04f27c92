"""Starting the server: who is told what before anybody visits."""

import os
import socket

import pytest

from tvaerspor.web import serve as serving
from tvaerspor.web.serve import PortTaken, serve


def test_a_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"{port} er optaget .* vælg en anden port"):
            serve(port=port)


def test_the_host_asked_for_may_be_visited_and_no_key_but_that_of_the_key_file_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TVAERSPOR_SECRET_KEY", "TVAERSPOR_ALLOWED_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    serving._settle_environment("tvaerspor.example")
    assert "TVAERSPOR_SECRET_KEY" not in os.environ
    assert "tvaerspor.example" in os.environ["TVAERSPOR_ALLOWED_HOSTS"].split(",")
