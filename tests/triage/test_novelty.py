import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.text.words import stems
from kb.triage.novelty import nearest_read, new_terms


def test_nearest_read_names_the_most_alike() -> None:
    read = np.array([[1.0, 0, 0], [0.6, 0.8, 0], [0, 0, 2.0]])
    found = nearest_read([0.0, 1, 0], read, [11, 22, 33])
    assert found is not None and found[0] == 22
    assert found[1] == pytest.approx(0.8)
    assert nearest_read([0.0, 0, 5], read, [11, 22, 33]) == (33, 1.0)


def test_nothing_read_has_no_nearest() -> None:
    assert nearest_read([1.0, 0], np.zeros((0, 2)), []) is None
    with pytest.raises(ValueError, match="1 vectors, but 2 ids"):
        nearest_read([1.0, 0], [[1.0, 0]], [1, 2])


def test_about_a_centre_unlike_things_stop_looking_alike() -> None:
    common = np.array([10.0, 0, 0])
    item, other = common + np.array([0, 1.0, 0]), common + np.array([0, 0, 1.0])
    alike, apart = nearest_read(item, [other], [1]), nearest_read(item, [other], [1], centre=common)
    assert alike is not None and alike[1] > 0.98
    assert apart == (1, 0.0)


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


def test_plain_words_used_once_are_terms_only_in_a_short_post() -> None:
    short = "Distillation shrinks the encoder."
    filler = "We train an encoder on speech, images, tables, graphs, molecules, maps, music and videos. " * 5
    assert "Distillation" in new_terms(short, [])
    assert "Distillation" not in new_terms(filler + short, [filler], k=50)


@settings(deadline=None)
@given(st.text(max_size=400), st.lists(st.text(max_size=200), max_size=3), st.integers(0, 8))
def test_never_more_than_asked_and_never_known(text: str, seen: list[str], k: int) -> None:
    terms = new_terms(text, seen, k)
    known = {one for other in seen for one in stems(other)}
    assert len(terms) <= k
    assert all(not set(stems(term)) <= known for term in terms)
