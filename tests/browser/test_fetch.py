"""A link in a real browser: pasted, its page fetched by the background process, its title shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.serving import Reply, Site

WORDS = "Водосбор наполняется весной, когда тает снег, и мелеет к концу лета. " * 12


def test_a_pasted_link_s_page_comes_with_its_title(
    site: Site,
    page: Page,
    make_home: Callable[..., Path],
    serve: Callable[..., AbstractContextManager[str]],
) -> None:
    title = "О воде в горах"
    html = f"<html lang=ru><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{WORDS}</p>"
    site.replies["/water"] = Reply(f"{html}</article></body></html>".encode())
    with serve(make_home("fetching", sampled=False), trusted=site.place) as own:
        page.goto(f"{own}/add")
        page.get_by_label("Paste links, arXiv ids, paths or a text").fill(site.url("/water"))
        page.get_by_role("button", name="Add", exact=True).click()
        told = page.get_by_text("1 updated").first
        expect(told).to_be_visible()
        told.click()
        page.get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", name=title).first).to_be_visible()
        expect(page.get_by_text("когда тает снег").first).to_be_visible()
