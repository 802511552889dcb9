"""What restricts a search: its parts in words, and what is left without each of them."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.query import merge, parse
from kb.search.restrictions import Asked, bare, corrected, one_line, parts, without
from kb.types import Filters, Zone

KNOWN = {
    "source": ["Варим ML", "Example Weekly", "Example review"],
    "lang": ["ru", "en"],
    "tag": ["cs.CL"],
    "area": ["Retrieval for long documents"],
}


def asked(typed: str, **chosen: object) -> Asked:
    return Asked(typed, Filters(**chosen))  # type: ignore[arg-type]


def labelled(question: Asked) -> dict[str, Asked]:
    filters = merge(question.chosen, parse(question.typed, KNOWN).filters)
    return {part.label: part.rest for part in parts(question, filters, KNOWN)}


def test_parts_are_said_in_words() -> None:
    question = asked(
        'kv zone:must lang:ru stance:ignored verdict:none tag:cs.cl author:Chen area:retrieval since:2025-06 '
        '-survey -"two words" "exact phrase" -zone:put',
        sources=("Варим ML",),
        until="2025-12-31",
    )  # fmt: skip
    assert set(labelled(question)) == {
        "must-have", "area Retrieval for long documents", "ignored on purpose", "Варим ML", "Russian",
        "no use", "#cs.CL", "by Chen", "from 2025-06", "to 2025-12-31", "not put-and-forget",
        "exactly “exact phrase”", "without “survey”", "without “two words”",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "label", "left"),
    [
        ("kv zone:must-have cache", "must-have", "kv cache"),
        ("kv zone:must,nice cache", "must-have", "kv zone:nice-to-have cache"),
        ("kv source:варим", "Варим ML", "kv"),
        ("source:example kv", "Example Weekly", 'source:"Example review" kv'),
        ('source:"Варим ML" kv', "Варим ML", "kv"),
        ("kv since:2025", "from 2025", "kv"),
        ("kv saved-until:2025", "saved until 2025", "kv"),
        ("filed:must filed-from:inbox filed-since:2025", "filed out of inbox", "filed:must filed-since:2025"),
        ("kv -zone:put,must", "not must-have", "kv -zone:put-and-forget"),
        ("kv -zone:put", "not put-and-forget", "kv"),
        ('"exact phrase" kv', "exactly “exact phrase”", "exact phrase kv"),
        ("kv -survey", "without “survey”", "kv"),
        ('kv -"two words" more', "without “two words”", "kv more"),
        ("kv «точная фраза»", "exactly “точная фраза”", "kv точная фраза"),
        ('"exact phrase"kv', "exactly “exact phrase”", "exact phrase kv"),
        ('"exact"-based kv', "exactly “exact”", "exact based kv"),
        ('"zone:must" kv', "exactly “zone:must”", "zone must kv"),
        ('"-survey" kv', "exactly “-survey”", "survey kv"),
        ('kv source:"Варим ML","Example Weekly"  more', "Варим ML", 'kv source:"Example Weekly" more'),
        ('zone:"must-have"-b kv', "must-have", "b kv"),
        ("-tag:cs.cl,cs.LG kv", "not #cs.CL", "-tag:cs.LG kv"),
        ("kv -since:2025", "not from 2025", "kv"),
        ("since:2024 kv since:2025", "from 2025", "kv"),
        ('kv zone:must "still ty', "must-have", 'kv "still ty'),
        (unicodedata.normalize("NFD", "чай -ёжик"), "without “ёжик”", "чай"),
    ],
)
def test_a_typed_part_goes_and_the_rest_stays(typed: str, label: str, left: str) -> None:
    assert labelled(asked(typed))[label] == asked(left)


def test_a_part_typed_and_chosen_goes_from_both() -> None:
    question = asked("kv zone:must-have", zones=(Zone.MUST_HAVE, Zone.INBOX), since="2025-01-01")
    left = without(question, "zone", "must-have", KNOWN)
    assert left == asked("kv", zones=(Zone.INBOX,), since="2025-01-01")
    assert without(left, "since", "", KNOWN) == asked("kv", zones=(Zone.INBOX,))


def test_a_question_without_restrictions_has_no_parts() -> None:
    assert labelled(asked("what is kv: a cache?")) == {}
    assert labelled(asked("")) == {}


def test_words_are_corrected_and_filters_kept() -> None:
    for typed, instead, better in (
        ("kv chache zone:must-have -survey", "kv cache", "kv cache zone:must-have -survey"),
        ('zone:must "linear attnetion"  kv', "linear attention kv", 'zone:must "linear attention" kv'),
        ('"zone:must" chache', "zone:must cache", '"zone:must" cache'),
        ("-chache chache source:Chache", "cache", "-chache cache source:Chache"),
    ):
        assert corrected(typed, instead, KNOWN) == better


def test_bare_words_restrict_nothing() -> None:
    assert bare('kv "a b" -survey zone:must-have', KNOWN) == "kv a b"
    assert bare('"zone:must" C++ "-x', KNOWN) == "zone must C++ x"


def test_one_line_asks_the_same_again() -> None:
    question = asked("kv -survey", zones=(Zone.MUST_HAVE,), sources=("Варим ML",), since="2025-01-01")
    line = one_line(question)
    read = parse(line, KNOWN)
    assert read.filters == question.chosen
    assert (read.text, read.without) == ("kv", ("survey",))
    assert one_line(asked("  ")) == ""


@pytest.mark.parametrize("typed", ['kv "linear att', 'kv "', 'author:"Chen'])
def test_an_open_quote_takes_no_chosen_filter_in(typed: str) -> None:
    read = parse(one_line(asked(typed, zones=(Zone.MUST_HAVE,))), KNOWN)
    alone = parse(typed, KNOWN)
    assert read.filters == merge(alone.filters, Filters(zones=(Zone.MUST_HAVE,)))
    assert read.text == alone.text


PIECES = st.sampled_from(
    ["kv", "кэш", "zone:must", "zone:must,nice", "-zone:put", "-zone:put,must", "since:2025", "-until:2020",
     'source:"Варим ML",Weekly', '"a b"', "«точно так»", "-word", '-"two words"', "tag:cs.CL", "https://a.b/c",
     "author:Ли", "-author:Ли", '"zone:must"', "title:x"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=6), st.sampled_from(["", '"open', 'author:"Ope']))
def test_one_part_goes_and_all_else_is_as_it_was(typed: list[str], last: str) -> None:
    question = asked(" ".join([*typed, last]).strip(), zones=(Zone.INBOX,))

    def restricts(one: Asked) -> set[str]:
        filters = merge(one.chosen, parse(one.typed, KNOWN).filters)
        return {part.label for part in parts(one, filters, KNOWN)}

    def words(one: Asked) -> list[str]:
        return re.findall(r"\w+", parse(one.typed, KNOWN).text)

    for label, rest in labelled(question).items():
        assert restricts(rest) == restricts(question) - {label}
        assert words(rest) == words(question)
    assert words(asked(bare(question.typed, KNOWN))) == words(question)
    assert restricts(asked(bare(question.typed, KNOWN))) == set()
