"""Reports as files to keep: Markdown, a page by itself, a table, JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from kb.catalogue import _
from kb.exporting import no_formula
from kb.exporting.quoting import in_entry, in_markdown, link
from kb.exporting.report_page import page
from kb.reflection.lines import Line
from kb.reflection.report import Report, Row, diary_line


class Form(StrEnum):
    """The formats of a report, by the endings of their files."""

    MARKDOWN = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


def written(report: Report, form: Form) -> str:
    """A report as text."""
    match form:
        case Form.MARKDOWN:
            return "\n".join(_markdown(report)) + "\n"
        case Form.HTML:
            return page(report)
        case Form.CSV:
            return _csv(report)
        case Form.JSON:
            return json.dumps(record(report), ensure_ascii=False, indent=2) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield "# " + _("What of it helped: {period}", period=report.label)
    yield f"\n{in_markdown(report.headline)}"
    if report.earlier:
        yield f"\n{in_markdown(report.earlier_line)}"
    for block in report.first_screen:
        yield f"\n## {block.title}\n"
        for one in block.named:
            address = link(one.url)
            title = f"[{in_markdown(one.title)}]({address})" if address else in_entry(one.title)
            yield f"- {title}: {in_markdown(one.said)}"
        yield from (f"- {in_entry(line)}" for line in block.lines)
        if not (block.named or block.lines):
            yield block.nothing
    for table in report.tables:
        yield f"\n## {table.section.title}\n"
        yield from _markdown_rows(table.rows, report.earlier_label)
        if table.section.silent:
            yield f"\n{in_markdown(table.section.silent)}"
    if report.diary:
        yield f"\n## {_('Your diary')}\n"
    for entry in report.diary:
        yield f"- {in_markdown(diary_line(entry))}"
    days = {"first": report.since, "last": report.until, "day": report.made_on}
    yield "\n---\n\n" + _("{first} to {last}, as of {day}.", **days)
    yield from (f"\n{in_markdown(remark)}" for remark in (*report.remarks, *report.formulas))


def _markdown_rows(rows: tuple[Row, ...], earlier_name: str) -> Iterator[str]:
    if not rows:
        return
    beside = any(row.earlier for row in rows)
    yield f"| | {_('this time')} |" + (f" {earlier_name} |" if beside else "")
    yield "|---|---|" + ("---|" if beside else "")
    for row in rows:
        cells = [row.line.label, row.line.said]
        if beside:
            cells.append(row.earlier.said if row.earlier else "")
        yield f"| {' | '.join(in_markdown(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _csv(report: Report) -> str:
    """A row a line of the figures; keys of the items behind it are left out of what is handed on."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(
        ["section", "label", "said", "value", "low", "high", "unit", "keys"]
        + ([f"said in {report.earlier_name}"] if report.earlier else [])
    )
    for table in report.tables:
        for row in table.rows:
            values = [_cell(value) for value in _said(row.line).values()][2:]
            keys = [] if report.share_safe else [key for group in row.line.groups.values() for key in group]
            told = [table.section.name, row.line.label, row.line.said, *values, " ".join(keys)]
            if report.earlier:
                told.append(row.earlier.said if row.earlier else "")
            writer.writerow(no_formula(cell) for cell in told)
    return sheet.getvalue()


def record(report: Report) -> dict[str, Any]:
    """A report as plain values; one to be handed on holds no keys, and of the figures what it says only."""
    told: dict[str, Any] = {
        "name": report.name,
        "from": report.since,
        "to": report.until,
        "made_on": report.made_on,
        "headline": report.headline,
        "earlier": {"name": report.earlier_name, "headline": report.earlier} if report.earlier else None,
        "helped": [
            _named(one.title, one.said, "" if report.share_safe else one.key) for one in report.helped
        ],
        "others": report.others,
        "best": list(report.best),
        "change": [
            {"text": f"{one.what}. {one.reason}"} if report.share_safe else one.record
            for one in report.change
        ],
        "changed": list(report.changed),
        "right": list(report.right),
        "sections": [
            {
                "name": table.section.name,
                "title": table.section.title,
                "lines": [_line(row, keys=not report.share_safe) for row in table.rows],
                "silent": table.section.silent,
                "formula": table.section.formula,
            }
            for table in report.tables
        ],
        "remarks": list(report.remarks),
    }
    if report.diary:
        told["diary"] = [asdict(entry) for entry in report.diary]
    if not report.share_safe:
        told["figures"] = report.figures.as_dict()
    else:
        told["curve"] = [asdict(point) for point in report.curve]
    return told


def _named(title: str, said: str, key: str) -> dict[str, str]:
    return {"title": title, "said": said} | ({"key": key} if key else {})


def _line(row: Row, *, keys: bool) -> dict[str, Any]:
    told = _said(row.line) | {"earlier": _said(row.earlier) if row.earlier else None}
    return told | ({"keys": {name: list(group) for name, group in row.line.groups.items()}} if keys else {})


def _said(line: Line) -> dict[str, Any]:
    numbers = line.numbers
    told: dict[str, Any] = asdict(numbers) if numbers else dict.fromkeys(("value", "low", "high", "unit"))
    return {"label": line.label, "said": line.said, **told}


def _cell(value: float | str | None) -> str:
    return f"{value:.6g}" if isinstance(value, float | int) else value or ""
