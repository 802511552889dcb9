"""Mentions by citation keys: of Markdown as Pandoc and Quarto read it, of LaTeX, of what blogs and notebooks
cite with, and of lists of references within the text."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.evidence.blocks import Region
from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.tex_source import bibitems
from kb.text.words import FUNCTION_WORDS, letters, stem, stems
from kb.types.evidence import CitedWork, TraceKind, WrittenPage

# natbib, biblatex, apacite, REVTeX: \citep, \Citet, \autocite, \footfullcite, \citeA, \citenum.
_COMMAND = re.compile(
    r"\\(?P<command>[A-Za-z]*[cC]ite[A-Za-z]*|bibentry)\*?"
    r"(?:(?:\s?\([^()\n]*\)){0,2}"
    r"(?:\s?\[(?:[^\[\]]|\[[^\[\]]{0,100}\]){0,300}\]|\s?<[^<>]{0,100}>){0,4})\s?\{(?P<keys>[^{}]*)\}"
    r"(?P<more>(?:(?:\s?\[[^\[\]]{0,300}\]){0,2}\s?\{[^{}]*\})*)"
)
# Commands that name no work by a key, or that set no reference into the text.
_NO_CITATION = re.compile(
    r"(?:cite(?:style|setup|index|reset\w*|color|alias|defaults?)|(?:def|re?new)\w*cite\w*|nocite|bibcite)$",
    re.IGNORECASE,
)
# A command of one's own that cites: `\newcommand{\see}[1]{(see \cite{#1})}`, mostly in another file.
_OWN_COMMAND = re.compile(
    r"\\(?![A-Za-z]*[cC]ite|(?:(?:auto|name|page|eq|[cC]|v|hyper|sub)?ref|label|input|include[a-z]*|bib[a-z]*|sub(?:file|import)"
    r"|hyper(?:target|link)|tag|begin|end)\b)"
    r"[A-Za-z]+\*?(?:\[[^\[\]]{0,300}\]){0,2}\{(?P<keys>[^\s{}]*\d[^{}\\]*)\}"
)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")
# Pandoc's keys: letters, digits and _, with single signs of punctuation within; anything in braces.
_KEY = re.compile(
    r"(?:(?<![\w@./\\])|(?<=zotero://select/items/))-?@(?:\{(?P<braced>[^{}\s]+)\}|(?P<bare>[^\W_][\w]*(?:[:.#$%&+?<>~/-]\w+)*|_\w+))"
)
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|tip|nte|wrn|imp|cau|suppfig)-"
)
# jekyll-scholar, short codes of Hugo and Zola, Distill and al-folio, MyST and Sphinx, AsciiDoc, org-ref: the
# keys stand between other marks.
_MARKED = re.compile(
    r"\{%-?\s*(?:cite\w*|reference|quote)\s+(?P<liquid>[^%{}]+?)\s*-?%\}"
    r"|\{\{[<%]\s*[\w-]{0,20}(?:cite|citation|bibtex|bibref)\w*\s+(?P<hugo>[^<>%{}]+?)\s*[>%]\}\}"
    r"|\{\{\s*\w{0,20}cite\w*\((?P<zola>[^(){}]+)\)\s*\}\}"
    r"|<(?:d[t-]+)?[cC]ite\s[^<>]{0,300}?(?:keys?|bibtex-key|id|data-cite)\s*=\s*[\"'](?P<distill>[^\"']+)"
    r"|(?:\{\w{0,20}cite[\w:]*\}|:\w{0,20}cite[\w:]*:)`(?P<role>[^`]+)`"
    r"|^[ \t>*_-]*(?:cite|citation|bibtex)[\s_-]?key[*_]{0,2}\s*::[*_]{0,2}\s*@?(?P<field>[^\s,;|]+)"
    r"|\bcite\w*:\[(?P<asciidoc>[^\[\]]+)\]"
    r"|\b(?:auto|foot|footfull|full|paren|smart|super|text)?cite\w*:(?P<org>&?[^\W_][\w:-]*(?:[,;]&?[^\W_][\w:-]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNS = ("cite", "Cite", "itation", "ibtex", "{{<", "{{%", "{%")
"""One of these stands in each: letters are looked for ten times as fast as a pattern."""
_FUNCTION_STEMS = frozenset(map(stem, FUNCTION_WORDS))
_BRACKET = 1_000
"""Characters of a bracket that cites, on either side of a key, at the most. By judgement."""
_NOTES_OF_CITATION = re.compile(r"\[[^\[\]]*\]")
"""`see, for example,` before a key, and pages behind it."""
_SETS = frozenset("\\{<:")
"""What a citation begins with that a program sets as one: LaTeX, Sphinx and MyST, site generators."""
_BETWEEN_KEYS = re.compile(r"[,;&=()\s\"'`]+|\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Keys:
    """The items that keys lead to by which a page may cite: `known` wherever one stands, `words` where
    nothing but a citation can."""

    known: dict[str, int]
    words: dict[str, int]


def cited(reading: Reading, known_by: Keys, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of items by citation keys, in order; `found` are the mentions that stand in lists of
    references within the text."""
    text = reading.text
    listed = _listed(text, found) if reading.is_tex else {}
    known = ChainMap(listed, known_by.known)
    by_key = ChainMap(listed, known_by.known, known_by.words)
    if not by_key:
        return
    for command in _COMMAND.finditer(text) if "ite" in text or "\\bibentry" in text else ():
        if not _NO_CITATION.match(command["command"]):
            for group in (command["keys"], *_IN_BRACES.findall(command["more"])):
                for key in group.split(","):
                    yield from _mention(by_key, key.strip(), *command.span())
    for own in _OWN_COMMAND.finditer(text) if reading.is_tex else ():
        keys = [key.strip() for key in own["keys"].split(",")]
        if all(key in by_key for key in keys):
            for key in keys:
                yield from _mention(by_key, key, *own.span())
    for marked in _MARKED.finditer(text) if any(sign in text for sign in _SIGNS) else ():
        # Zotero's plugins escape underscores in a field.
        for key in _BETWEEN_KEYS.split(marked[marked.lastgroup or 0].replace("\\_", "_")):
            yield from _mention(by_key, key.strip(), *marked.span())
    if not reading.is_tex and "@" in text:
        yield from _of_pandoc(reading, by_key, known)


def _of_pandoc(reading: Reading, by_key: Mapping[str, int], known: Mapping[str, int]) -> Iterator[Mention]:
    """What Pandoc's keys cite. One that may be a word cites in brackets, where others do on the page."""
    cites = False
    words = []
    for one in _KEY.finditer(reading.text):
        key = one["braced"] or one["bare"]
        if key not in by_key or _CROSS_REFERENCE.match(key):
            continue
        if reading.blocks[reading.block(one.start())].region is Region.CODE:
            continue
        mention = Mention(by_key[key], TraceKind.CITATION, *one.span())
        if key in known:
            cites = True
            yield mention
        elif _in_brackets(reading.text, *one.span()):
            words.append(mention)
    yield from words if cites else ()


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a key stands in brackets that cite (`[see @key, p. 3; @other]`): those of a link are called by
    what somebody is (`[@anna](https://…)`)."""
    opens = text.rfind("[", max(0, start - _BRACKET), start)
    closes = text.find("]", end, end + _BRACKET)
    if min(opens, closes) < 0 or not set("[]").isdisjoint(text[opens + 1 : closes]):
        return False
    return text[closes + 1 : closes + 2] != "(" and text[max(0, opens - 1) : opens] != "["


def _mention(by_key: Mapping[str, int], key: str, start: int, end: int) -> Iterator[Mention]:
    if key in by_key:
        yield Mention(by_key[key], TraceKind.CITATION, start, end)


def cited_with(text: str, mention: Mention) -> int:
    """How many keys the citation has that a mention is of."""
    span = _NOTES_OF_CITATION.sub("", text[mention.start : mention.end])
    opens = text.rfind("[", max(0, mention.start - _BRACKET), mention.start)
    within = opens >= 0 and "]" not in text[opens : mention.start]
    closes = text.find("]", mention.end, mention.end + _BRACKET) if within else -1
    return max(span.count(",") + 1, text.count("@", opens, closes) if closes >= 0 else 0)


def is_set(text: str, mention: Mention) -> bool:
    """Whether a citation is one that a program sets into a text that is printed, and not only a key."""
    return text[mention.start] in _SETS


def keys_of(page: WrittenPage, works: Works) -> Keys:
    """The item that each key leads to by which a page may cite: those of its bibliography, then those that
    the library knows, unless its bibliography calls another work so."""
    found: dict[str, int] = {}
    others: set[str] = set()
    for work in page.bibliography:
        item = works.item_of(work.keys)
        if item is None and work.title and (name := works.titled(letters(work.title))) and name.whole:
            item = name.item_id
        if item is not None:
            found[work.citation_key] = item
        elif _is_another(work, works):
            others.add(work.citation_key)
    known = {**works.by_citation, **found} if found else works.by_citation
    return Keys(_without(known, others), _without(works.by_word, others))


def _is_another(work: CitedWork, works: Works) -> bool:
    """Whether a record is of another work than that which the library knows by its key: `smith2020` is what
    two people call two works. What was published under another title than before shares words with it."""
    key = work.citation_key
    item = works.by_citation.get(key, works.by_word.get(key))
    if item is None or not work.title:
        return False
    one, other = (set(stems(title)) - _FUNCTION_STEMS for title in (work.title, works.facts[item].title))
    return len(one & other) * 2 < min(len(one), len(other))


def _without(items: dict[str, int], keys: Collection[str]) -> dict[str, int]:
    return {key: item for key, item in items.items() if key not in keys} if keys else items


def _listed(text: str, found: Sequence[Mention]) -> dict[str, int]:
    r"""The item that stands in each `\bibitem` of a text."""
    listed: dict[str, int] = {}
    for key, start, end in bibitems(text):
        for mention in found:
            if start <= mention.start < end:
                listed.setdefault(key, mention.item_id)
    return listed
