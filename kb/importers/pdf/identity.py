"""Which work a PDF is: identifiers that are its own, told from those it mentions.

Two papers taken for one lose the text of one of them; a paper known by its bytes alone loses nothing.
So what is in doubt does not count, and stays a reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.importers.pdf.lines import Line, letters
from kb.text.identity import arxiv_id, doi

# What arXiv prints in the margin; before 2007 without the subject.
_STAMP = re.compile(
    r"arXiv:\s?(?P<id>[\w.-]+?(?:/\d{7})?)\s?(?:v\d+)?\s*(?:\[[\w.-]+\])?\s*"
    r"(?P<date>\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4})"
)
_DOI = re.compile(
    r"(?:doi\.org/(?:doi:)?|/doi/(?:[a-z]+/)?|doi\s*[:.]?\s*|digital object identifier\W*)"
    r"(?P<doi>10\.\d{4,9}/[^\s\"<>,;]+)",
    re.IGNORECASE,
)
_REFERENCES = re.compile(
    r"^\W*(?:\d+\W*)?(?:references|bibliography|литература|список литературы)\W*$", re.IGNORECASE
)
# Where publishers print what a paper is: the outer parts of the page, as shares of its height.
_HEAD = 0.8
_FOOT = 0.25
# In those places only a block with one of these labels tells a paper's own address in its middle.
_CITATION = re.compile(
    r"\W*(?:acm reference format|(?:how to )?cite (?:this|as)|citation|recommended citation|to cite"
    r"|для цитирования"
    r"|ссылка для цитирования|образец цитирования)\b",
    re.IGNORECASE,
)
_CITATION_LINES = 12
"""How far below its label a citation may still go on: one with many authors, set in a narrow column."""
# Words of sentences. Lines that name a journal, a volume or a licence do without them.
_SENTENCE = re.compile(
    r"\b(?:see|at|from|via|under|using|used?|accessed|data(?:sets?|bases?)?|code|software|suppl\w*"
    r"|materials?|found"
    r"|archived|deposited|hosted|is|are|was|were|has|have|our|we|this|these|that|which|cf|including"
    r"|described|reported"
    r"|released|here|earlier|original|extended|related|version of|preprint of|см|данн\w+|набор\w*|адрес\w*"
    r"|доступ\w*"
    r"|опубликован\w*|эт\w{1,3}|статье|работе)\b",
    re.IGNORECASE,
)
_IN_A_SENTENCE = re.compile(r"(?!pp?\.|pages|vol|no\.)[a-zа-яё]+,? ")
_SENTENCE_GOES_ON = re.compile(r"(?:and|or|but|и|или|а)\s|[a-zа-яё]+ [a-zа-яё]+")
_ADDRESS_BEGINS = re.compile(r"(?:https?://|www\.)?(?:[\w.]+/)?(?:cgi|dx\.)?$")
_FOOTNOTE = re.compile(r"\W{0,2}(?:\d{1,2}\W{0,2}(?=[^\W\d])|[∗*†‡§¶♯]|\[\d+\])")
_FURNITURE = re.compile(
    r"\d|©|issn|journal|transactions|proceedings|conference|vol\b|letters|reports|article|paper|preprint"
    r"|access"
    r"|nature|science|вестник|журнал",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"\bet al\b|\bи др\b|\b[^\W\d_]+,? [A-ZА-ЯЁ]\."
    r"|\b[A-ZА-ЯЁ]\. ?[A-ZА-ЯЁ][a-zа-яё]|\([12]\d{3}\)\.?\s+[^\W\d_]"
)
# Registrants of data, software and figures, whose addresses papers print beside their own.
_DEPOSITS = re.compile(
    r"10\.(?:5281|6084|5061|17605|7910|17632|21227|1594|34740|24433|57967|15468|3886|5255|4121|18112|13026"
    r"|24432|2210|5517|7303|25919|25378|11588|4225|5880|26180|7717|17863)/"
)
# A whole volume: the ISBN without the number of a chapter.
_VOLUME = re.compile(r"10\.\d{4,9}/97[89][\d-]{10,14}")
# Registrants nobody has, and the one for examples.
_NOBODY = re.compile(r"10\.(?:0+|1000|1234\d*|9999+|x+)/|10\.5555/12345678")
_PLACE_HOLDER = re.compile(r"\d*x{2,}\d*|n{2,}|y{2,}|z{2,}|m{2,}|d{2,}|yy\w?|\?+|#+|doi\w*")
_COUNTED = re.compile(r"12345(?:6(?:7(?:89?0?)?)?)?")
# What ACM's template prints until somebody fills it in.
_TEMPLATES = frozenset(
    {"10.1145/1122445.1122456", "10.1109/access.2023.0322000", "10.1109/access.2024.0429000"}
)
# What a file is called when a name is taken already.
_COPY = re.compile(
    r"(?:v\d{1,3})?[\s_-]*(?:\(\d+\)|\d{1,2}|copy|копия|final|full)?[\s_-]*(?:\(\d+\))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What tells a paper's identity on page one: its level lines with the page's height in points,
    and the title and authors found there."""

    lines: Sequence[Line]
    height: float
    title: str
    authors: Sequence[str]


def arxiv_stamp(text: Sequence[str]) -> tuple[str, str] | None:
    """The identifier and the date in arXiv's stamp on page one, whose lines are `text`, or None."""
    for line in text:
        if _REFERENCES.match(line):
            return None
        if (found := _STAMP.match(line)) and (identifier := arxiv_id(found["id"])):
            return identifier, found["date"]
    return None


def stated_arxiv_id(metadata: Mapping[str, str], stem: str, title: str) -> str | None:
    """An arXiv identifier the file states as its own: in its metadata, else as its name.

    A name counts if nothing follows the identifier but the mark of a copy, or the `title`: what is called
    `2503.09876 slides` is something about the paper."""
    names = ("arXivID", "arXiv", "DOI", "doi", "prism:doi", "Identifier", "Title")
    for text in (metadata[name] for name in names if name in metadata):
        if stated := arxiv_id(text):
            return stated
    name = re.sub(r"^arxiv[\s_.:-]*", "", stem, flags=re.IGNORECASE)
    number = re.match(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z-]{2,})?/?\d{7}", name, re.IGNORECASE)
    if number is None or not (identifier := arxiv_id(_with_slash(number[0]))):
        return None
    rest = name[number.end() :]
    is_title = len(letters(rest)) >= 4 and letters(title).startswith(
        letters(re.sub(r"^v\d{1,3}\b", "", rest))
    )
    return identifier if is_title or _COPY.fullmatch(rest) else None


def _with_slash(number: str) -> str:
    """`math0309136`, as arXiv names old files, as the identifier it is."""
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "/", number, count=1)


def own_doi(page: FirstPage, metadata: Mapping[str, str]) -> str | None:
    """The DOI of the work itself, or None.

    Its own are the one in the metadata, and the one a publisher printed at the head or foot of page one
    or in a line that says how to cite the work. One in a sentence, a footnote or a list of references
    belongs to another work; so do those of data sets, of whole volumes and of templates.
    """
    # Some programs write the address, some the number alone.
    named = (
        f"doi:{metadata[name]}" for name in ("prism:doi", "doi", "DOI", "WPS-ARTICLEDOI") if name in metadata
    )
    for text in named:
        if (candidate := _DOI.search(text)) and (own := doi(candidate["doi"])) and not is_place_holder(own):
            return own
    subject = metadata.get("Subject", "")
    stated = {own for own in map(doi, _DOI.findall(subject)) if own and _may_be_own(own)}
    if len(stated) == 1 and not _SENTENCE.search(_DOI.split(subject)[0]):
        return stated.pop()
    printed = {own for own in _printed(page) if _may_be_own(own)}
    return printed.pop() if len(printed) == 1 else None


def is_place_holder(work: str) -> bool:
    """Whether a DOI is what a template prints in the place of one."""
    if work in _TEMPLATES or _NOBODY.match(work):
        return True
    suffix = work.partition("/")[2]
    digits = re.sub(r"\D", "", suffix)
    parts = re.split(r"[^a-z0-9?#]+", suffix)
    if not digits.strip("0") or any(map(_PLACE_HOLDER.fullmatch, parts)):
        return True
    # A deposit is numbered in the order of arrival, and one of them has this number.
    return not _DEPOSITS.match(work) and any(map(_COUNTED.fullmatch, parts))


def _may_be_own(work: str) -> bool:
    return not (is_place_holder(work) or _DEPOSITS.match(work) or _VOLUME.fullmatch(work))


def _printed(page: FirstPage) -> Iterator[str]:
    """The DOIs on page one that stand where a publisher prints them."""
    for number, line in enumerate(page.lines):
        if _REFERENCES.match(line.text):
            return
        text = _whole(line.text, page.lines[number + 1].text if number + 1 < len(page.lines) else "")
        for found in _DOI.finditer(text):
            if (work := doi(found["doi"])) and _is_own_place(page, number, text, found):
                yield work


def _whole(text: str, following: str) -> str:
    """A line whose DOI goes on in the next one, with it."""
    broken = re.search(r"10\.\d{4,9}/(?:\S*[._/-])?$", text)
    # A capital behind a full stop begins a sentence.
    goes_on = re.match(r"\w" if text.endswith("/") else r"[\da-z]", following)
    return text + following.split()[0] if broken and goes_on else text


def _is_own_place(page: FirstPage, number: int, text: str, printed: re.Match[str]) -> bool:
    """Whether a DOI `found` in line `number`, whose whole text is `text`, stands where the page tells
    what it is itself."""
    lead = _ADDRESS_BEGINS.sub("", text[: printed.start()]).strip(" :([")
    trail = text[printed.end() :].strip(" .)]")
    recent = range(number, max(-1, number - _CITATION_LINES), -1)
    label = next((n for n in recent if _CITATION.match(page.lines[n].text)), None)
    if label is not None:
        # A citation copied with a template names another work.
        told = " ".join([*(line.text for line in page.lines[label:number]), lead])
        cited = letters(_CITATION.sub("", told))
        return not cited or bool(page.title and letters(page.title) in cited)
    alone = not lead and not trail and not re.match(r"\W*https?:", text)
    outside = not _FOOT * page.height < page.lines[number].y < _HEAD * page.height
    if not (alone or outside) or _SENTENCE_GOES_ON.match(trail):
        return False
    if lead:
        return _is_furniture(lead, page.authors)
    before = page.lines[number - 1].text if number else ""
    ended = re.search(r"[.!?]$", before)
    return bool(ended) or not (_SENTENCE.search(before) or _FOOTNOTE.match(before))


def _is_furniture(lead: str, authors: Sequence[str]) -> bool:
    """Whether what stands before a DOI is a publisher's line, not a sentence, a footnote or a citation
    of somebody else."""
    if _FOOTNOTE.match(lead) or _SENTENCE.search(lead) or _IN_A_SENTENCE.match(lead):
        return False
    family_names = [letters(name.split()[-1]) for name in authors]
    of_others = _CITES.search(lead) and not any(name in letters(lead) for name in family_names)
    return not of_others and bool(_FURNITURE.search(lead))
