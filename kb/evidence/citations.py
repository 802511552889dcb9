"""Mentions by citation keys: of Markdown as Pandoc and Quarto read it, of LaTeX, of what blogs and notebooks
cite with, and of lists of references within the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.evidence.blocks import Region
from kb.evidence.mentions import Mention
from kb.evidence.reading import Reading
from kb.evidence.works import Works
from kb.text.tex_source import bibitems
from kb.text.words import letters
from kb.types.evidence import TraceKind, WrittenPage

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
    r"|\bcite\w*:(?P<org>&?[^\W_][\w:-]*(?:[,;]&?[^\W_][\w:-]*)*)",
    re.MULTILINE | re.IGNORECASE,
)
_SIGNS = ("cite", "Cite", "itation", "ibtex", "{{<", "{{%", "{%")
"""One of these stands in each: letters are looked for ten times as fast as a pattern."""
_BETWEEN_KEYS = re.compile(r"[,;&=()\s\"'`]+|\{[^{}]*\}")


def cited(reading: Reading, known: Mapping[str, int], found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions of items by citation keys, in order; `known` are the items of the bibliography by key,
    `found` the mentions that stand in lists of references within the text."""
    text = reading.text
    by_key = {**known, **_listed(text, found)} if reading.is_tex else known
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
    if reading.is_tex:
        return
    for one in _KEY.finditer(text) if "@" in text else ():
        key = one["braced"] or one["bare"]
        in_code = key in by_key and reading.blocks[reading.block(one.start())].region is Region.CODE
        if not in_code and not _CROSS_REFERENCE.match(key):
            yield from _mention(by_key, key, *one.span())


def _mention(by_key: Mapping[str, int], key: str, start: int, end: int) -> Iterator[Mention]:
    if key in by_key:
        yield Mention(by_key[key], TraceKind.CITATION, start, end)


def keys_of(page: WrittenPage, works: Works) -> Mapping[str, int]:
    """The item that each key leads to by which a page may cite: those of its bibliography, then those that
    the library knows."""
    found = {}
    for work in page.bibliography:
        item = works.item_of(work.keys)
        if item is None and work.title and (name := works.titled(letters(work.title))) and name.whole:
            item = name.item_id
        if item is not None:
            found[work.citation_key] = item
    return {**works.by_citation, **found} if found else works.by_citation


def _listed(text: str, found: Sequence[Mention]) -> dict[str, int]:
    r"""The item that stands in each `\bibitem` of a text."""
    listed: dict[str, int] = {}
    for key, start, end in bibitems(text):
        for mention in found:
            if start <= mention.start < end:
                listed.setdefault(key, mention.item_id)
    return listed
