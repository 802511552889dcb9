"""The language of a text, decided by alphabet before statistics."""

from __future__ import annotations

import pytest

from kb.text.language import detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("2025 — 42 %", ""),
        ("RLHF", "en"),
        ("Mixture of Experts", "en"),
        ("Привет", "ru"),
        ("Разбор DPO, PPO и GRPO: reward model, value model, rollout", "ru"),
        ("We show that attention is enough for translation, and that it trains faster.", "en"),
        ("Увага — це все, що вам потрібно, і ще трохи слів українською мовою", "uk"),
        ("Der Aufmerksamkeitsmechanismus ist alles, was man für die Übersetzung von Texten braucht", "de"),
        ("Erdős–Rényi graphs and Szemerédi regularity", "en"),
        ("On a problem of Erdős, Szekeres and Turán in additive number theory", "en"),
        ("The Gröbner bases of Möbius networks", "en"),
        ("Ångström-scale", "en"),
        ("Multilingual Generative Retrieval via Cross-lingual Semantic Compression", "en"),
        ("Véletlen gráfok kromatikus száma és alkalmazásai", "hu"),
        ("Détection d'anomalies à l'aide de réseaux", "fr"),
        ("Künstliche neuronale Netze für Anfänger", "de"),
        ("Η ΜΗΧΑΝΙΚΗ ΜΑΘΗΣΗ ΣΤΗΝ ΠΡΑΞΗ", "el"),
        ("注意力机制就是你所需要的一切，模型可以学习翻译", "zh"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_a_russian_text_full_of_english_names_is_russian() -> None:
    assert detect_language("vLLM, FlashAttention, Speculative decoding, KV cache: что и когда лучше") == "ru"
