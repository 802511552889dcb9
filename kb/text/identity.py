"""One key per work, whatever form its address takes, and the works a text refers to.

Keys: `arxiv:2510.26692`, `doi:10.1145/3292500`, `post:telegram/<channel>/<number>`, `url:<canonical>`;
`file:`, `chat:`, `path:` and further `post:` keys are made by importers and pass through.
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import SplitResult, parse_qs, unquote

from kb.text.urls import canonical_url, host_of, split, unwrap
from kb.types import Reference

__all__ = ["arxiv_id", "canonical_key", "canonical_url", "doi", "find_references"]

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
_ID = rf"(?P<id>{_NEW_ID}|{_OLD_ID})(?:v\d{{1,3}})?(?!\d)"
_BARE_ID = re.compile(_ID, re.IGNORECASE)
_MARKED_ID = re.compile(rf"arxiv\s*[:/]\s*{_ID}(?:\s*\[[\w.-]+\])?", re.IGNORECASE)
_DOI_OF_ARXIV = re.compile(rf"10\.48550/arxiv\.{_ID}", re.IGNORECASE)
# Sites that show arXiv papers under their identifier, with the path in front of it.
_ARXIV_HOSTS = re.compile(
    r"(?:[\w-]+\.)?arxiv\.org|xxx\.lanl\.gov|ar5iv\.org|ar5iv\.labs\.arxiv\.org|alphaxiv\.org|arxiv-vanity\.com"
    r"|huggingface\.co|hf\.co|scirate\.com|emergentmind\.com|paperswithcode\.com|(?:api\.)?semanticscholar\.org"
)
_ARXIV_PATH = re.compile(
    rf"(?:/[a-z]{{2}})?/(?:abs|pdf|html|format|ps|e-print|src|tb|papers?|overview|arxiv|resources)[/:]{_ID}"
    r"(?:\.pdf|\.ps(?:\.gz)?|\.html?|\.md|\.full)?(?:/.*)?",
    re.IGNORECASE,
)

_DOI = r"10\.\d{4,9}/[^\s\"<>]+"
_MARKED_DOI = re.compile(rf"(?:doi\s*[:.]?\s*)?(?P<doi>{_DOI})", re.IGNORECASE)
_DOI_PATH = re.compile(
    r"/(?:doi|articles?|chapter|book|content|abs)/(?:(?!suppl/)[a-z-]+/)?(?P<doi>10\.\d{4,9}/.+)"
)
_DOI_PAGE_PARTS = re.compile(
    r"(?:v\d+)?(?:\.(?:pdf|full|abstract|short|full\.pdf|full-text)|/(?:full|pdf|epdf|abstract|meta|html|fulltext))+$"
    r"|(?<=\d)v\d+$"
)

_TELEGRAM_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
_POST_PATH = re.compile(r"/(?:s/)?(?P<channel>c/\d+|[A-Za-z]\w{3,31})(?:/\d+)?/(?P<number>\d+)/?")
_OWN_KEYS = ("file:", "chat:", "post:", "path:", "note:")

# Last labels a link without `https://` may have. File endings that are also country names (md, py, sh,
# rs, pl) are left out, or every path of a code base would be a link.
_TLDS = (
    "com|org|net|edu|gov|int|io|ai|dev|app|me|info|blog|tech|science|news|cloud|page|pub|xyz|ly|gg|tv|be|co|eu|us"
    "|uk|de|fr|ch|nl|it|es|se|no|fi|at|cz|jp|cn|kr|in|ca|au|nz|br|il|ru|su|by|kz|ua|рф"
)
_HOSTLESS = rf"(?:[a-zа-яё0-9](?:[a-zа-яё0-9-]*[a-zа-яё0-9])?\.)+(?:{_TLDS})(?::\d{{2,5}})?"
_SCHEMELESS = re.compile(rf"{_HOSTLESS}/\S*", re.IGNORECASE)


def arxiv_id(address: str) -> str | None:
    """The identifier of an arXiv paper without its version, from any form of address, or None.

    Knows bare and marked identifiers, the DOI arXiv gives, and the links of arXiv and of sites that
    show its papers, through redirect wrappers too. A number that cannot be an identifier (month 34) is none.
    """
    address = address.strip().removeprefix("url:")
    for pattern in (_BARE_ID, _MARKED_ID):
        if found := pattern.fullmatch(address):
            return _plain_id(found["id"])
    work = _doi_of(address)
    if work is not None:
        found = _DOI_OF_ARXIV.fullmatch(work)
        return _plain_id(found["id"]) if found else None
    parts = _web_parts(address)
    if parts is None or not _ARXIV_HOSTS.fullmatch(host_of(parts)):
        return None
    found = _ARXIV_PATH.fullmatch(unquote(parts.path).rstrip("/"))
    return _plain_id(found["id"]) if found else None


def _plain_id(identifier: str) -> str:
    """The identifier in lower case, without the subject class of the old style."""
    archive, slash, number = identifier.lower().partition("/")
    return f"{archive.partition('.')[0]}/{number}" if slash else archive


def doi(address: str) -> str | None:
    """The DOI in lower case, from `doi:…`, a bare DOI or a link (doi.org, publishers), or None.

    DOIs that arXiv gives to its papers are None: those works go by their arXiv identifier."""
    work = _doi_of(address.strip())
    return work if work is not None and not _DOI_OF_ARXIV.fullmatch(work) else None


def _doi_of(address: str) -> str | None:
    if found := _MARKED_DOI.fullmatch(address):
        return _plain_doi(found["doi"])
    parts = _web_parts(address)
    if parts is None:
        return None
    path = unquote(parts.path)
    if host_of(parts) in {"doi.org", "dx.doi.org"}:
        found = re.fullmatch(rf"/(?:doi:)?(?P<doi>{_DOI})", path, re.IGNORECASE)
        return _plain_doi(found["doi"]) if found else None
    found = _DOI_PATH.fullmatch(path)
    return _plain_doi(_DOI_PAGE_PARTS.sub("", found["doi"])) if found else None


def _plain_doi(text: str) -> str | None:
    """A DOI in lower case without what follows it in a sentence or a link."""
    text = _trim(unquote(text).partition("?")[0].partition("#")[0]).rstrip("/").lower()
    return text if re.fullmatch(_DOI, text) else None


def _web_parts(address: str) -> SplitResult | None:
    if not re.match(r"https?://", address, re.IGNORECASE):
        if not _SCHEMELESS.fullmatch(address):
            return None
        address = f"https://{address}"
    return split(unwrap(unescape(address)))


def _telegram_post(address: str) -> str | None:
    if address.lower().startswith("tg://"):
        query = parse_qs(address.partition("?")[2])
        channel, number = query.get("domain", [""])[0], query.get("post", [""])[0]
        return f"post:telegram/{channel.lower()}/{number}" if channel and number.isdecimal() else None
    parts = _web_parts(address)
    if parts is None:
        return None
    host, path = host_of(parts), parts.path
    if host not in _TELEGRAM_HOSTS:
        channel, _, site = host.partition(".")
        if site != "t.me":
            return None
        path = f"/{channel}{path}"
    found = _POST_PATH.fullmatch(path)
    return f"post:telegram/{found['channel'].lower()}/{found['number']}" if found else None


def canonical_key(address: str) -> str:
    """The key of the work an address leads to: all forms of one work give one key.

    Keys that importers make (`file:`, `chat:`, `post:`, `path:`) and text that is no address come back
    as they are, stripped. Applying it twice changes nothing.
    """
    address = address.strip()
    if address.startswith(_OWN_KEYS):
        return address
    web = address.removeprefix("url:").lstrip()
    identifier = arxiv_id(web)
    if identifier is not None:
        return f"arxiv:{identifier}"
    work = doi(web)
    if work is not None:
        return f"doi:{work}"
    post = _telegram_post(web)
    if post is not None:
        return post
    parts = _web_parts(web)
    if parts is not None:
        return f"url:{canonical_url(parts.geturl())}"
    return address


# What may refer to another work, in the order in which the forms must be tried at one place.
_TARGET = r"(?:[^\s()<>]|\((?:[^\s()<>]|\([^\s()<>]*\))*\))+"
_REFERENCE = re.compile(
    rf"""
      \[!\[(?P<alt>[^\]\n]{{0,300}})\]\({_TARGET}(?:\s[^)\n]*)?\)\]\(\s*(?P<imaged>{_TARGET})[^)\n]{{0,200}}\)
    | !\[[^\]\n]{{0,300}}\]\([^)\n]{{0,2000}}\)
    | \[(?P<label>(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]{{0,300}}\]){{0,300}})\]
      \(\s*<?(?P<target>{_TARGET})>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?\s*\)
    | ^\ {{0,3}}\[(?P<definition>[^\]\n^][^\]\n]{{0,200}})\]:\s*<?(?P<defined>\S+?)>?(?=\s|$)
    | <(?:img|source|link|script|iframe)\b[^>]{{0,3000}}>
    | <a\s[^>]{{0,500}}?href\s*=\s*(?:"(?P<href2>[^"\n]*)"|'(?P<href1>[^'\n]*)'|(?P<href0>[^\s>"']+))
      [^>]{{0,1000}}>(?P<anchor>(?:[^<]|<(?!/?a\b)){{0,500}})(?:</a>)?
    | (?P<bare>https?://(?:[^\s<>"`«»“”|\\^]|\\[_*~&])+)
    | (?<![\w/.-])(?P<arxiv>arxiv\s{{0,2}}[:\s]\s{{0,2}}{_ID.replace("?P<id>", "")})(?!\.?\w)
    | (?<![\w/.-])(?P<doi>doi(?:\s?:\s{{0,2}}|\s){_DOI})
    | (?<![\w@/.:-])(?P<hostless>{_HOSTLESS}/[^\s<>"`«»“”|\\^]+)
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}


def find_references(text: str) -> tuple[Reference, ...]:
    """The works a text points to, in order, each once.

    Reads Markdown, HTML and angle links, bare addresses (without `https://` too where a path follows),
    and marked mentions (`arXiv:2510.26692`, `doi:10.…`). Images are left out. `label` is the link's text.
    """
    found: dict[str, Reference] = {}
    if "/" not in text and "arxiv" not in text.lower():
        # Abstracts come by the ten thousand and most refer to nothing.
        return ()
    for match in _REFERENCE.finditer(text):
        url, label = _url_and_label(match)
        key = canonical_key(url) if url else ""
        if not key or key == url:
            continue
        known = found.get(key)
        if known is None:
            found[key] = Reference(url, key, label)
        elif label and not known.label:
            found[key] = Reference(known.url, key, label)
    return tuple(found.values())


def _url_and_label(match: re.Match[str]) -> tuple[str, str]:
    """The address of a match as one could open it ('' where it leads nowhere outside) and its label."""
    groups = match.groupdict()
    if groups["arxiv"]:
        identifier = re.sub(r"arxiv[:\s]*", "", groups["arxiv"], count=1, flags=re.IGNORECASE)
        return f"https://arxiv.org/abs/{arxiv_id(identifier)}", ""
    if groups["doi"]:
        work = _doi_of(re.sub(r"\s", "", groups["doi"]))
        return (f"https://doi.org/{work}" if work else ""), ""
    label = next((groups[n] for n in ("label", "alt", "definition", "anchor") if groups[n]), "")
    target = next((groups[n] for n in ("target", "imaged", "href2", "href1", "href0") if groups[n]), None)
    if target is None:
        target = _trim(groups["bare"] or groups["defined"] or groups["hostless"] or "")
    target = unescape(re.sub(r"\\([_*~&()])", r"\1", target)).strip()
    if target.startswith("//"):
        target = f"https:{target}"
    elif _SCHEMELESS.fullmatch(target):
        target = f"https://{target}"
    if not re.match(r"https?://|tg://", target, re.IGNORECASE):
        return "", ""
    plain = " ".join(unescape(re.sub(r"<[^>]*>|[*`]|__", "", label)).split())
    return target, "" if plain == target else plain


def _trim(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while url:
        last = url[-1]
        if (last in _PAIRS and url.count(last) > url.count(_PAIRS[last])) or last in ".,;:!?'\"*_~…’”»>":
            url = url[:-1]
        else:
            break
    return url
