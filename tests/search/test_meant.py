"""What a question looks for where its words stand nowhere as they were typed."""

from __future__ import annotations

import pytest

from kb.ingest.save import ingest
from kb.library import Library
from kb.search.meant import said_of
from kb.text.identity import find_references
from kb.types import Document, Kind, SearchMode


@pytest.fixture
def kept(library: Library) -> Library:
    """A library of five works in two languages."""
    ingest(
        library.store,
        [
            Document(
                "arxiv:1706.03762",
                Kind.PAPER,
                "Attention Is All You Need",
                summary="Speculative decoding came later; backpropagation before.",
                authors=("Ashish Vaswani", "Noam Shazeer"),
            ),
            Document("arxiv:2501.00002", Kind.PAPER, "Qwen3 Report", summary="Qwen is a model f(x)."),
            Document(
                "note:a", Kind.NOTE, "Спекулятивный декодинг", text="Агент пишет код. Настройки памяти."
            ),
            Document(
                "note:b",
                Kind.NOTE,
                "Гусев о переводах",
                text="Разбор у Гусева, arXiv:1810.04805.",
                references=find_references("arXiv:1810.04805"),
            ),
            Document(
                "note:c", Kind.NOTE, "Созвон", text="Решили по статье 1810.04805 и 10.1145/3292500.3330701."
            ),
        ],
    )
    return library


@pytest.mark.parametrize(
    ("typed", "instead", "first"),
    [
        # The other alphabet, whatever the case of the name.
        ("Васвани", "vaswani", "Attention Is All You Need"),
        ("статья Васвани и Шазира", "статья vaswani и shazeer", "Attention Is All You Need"),
        ("квен", "qwen", "Qwen3 Report"),
        ("Gusev", "гусев", "Гусев о переводах"),
        # The other keyboard layout, a whole question at once: letters of one are signs of the other.
        ("cgtrekznbdysq ltrjlbyu", "спекулятивный декодинг", "Спекулятивный декодинг"),
        ("yfcnhjqrb gfvznb", "настройки памяти", "Спекулятивный декодинг"),
        ("фееутешщт", "attention", "Attention Is All You Need"),
        # Slips.
        ("attenton", "attention", "Attention Is All You Need"),
        # Another form of a word is no slip.
        ("пишут код", "", "Спекулятивный декодинг"),
    ],
)
def test_what_was_typed_otherwise_is_found(kept: Library, typed: str, instead: str, first: str) -> None:
    found = kept.search.find(typed, mode=SearchMode.WORDS)
    assert found.instead == instead
    assert found.hits[0].item.title == first
    assert found.nowhere == ()


@pytest.mark.parametrize(
    ("typed", "nowhere"),
    [
        ("Brontosaurus", ("brontosaurus",)),
        ("brontosaurus attention", ("brontosaurus",)),
        ("динозавры юры", ("динозавры", "юры")),
        # On the other layout it reads `,f,jxrf`, and an item holds an `f`.
        ("бабочка", ("бабочка",)),
        # A word among several that are held is no news.
        ("brontosaurus attention code memory", ()),
        # What the other language has is held, alone or as a term of several words.
        ("код", ()),
        ("обратное распространение", ()),
        # A last word may be growing.
        ("attention brontosaurus, qw", ()),
    ],
)
def test_words_that_nothing_holds_are_named(kept: Library, typed: str, nowhere: tuple[str, ...]) -> None:
    kept.work.embed()
    assert kept.search.find(typed).nowhere == nowhere
    assert kept.search.find(typed, mode=SearchMode.MEANING).nowhere == ()


def test_what_is_said_of_them() -> None:
    assert said_of(()) == ""
    assert said_of(("a", "b")) == "No item holds the words “a”, “b”; meaning alone may lead astray"


@pytest.mark.parametrize(
    ("typed", "absent", "found"),
    [
        ("1706.03762", "", ["Attention Is All You Need"]),
        ("https://arxiv.org/pdf/1706.03762v5", "", ["Attention Is All You Need"]),
        ("1706.99999", "1706.99999", []),
        ("https://example.org/not/here", "https://example.org/not/here", []),
        # It is not here itself; what links to it is, and then what writes its identifier out.
        ("doi:10.1145/3292500.3330701", "doi:10.1145/3292500.3330701", ["Созвон"]),
        ("arXiv:1810.04805", "arXiv:1810.04805", ["Гусев о переводах", "Созвон"]),
        ("1810.04805", "1810.04805", ["Гусев о переводах", "Созвон"]),
    ],
)
def test_an_address_leads_where_it_leads_and_to_nothing_like_it(
    kept: Library, typed: str, absent: str, found: list[str]
) -> None:
    kept.work.embed()
    answer = kept.search.find(typed)
    assert (answer.absent, [hit.item.title for hit in answer.hits]) == (absent, found)


def test_a_restriction_hides_what_an_address_leads_to_but_does_not_deny_it(kept: Library) -> None:
    answer = kept.search.find("1706.03762 kind:note")
    assert (answer.absent, answer.hits) == ("", ())
