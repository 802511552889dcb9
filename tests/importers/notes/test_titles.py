"""What notes are called: the heading they begin with or their file's name, as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.notes.titles import first_heading, first_words, plain_title, title_of_name, without_heading


@pytest.mark.parametrize(
    "title",
    [
        "How __torch_dispatch__ works",
        "__init__ and __call__",
        "2**3**4 and a * b * c",
        "f(*args, **kwargs)",
        "A* against B*",
        "snake_case_name and _private",
        "Why $a_1 * b_1$ is not $a_2 * b_2$",
        "From $5 to $10",
        "Vec<T> and Option<&str>",
        "[WIP] A [draft]",
        "f[i](x) and a[[0]]",
        "C# and F#",
        "Q&amp;A and AT&T",
        "a ~ b ~ c",
        "3 < 4 > 2",
        "50% of #1",
        "The <b> tag",
        ":red[warning] :smile:",
    ],
)
def test_data_stays(title: str) -> None:
    assert plain_title(title) == title
    assert first_heading(f"# {title}\n\nText.") == title


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("How `torch.compile` works", "How torch.compile works"),
        ("`` a`b `` and `**kwargs`", "a`b and **kwargs"),
        ("**Bold**, *slanted* and _so on_", "Bold, slanted and so on"),
        ("***Both*** of **one *and* two**", "Both of one and two"),
        ("__Очень важно__", "Очень важно"),
        ("~~old~~ *k*-means", "old k-means"),
        ("[A](https://example.org/a_(b)) and [[Note|label]]", "A and label"),
        ("<https://example.org>", "https://example.org"),
        (r"snake\_case \* \$5", "snake_case * $5"),
        ("Cost in \\$ of $\\sqrt{d_k}$", "Cost in $ of $\\sqrt{d_k}$"),
        ('<a id="x"></a>Title <b>bold</b><br>second', "Title bold second"),
        ("Title ![logo](a.png) {#anchor .big}", "Title"),
        ("Claim[^1] <!-- check -->", "Claim"),
    ],
)
def test_marks_that_can_be_nothing_else_go(markdown: str, title: str) -> None:
    assert plain_title(markdown) == title


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# One\n\n# Two", "One"),
        ("# Closed ##\n", "Closed"),
        ("Set\n===\ntext", "Set"),
        ("\n\n<!-- a\ncomment -->\n# Below a comment", "Below a comment"),
        ("[![CI](https://a.b/c.svg)](https://a.b) ![x](y.png)\n# Below badges", "Below badges"),
        ('<h1 align="center">\n  <img src="a.png"> In <b>HTML</b> &amp; more\n</h1>', "In HTML & more"),
        ('<div align="center">\n\n<a name="top"></a>\n\n# Inside\n\n</div>', "Inside"),
        ("(label)=\n# Of MyST", "Of MyST"),
        ("***\n# Below a rule", "Below a rule"),
        ('import Chart from "./chart"\n\nexport const a = 1\n\n# Of MDX', "Of MDX"),
        ("#ml #nlp\n\n# Below tags", "Below tags"),
        ("## Only a section\n", ""),
        ("Words.\n\n# A later section", ""),
        ("> quoted\n\n# Later", ""),
        ("```\n# a comment\n```\n# Later", ""),
        ("    # code\n", ""),
        ("![](a.png) words\n# Later", ""),
        ("#hashtag\n", ""),
        ("", ""),
    ],
)
def test_only_a_heading_a_note_begins_with_is_its_title(body: str, title: str) -> None:
    assert first_heading(body) == title


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("My note.md", "My note"),
        ("2023-08-10-a-long_title.markdown", "a long title"),
        ("2024-05-17.md", "2024-05-17"),
        ("2024-05-17 Meeting.md", "2024-05-17 Meeting"),
        ("snake_case.py notes.md", "snake_case.py notes"),
        ("well-known.md", "well-known"),
        ("Drawing.excalidraw.md", "Drawing"),
        ("pages/ml___serving.md", "ml/serving"),
        ("pages/ml%2Fserving.md", "ml/serving"),
        ("notes/50%25 off.md", "50%25 off"),
    ],
)
def test_a_file_is_called_by_its_name(path: str, title: str) -> None:
    assert title_of_name(Path(path)) == title


def test_the_first_words_of_a_nameless_note() -> None:
    assert first_words("![](a.png)\n\n- **Point** one\nmore") == "Point one"
    assert first_words("---\n***\n## A section") == "A section"
    assert first_words("![](a.png)") == ""
    assert first_words("Caches - a survey of 3. kinds\nmore") == "Caches - a survey of 3. kinds"


def test_the_heading_that_repeats_the_title_goes() -> None:
    assert without_heading("\n# How `x` works\n\nText", "How x works") == "Text"
    assert without_heading("<h1>How x works</h1>\nText", "How x works") == "Text"
    assert without_heading("# Another\nText", "How x works") == "# Another\nText"
