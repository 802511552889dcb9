r"""Items as BibTeX entries, for BibTeX, biber and reference managers.

The text is UTF-8, Russian as it is. No library writes it: writers of BibTeX put text between braces as they
find it, and encoders of LaTeX spell Russian as `\cyrk\cyra`. What is left to do is to keep text from being
read as commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.exporting.names import cite_keys
from kb.exporting.quoting import link, one_line, verbatim
from kb.text.identity import arxiv_id, doi
from kb.text.people import OTHERS, SUFFIXES, is_group, without_others
from kb.text.tex import outside_math
from kb.types import Item, ItemDetail, Kind

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        # Braces count for BibTeX even behind a backslash, so they are named.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        # In the font encoding LaTeX begins with these stand for other signs, and Better BibTeX reads them so.
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        **{sign: f"\\{sign}" for sign in "$&%#_"},
    }
)
_COMMAND = re.compile(r"\\([A-Za-z@]+)")
# Commands that read, write, define or never end have no place in somebody's title.
_REFUSED = frozenset(
    "input include import subimport includegraphics InputIfFileExists lstinputlisting verbatiminput"
    " openin openout read readline write immediate special csname catcode scantokens def edef gdef xdef let"
    " futurelet newcommand renewcommand providecommand expandafter aftergroup everypar everymath loop repeat"
    " directlua latelua luaexec ShellEscape usepackage RequirePackage documentclass verb".split()
)
_PUBLISHED_IN = (
    (
        "journal",
        r"\b(?:journal|transactions|trans\.|letters|magazine|annals|вестник|журнал|известия)\b"
        r"|\bproceedings of the (?:IEEE|national academy|VLDB)",
    ),
    (
        "booktitle",
        r"\b(?:conference|workshop|symposium|meeting|congress|conf\.|proceedings|proc\.|advances in neural"
        r"|конференци\w+|сборник)|\b(?:NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|COLING|AAAI"
        r"|IJCAI|KDD|SIGIR|AISTATS|COLT|UAI|Interspeech|ICASSP)\b",
    ),
    ("journal", r"\b(?:nature|science|reviews?|communications of|machine learning research)\b"),
)
"""The fields for names of meetings and of journals, by what these hold, the surest first: Transactions are a
journal, whichever meeting they belong to. A name that is neither for sure is told as it is."""
_TYPES = {"journal": "article", "booktitle": "inproceedings", "howpublished": "misc"}


def bibtex(details: Sequence[ItemDetail], among: Sequence[Item] = ()) -> str:
    """An entry an item, in the order given. Keys differ among these items and `among`."""
    everything = {item.id: item for item in (*among, *(detail.item for detail in details))}
    keys = cite_keys(list(everything.values()))
    return "\n".join(
        entry(detail.item, detail.aliases, detail.meta, keys[detail.item.id]) for detail in details
    )


def entry(item: Item, aliases: Sequence[str], meta: Mapping[str, str], key: str) -> str:
    """The entry of an item, with the addresses and facts known of it, by its key; the line is ended."""
    addresses = (item.key, *aliases)
    eprint = next(filter(None, map(arxiv_id, addresses)), "") if item.kind is Kind.PAPER else ""
    work = next(filter(None, map(doi, addresses)), "") if item.kind in (Kind.PAPER, Kind.BOOK) else ""
    url = link(item.url)
    venue = escaped(meta.get("journal", "")) if item.kind is Kind.PAPER else ""
    field = _field_of(venue)
    online = bool(url) and not eprint and not work and not venue
    published = item.published or ""
    fields = {
        # Double braces: the title stays as it is written, where styles would lower its capitals.
        "title": f"{{{escaped(item.title)}}}",
        "author": " and ".join(_authors(item.authors, OTHERS in meta)),
        "year": "" if online else published[:4],
        "date": published[:10] if online else "",
        field: venue,
        "eprint": eprint,
        "archivePrefix": "arXiv" if eprint else "",
        "primaryClass": escaped(meta.get("primary_category", "")) if eprint else "",
        "doi": verbatim(work),
        "url": url,
        "urldate": item.saved_on if online else "",
        "keywords": ", ".join(map(escaped, item.tags)),
        "note": "" if url else escaped(item.source),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@{'online' if online else _TYPES[field]}{{{key},\n{lines}\n}}\n"


def _field_of(venue: str) -> str:
    """The field that names where a work came out."""
    found = (field for field, pattern in _PUBLISHED_IN if re.search(pattern, venue, re.IGNORECASE))
    return next(found, "howpublished")


def _authors(names: Sequence[str], others: bool) -> Iterator[str]:
    """Names as BibTeX takes them apart: groups in braces, `Jr` between commas, and `others` for "et al."."""
    known = without_others(names)
    for name in filter(None, (one_line(name).strip(", ") for name in known.names)):
        words = name.split()
        if is_group(name):
            yield f"{{{escaped(name)}}}"
        elif len(words) > 2 and words[-1].strip(".") in SUFFIXES and "," not in name:
            yield escaped(f"{words[-2]}, {words[-1]}, {' '.join(words[:-2])}")
        else:
            yield escaped(name)
    if others or known.others:
        yield "others"


def escaped(text: str) -> str:
    """Text that LaTeX sets as it is written. Well-formed formulas stay."""
    return outside_math(one_line(text), lambda part: part.translate(_SPECIAL), _is_harmless)


def _is_harmless(formula: str) -> bool:
    depth = 0
    for sign in formula:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return (
        depth == 0
        and not any(sign in formula for sign in ("%", "#", "&", "^^"))
        and not any(command in _REFUSED for command in _COMMAND.findall(formula))
    )
