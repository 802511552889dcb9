"""Papers among saved pages: arXiv's abstracts, its HTML of papers, publishers' citation metadata."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass

from lxml import html

from kb.importers.html.fragile import write_formulas_out
from kb.text.people import NOBODY, People, people
from kb.text.tex import plain_tex

_LABEL = re.compile(r"^\s*(?:Title|Authors?|Abstract|Аннотация)\s*[:.]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a page says of the paper it is about; `is_abstract_only` if the page holds nothing else."""

    title: str = ""
    authors: People = NOBODY
    abstract: str = ""
    is_abstract_only: bool = False


def paper_of(page: html.HtmlElement) -> PaperFacts:
    """Title, authors and abstract of a paper's page, empty where it does not say them."""
    quoted = page.xpath("//blockquote[contains(@class,'abstract')]")
    abstracts = quoted or page.xpath("//*[contains(@class,'ltx_abstract')]")
    meta = [str(text) for text in page.xpath("//meta[@name='citation_author']/@content")]
    named = page.xpath("//meta[@name='citation_title']/@content")
    titles = page.xpath("//h1[contains(@class,'ltx_title_document')] | //h1[contains(@class,'title')]")
    title = str(named[0]) if named else _text(titles[0]) if titles else ""
    creators = page.xpath("//*[contains(@class,'ltx_role_author')]//*[contains(@class,'ltx_personname')]")
    abstract = (
        _text(abstracts[0])
        if abstracts
        else "".join(page.xpath("//meta[@name='citation_abstract']/@content")[:1])
    )
    return PaperFacts(
        plain_tex(_LABEL.sub("", title) if not named else title),
        people(meta) if meta else people([name for one in creators for name in people(_text(one)).names]),
        plain_tex(_LABEL.sub("", abstract)),
        bool(quoted),
    )


def _text(element: html.HtmlElement) -> str:
    """Text of an element with its formulas as TeX, without notes and the numbers of affiliations."""
    element = deepcopy(element)
    element.tail = None
    write_formulas_out(element)
    for note in element.xpath(
        ".//sup | .//*[contains(@class,'ltx_note')] | .//*[contains(@class,'descriptor')]"
    ):
        note.drop_tree()
    return " ".join(str(element.text_content()).split())
