"""One Unicode form, without signs that cannot be seen; what carries meaning stays."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from kb.text.normal import normalized, normalized_document
from kb.types import Document, Kind, Reference, Turn


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (normalize("NFD", "Йод, ёлка и é"), "Йод, ёлка и é"),
        ("не\u00adсколь\u00adко", "несколько"),
        ("trans\u200bformer", "transformer"),
        ("para\ufeffmeter", "parameter"),
        ("kv\u2060cache", "kvcache"),
        ("co\u200cop a\u200db", "coop ab"),
        ("\u202aC:\\notes\u202c", "C:\\notes"),
        ("title\x00 with\x1b controls\x7f", "title with controls"),
        ("tab\tand\nline\r\nends", "tab\tand\nline\r\nends"),
    ],
)
def test_unseen_signs_leave(written: str, kept: str) -> None:
    assert normalized(written) == kept
    assert normalized(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "\U0001f469\u200d\U0001f4bb writes",  # a woman at a laptop
        "\u2764\ufe0f\u200d\U0001f525",  # a heart on fire
        "می\u200cخواهم",  # a Persian verb
        "क्\u200dष",  # a half letter of Hindi
        "ไทย\u200bแลนด์",  # words of Thai
        "\u200fעברית\u200f (2024)",
        "10\u00a0000 × 5\u202f%",
    ],
)
def test_signs_with_a_meaning_stay(written: str) -> None:
    assert normalized(written) == written


def test_every_text_of_a_document_is_mended_and_no_address() -> None:
    odd, plain = "и\u0306о\u200bд", "йод"
    address = f"https://example.org/{odd}"
    document = Document(
        key=f"url:{address}",
        kind=Kind.CHAT,
        title=odd,
        text=odd,
        summary=odd,
        url=address,
        aliases=(address,),
        authors=(odd, "\u200b"),
        tags=(odd, plain),
        source=odd,
        references=(Reference(address, f"url:{address}", odd),),
        turns=(Turn("user", odd),),
        meta={"file": odd},
    )
    assert normalized_document(document) == Document(
        key=f"url:{address}",
        kind=Kind.CHAT,
        title=plain,
        text=plain,
        summary=plain,
        url=address,
        aliases=(address,),
        authors=(plain,),
        tags=(plain,),
        source=plain,
        references=(Reference(address, f"url:{address}", plain),),
        turns=(Turn("user", plain),),
        meta={"file": plain},
    )
