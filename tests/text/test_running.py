import pytest

from kb.text.running import running


def test_marks_of_markdown_are_gone_and_words_stay() -> None:
    assert running("## Итог\n\n**Nemotron-H** сочетает *слои*:\n\n- 🚀 `Mamba-2`\n- внимание") == (
        "Итог · Nemotron-H сочетает слои: 🚀 Mamba-2 · внимание"
    )


def test_what_stands_apart_is_parted() -> None:
    assert running("Jane Doe  \nOscar Petrov\n\nUniversity of Somewhere") == (
        "Jane Doe · Oscar Petrov · University of Somewhere"
    )
    assert running("A sentence that\nis wrapped.\n\nAnother.") == "A sentence that is wrapped. Another."
    assert running("> quoted\n\n3. third\n4. fourth") == "quoted · 3. third · 4. fourth"
    assert running("1986. The year it began.") == "1986. The year it began."


def test_tables_are_their_cells_wherever_they_are_cut() -> None:
    whole = "| Model | Score |\n|:---|---:|\n| **A** | 53.3% |"
    assert running(whole) == "Model · Score · A · 53.3%"
    assert running("| **A** | - | 53.3% |\n| B | ~50% | |") == "A · 53.3% · B · ~50%"
    assert running("p(x | y) and p(y | x)") == "p(x | y) and p(y | x)"


def test_links_to_notes_are_what_they_show() -> None:
    told = running("See [[Note|the note]], [[Another]] and `a[[0]]`.\n\n- [[log/2024|2024]]")
    assert told == "See the note, Another and a[[0]]. 2024"


def test_code_cut_in_the_middle_is_code_and_what_follows_is_not() -> None:
    assert running("    return a * b * c\n```\n\nThe **end** of it.") == "return a * b * c · The end of it."
    assert running("See:\n\n```python\ndef f(x):\n    return x**2") == "See: def f(x): return x**2"


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("where $a_i * b_i * c$ is **it**", "where $a_i * b_i * c$ is it"),
        ("see $HOME_X and $PATH", "see $HOME_X and $PATH"),
        ("from $ x^m - λ $ on", "from $x^m - λ$ on"),
        (r"for \( \sim n^κ \) of \((X_1, X_2)\)", r"for $\sim n^κ$ of $(X_1, X_2)$"),
        ("top-$k$ of $n$, *$p < .001$*, $F1@6$", "top-k of n, p < .001, F1@6"),
        ("has *$15 more, or* $0.83$", "has $15 more, or 0.83"),
        ("The loss:\n\n$$\nL = -\\log P\n$$\n\nis small.", "The loss: $L = -\\log P$ is small."),
        ("## Loss\n\nWe take\n\n\\[ O(n) \\]\n\nfor it.", "Loss · We take O(n) for it."),
        (f"The sum:\n\n$$\nx_0{' + x_1' * 20}\n$$\n\nis small.", "The sum: … is small."),
        ("The long beginning of it:\n\n$$L = -\\log", "The long beginning of it: …"),
        ("= 1$$\n\nwhere the rest is explained.", "… where the rest is explained."),
    ],
)
def test_formulas_are_shown_in_their_line_and_long_ones_left_out(markdown: str, expected: str) -> None:
    assert running(markdown) == expected


def test_emphasis_cut_in_the_middle_leaves_no_stars() -> None:
    assert running("**Баланс точности. И цены") == "Баланс точности. И цены"
    assert running("и цены**. Дальше") == "и цены. Дальше"
    assert running("2**10, snake_case_name, __init__.py") == "2**10, snake_case_name, __init__.py"


def test_signs_that_set_nothing_stay() -> None:
    assert running("a < b, x = y * z, C#, #tag and 5 > 3") == "a < b, x = y * z, C#, #tag and 5 > 3"
    assert running("<think> is a token") == "<think> is a token"
    assert running("Seen.<!-- and not seen -->") == "Seen."
    assert running("---\n\n***") == ""
