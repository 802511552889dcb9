"""XML that other programs wrote, however damaged."""

from __future__ import annotations

from lxml import etree


def xml_tree(text: str) -> tuple[etree._Element | None, int | None]:
    """What can be read of a text, and the line in which it is damaged or breaks off, if it is. Entities
    that it defines stay as they are, and nothing is fetched for it."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    return root, parser.error_log[0].line if parser.error_log else None
