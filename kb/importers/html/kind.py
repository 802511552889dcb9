"""What kind of thing a page shows, as its address and its metadata say, and what of its title is its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.text.identity import canonical_key
from kb.text.urls import host_of, web_parts
from kb.text.works import is_of_work
from kb.types import Kind

if TYPE_CHECKING:
    from lxml import html

_VIDEO_HOSTS = frozenset({"vimeo.com", "rutube.ru", "videolectures.net"})
_YOUTUBE = "url:https://youtube.com/watch?v="
"""How keys of videos there begin, whatever form their address has."""
_POST = re.compile(
    r"https://(?:(?:x|twitter)\.com/\w+/status/\d+|bsky\.app/profile/[^/?#]+/post/\w+|vk\.com/wall-?\d+_\d+|[^/?#]+/(?:users/[^/?#]+/statuses|@[^/?#]+)/\d{15,20})"
)
"""A post of X, Bluesky or VK, or of Mastodon on whatever host: its posts have numbers as long as that."""
_REPO = re.compile(
    r"https://(?:(?:github\.com/(?!(?:apps|collections|features|marketplace|orgs|search|settings|sponsors|topics)/)"
    r"|gitlab\.com/|bitbucket\.org/|codeberg\.org/)[^/?#]+/[^/?#]+"
    r"|huggingface\.co/(?:(?:datasets|spaces)/[^/?#]+/[^/?#]+|(?!(?:blog|collections|datasets|docs|join|learn|models"
    r"|organizations|papers|posts|search|settings|spaces|tasks)/)[^/?#]+/[^/?#]+))"
)
# What sites put around the names of repositories and videos.
_DECORATIONS = (
    re.compile(r"GitHub - (?P<own>[^:]+?)(?::.*|(?: · GitHub)?)", re.DOTALL),
    re.compile(r"(?P<own>.+?) [·•] (?:Datasets at |Models at )?Hugging Face"),
    re.compile(r"(?P<own>.+?) - a Hugging Face Space by .+"),
    re.compile(r"(?P<own>.+?) - YouTube"),
    re.compile(r"(?P<own>.+?) on Vimeo"),
)
_BESIDE_SUMMARY = re.compile(
    r"\s*-?\s*(?:Contribute to \S+ development by creating an account on GitHub\.?"
    r"|We’re on a journey to advance and democratize artificial intelligence through open source and open"
    r" science\.?)\s*"
)


def kind_of_address(key: str, url: str) -> Kind:
    """The kind that a work's key and address tell."""
    if is_of_work(key):
        return Kind.PAPER
    if key.startswith("post:") or _POST.fullmatch(key.removeprefix("url:")):
        return Kind.POST
    parts = web_parts(url)
    if key.startswith(_YOUTUBE) or (parts is not None and host_of(parts) in _VIDEO_HOSTS):
        return Kind.VIDEO
    return Kind.REPO if _REPO.fullmatch(key.removeprefix("url:")) else Kind.ARTICLE


def kind_of_page(page: html.HtmlElement, url: str) -> Kind:
    """The kind of a page: by its address, else by what it says of itself."""
    kind = kind_of_address(canonical_key(url), url)
    if kind is Kind.ARTICLE and page.xpath(
        "//meta[@name='citation_title'] | //article//*[contains(@class,'ltx_abstract')]"
    ):
        return Kind.PAPER
    if kind is Kind.ARTICLE and page.xpath("//meta[@property='og:type' and starts-with(@content,'video')]"):
        return Kind.VIDEO
    return kind


def own_title(title: str) -> str:
    """The title of a repository or video without what its site puts around it."""
    found = (decoration.fullmatch(title) for decoration in _DECORATIONS)
    return next((one["own"] for one in found if one), title)


def own_summary(summary: str) -> str:
    """The description of a repository without what its site says of every one."""
    return _BESIDE_SUMMARY.sub(" ", summary).strip()


def names_of_paper(page: html.HtmlElement) -> tuple[str, ...]:
    """The DOI and the arXiv identifier that a page's citation metadata gives."""
    found = page.xpath("//meta[@name='citation_doi' or @name='citation_arxiv_id']/@content")
    keys = (canonical_key(str(name)) for name in found)
    return tuple(dict.fromkeys(filter(is_of_work, keys)))
