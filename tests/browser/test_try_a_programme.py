"""The whole way through «Afprøv et program» in a real browser: with JavaScript, without it, with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

TRY = "/afproev/knaeartrose/destination/"
CASE = f"{TRY}sag/annex-advice/"
FOUND = "/programmer/knaeartrose/sager/?q=flag"
LETTER = next((Path(__file__).parents[1] / "interop" / "messages").glob("REF01*.xml"))
WHOLE_WAY = ("#severity-moderate", "#request-training", "#citizen_agrees-yes", "#municipality_has_offer-yes")


@pytest.fixture
def plain(chromium: Browser) -> Iterator[Page]:
    """A browser without JavaScript."""
    context = chromium.new_context(locale="da-DK", java_script_enabled=False)
    yield context.new_page()
    context.close()


def headline(page: Page) -> str:
    return page.locator(".headline > h3").inner_text()


def choose(page: Page, field: str) -> None:
    """Clicks a radio where people do: on its words."""
    page.locator(f"label:has({field})").click()


def violations(page: Page) -> list[str]:
    """What the accessibility checker finds, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def test_the_recommendation_follows_each_answer(page: Page, site: str) -> None:
    page.goto(f"{site}/")
    page.get_by_role("link", name="Hvor henvises borgeren? (Knæartrose)").click()
    expect(page.locator(".headline > h3")).to_have_text("Svar på det første spørgsmål")
    page.fill("#diagnosis_code", "L90")
    expect(page.locator(".headline > h3")).to_contain_text("mulige modtagere")
    before = page.locator(".possible li").count()
    page.click("#b-none-red_flags")
    expect(page.locator("#infection-no")).to_be_checked()
    expect(page.locator("a.summary-bar")).not_to_contain_text("11")
    assert page.locator(".possible li").count() < before
    page.click("#b-none-special_circumstances")
    for field in WHOLE_WAY:
        choose(page, field)
    expect(page.locator(".headline > h3")).to_have_text("Anbefaling: praktiserende fysioterapeut")
    assert page.url.endswith(TRY), "answers never reach the address"


def test_without_javascript_the_same_way_leads_to_the_same_recommendation(plain: Page, site: str) -> None:
    plain.goto(f"{site}{TRY}")
    plain.fill("#diagnosis_code", "L90")
    plain.click("#b-none-red_flags")
    plain.click("#b-none-special_circumstances")
    for field in WHOLE_WAY:
        choose(plain, field)
    plain.get_by_role("button", name="Vis anbefalingen").click()
    assert headline(plain) == "Anbefaling: praktiserende fysioterapeut"
    assert plain.locator("#diagnosis_code").input_value() == "L90"


def test_a_red_flag_shows_at_once_and_above_all(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    choose(page, "#infection-yes")
    flag = page.locator(".flag").first
    expect(flag).to_contain_text("Ring til akutmodtagelsen nu")
    box, head = flag.bounding_box(), page.locator(".headline").bounding_box()
    assert box is not None and head is not None
    assert box["y"] < head["y"]


def test_focus_stays_and_a_screen_reader_is_told(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.focus("#severity-mild")
    page.keyboard.press("Space")
    expect(page.locator("#status")).to_contain_text("Endnu ikke afklaret")
    assert page.evaluate("document.activeElement.id") == "severity-mild"
    page.focus("#b-none-red_flags")
    page.keyboard.press("Enter")
    expect(page.locator("#infection-no")).to_be_checked()
    assert page.evaluate("document.activeElement.id") == "b-none-red_flags"


def test_a_question_that_no_longer_counts_goes_and_comes_back_as_it_was(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    choose(page, "#new_complaint-yes")
    choose(page, "#request-training")
    expect(page.locator("#q-new_complaint")).to_be_hidden()
    expect(page.locator("#g-new_complaint")).to_contain_text("bruges ikke")
    choose(page, "#request-advice")
    expect(page.locator("#q-new_complaint")).to_be_visible()
    expect(page.locator("#new_complaint-yes")).to_be_checked()


def test_a_wrong_number_is_told_beside_its_field_and_right_again_is_forgiven(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.fill("#bmi", "300")
    expect(page.locator("#e-bmi")).to_contain_text("mellem 10 og 80")
    expect(page.locator("#bmi")).to_have_attribute("aria-invalid", "true")
    page.fill("#bmi", "27,5")
    expect(page.locator("#e-bmi")).to_be_empty()
    expect(page.locator("#bmi")).not_to_have_attribute("aria-invalid", "true")


def test_a_missing_item_leads_to_its_question(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.fill("#diagnosis_code", "L90")
    page.locator(".missing a").first.click()
    expect(page.locator("#q-red_flags")).to_be_in_viewport()


def test_a_recommendation_that_could_not_be_updated_is_said_to_be_out_of_date(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.route(f"**{TRY}", lambda route: route.fulfill(status=500))
    choose(page, "#severity-mild")
    expect(page.locator("#trouble")).to_contain_text("forældet")
    page.unroute(f"**{TRY}")
    choose(page, "#severity-severe")
    expect(page.locator("#trouble")).to_be_empty()


def test_a_letter_can_be_chosen_and_a_bad_one_loses_nothing(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.fill("#bmi", "31")
    page.locator(".drop summary").click()
    page.set_input_files("#message", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.click("#read-letter")
    expect(page.locator("#e-message")).to_contain_text("PDF")
    assert page.input_value("#bmi") == "31"
    page.set_input_files("#message", LETTER)
    page.click("#read-letter")
    expect(page.locator(".letter-body")).to_contain_text("Tiltagende")
    assert (page.input_value("#diagnosis_code"), page.input_value("#bmi")) == ("DM171", "31")
    choose(page, "#severity-severe")
    expect(page.locator(".count")).to_have_text("Svar talt: 4")
    expect(page.locator(".letter-body")).to_be_visible()


def test_a_letter_can_be_dropped_anywhere_on_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    words = LETTER.read_bytes().decode("latin-1")
    transfer = page.evaluate_handle(
        "words => { const t = new DataTransfer();"
        " const bytes = Uint8Array.from(words, letter => letter.charCodeAt(0));"
        " t.items.add(new File([bytes], 'henvisning.xml')); return t; }",
        words,
    )
    page.dispatch_event("main", "drop", {"dataTransfer": transfer})
    expect(page.locator(".letter-body")).to_be_visible()


def test_without_javascript_a_letter_is_read_too(plain: Page, site: str) -> None:
    plain.goto(f"{site}{TRY}")
    plain.locator(".drop summary").click()
    plain.set_input_files("#message", LETTER)
    plain.click("#read-letter")
    assert plain.input_value("#diagnosis_code") == "DM171"


def tab_to(page: Page, element: str) -> None:
    """Presses Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element:
            return
    raise AssertionError(f"{element} is never reached")


def test_the_keyboard_alone_is_enough(page: Page, site: str) -> None:
    page.goto(f"{site}{TRY}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    tab_to(page, "diagnosis_code")
    page.keyboard.type("L90")
    tab_to(page, "b-none-red_flags")
    page.keyboard.press("Enter")
    expect(page.locator("#infection-no")).to_be_checked()
    tab_to(page, "severity-mild")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#severity-severe")).to_be_checked()
    page.focus("#bmi")
    page.keyboard.type("31")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("#bmi") == "31", "Enter shows the recommendation and presses no other button"
    expect(page.locator("#infection-no")).to_be_checked()


def test_no_page_breaks_the_security_policy(page: Page, site: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", TRY, CASE, "/programmer/knaeartrose/", "/programmer/knaeartrose/sager/"):
        page.goto(f"{site}{path}")
    page.goto(f"{site}{TRY}")
    choose(page, "#infection-yes")
    expect(page.locator(".flag")).to_be_visible()
    assert said == []


def open_all(page: Page) -> None:
    """Opens whatever is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


@pytest.mark.parametrize("path", ["/en/", TRY, f"/en{CASE}", "/programmer/knaeartrose/", "/findes-ikke/", FOUND])
def test_every_page_is_accessible(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}{path}")
    open_all(page)
    assert violations(page) == []


@pytest.mark.parametrize("path", ["/", CASE, "/en/programmer/knaeartrose/"])
def test_every_page_is_accessible_in_the_dark(page: Page, site: str, path: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site}{path}")
    open_all(page)
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_form_is_accessible(page: Page, site: str, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{site}{TRY}")
    page.fill("#bmi", "abc")
    expect(page.locator("#e-bmi")).not_to_be_empty()
    choose(page, "#infection-yes")
    choose(page, "#inflammatory-yes")
    choose(page, "#request-training")
    expect(page.locator(".flag")).to_have_count(2)
    assert violations(page) == []
    choose(page, "#infection-blank")
    expect(page.locator(".flag")).to_have_count(1)
    assert violations(page) == []
    page.locator(".drop summary").click()
    page.set_input_files("#message", LETTER)
    page.click("#read-letter")
    expect(page.locator(".letter-body")).to_be_visible()
    assert violations(page) == []


def sideways(page: Page) -> list[str]:
    """What sticks out to the right, at the width of a small and of a usual phone."""
    open_all(page)
    found = []
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 700})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            beyond = page.evaluate(
                "Array.from(document.querySelectorAll('body *')).filter(each => "
                "each.getBoundingClientRect().right > innerWidth).map(each => each.outerHTML.slice(0, 90))"
            )
            found += [f"at {width} pixels", *beyond]
    return found


@pytest.mark.parametrize("path", ["/", TRY, f"/en{CASE}", "/programmer/knaeartrose/", FOUND])
def test_nothing_must_be_scrolled_sideways_on_a_phone(page: Page, site: str, path: str) -> None:
    page.goto(f"{site}{path}")
    assert sideways(page) == []


def test_on_a_phone_the_recommendation_is_one_touch_away(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}{TRY}")
    choose(page, "#infection-yes")
    bar = page.locator("a.summary-bar")
    expect(bar).to_contain_text("Rødt flag: akut, ring")
    bar.click()
    expect(page.locator(".flag").first).to_be_in_viewport()


def test_what_is_touched_is_large_enough(page: Page, site: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site}{CASE}")
    small = page.evaluate(
        """() => Array.from(document.querySelectorAll('a, button, summary, select, .segment, .choice, .check'))
            .filter(each => each.checkVisibility() && !each.closest('.unseen, p, li li, .skip'))
            .map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
            .filter(([, box]) => box.width > 2 && (box.width < 24 || box.height < 24))
            .map(([text]) => text)"""
    )
    assert small == []


def test_printing_leaves_the_recommendation_and_the_answers(page: Page, site: str) -> None:
    page.goto(f"{site}{CASE}")
    page.emulate_media(media="print")
    for shown in (".headline", ".print-only .given", ".title-row"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in ("form#trial", ".decisions", ".summary-bar"):
        expect(page.locator(hidden)).to_be_hidden()
