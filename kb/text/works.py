"""Identifiers of scholarly works, in whatever form and whatever stands around them: arXiv's and DOIs."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, quote, unquote

from kb.text.urls import MARKUP_AND, host_of, trimmed, web_parts

_OLD_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs"
    "|dg-ga|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol"
    "|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con"
)
# New identifiers began in April 2007 with four digits and have five since January 2015; the old ones
# ran from 1991 to March 2007 and may carry a subject class that does not count: math.GT/0309136.
_NEW_ID = (
    r"(?:0(?:7(?:0[4-9]|1[0-2])|[89](?:0[1-9]|1[0-2]))|1[0-4](?:0[1-9]|1[0-2]))\.\d{4}"
    r"|(?:1[5-9]|[2-8]\d)(?:0[1-9]|1[0-2])\.\d{5}"
)
_OLD_ID = rf"(?:{_OLD_ARCHIVES})(?:\.[A-Za-z-]{{2,}})?/(?:9[1-9]|0[0-7])(?:0[1-9]|1[0-2])\d{{3}}"
_ANY_ID, _VERSION = rf"{_NEW_ID}|{_OLD_ID}", r"(?:v\d{1,3})?(?!\d)"
_ID = rf"(?P<id>{_ANY_ID}){_VERSION}"
ARXIV_ID = rf"(?:{_ANY_ID}){_VERSION}"
"""A pattern of an arXiv identifier with its version, to be used without regard to case."""
# As it stands by itself or behind a name: `arXiv:`, `arXiv.`, `oai:arXiv.org:`, `abs/`. On the old server the
# archive stands apart from the number.
_STATED_ID = re.compile(
    rf"(?:(?:oai\s*:\s*)?arxiv(?:\.org)?\s*[:/._\s-]?\s*|(?:abs|pdf)/)?{_ID}(?:\.pdf)?", re.IGNORECASE
)
_FTP_PATH = re.compile(r"/ftp/(?P<archive>[a-z-]+)/papers/\d{4}/(?P<number>\d[\d.]*?)(?:v\d+)?\.[a-z.]+")
_SUBJECT_CLASS = re.compile(r"\s*[\[(][a-z-]{2,}(?:\.[A-Za-z-]{2,})?[\])]$")
_PAGE_TITLE = re.compile(rf"\[{_ID}\]\s+(?P<title>\S.*)", re.IGNORECASE)
_DOI_OF_ARXIV = re.compile(rf"10\.48550/arxiv\.{_ID}", re.IGNORECASE)
# Sites that show arXiv papers under their identifier, with the path in front of it.
_ARXIV_HOSTS = re.compile(
    r"(?:[\w-]+\.)?arxiv\.org|xxx\.lanl\.gov|ar5iv\.org|ar5iv\.labs\.arxiv\.org|alphaxiv\.org|arxiv-vanity\.com"
    r"|huggingface\.co|hf\.co|scirate\.com|emergentmind\.com|paperswithcode\.com|(?:api\.)?semanticscholar\.org"
    r"|ui\.adsabs\.harvard\.edu|catalyzex\.com|tldr\.takara\.ai|papers\.cool"
)
_ARXIV_PATH = re.compile(
    r"(?:/[a-z]{2})?/(?:abs|pdf|html|format|ps|e-print|src|tb|papers?|overview|arxiv|resources|p)[/:]"
    rf"(?:arxiv[:.])?{_ID}(?:\.pdf|\.ps(?:\.gz)?|\.html?|\.md|\.full)?(?:/.*)?",
    re.IGNORECASE,
)

_REGISTRANT = r"10\.\d{4,9}(?:\.\d+)*"
# Serials of the nineties have `<1606:GARSPP>` in their DOIs; what begins with a letter or a slash is markup.
ANGLED = r"<[^\s<>/a-z][^\s<>]*>"
"""A pattern of the part of a DOI that stands between angles, to be used without regard to case."""
DOI_IN_TEXT = rf"{_REGISTRANT}/(?:[^\s\"<>]|{ANGLED})+"
"""A pattern of a DOI within a text, to be used without regard to case; punctuation may follow it."""
_DOI = re.compile(rf"{_REGISTRANT}/\S+")
_STATED_DOI = re.compile(rf"(?:(?:urn:|info:)?doi\s*[:./]?\s*)?(?P<doi>{_DOI.pattern})", re.IGNORECASE)
_MARK_OF_LINK = re.compile(r"\Adoi\s*:?\s*(?=https?://)", re.IGNORECASE)
_DOI_HOSTS = re.compile(r"(?:dx\.|www\.)?doi\.org|sci-hub\.\w+")
_DOI_PATH = re.compile(
    r"/(?:doi|articles?|chapter|book|content|abs)/(?:(?!suppl/)[a-z-]+/)?(?P<doi>10\.\d{4,9}/.+)"
)
_NATURE = re.compile(r"/articles/(?P<number>[a-z]\w*(?:-\w+)*)(?:\.pdf|_reference\.pdf|/.*)?")
"""What nature.com calls its articles is the end of their DOI."""
_DOI_PAGE_PARTS = re.compile(
    r"(?:v\d+)?(?:\.(?:pdf|full|abstract|short|full\.pdf|full-text)|/(?:full|pdf|epdf|abstract|meta|html|fulltext))+$"
    r"|(?<=\d)v\d+$"
)


def is_of_work(key: str) -> bool:
    """Whether a canonical key names a work by its identifier: an arXiv id or a DOI."""
    return key.startswith(("arxiv:", "doi:"))


def arxiv_id(address: str) -> str | None:
    """The identifier of an arXiv paper without its version, from any form of address, or None.

    Knows bare and marked identifiers, the title of a paper's page (`[2510.26692] Kimi Linear`), the DOI arXiv
    gives, and the links of arXiv and of sites that show its papers, through redirect wrappers too. Brackets
    and punctuation around them do not matter. A number that cannot be an identifier (month 34) is none.
    """
    address = address.strip().removeprefix("url:")
    if titled := page_title(address):
        return titled[0]
    address = trimmed(_SUBJECT_CLASS.sub("", address) if address.endswith(("]", ")")) else address)
    if written := _STATED_ID.fullmatch(address):
        return _plain_id(written["id"])
    work = _any_doi(address)
    if work is not None:
        written = _DOI_OF_ARXIV.fullmatch(work)
        return _plain_id(written["id"]) if written else None
    parts = web_parts(address)
    if parts is None or not _ARXIV_HOSTS.fullmatch(host_of(parts)):
        return None
    path = re.sub(r"/{2,}", "/", unquote(parts.path)).rstrip("/")
    if old := _FTP_PATH.fullmatch(path):
        number = old["number"]
        return arxiv_id(number if "." in number else f"{old['archive']}/{number}")
    written = _ARXIV_PATH.fullmatch(path)
    return _plain_id(written["id"]) if written else None


def page_of(key: str) -> str:
    """The address of the page of a work with an `arxiv:` or `doi:` key; '' for other keys."""
    scheme, _, name = key.partition(":")
    if scheme == "arxiv":
        return f"https://arxiv.org/abs/{name}"
    return f"https://doi.org/{quote(name, safe='/:;(),.+~')}" if scheme == "doi" else ""


def page_title(text: str) -> tuple[str, str] | None:
    """Identifier and title from what a browser calls the page of a paper: `[2510.26692] Kimi Linear`."""
    found = _PAGE_TITLE.fullmatch(text.strip())
    return (_plain_id(found["id"]), found["title"]) if found else None


def _plain_id(identifier: str) -> str:
    """The identifier in lower case, without the subject class of the old style."""
    archive, slash, number = identifier.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else archive


def doi(address: str) -> str | None:
    """The DOI in lower case, from `doi:…`, a bare DOI or a link (doi.org, publishers), or None.

    DOIs that arXiv gives to its papers are None: those works go by their arXiv identifier."""
    work = _any_doi(trimmed(address))
    return work if work is not None and not _DOI_OF_ARXIV.fullmatch(work) else None


def _any_doi(address: str) -> str | None:
    if "10." not in address and "nature.com/articles/" not in address:
        return None
    # Programs put their mark before what people pasted: `doi:https://doi.org/10.1063/1.448118`.
    address = _MARK_OF_LINK.sub("", address)
    if found := _STATED_DOI.fullmatch(_unquoted(address)):
        return _plain_doi(re.sub(r"[?#].+", "", found["doi"]))
    parts = web_parts(address)
    return _doi_of_page(parts) if parts is not None else None


def _doi_of_page(parts: SplitResult) -> str | None:
    path = _unquoted(parts.path)
    if _DOI_HOSTS.fullmatch(host_of(parts)):
        found = re.fullmatch(rf"/+(?:doi:)?(?P<doi>{_DOI.pattern})", path, re.IGNORECASE)
        return _plain_doi(found["doi"]) if found else None
    if host_of(parts) == "nature.com" and (article := _NATURE.fullmatch(path)):
        return f"10.1038/{article['number']}"
    if host_of(parts) == "journals.plos.org":
        # `article?id=10.1371/journal.pone.0000001`, and so its files (`article/file?id=…&type=printable`).
        return _plain_doi(parse_qs(parts.query).get("id", [""])[0])
    found = _DOI_PATH.fullmatch(path)
    return _plain_doi(_DOI_PAGE_PARTS.sub("", found["doi"])) if found else None


def _plain_doi(text: str) -> str | None:
    """A DOI in lower case, decoded, without what follows it in a sentence or a link."""
    text = trimmed(MARKUP_AND.sub("&", text.replace("&lt;", "<").replace("&gt;", ">"))).rstrip("/").lower()
    return text if _DOI.fullmatch(text) else None


def _unquoted(text: str) -> str:
    """Text without percent-encoding, however often it was encoded."""
    while (plain := unquote(text)) != text:
        text = plain
    return text
