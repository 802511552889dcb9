import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.words import stems
from kb.triage.novelty import WhatWasRead, new_sentence, new_terms
from kb.vectors.debias import MannerMeans

NO_MEANS = MannerMeans(np.zeros(3, dtype=np.float32))


def read(*rows: tuple[int, tuple[float, float, float]], means: MannerMeans = NO_MEANS) -> WhatWasRead:
    vectors = np.array([row for _, row in rows], dtype=np.float32).reshape(-1, 3)
    ids = np.array([item_id for item_id, _ in rows], dtype=np.int64)
    return WhatWasRead(ids, means.centred(vectors, [("en", "paper")] * len(rows)), means)


def nearest(of: WhatWasRead, *vector: float, but: int | None = None) -> list[tuple[int, float]]:
    return of.nearest(np.array(vector, dtype=np.float32), ("en", "paper"), but)


def test_nearest_are_named_the_most_alike_first() -> None:
    three = read((11, (1.0, 0, 0)), (22, (0.6, 0.8, 0)), (33, (0, 0, 2.0)))
    found = nearest(three, 0, 1, 0)
    assert [item_id for item_id, _ in found] == [22, 11, 33]
    assert [likeness for _, likeness in found] == pytest.approx([0.8, 0, 0])
    assert nearest(three, 0, 0, 5)[0] == (33, 1.0)
    assert [item_id for item_id, _ in nearest(three, 0, 0, 5, but=33)] == [11, 22]


def test_where_nothing_was_read_nothing_is_near() -> None:
    assert nearest(read(), 1, 0, 0) == []


def test_about_their_mean_unlike_things_stop_looking_alike() -> None:
    other = (11, (10.0, 0, 1.0))
    [(_, alike)] = nearest(read(other), 10, 1, 0)
    about = MannerMeans(np.array([10.0, 0, 0], dtype=np.float32) / np.float32(101**0.5))
    [(_, apart)] = nearest(read(other, means=about), 10, 1, 0)
    assert alike > 0.98 and apart < 0.1


def test_likeness_is_measured_in_each_manner_by_itself() -> None:
    """A post is not the less like a paper because it is a post."""
    means = MannerMeans(
        np.zeros(3, dtype=np.float32), {("ru", "post"): np.array([0, 0, 0.8], dtype=np.float32)}
    )
    paper = read((11, (0.6, 0.0, 0.0)), means=means)
    [(_, as_paper)] = paper.nearest(np.array([0.6, 0, 0.8], dtype=np.float32), ("en", "paper"))
    [(_, as_post)] = paper.nearest(np.array([0.6, 0, 0.8], dtype=np.float32), ("ru", "post"))
    assert as_paper == pytest.approx(0.6) and as_post == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("text", "seen", "sentence"),
    [
        pytest.param(
            "Sparse attention speeds up long prompts. The cache of keys is cut to a quarter by merging "
            "neighbouring tokens. Experiments show that it works well.",
            ["Sparse attention makes long prompts faster. It speeds up prompts."],
            "The cache of keys is cut to a quarter by merging neighbouring tokens.",
            id="what was read before is no news, nor what every paper says",
        ),
        pytest.param(
            "Внимание заменили на линейное. Память кэша ключей сократили вчетверо, сливая соседние токены.",
            ["Линейное внимание заменило обычное: внимание заменили на линейное."],
            "Память кэша ключей сократили вчетверо, сливая соседние токены.",
            id="in Russian",
        ),
        pytest.param(
            "Квантование весов сжимает языковые модели. Обучение с подкреплением улучшает рассуждения.",
            ["Reinforcement learning improves reasoning."],
            "Квантование весов сжимает языковые модели.",
            id="a Russian sentence may say what an English one said",
        ),
        pytest.param("The cat sat on the mat.", ["The cat sat on the mat."], "", id="all was said"),
        pytest.param("", ["Something."], "", id="nothing is said"),
        pytest.param("A list, not a sentence", [], "", id="no whole sentence"),
    ],
)
def test_the_new_sentence_is_the_one_that_no_read_text_says(
    text: str, seen: list[str], sentence: str
) -> None:
    assert new_sentence(text, seen) == sentence


SEEN = "Трансформеры с полным вниманием требуют много памяти. Внимание растёт квадратично."
POST = (
    "Kimi Linear сочетает линейное внимание с полным. Гибридное линейное внимание экономит память, "
    "а KV-кэш сжимается вчетверо. Трансформеры с ним читают миллион токенов."
)


def test_new_terms_are_surface_forms_the_read_ones_lack() -> None:
    terms = new_terms(POST, [SEEN])
    known = set(stems(SEEN))
    assert terms and len(terms) <= 6
    assert any("KV" in term for term in terms) and any("инейное" in term for term in terms)
    for term in terms:
        assert term in POST
        assert not set(stems(term)) <= known
    assert "Трансформеры" not in terms and "внимание" not in terms


def test_a_text_already_read_brings_nothing_new() -> None:
    assert new_terms(POST, [SEEN, POST]) == ()
    # Another case or number of the same word is not news either.
    assert new_terms("Трансформеров! Памятью, вниманию.", [SEEN]) == ()


def test_names_come_before_repeated_plain_words_and_formulas_are_no_terms() -> None:
    text = (
        "GRPO trains reasoning models without a critic. Policies trained with GRPO need rollouts; rollouts "
        "cost $\\theta_{old}$ time, and GRPO keeps rollouts cheap. The gradient \\nabla stays small."
    )
    terms = new_terms(text, ["A critic helps to train policies and reasoning models."])
    assert terms[0] == "GRPO" and "rollouts" in terms
    assert not {"theta_", "nabla", "theta", "old"} & set(terms)


def test_what_stands_once_and_what_is_ordinary_in_the_field_are_no_terms() -> None:
    walks = (
        "We found that random nodes of the graph suffice. Random nodes were found by chance; a random walk "
        "found them. Hyperbolic embeddings of the graph help: hyperbolic distances fit trees."
    )
    terms = " ".join(new_terms(walks, ["Trees are graphs."], k=50)).lower()
    assert "hyperbolic" in terms
    assert not {"found", "suffice", "chance", "help"} & set(terms.split())


def test_what_was_met_elsewhere_is_no_news() -> None:
    text = "GRPO beats PPO here, and GRPO is cheaper."
    assert set(new_terms(text, [])) == {"GRPO", "PPO"}
    assert new_terms(text, [], familiar=lambda stem: stem == "grpo") == ("PPO",)


@settings(deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=200), max_size=3), st.integers(0, 8))
def test_never_more_than_asked_and_never_known(text: str, seen: list[str], k: int) -> None:
    terms = new_terms(text, seen, k)
    known = {one for other in seen for one in stems(other)}
    assert len(terms) <= k
    assert all(not set(stems(term)) <= known for term in terms)
