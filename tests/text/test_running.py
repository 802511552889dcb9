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


def test_code_cut_in_the_middle_is_code_and_what_follows_is_not() -> None:
    assert running("    return a * b * c\n```\n\nThe **end** of it.") == "return a * b * c · The end of it."
    assert running("See:\n\n```python\ndef f(x):\n    return x**2") == "See: def f(x): return x**2"


def test_formulas_in_a_line_stay_and_displayed_ones_are_left_out() -> None:
    assert running("where $a_i * b_i * c$ is **it**") == "where $a_i * b_i * c$ is it"
    assert running("The loss:\n\n$$\nL = -\\log P\n$$\n\nis small.") == "The loss: … is small."
    assert running("The long beginning of it:\n\n$$L = -\\log") == "The long beginning of it: …"
    assert running("= 1$$\n\nwhere the rest is explained.") == "… where the rest is explained."


def test_emphasis_cut_in_the_middle_leaves_no_stars() -> None:
    assert running("**Баланс точности. И цены") == "Баланс точности. И цены"
    assert running("и цены**. Дальше") == "и цены. Дальше"
    assert running("2**10, snake_case_name, __init__.py") == "2**10, snake_case_name, __init__.py"


def test_signs_that_set_nothing_stay() -> None:
    assert running("a < b, x = y * z, C#, #tag and 5 > 3") == "a < b, x = y * z, C#, #tag and 5 > 3"
    assert running("<think> is a token") == "<think> is a token"
    assert running("Seen.<!-- and not seen -->") == "Seen."
    assert running("---\n\n***") == ""
