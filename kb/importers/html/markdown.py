"""The tree trafilatura makes of an article, as Markdown.

Its own Markdown decodes entities once more than they were written (`&noteId` becomes a sign), and escapes the
underscores of formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from kb.importers.html.fragile import Kept
from kb.text.raised import lowered, raised

_BLOCKS = frozenset({"p", "head", "list", "quote", "table", "div", "item", "row", "fw", "ab"})
_MARKS = {"#b": "**", "#i": "*"}


def markdown_of(body: _Element, kept: Mapping[str, Kept]) -> str:
    """Markdown of an article. `kept` are the pieces that its text names."""
    return _Writer(kept).written(body)


class _Writer:
    def __init__(self, kept: Mapping[str, Kept]) -> None:
        self._kept = kept
        # All names are alike but for their number; thousands of alternatives would be tried one by one.
        alike = re.escape(re.sub(r"\d+z$", "", next(iter(kept), "")))
        self._names = re.compile(rf"{alike}\d+z" if kept else r"(?!)")

    def written(self, body: _Element) -> str:
        text = "\n\n".join(self._blocks(body))
        return self._names.sub(lambda match: self._kept[match[0]].text, text).strip()

    def _blocks(self, parent: _Element) -> Iterator[str]:
        """The blocks inside an element; what stands between them is a paragraph."""
        run = [_flat(parent.text)]
        for child in parent:
            if child.tag in _BLOCKS or (child.tag == "code" and _holds_lines(child)):
                yield from self._paragraphs("".join(run))
                yield from self._block(child)
                run = [_flat(child.tail)]
            else:
                run += [self._inline(child), _flat(child.tail)]
        yield from self._paragraphs("".join(run))

    def _paragraphs(self, text: str) -> Iterator[str]:
        """A run of text, parted where a kept block stands in it."""
        start = 0
        for name in self._names.finditer(text):
            if self._kept[name[0]].block:
                yield from filter(None, [_one_space(text[start : name.start()])])
                yield self._kept[name[0]].text
                start = name.end()
        yield from filter(None, [_one_space(text[start:])])

    def _block(self, element: _Element) -> Iterator[str]:
        match element.tag:
            case "head":
                level = re.sub(r"\D", "", element.get("rend", "")) or "2"
                if title := _one_space(self._inside(element)).replace("\n", " "):
                    yield f"{'#' * min(6, int(level))} {title}"
            case "list":
                yield "\n".join(self._items(element))
            case "quote":
                if inner := "\n\n".join(self._blocks(element)):
                    yield inner if self._is_code(element) else _prefixed(inner, "> ", "> ")
            case "table":
                yield from self._table(element)
            case "code":
                text = "".join(element.itertext()).strip("\n").rstrip()
                yield f"```\n{text}\n```"
            case _:
                yield from self._blocks(element)

    def _is_code(self, quote: _Element) -> bool:
        """Whether a quote is only what a block of code was taken for."""
        text = "".join(quote.itertext()).strip()
        return text in self._kept and self._kept[text].block

    def _items(self, element: _Element) -> Iterator[str]:
        ordered = element.get("rend") == "ol"
        number = 0
        for child in element:
            if child.tag != "item":
                yield from (_prefixed(block, "  ", "  ") for block in self._block(child))
                continue
            number += 1
            mark = f"{number}. " if ordered else "- "
            blocks = list(self._blocks(child))
            inner = "\n".join(self._joined(blocks))
            if (child.get("rend") or "").startswith("dd"):
                yield _prefixed(inner, "  ", "  ")
            elif inner:
                yield _prefixed(inner, mark, " " * len(mark))

    def _joined(self, blocks: list[str]) -> Iterator[str]:
        """Blocks of one item: a list follows its sentence at once, paragraphs are parted."""
        for place, block in enumerate(blocks):
            if place and not re.match(r"(?:- |\d+\. )", block):
                yield ""
            yield block

    def _table(self, table: _Element) -> Iterator[str]:
        own = (row for row in table.iter("row") if next(row.iterancestors("table")) is table)
        cells = [list(row.iterchildren("cell")) for row in own]
        if next(table.iterdescendants("table"), None) is not None or sum(map(len, cells)) == 1:
            # Such a table puts things in their places, it does not compare them.
            for row in cells:
                for cell in row:
                    yield from self._blocks(cell)
            return
        rows = [filled for row in cells if any(filled := [self._cell(cell) for cell in row])]
        if not rows:
            return
        width = max(map(len, rows))
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        yield "\n".join([lines[0], f"|{' --- |' * width}", *lines[1:]])

    def _cell(self, cell: _Element) -> str:
        text = self._names.sub(lambda match: self._kept[match[0]].text, self._inside(cell))
        return " ".join(text.split()).replace("|", "\\|")

    def _inside(self, element: _Element) -> str:
        parts = [_flat(element.text)]
        for child in element:
            parts += [self._inline(child), _flat(child.tail)]
        return "".join(parts)

    def _inline(self, element: _Element) -> str:
        match element.tag:
            case "lb":
                return "\n"
            case "code":
                return _inline_code("".join(element.itertext()))
            case "ref":
                return self._link(element)
            case "hi":
                return self._marked(element)
            case "del":
                return _around(self._inside(element), "~~")
            case "graphic":
                return ""
            case "p" | "item" | "cell" | "head":
                return f" {self._inside(element)} "
            case _:
                return self._inside(element) if isinstance(element.tag, str) else ""

    def _link(self, element: _Element) -> str:
        label, target = self._inside(element), element.get("target") or ""
        if not target or not label.strip():
            return label
        target = f"<{target}>" if re.search(r"[()\s]", target) else target
        before, text, behind = _split_spaces(label)
        return f"{before}[{text}]({target}){behind}"

    def _marked(self, element: _Element) -> str:
        inner, look = self._inside(element), element.get("rend", "")
        if look == "#sup" and re.fullmatch(r"[\d+n-]{1,4}", inner):
            return raised(inner)
        if look == "#sub" and re.fullmatch(r"[\d+-]{1,4}", inner):
            return lowered(inner)
        if look == "#t":
            return _inline_code("".join(element.itertext()))
        return _around(inner, _MARKS.get(look, ""))


def _holds_lines(code: _Element) -> bool:
    return "\n" in "".join(code.itertext()).strip()


def _inline_code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in re.findall(r"`+", text)), default=0) + 1)
    pad = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _around(text: str, mark: str) -> str:
    before, inner, behind = _split_spaces(text)
    return f"{before}{mark}{inner}{mark}{behind}" if inner else text


def _split_spaces(text: str) -> tuple[str, str, str]:
    inner = text.strip()
    if not inner:
        return text, "", ""
    start = text.index(inner)
    return text[:start], inner, text[start + len(inner) :]


def _flat(text: str | None) -> str:
    """Text as a browser shows it: where its source breaks a line is a space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")


def _one_space(text: str) -> str:
    """Text without needless spaces; lines that were broken on purpose stay lines."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _prefixed(text: str, first: str, others: str) -> str:
    head, *lines = text.split("\n")
    return "\n".join([first + head, *((others + line).rstrip() for line in lines)])
