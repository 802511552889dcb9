"""RDF in XML, as programs and catalogues write it: how a file of it is known and read, however damaged."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Node

from kb.catalogue import _
from kb.errors import ImportRefused
from kb.importers.files import TextFile, any_text_file
from kb.importers.xml import xml_tree
from kb.types import Failure

SYNTAX = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
"""The terms of RDF itself."""
ABOUT, RESOURCE = f"{{{SYNTAX}}}about", f"{{{SYNTAX}}}resource"
_HEAD = 4_000
"""Characters within which the first element declares its terms."""


def beginning(spec: str) -> str:
    """Where the first element of a file of RDF declares its terms; '' of any other file."""
    file = any_text_file(spec)
    head = file.text[:_HEAD] if file else ""
    return head if "<rdf:RDF" in head else ""


def rdf_tree(file: TextFile) -> tuple[Node, int | None]:
    """What can be read of a file, and the line in which it is damaged or breaks off, if it is.

    :raises ImportRefused: it holds no RDF.
    """
    root, damaged_in = xml_tree(file.text)
    if root is None:
        raise ImportRefused(_("{file} holds no RDF that can be read; export it again", file=file.path.name))
    return root, damaged_in


def damage(file: TextFile, damaged_in: int | None) -> Iterator[Failure]:
    """The failure that tells of the line in which a file is damaged, if it is."""
    if damaged_in is not None:
        yield Failure(
            file.path.name,
            _(
                "is damaged or breaks off in line {damaged_in}; what could be read was kept",
                damaged_in=damaged_in,
            ),
        )
