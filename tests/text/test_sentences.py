import pytest

from kb.text.sentences import is_complete, sentences
from tests.growth import grows_with_its_input


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Модель, т.е. трансформер, учится. Данные, код и т.д. Авторы молчат.",
            ["Модель, т.е. трансформер, учится.", "Данные, код и т.д.", "Авторы молчат."],
        ),
        (
            "Метод А. С. Пушкина дал 3.5 % ошибок. См. рис. 2 и табл. 3. Это мало.",
            ["Метод А. С. Пушкина дал 3.5 % ошибок.", "См. рис. 2 и табл. 3.", "Это мало."],
        ),
        (
            "Vaswani et al. (2017) use attention, e.g. Multi-head. It beats RNNs vs. Transformers in Fig. 3.",
            [
                "Vaswani et al. (2017) use attention, e.g. Multi-head.",
                "It beats RNNs vs. Transformers in Fig. 3.",
            ],
        ),
        (
            'В статье "Как модели узнают факты? Динамика" есть ответ. Он прост!',
            ['В статье "Как модели узнают факты? Динамика" есть ответ.', "Он прост!"],
        ),
        ("It was released in 2023. We waited… Then GPT-4 came!", [
            "It was released in 2023.", "We waited…", "Then GPT-4 came!",
        ]),
        ("Вышла в 2023 г. Модель мала. Стоит 5 млн. руб. в год.", [
            "Вышла в 2023 г.", "Модель мала.", "Стоит 5 млн. руб. в год.",
        ]),
        ("模型很大。它很慢。", ["模型很大。", "它很慢。"]),
        ("", []),
    ],
)  # fmt: skip
def test_splits_where_sentences_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nSome **bold** and _italic_ `code`.\n", ["Some bold and italic code."]),
        ("Some *words set so*, ***these***. **Begun here", ["Some words set so, these.", "Begun here"]),
        ("We improve A* (DAA*) by Q*-learning.", ["We improve A* (DAA*) by Q*-learning."]),
        ("It takes 2**10 steps.", ["It takes 2**10 steps."]),
        ("🔥 Разбор\n- первый пункт\n* второй пункт\n1. третий", [
            "Разбор", "первый пункт", "второй пункт", "третий",
        ]),
        ("See [the paper](https://arxiv.org/abs/1) (https://x.io/a_(b)), it helps.", [
            "See the paper, it helps.",
        ]),
        ("It is good. Code is available at https://github.com/a/b.", ["It is good."]),
        ("A long line of an abstract that was wrapped by the editor at eighty\ncharacters. Next.", [
            "A long line of an abstract that was wrapped by the editor at eighty characters.", "Next.",
        ]),
        ("Before.\n```python\nx = 1. Not text.\n```\nAfter.", ["Before.", "After."]),
        ("```ls``` lists files. That is all.", ["ls lists files.", "That is all."]),
        ("---\ntitle: A. B\n---\nBody here.", ["Body here."]),
        ("| a | b |\n|---|---|\n| 1. One | 2 |\n\nText &amp; more.", ["Text & more."]),
        ("<p>One.</p><script>var a = 'No. Text';</script> <b>Two</b> [12], done [^3].", [
            "One.", "Two, done.",
        ]),
        ("snake_case stays, [[wiki|shown]] too.\n#ml #nlp", ["snake_case stays, shown too."]),
        ("> Цитата умного человека. \\- И ещё.", ["Цитата умного человека.", "- И ещё."]),
    ],
)  # fmt: skip
def test_leaves_markup_behind(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_menu_words_and_list_entries_are_not_complete() -> None:
    assert is_complete("Скорость решает всё в этом обзоре.")
    assert not is_complete("Главная страница")
    assert not is_complete("сжатом кэше и прочих вещах, о которых говорилось выше,")
    assert not is_complete("Да. ")


@pytest.mark.parametrize(
    "bad", ["." * 20_000, "[a](" * 5_000, "<!--" * 5_000, "<svg>" * 4_000, "$$" * 10_000, '"a. ' * 5_000,
            "(http://" * 2_500, "_*" * 10_000, "#" * 20_000, "| " * 10_000,
            "![" * 10_000, "<script>" * 2_500],
)  # fmt: skip
def test_hostile_text_takes_no_long_time(bad: str) -> None:
    assert grows_with_its_input(lambda n: sentences(bad[: len(bad) * n // 16]), 1)
