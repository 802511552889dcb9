"""Fields above a text: as their authors wrote them, one bad line at a time, and never out of a text."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kb.importers.notes.front_matter import Fields, split_front_matter
from kb.text.normal import normalized

BODY = "\nThe text.\n"
# One line as people type them: letters of both languages, digits, and every sign YAML gives a meaning to.
LINES = st.text("abЖй019 .,:;-–#@&*!|>%`?[]{}()\"'\\/~$_+=<>", min_size=1, max_size=30).map(str.strip)


def fields(block: str) -> Fields:
    found, body = split_front_matter(f"---\n{block}\n---\n{BODY}")
    assert body == BODY
    return found


def plain(line: str) -> bool:
    """Whether a line is neither in quotes, nor a comment, nor one that announces a text of several lines."""
    comment = line.startswith("# ") or " # " in line or line.endswith(" #") or line == "#"
    return bool(line) and line[0] not in "\"'" and not comment and line not in ("|", ">", "null", "~")


@given(LINES)
@example("No")
@example("12:30:45")
@example("007")
@example("1e3")
@example("0x1F")
@example("2025-03-14")
@example("- what a dash does")
@example("@handle on #topics")
@example("Why #1 matters: a story")
@example("*args and **kwargs")
@example("&amp; more")
@example("!important note")
@example("%timeit in notebooks")
@example("`code` first")
@example("> 90% of the time")
@example("| pipes")
@example("[WIP] A draft")
@example("[draft]")
@example("{curly} words")
@example("? what")
@example("C# and F#")
@example("ends with:")
def test_a_title_or_an_author_on_one_line_comes_out_as_written(line: str) -> None:
    assume(plain(line))
    found = fields(f"layout: post\ntitle: {line}\ndate: 2025-01-01\nauthor: {line}")
    assert found.title() == " ".join(line.split())
    if line[0] not in "[{" and "](" not in line and "[[" not in line:
        assert found.people(("author",)) == (line,)
    assert found.first(("date",)) == "2025-01-01"


@given(st.lists(LINES, min_size=1, max_size=4))
def test_a_tag_on_a_line_of_a_list_comes_out_as_written(lines: list[str]) -> None:
    assume(all(plain(line) and not set(line) & set("[]{}") and line.lstrip("#") == line for line in lines))
    assume(all(": " not in line and not line.endswith(":") and not line.startswith("- ") for line in lines))
    assume("-" not in lines)
    tags = fields("\n".join(["title: T", "tags:", *(f"  - {line}" for line in lines)])).words(("tags",))
    assert tags == tuple(dict.fromkeys(lines))


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120), st.lists(LINES, max_size=3))
def test_what_a_program_quotes_comes_out_as_it_was(title: str, authors: list[str]) -> None:
    title = normalized(title)
    assume(title.strip() and "[[" not in title)
    authors = [author for author in authors if author and "[" not in author]
    values = {"date": "2025-01-01", "title": title, "authors": authors}
    for text in (
        f"---\n{yaml.safe_dump(values, allow_unicode=True)}---\n{BODY}",
        f"{json.dumps(values)}\n{BODY}",
    ):
        found, body = split_front_matter(text)
        assert body.strip() == "The text."
        assert found.title() == " ".join(title.split())
        assert found.people(("authors",)) == tuple(
            dict.fromkeys(a for a in authors if a not in ("null", "~"))
        )


@pytest.mark.parametrize(
    ("block", "tags"),
    [
        ("tags: [#alpha, #beta]", ("alpha", "beta")),
        ("tags: #alpha #beta", ("alpha", "beta")),
        ("tags: alpha, long context", ("alpha", "long context")),
        ("tags: alpha beta", ("alpha", "beta")),
        ("categories: ml notes", ("ml", "notes")),
        ("category: machine learning", ("machine learning",)),
        ("keywords: machine learning; maps", ("machine learning", "maps")),
        ("tags: [machine learning, 'a, b', C#]", ("machine learning", "a, b", "C#")),
        ("tags:\n- one\n- two  # the second\n-   three", ("one", "two", "three")),
        ("tags:\n\t- one\n\t- two", ("one", "two")),
        ("tags:\n  - '[[KV cache]]'\n  - [[Notes/ML|ml]]", ("KV cache", "ml")),
        ("tags: [[KV cache]]", ("KV cache",)),
        (
            "tags: [2024, 1.5, yes, 007, null, 2024-01-01]",
            ("2024", "1.5", "yes", "007", "null", "2024-01-01"),
        ),
        ("tags: 3:25", ("3:25",)),
        ("tags: []", ()),
        ("tags: null", ()),
        ("tags:", ()),
        ("taxonomies:\n  tags: [decoding]\n  categories:\n    - systems", ("decoding", "systems")),
        ("tags: [one,\n  two,\n]", ("one", "two")),
        ("tags: [{a: b}, c]", ("a: b", "c")),
    ],
)
def test_tags_in_every_way_of_writing(block: str, tags: tuple[str, ...]) -> None:
    assert (
        fields(f"title: T\n{block}\ndate: 2025-01-01").words(("tags", "category", "categories", "keywords"))
        == tags
    )


@pytest.mark.parametrize(
    ("block", "authors"),
    [
        ("author: Ann Lee", ("Ann Lee",)),
        ("author: null", ()),
        ("authors: Ann Lee, Bo Chen, Vera van der Berg", ("Ann Lee", "Bo Chen", "Vera van der Berg")),
        ("author: Ann Lee and Bo Chen", ("Ann Lee", "Bo Chen")),
        ("author: Анна Ли; Борис Чен", ("Анна Ли", "Борис Чен")),
        ("authors: Lee, Ann", ("Lee, Ann",)),
        ("author: Ann Lee, Senior Engineer", ("Ann Lee, Senior Engineer",)),
        ("author: Research and Development", ("Research and Development",)),
        ("author: '@ann, @bo'", ("@ann, @bo",)),
        ("author:\n  name: Ann Lee\n  email: a@b.org", ("Ann Lee",)),
        ("author: {name: Ann Lee}", ("Ann Lee",)),
        ("author:\n  - name: Ann Lee\n    affiliation: Somewhere\n  - name: Bo Chen", ("Ann Lee", "Bo Chen")),
        (
            "author:\n  - name:\n      given: Ann\n      family: Lee\n    affiliations:\n      - name: A\n"
            "  - given: Bo\n    family: Chen",
            ("Ann Lee", "Bo Chen"),
        ),
        ("authors:\n  -\n    first: Ann\n    last: Lee\n  - Bo Chen", ("Ann Lee", "Bo Chen")),
        ("authors:\n  - Ann Lee:\n      institute: one\n  - Bo Chen", ("Ann Lee", "Bo Chen")),
        ("author: '[[People/Ann Lee|Ann Lee]]'", ("Ann Lee",)),
        ("author: '[Ann Lee](https://example.org/ann)'", ("Ann Lee",)),
    ],
)
def test_authors_in_every_way_of_writing(block: str, authors: tuple[str, ...]) -> None:
    assert fields(f"title: T\n{block}\ndate: 2025-01-01").people(("author", "authors")) == authors


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("title: - a dash: and a colon", ""),
        ("title:\tafter a tab", ""),
        ("title:after no space", ""),
        ("key: [never closed", "key"),
        ("words without a colon", "words without a colon"),
        ("title: {{title}}", ""),
        ("description: 'never closed", ""),
        ("a: *nothing", ""),
    ],
)
def test_a_bad_line_loses_itself_only(line: str, problem: str) -> None:
    found = fields(f"{line}\ntags:\n  - one\n  - two\nauthor: Ann Lee\ndate: 2025-01-01")
    assert found.words(("tags",)) == ("one", "two")
    assert found.people(("author",)) == ("Ann Lee",)
    assert found.first(("date",)) == "2025-01-01"
    assert found.problem == (f"front matter is not valid: {problem}" if problem else "")


def test_texts_of_several_lines() -> None:
    found = fields(
        "title: >-\n  One\n  title\ndescription: |\n  First.\n\n  Second.\nsummary: goes on\n  here\n"
        'abstract: "quoted\n  twice"\nname: last'
    )
    assert found.title() == "One title"
    assert found.first(("description",)) == "First.\n\nSecond."
    assert found.first(("summary",)) == "goes on here"
    assert found.first(("abstract",)) == "quoted twice"


def test_formulas_in_double_quotes_are_no_escapes() -> None:
    assert fields('title: "The $\\alpha$ of $\\theta$"').title() == "The $\\alpha$ of $\\theta$"
    assert fields('title: "Say \\"no\\" to \\\\alpha"').title() == 'Say "no" to \\alpha'
    assert fields('title: "\\sigma"').title() == "\\sigma"


def test_of_two_fields_of_one_name_the_last_counts() -> None:
    found = fields("title: First\ntags: [one]\ntitle: Second\ntags: [two]")
    assert (found.title(), found.words(("tags",))) == ("Second", ("two",))


def test_names_of_fields_in_other_forms() -> None:
    found = fields('Title: T\ndate created: 2025-01-01\npublish-date: 2025-02-02\n"quoted": yes')
    assert found.title() == "T"
    assert found.first(("date_created",)) == "2025-01-01"
    assert found.first(("publish_date",)) == "2025-02-02"
    assert found.first(("quoted",)) == "yes"


def test_toml() -> None:
    found, body = split_front_matter(
        "+++\narxiv = 2310.06770\ndate = 2024-03-09T23:30:00-05:00\ndraft = false\nweight = 007\n"
        'tags = [\n  "kv-cache", # one\n  2024,\n]\nname = "broken\n[taxonomies]\ncategories = ["systems"]\n'
        "[extra]\nauthors = ['Ann Lee']\n+++\nText.\n"
    )
    assert body == "Text.\n"
    assert found.first(("arxiv",)) == "2310.06770"
    assert found.first(("date",)) == "2024-03-09T23:30:00-05:00"
    assert found.first(("weight",)) == "007"
    assert found.words(("tags", "categories")) == ("kv-cache", "2024", "systems")
    assert found.people(("authors",)) == ("Ann Lee",)
    assert "broken" in found.problem


def test_json_needs_a_text_below_it() -> None:
    block = '{"title": "Draft models", "arxiv": 2310.06770, "draft": true, "tags": ["decoding"]}'
    found, body = split_front_matter(f"{block}\n\nText.\n")
    assert (found.title(), found.first(("arxiv",)), found.first(("draft",))) == (
        "Draft models",
        "2310.06770",
        "true",
    )
    assert body.strip() == "Text."
    for data in (block, '{"loss": 1}\n\nText.', '{"title": "T"} and words', '{"title": "T"\nText.'):
        assert split_front_matter(data) == (Fields({}), data)


def test_properties_of_a_logseq_page() -> None:
    found, body = split_front_matter("title:: Paged attention\ntags:: serving, [[kv cache]]\n\n- The idea\n")
    assert (found.title(), found.words(("tags",))) == ("Paged attention", ("serving", "kv cache"))
    assert body == "\n- The idea\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\nUpdate: the run finished\nand the loss went down by a third.\n---\nMore.\n",
        "---\nQ: what is a cache\nA: a place to keep keys\n---\nMore.\n",
        "---\nDate: we met on a Friday\nand spoke of caches.\n---\nMore.\n",
        "---\nSummary: the cache won.\n---\nMore.\n",
        "---\n\nA line that ends: here.\n\n---\nMore.\n",
        "---\nJust a line\n---\n",
        "---\ntitle: never closed\n\nText.\n",
        "+++ more of it +++\nText\n",
        "std::vector is a class\n",
    ],
)
def test_a_text_between_rules_stays_text(text: str) -> None:
    assert split_front_matter(text) == (Fields({}), text)


@pytest.mark.parametrize("before", ["", "\n\n", " \n"])
@pytest.mark.parametrize("end", ["---", "---  ", "..."])
def test_a_block_may_stand_below_blank_lines(before: str, end: str) -> None:
    found, body = split_front_matter(f"{before}---\ntitle: T\n{end}\nBody.")
    assert (found.title(), body) == ("T", "Body.")


def test_what_stands_for_something_elsewhere_is_text() -> None:
    found = fields("a: &a [x, x]\ntags: [*a, *a]\ntitle: *a\ndate: 2025-01-01")
    assert (found.title(), found.words(("tags",)), found.first(("date",))) == ("*a", ("*a",), "2025-01-01")
