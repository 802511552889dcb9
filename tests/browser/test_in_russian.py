"""Jomo in the browser for a Russian reader: what scripts say comes from Python, what Streamlit says by itself
is put into Russian, and what is kept stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kb.library import Library
from kb.settings import Settings
from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_reader import PAGES, PDF, SELECTED
from tests.conftest import StemEncoder

_ROWS = "node => [...node.children].map(button => button.offsetTop)"
_CUT = "node => [...node.children].filter(button => button.scrollWidth > button.clientWidth).length"


def test_a_pdf_is_read_and_noted_about_in_russian(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    home = make_home("russian", sampled=False)
    (tmp_path / "kernels.pdf").write_bytes(PDF)
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    [item] = library.intake.add([str(tmp_path / "kernels.pdf")]).touched
    with serve(home) as app:
        page.goto(f"{app}/item?key={item.key}")
        field = page.get_by_placeholder("Что хочется запомнить")
        field.fill("[[нигде")
        expect(page.get_by_role("listbox", name="Материалы для ссылки")).to_contain_text(
            "Нет названий с «нигде»"
        )
        field.fill("")

        # Within one turn of the browser, as on a busy machine: the field tells what is in it as well.
        page.get_by_role("radio", name="Оригинал").evaluate(
            "radio => { document.activeElement.blur(); radio.click() }"
        )
        expect(page.locator(".jp-count")).to_have_text("из 3", timeout=PATIENCE_MS)
        page.get_by_label("Страница", exact=True).fill("2")
        page.get_by_label("Страница", exact=True).press("Enter")
        page.get_by_placeholder("Найти в этом PDF").fill("nine devices")
        expect(page.locator(".jp-found")).to_have_text("1 из 1")
        line = page.locator(".textLayer span", has_text="bandwidth of nine devices")
        line.evaluate(SELECTED)
        page.get_by_role("group", name="Выделенное").get_by_role("button", name="Заметка").click()
        page.get_by_label("Ваша заметка").fill("У нас иначе")
        page.get_by_role("button", name="Сохранить", exact=True).click()
        expect(page.locator(".st-key-own-notes")).to_contain_text("с. 2", timeout=PATIENCE_MS)
        [(_, one)] = library.notes.of_item(item.key)
        assert (one.quote, one.note, one.place) == (PAGES[1][0], "У нас иначе", "p. 2")

        # Streamlit's own words, as they appear; words of the page that are the same stay.
        page.get_by_test_id("stMainMenu").get_by_role("button").click()
        expect(page.get_by_test_id("stMainMenuPopover")).to_contain_text("Тёмная")
        expect(page.get_by_role("link", name="К содержанию страницы")).to_be_attached()
        page.keyboard.press("Escape")
        expect(page.get_by_role("region", name="Боковая панель")).to_be_attached()
    library.close()


def test_a_deck_counts_and_tells_in_russian(
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tmp_path: Path,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", "ru")
    home = make_home("russian-deck", sampled=False)
    for name in ("Первая", "Вторая"):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nО том, что {name}.")
    library = Library(Settings(home=home, network=False), encoder=StemEncoder())
    library.intake.add([str(one) for one in sorted(tmp_path.glob("*.md"))])
    with serve(home) as app:
        page.goto(f"{app}/triage")
        expect(page.locator(".jd-place")).to_have_text("1 из 2", timeout=PATIENCE_MS)
        others = page.locator(".jd-others")
        assert len(set(others.evaluate(_ROWS))) == 1
        page.set_viewport_size({"width": 400, "height": 740})
        assert len(set(others.evaluate(_ROWS))) == 2 and not others.evaluate(_CUT)
        first = page.locator(".jd-title").inner_text()
        page.keyboard.press("o")
        expect(page.locator(".jd-said")).to_have_text(f"Открывается: {first}")
        expect(page.get_by_role("heading", name=first)).to_be_visible(timeout=PATIENCE_MS)
    library.close()


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("en", "Page not found", "Nothing is at this address. Today is shown instead."),
        ("ru", "Нет такой страницы", "По этому адресу ничего нет. Вместо него открыта страница «Сегодня»."),
    ],
)
def test_an_address_without_a_page_is_told_in_words_of_our_own(
    language: str,
    title: str,
    told: str,
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
    tab: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KB_LANGUAGE", language)
    with serve(make_home(f"nowhere-{language}", sampled=False)) as app:
        # Not `page`: Streamlit complains of the address in the console, too.
        tab.goto(f"{app}/nowhere")
        expect(tab.get_by_role("dialog", name=title)).to_contain_text(told)
