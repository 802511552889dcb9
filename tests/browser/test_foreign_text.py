"""Whatever somebody wrote is shown as it was written, everywhere, and widens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from kb.ingest.planning import Options
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import Settings
from kb.store import jobs
from kb.text.called import LONGEST
from kb.text.excerpts import shortened
from kb.types import Document, Kind, Reference, Stance, Topic, Turn, Verdict, Zone
from kb.ui.shell import formula
from tests.conftest import EngineEncoder

# Each piece is something that Markdown, Streamlit, Plotly or HTML would act on.
WRITTEN = (
    ":material/home: :streamlit: :smile: :red[r] &amp; a1 -> b1 -- c1 <- d1 >= e1 (c) <b>f1</b> "
    "<a href='http://site.example/'>g1</a> *h1* _i1_ `j1` ~~k1~~ [l1](http://site.example/) "
    "![m1](http://site.example/m.png) $\\frac{1}{$ $5_a and b$ {n1} | # 1. ==o1== %{x} https://site.example/:p1:"
)
SHORT = ":material/home: &amp; a1 -> b1 <b>f1</b> *h1* :red[r]"
BODY = "aa -> bb -- cc :material/home: :streamlit: :smile: :red[r] `:material/home: a -> b`"
LONG = "w" * 600
_WIDTH = 400


@dataclass(frozen=True)
class Hostile:
    address: str
    library: Library
    topic: Topic


def _documents() -> Iterator[Document]:
    for number in range(8):
        title = LONG if number == 1 else f"- Title {number} {WRITTEN}"
        yield Document(
            key=f"url:https://site.example/{number}",
            kind=Kind.POST,
            title=title,
            text=f"Text {number} about linear attention and its memory. {BODY}",
            summary=f"Summary {number} {BODY} {LONG}",
            url=f"https://site.example/{number}",
            authors=(f"Author {WRITTEN}", LONG),
            tags=(f"tag {WRITTEN}"[:60], LONG),
            source=LONG if number == 2 else f"Source {WRITTEN}",
            published=f"2026-0{number + 1}-01",
            references=(
                Reference("https://other.example/x", "url:https://other.example/x", f"Label {WRITTEN}"),
            ),
            turns=(Turn(f"Role {WRITTEN}", f"Said {number}"),) if number == 7 else (),
        )


def _formulas() -> str:
    """Every command that may stand in a formula of a title, in each place where it may."""
    ones = {*formula.OVER_ONE, *formula.FONTS}
    drawn = [
        *(f"a_1 {symbol} b^{symbol}" for symbol in formula.SYMBOLS),
        *(f"a_1 {operator} b^{{{operator} c}}" for operator in formula.OPERATORS),
        *(f"{one}{{ab}}^{{{one} x}}" for one in ones),
        *(f"a^{font}{{b}}_{font}{{c}}" for font in formula.FONTS | formula.TEXTS),
        *(f"{two}{{a_1}}{{b}} + {two} 1 2" for two in formula.OVER_TWO),
        *(f"{{{switch} ab}}^2" for switch in formula.SWITCHES),
        *("x'_i", "x^{y^{z}}", "{^2}", "^3", r"f(x) \to \{0, 1\}_n", "a<b>c_1", "[0; 1]^d | x!?"),
    ]
    assert all(map(formula.drawable, drawn))
    return "\n\n".join(f"${tex}$" for tex in drawn)


@pytest.fixture(scope="module")
def hostile(
    make_home: Callable[..., Path], serve: Callable[..., AbstractContextManager[str]]
) -> Iterator[Hostile]:
    """The app on a library in which every name and every text is of that kind."""
    library = Library(Settings(home=make_home("hostile", sampled=False)), encoder=EngineEncoder.here())
    documents = list(_documents())
    ingest(library.store, documents[:4])
    ingest(library.store, documents[4:], Options(zone=Zone.MUST_HAVE))
    library.work.embed()
    area = f"Area {SHORT}"
    keys = [document.key for document in documents]
    library.areas.set(area, stance=Stance.TRACKED, criterion=f"Criterion {WRITTEN} {LONG}",
                     reason=f"Reason {WRITTEN}", examples=keys[:4])  # fmt: skip
    library.areas.set(LONG[:LONGEST], stance=Stance.IGNORED, reason=LONG, parent=area)
    library.reviews.judge(keys[4:6], Verdict.DIRECT, note=f"Note {WRITTEN}")
    library.search.save(SHORT, WRITTEN)
    library.search.save(LONG[:60], LONG)
    library.role.set_ask(f"Ask {WRITTEN}", areas=[area])
    library.role.set_ask(LONG)
    library.map.update()
    topic = library.map.rename(library.map.read().topics[0].id, f"Topic {SHORT}")
    with library.store.write() as db:
        number = jobs.enqueue(db, jobs.IMPORT, {"specs": [f"/none/{WRITTEN}"]}, "2026-11-01T10:00:00+00:00")
        failed = [{"spec": f"Spec {WRITTEN}", "reason": f"Because {WRITTEN}"}, {"spec": LONG, "reason": LONG}]
        report = {"added": 0, "updated": 0, "unchanged": 0, "failed": failed, "warnings": [f"Warn {WRITTEN}"]}
        jobs.finish(db, number, jobs.DONE, "", report, "2026-11-01T10:00:01+00:00")
    with serve(library.home) as address:
        yield Hostile(address, library, topic)
    library.close()


# All of it stands on the page, whatever is folded opened first; the letters of icons are no text.
_ALL_SHOWN = """
(wanted) => {
  document.querySelectorAll("details:not([open]) > summary").forEach(folded => folded.click());
  const whole = document.body.cloneNode(true);
  const unread = "script, style, noscript, [data-testid=stIconMaterial]";
  whole.querySelectorAll(unread).forEach(node => node.remove());
  const text = whole.textContent.replace(/\\s+/g, " ");
  return wanted.every(one => text.includes(one));
}
"""
# What reaches beyond the window and lies in nothing that scrolls or cuts within it.
_WIDER = """
(width) => [...document.querySelectorAll("[data-testid=stMain] *")].filter(node => {
  const right = element => element.getBoundingClientRect().right;
  if (node.getBoundingClientRect().width === 0 || right(node) <= width + 1) return false;
  for (let around = node.parentElement; around.dataset.testid !== "stMain"; around = around.parentElement)
    if (getComputedStyle(around).overflowX !== "visible" && right(around) <= width + 1) return false;
  return true;
}).map(node => node.outerHTML.slice(0, 120))
"""


# What acts on text leaves these behind.
_ACTED = (
    "img[alt='Streamlit logo']",
    "[role=img][aria-label='home icon']",
    "span[role=img]:text-is('home')",
    ".katex",
    ".katex-error",
    "img[src*='site.example']",
    "b:text-is('f1')",
    "em:text-is('i1')",
    "em:text-is('h1')",
    "code:text-is('j1')",
    "del:text-is('k1')",
    "a:text-is('l1')",
    "a:text-is('g1')",
)


LINE = "[class*='st-key-lines-open-areas-'] button"
"""What opens the first line of a register, whose name is foreign text."""
PAGES: list[tuple[str, dict[str, str], list[str], list[str]]] = [
    ("today", {}, [], ["title:4", "source", "search"]),
    ("triage", {}, [], ["title:3", "cut"]),
    ("search", {"q": "linear attention"}, ["Source"], ["title:0", "title:4", "source"]),
    ("search", {"q": "linear attention"}, ["More"], ["area"]),
    ("search", {"q": WRITTEN}, [], ["written"]),
    ("search", {}, [], ["search"]),
    (
        "item",
        {"key": "url:https://site.example/0"},
        [],
        ["title:0", "summary:0", "author", "cut", "label"],
    ),
    ("item", {"key": "url:https://site.example/1"}, [], ["area", "summary:1"]),
    ("item", {"key": "url:https://site.example/7"}, [], ["title:7", "role"]),
    ("areas", {}, [LINE], ["area", "criterion", "reason"]),
    ("areas", {"tab": "Role"}, [], ["ask"]),
    ("areas", {"area": "AREA"}, [], ["area", "title:0"]),
    ("areas", {"area": "Nothing " + WRITTEN}, [], ["nothing"]),
    ("item", {"key": "Nothing " + WRITTEN}, [], ["nothing"]),
    ("map", {"topic": "TOPIC"}, [], ["topic"]),
    ("map", {"area": "AREA"}, [], ["area", "reason"]),
    ("map", {"item": "url:https://site.example/0"}, [], ["title:0"]),
    ("reflection", {}, [], ["cut"]),
    ("add", {}, [], ["spec", "because", "warn"]),
]
"""The page, its query, what to open on it, what it must show."""


def _expected(what: str) -> str:
    kind, _, number = what.partition(":")
    match kind:
        case "title":
            return f"- Title {number} {WRITTEN}"
        case "written":
            return WRITTEN
        case "search":
            return SHORT
        case "cut":
            return shortened(f"Source {WRITTEN}", 36)  # As a line of facts has it.
        case "summary":
            return f"Summary {number} {BODY.replace('`', '')}"
        case "topic" | "area":
            return f"{kind.capitalize()} {SHORT}"
        case _:
            return " ".join(part for part in (kind.capitalize(), number, WRITTEN) if part)


@pytest.mark.parametrize(("name", "query", "opened", "told"), PAGES)
def test_shown_as_written(
    hostile: Hostile, page: Page, name: str, query: dict[str, str], opened: list[str], told: list[str]
) -> None:
    values = {"AREA": f"Area {SHORT}", "TOPIC": str(hostile.topic.id)}
    page.set_viewport_size({"width": _WIDTH, "height": 900})
    asked = urlencode({key: values.get(value, value) for key, value in query.items()})
    page.goto(f"{hostile.address}/{name}?{asked}")
    expect(page.get_by_test_id("stMain").get_by_role("heading").first).to_be_visible()
    for button in opened:
        found = (
            page.locator(LINE).first
            if button == LINE
            else page.get_by_role("button", name=button, exact=True)
        )
        found.click()
    wanted = [" ".join(_expected(what).split()) for what in told]
    page.wait_for_function(_ALL_SHOWN, arg=wanted)
    assert not [how for how in _ACTED if page.locator(how).count()]
    assert not page.evaluate(_WIDER, _WIDTH)


def test_every_formula_a_title_may_hold_is_drawn(hostile: Hostile, page: Page) -> None:
    formulas = Document(key="file:formulas", kind=Kind.NOTE, title="Formulas", text=_formulas())
    ingest(hostile.library.store, [formulas])
    page.goto(f"{hostile.address}/item?key=file:formulas")
    expect(page.locator(".katex").first).to_be_visible()
    assert not page.locator(".katex-error").all_inner_texts()
    expect(page.locator(".katex")).to_have_count(len(_formulas().split("\n\n")))
    assert not page.locator(".katex [style*='color']").all_inner_texts()
