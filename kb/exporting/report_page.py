"""A report as one page by itself: no script, no request, light and dark, made to be printed too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from kb.catalogue import _, language
from kb.exporting.quoting import link
from kb.exporting.report_charts import bar, curve
from kb.plots.palette import DARK, LIGHT, Palette
from kb.reflection.report import Block, Report, Row, Table, diary_line
from kb.text.formulas import lettered

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""Browsers break lines at its signs."""


def page(report: Report) -> str:
    """The page as HTML."""
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{language()}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>{escape(_heading(report))}</title>",
            f"<style>{_style()}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_head(report),
            '<div class="first">',
            *(part for block in report.first_screen for part in _block(block)),
            "</div>",
            *(part for table in report.tables for part in _table(table, report)),
            *_diary(report),
            *_foot(report),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _style() -> str:
    rules = files("kb.exporting").joinpath("report.css").read_text(encoding="utf-8")
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}"
    return f":root{{{_variables(LIGHT)}}}{dark}{rules}"


def _variables(theme: Palette) -> str:
    names = ("page", "raised", "line", "ink", "soft_ink", "accent", "point")
    return "".join(f"--{name.replace('_', '-')}:{getattr(theme, name)};" for name in names)


def _heading(report: Report) -> str:
    return _("What of it helped: {period}", period=report.label)


def _head(report: Report) -> Iterator[str]:
    heading = _DAY.sub(r'<span class="day">\g<0></span>', escape(_heading(report)))
    yield f"<header><h1>{heading}</h1>"
    yield f"<p>{escape(report.headline)}</p>"
    if report.earlier:
        yield f'<p class="soft">{escape(report.earlier_line)}</p>'
    yield "</header>"


def _block(block: Block) -> Iterator[str]:
    yield f"<section><h2>{escape(block.title)}</h2>"
    if not (block.named or block.lines):
        yield f'<p class="soft">{escape(block.nothing)}</p></section>'
        return
    yield "<ul>"
    for one in block.named:
        title = escape(lettered(one.title))
        address = link(one.url)
        told = f'<a href="{escape(address)}">{title}</a>' if address else title
        yield f'<li>{told}<span class="soft">{escape(one.said)}</span></li>'
    yield from (f"<li>{escape(line)}</li>" for line in block.lines)
    yield "</ul></section>"


def _table(table: Table, report: Report) -> Iterator[str]:
    yield f'<section class="figures"><h2>{escape(table.section.title)}</h2>'
    if table.section.name == "lag" and len(report.curve) > 1:
        yield curve(report.curve)
    for row in table.rows:
        yield from _row(row, report.earlier_label)
    if table.section.silent:
        yield f'<p class="small soft">{escape(table.section.silent)}</p>'
    yield "</section>"


def _row(row: Row, earlier_name: str) -> Iterator[str]:
    drawn = bar(row.line.share) if row.line.share else ""
    yield f'<div class="row{"" if drawn else " words"}"><span class="label">{escape(row.line.label)}</span>'
    yield f'{drawn}<span class="said">{escape(row.line.said)}</span>'
    if row.earlier:
        before = bar(row.earlier.share, quiet=True) if row.earlier.share else ""
        yield f'<span class="label soft small">{escape(earlier_name)}</span>'
        yield f'{before}<span class="said soft small">{escape(row.earlier.said)}</span>'
    yield "</div>"


def _diary(report: Report) -> Iterator[str]:
    if report.diary:
        yield f'<section class="figures"><h2>{escape(_("Your diary"))}</h2><ul>'
        yield from (f"<li>{escape(diary_line(entry))}</li>" for entry in report.diary)
        yield "</ul></section>"


def _foot(report: Report) -> Iterator[str]:
    yield '<footer class="small soft">'
    days = {"first": report.since, "last": report.until, "day": report.made_on}
    yield f"<p>{escape(_('{first} to {last}, as of {day}. Made by Jomo.', **days))}</p>"
    yield from (f"<p>{escape(remark)}</p>" for remark in (*report.remarks, *report.formulas))
    yield "</footer>"
