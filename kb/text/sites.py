"""Pages that their sites serve under several addresses, each brought into one form to compare by."""

from __future__ import annotations

import re
from urllib.parse import parse_qs

TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
# Mirrors, and hosts that show another's pages under the same paths.
_HOSTS = {
    "twitter.com": "x.com",
    "fxtwitter.com": "x.com",
    "vxtwitter.com": "x.com",
    "fixupx.com": "x.com",
    "fixvx.com": "x.com",
    "xcancel.com": "x.com",
    "twstalker.com": "x.com",
    "old.reddit.com": "reddit.com",
    "new.reddit.com": "reddit.com",
    "np.reddit.com": "reddit.com",
    "mbasic.facebook.com": "facebook.com",
    "habrahabr.ru": "habr.com",
    "hf.co": "huggingface.co",
    "scribe.rip": "medium.com",
    "papers.nips.cc": "proceedings.neurips.cc",
    "papers.neurips.cc": "proceedings.neurips.cc",
}
# For telephones, or in the form that Google serves quickly; the site behind has more than one label.
_MOBILE = re.compile(r"(?:(?:m|mobile|touch|amp)\.)+(?=[^.]+\.)")
_MOBILE_WIKI = re.compile(r"^([\w-]+)\.m\.(wiki\w+\.org)$")
# Copies of Nitter show X's posts under its paths, whoever runs them.
_NITTER = re.compile(r"nitter\.(?:[\w-]+\.)*[\w-]+")
# A number names a post, whatever account stands before it; pictures and lists of who liked it are parts.
_X_POST = re.compile(r"/(?:i/web|\w+)/status(?:es)?/(\d+)(?:/.*)?")
_UNROLLED = re.compile(r"/thread/(\d+)(?:\.html)?")
# Publications of Habr have one number each, whatever blog or language stands before it.
_HABR = re.compile(
    r"(?:/(?:ru|en))?(?:/amp)?/(?:post|articles|publications|companies/[\w-]+/articles|company/[\w-]+/blog)/(\d+)"
)
_NEURIPS = re.compile(
    r"(?:/paper_files)?/paper/(\d{4})/(?:hash|file)/([0-9a-f]{32})-(?:Abstract|Paper)((?:-[\w]+)?)\.(?:html|pdf)"
)
_PMLR = re.compile(r"/(v\d+|r\d+)/([\w-]+)/\2\.pdf")
_CVF = re.compile(r"(/content\w*/.+)/papers/([^/]+)\.pdf")
# An item has one key, whatever library, group, account or collection stands before it.
_ZOTERO = re.compile(r"(?:/[\w.-]+){1,6}/items/(?:\d_)?([A-Z0-9]{8})(?:/.*)?")
_IEEE = re.compile(r"/(?:abstract/)?document/(\d+)(?:/.*)?")
_SCHOLAR = re.compile(r"/paper/(?:[^/]+/)?([0-9a-f]{40})(?:/.*)?")
_ELSEVIER = re.compile(r"/science/article/(?:abs/|am/)?pii/(\w+)(?:/.*)?")
_JMLR = re.compile(r"/papers/(?:volume|v)(\d+)/([\w-]+)(?:/\2)?\.(?:pdf|html)")
_OLD_ANTHOLOGY = re.compile(r"/anthology/(?:papers/\w/\w+/)?([\w.-]+?)(?:v\d+)?(?:\.(?:pdf|bib))?")


def one_form(host: str, path: str, query: str) -> tuple[str, str, str]:
    """Host, path and query of a page in the one form of its site. `host` comes without `www.`, in lower case,
    `path` without a slash at its end."""
    mobile = _MOBILE.match(host)
    host = _MOBILE_WIKI.sub(r"\1.\2", host[mobile.end() :] if mobile else host)
    host = "x.com" if _NITTER.fullmatch(host) else _HOSTS.get(host, host)
    match host:
        case "github.com":
            return host, _github(path), query
        case "huggingface.co":
            return host, re.sub(r"(?<=[^/])/(?:tree|blob)/main(?:/readme\.md)?$", "", path, flags=re.I), query
        case "x.com" if found := _X_POST.fullmatch(path):
            return host, f"/i/status/{found[1]}", ""
        case "threadreaderapp.com" if found := _UNROLLED.fullmatch(path):
            return "x.com", f"/i/status/{found[1]}", ""
        case "habr.com" if found := _HABR.fullmatch(path):
            return host, f"/ru/articles/{found[1]}", query
        case "openreview.net" if path in {"/pdf", "/forum", "/attachment"}:
            paper = parse_qs(query).get("id", [""])[0]
            return (host, "/forum", f"id={paper}") if paper else (host, path, query)
        case "substack.com" if path == "/app-link/post" and (post := parse_qs(query).get("post_id")):
            # So its own reader calls the post; a letter's link tells nothing else of it.
            return host, f"/home/post/p-{post[0]}", ""
        case "aclanthology.org":
            return host, re.sub(r"(?:v\d+)?\.(?:pdf|bib)$", "", path), query
        case "aclweb.org" if found := _OLD_ANTHOLOGY.fullmatch(path):
            return "aclanthology.org", f"/{found[1]}", query
        case "proceedings.neurips.cc" if found := _NEURIPS.fullmatch(path):
            return host, f"/paper_files/paper/{found[1]}/hash/{found[2]}-Abstract{found[3]}.html", query
        case "ieeexplore.ieee.org" if found := _IEEE.fullmatch(path):
            return host, f"/document/{found[1]}", ""
        case "ieeexplore.ieee.org" if path.startswith("/stamp/") and (
            number := parse_qs(query).get("arnumber")
        ):
            return host, f"/document/{number[0]}", ""
        case "semanticscholar.org" if found := _SCHOLAR.fullmatch(path):
            return host, f"/paper/{found[1]}", ""
        case "sciencedirect.com" if found := _ELSEVIER.fullmatch(path):
            return host, f"/science/article/pii/{found[1]}", ""
        case "jmlr.org" if found := _JMLR.fullmatch(path):
            return host, f"/papers/v{found[1]}/{found[2]}.html", ""
        case "zotero.org" if found := _ZOTERO.fullmatch(path):
            return host, f"/items/{found[1]}", ""
        case "proceedings.mlr.press" if found := _PMLR.fullmatch(path):
            return host, f"/{found[1]}/{found[2]}.html", query
        case "openaccess.thecvf.com" if found := _CVF.fullmatch(path):
            return host, f"{found[1]}/html/{found[2]}.html", query
    return host, path, query


def _github(path: str) -> str:
    owner, _, rest = path.removeprefix("/").partition("/")
    name, slash, inner = rest.partition("/")
    path = f"/{owner.lower()}/{name.lower().removesuffix('.git')}{slash}{inner}" if name else path.lower()
    return re.sub(r"(?<=[^/])/(?:tree|blob)/(?:main|master)(?:/readme\.md)?$", "", path, flags=re.I)
