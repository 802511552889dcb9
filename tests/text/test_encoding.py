"""Bytes to text in every charset a Russian file may have, and wrongly decoded text mended."""

from __future__ import annotations

import pytest

from kb.text.encoding import looks_binary, read_text, repair_mojibake

SENTENCE = "Тревога в мире моделей: ёлки, почему всё растёт, 2025 год."
CLEAN = (
    "Обычный текст — с тире – «ёлочками» и “лапками” ‘внутри’, № 5 и …",
    "Plain English – with an en dash, “quotes” and a café in São Paulo.",
    "Ärger über Größe, déjà vu, naïve",
    "LLM → токены × слои ≈ 40 % 🧠 KV‑кэш",
    "ПРИВЕТ МИР, ВСЁ ЗАГЛАВНЫМИ БУКВАМИ",
    "注意力机制",
    "",
)


@pytest.mark.parametrize("text", CLEAN)
def test_clean_text_is_untouched(text: str) -> None:
    decoded = read_text(text.encode())
    assert decoded.text == text
    assert decoded.repair == ""


@pytest.mark.parametrize(
    "charset", ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "utf-16", "utf-16-le", "utf-32"]
)
def test_russian_bytes_in_any_charset(charset: str) -> None:
    decoded = read_text(SENTENCE.encode(charset))
    assert decoded.text == SENTENCE
    assert decoded.repair


def test_western_bytes_do_not_become_russian() -> None:
    text = "Ça va été très bien à l'école française, où l'élève était prêt."
    assert read_text(text.encode("cp1252")).text == text


def test_byte_order_mark_is_taken_off_silently() -> None:
    decoded = read_text(b"\xef\xbb\xbf" + SENTENCE.encode())
    assert (decoded.text, decoded.repair) == (SENTENCE, "")


def test_windows_line_ends_become_unix_ones() -> None:
    assert read_text(b"one\r\ntwo\rthree").text == "one\ntwo\nthree"


def test_a_few_broken_bytes_do_not_cost_the_rest() -> None:
    decoded = read_text(SENTENCE.encode() * 20 + b"\xff" + SENTENCE.encode())
    assert decoded.text.count("Тревога") == 21
    assert "unreadable" in decoded.repair


MISREAD = ["mac_roman", "koi8_r", "cp866", "latin_1", "sloppy-windows-1251", "sloppy-windows-1252"]


@pytest.mark.parametrize("charset", MISREAD)
def test_utf8_read_as_another_charset_is_mended(charset: str) -> None:
    import ftfy  # noqa: F401 - registers the sloppy codecs

    broken = f"{SENTENCE}\n«{SENTENCE}» — и ещё".encode().decode(charset)
    mended = repair_mojibake(broken)
    assert mended.text == f"{SENTENCE}\n«{SENTENCE}» — и ещё"
    assert charset.removeprefix("sloppy-") in mended.repair


def test_only_the_broken_lines_of_a_mixed_text_change() -> None:
    clean = "Чистая строка — «как была»"
    mended = repair_mojibake(f"{clean}\n{SENTENCE.encode().decode('mac_roman')}\n{clean}")
    assert mended.text == f"{clean}\n{SENTENCE}\n{clean}"


@pytest.mark.parametrize(
    ("was", "read_as"),
    [
        ("cp1251", "cp1252"),
        ("cp1251", "koi8_r"),
        ("koi8_r", "cp1251"),
        ("koi8_r", "latin_1"),
        ("cp866", "cp1251"),
    ],
)
def test_one_cyrillic_charset_read_as_another_is_mended(was: str, read_as: str) -> None:
    text = "Привет, сегодня прекрасная погода, и модели учатся быстрее"
    assert repair_mojibake(text.encode(was).decode(read_as)).text == text


def test_english_mojibake_is_left_to_ftfy() -> None:
    assert repair_mojibake("I donâ€™t know").text == "I don’t know"


def test_binary_is_told_from_text() -> None:
    assert looks_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    assert not looks_binary(SENTENCE.encode("cp1251"))
    assert not looks_binary(SENTENCE.encode("utf-16-le"))
    assert not looks_binary(b"")


def test_a_wrongly_decoded_word_is_mended_far_from_any_other_sign() -> None:
    plain = "plain letters and nothing else. " * 200
    mended = repair_mojibake(f"{plain}cafÃ© au lait{plain}")
    assert mended.text == f"{plain}café au lait{plain}"
    assert repair_mojibake(f"{plain}café{plain}").repair == ""
