"""What every answer carries, and what is refused."""

import pytest
from django.test import Client

from tests.web.visitor import ID, TRY, Page, Visitor
from tvaerspor.web.middleware import MAX_REQUEST_BYTES

PAGES = ["/", "/en/", TRY, f"/programmer/{ID}/", f"/programmer/{ID}/sager/", "/findes-ikke/"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_strict_policy_and_is_not_kept(visitor: Visitor, path: str) -> None:
    headers = visitor.get(path).response.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_script_or_style_in_its_text(visitor: Visitor, path: str) -> None:
    page = visitor.get(path)
    assert not page.all("//style | //script[not(@src)] | //*[@style] | //*[@*[starts-with(name(), 'on')]]")


def test_a_form_without_its_mark_is_refused_calmly_in_the_language_of_the_address() -> None:
    visitor = Visitor(enforce_csrf_checks=True)
    refused = visitor.fill({"bmi": "31"})
    assert refused.status == 403
    assert refused.one("h1") == "Formularen er for gammel"
    assert visitor.fill({}, path=f"/en{TRY}").one("h1") == "The form is too old"


def test_a_form_with_its_mark_is_taken() -> None:
    visitor = Visitor(enforce_csrf_checks=True)
    mark = visitor.get(TRY).all("//input[@name='csrfmiddlewaretoken']")[0].get("value")
    assert visitor.fill({"csrfmiddlewaretoken": mark, "bmi": "31"}).status == 200


def test_what_is_far_too_large_is_refused_unread() -> None:
    response = Client(headers={"host": "localhost"}).generic(
        "POST", TRY, b"", CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1)
    )
    assert response.status_code == 413
    assert Page(response).one("h1") == "Det sendte er for stort"


def test_a_field_that_is_too_large_is_refused_calmly(visitor: Visitor) -> None:
    page = visitor.fill({"anamnesis": "a" * 3_500_000})
    assert page.status == 413


def test_a_fault_of_ours_is_a_calm_page_that_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("noget indre")

    monkeypatch.setattr("tvaerspor.web.trying.views.posted_tried", fail)
    visitor = Visitor(raise_request_exception=False)
    page = visitor.fill({"anamnesis": "Fru Jensen har ondt"})
    assert page.status == 500
    assert page.one("h1") == "Noget gik galt hos os"
    assert "indre" not in page.text
    assert "Jensen" not in "".join(capfd.readouterr())


def test_a_strange_host_is_refused() -> None:
    assert Client(headers={"host": "ond.example"}).get("/").status_code == 400


@pytest.mark.parametrize("path", ["/", f"/programmer/{ID}/", f"/programmer/{ID}/sager/"])
def test_pages_that_only_show_take_no_forms(path: str) -> None:
    assert Client(headers={"host": "localhost"}).post(path).status_code == 405


def test_htmx_comes_from_our_own_address(visitor: Visitor) -> None:
    sources = [script.get("src") for script in visitor.get(TRY).all("//script")]
    assert sources
    assert all(source.startswith("/static/") for source in sources)
    served = visitor.client.get(sources[0])
    assert served.status_code == 200
    assert b"htmx" in b"".join(served.streaming_content)
