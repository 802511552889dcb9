"""Text copied from Telegram: posts told apart, second copies gone, signatures read."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.importers.protocol import ImportContext
from kb.importers.telegram_dump import TelegramDumpImporter, is_dump, post_title, without_second_copies
from kb.types import Document

FIRST = "Новая модель рассуждает вдвое быстрее, чем прошлая, и при этом дешевле."
SECOND = "Авторы показали, что длинный контекст не вредит точности на коротких задачах."
THIRD = "A new survey sorts efficient attention into seven directions and compares them."


def posts(text: str, folder: Path) -> list[Document]:
    path = folder / "dump.txt"
    path.write_text(text, encoding="utf-8")
    assert TelegramDumpImporter().match(str(path))
    found = list(TelegramDumpImporter().load(str(path), ImportContext(folder, network=False)))
    assert all(isinstance(document, Document) for document in found)
    return [document for document in found if isinstance(document, Document)]


def test_reactions_end_a_post_and_are_kept(tmp_path: Path) -> None:
    found = posts(f"🔥 {FIRST}\n👍3❤2\n{SECOND}\n❤‍🔥 1.2K 👏 5\n", tmp_path)
    assert [document.title for document in found] == [FIRST, SECOND]
    assert found[0].meta["reactions"] == "👍3❤2"


def test_reactions_on_lines_of_their_own(tmp_path: Path) -> None:
    found = posts(f"{FIRST}\n👍\n12\n🔥\n5\n{SECOND}\n❤\n1\n", tmp_path)
    assert [document.title for document in found] == [FIRST, SECOND]
    assert found[0].meta["reactions"] == "👍12 🔥5"


def test_a_ticked_list_with_numbers_is_no_row_of_reactions(tmp_path: Path) -> None:
    found = posts(f"{FIRST}\n✅ 5\n✅ 7\n{SECOND}\n👍3\n", tmp_path)
    assert len(found) == 1
    assert "✅ 7" in found[0].text


def test_english_feed_with_views_and_forwards(tmp_path: Path) -> None:
    text = (
        f"Forwarded from ML Daily\n{THIRD}\n1.23K views, edited 12:34\n{SECOND}\n2 comments\n"
        f"October 3\n{FIRST}\n👁 500\n"
    )
    found = posts(text, tmp_path)
    assert [document.title for document in found] == [THIRD, SECOND, FIRST]
    assert found[0].meta["forwarded_from"] == "ML Daily"
    assert "October" not in found[2].text


def test_russian_forward_begins_a_post(tmp_path: Path) -> None:
    found = posts(f"{FIRST}\nПереслано из Машинное обучение\n{SECOND}\nПросмотров: 1,2 тыс.\n", tmp_path)
    assert [document.title for document in found] == [FIRST, SECOND]
    assert found[1].meta["forwarded_from"] == "Машинное обучение"


def test_messages_copied_from_a_desktop_app(tmp_path: Path) -> None:
    text = (
        f"ML digest, [01.10.2025 12:34]\n[ Photo ]\n{FIRST}\n\nML digest, [02.10.2025 9:05]\n"
        f"[Forwarded from X]\n{SECOND}\n"
    )
    found = posts(text, tmp_path)
    assert [document.published for document in found] == ["2025-10-01", "2025-10-02"]
    assert [document.source for document in found] == ["ML digest", "ML digest"]
    assert [document.text for document in found] == [FIRST, SECOND]


def test_a_title_loses_no_signs_that_say_something() -> None:
    assert post_title(["🔥 **Новость**: 2**3**4 и __init__"]) == "Новость: 2**3**4 и __init__"
    # Bold goes on in the next line.
    assert post_title(["Новости недели: **", "Роботы**"]) == "Новости недели:"
    assert post_title(["Кубик собран. **До этого самым", "быстрым**"]) == "Кубик собран. До этого самым"


@pytest.mark.parametrize(
    ("heads", "days"),
    [
        (("3/9/2024 11:30 PM", "3/9/2024 9:05 AM"), ["2024-03-09", "2024-03-09"]),
        (("03/09/2024 23:30", "03/09/2024 9:05"), ["2024-09-03", "2024-09-03"]),
        (("3/9/2024 11:30 pm", "31/8/2024 9:05 am"), ["2024-09-03", "2024-08-31"]),
        (("03/09/2024 23:30", "03/31/2024 9:05"), ["2024-03-09", "2024-03-31"]),
        (("9.3.24 23:30", "10.3.24 9:05"), ["2024-03-09", "2024-03-10"]),
    ],
)
def test_dates_of_copied_messages_in_every_order(
    heads: tuple[str, str], days: list[str], tmp_path: Path
) -> None:
    text = "\n\n".join(
        f"ML digest, [{when}]\n{body}" for when, body in zip(heads, (FIRST, SECOND), strict=True)
    )
    assert [post.published for post in posts(text, tmp_path)] == days


def test_a_channel_name_above_every_post_is_its_source(tmp_path: Path) -> None:
    found = posts(f"ML digest\n{FIRST}\n👍3\nML digest\n{SECOND}\n👍1\n", tmp_path)
    assert [(document.source, document.text) for document in found] == [
        ("ML digest", FIRST),
        ("ML digest", SECOND),
    ]


def test_second_copies_go_whole_interleaved_or_with_lines_missing() -> None:
    assert without_second_copies(["Head", FIRST, SECOND, FIRST, SECOND]) == ["Head", FIRST, SECOND]
    assert without_second_copies([FIRST, FIRST, SECOND, SECOND]) == [FIRST, SECOND]
    assert without_second_copies([FIRST, "- a", "- b", SECOND, FIRST, SECOND]) == [
        FIRST,
        "- a",
        "- b",
        SECOND,
    ]


def test_a_short_refrain_is_no_second_copy() -> None:
    lines = ["Да.", FIRST, "Да.", SECOND]
    assert without_second_copies(lines) == lines


def test_a_notice_between_two_copies_makes_no_second_post(tmp_path: Path) -> None:
    text = (
        f"Заголовок поста о моделях\n{FIRST}\nPlease open Telegram to view this post\n"
        f"VIEW IN TELEGRAM\n{FIRST}\n👍3\n"
    )
    found = posts(text, tmp_path)
    assert len(found) == 1
    assert found[0].meta["reactions"] == "👍3"


def test_the_key_does_not_depend_on_reactions(tmp_path: Path) -> None:
    (one,) = posts(f"{FIRST}\n{SECOND}\n👍3❤2\n", tmp_path)
    (other,) = posts(f"{FIRST}\n{SECOND}\n👍99🔥4❤12\n", tmp_path)
    assert one.key == other.key
    assert one.key.startswith("post:text/")


def test_signature_and_hashtags(tmp_path: Path) -> None:
    (found,) = posts(f"{FIRST}\n@ml_channel\n#LLM #RL_2\n", tmp_path)
    assert (found.source, found.tags, found.text) == ("ml_channel", ("LLM", "RL_2"), FIRST)


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}\n",
        f"# Heading\n\n⭐ 120\n\n{FIRST}\n",
        f"Решения\n\n{FIRST}\n\n#встреча #кэш\n",
        f"---\ntitle: x\n---\nForwarded from X\n{FIRST}\n",
        "10:00\nДоклад\n11:00\nПерерыв\n",
        "",
    ],
)
def test_other_text_is_no_dump(text: str) -> None:
    assert not is_dump(text)


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n\n{SECOND}\n\n#meeting #rollout\n",
        f"{FIRST}\n\n🏃 12\n",
        f"{FIRST}\n@some_channel\n",
        f"# Chat with Anna\n\n{FIRST}\n\nАнна, [01.10.2025 12:34]\n{SECOND}\n\n{THIRD}\n",
    ],
)
def test_a_note_of_a_vault_stays_one_note(tmp_path: Path, text: str) -> None:
    path = tmp_path / "Weekly.md"
    path.write_text(text, encoding="utf-8")
    assert not TelegramDumpImporter().match(str(path))


def test_a_copied_feed_is_posts_by_any_name(tmp_path: Path) -> None:
    path = tmp_path / "Weekly.md"
    path.write_text(f"Forwarded from ML Daily\n{FIRST}\n👍3❤2\n{SECOND}\n👍1\n", encoding="utf-8")
    assert TelegramDumpImporter().match(str(path))


def test_the_head_of_a_feed_names_its_posts(tmp_path: Path) -> None:
    text = f"ML digest\n12.4K subscribers\n{FIRST}\n4.2K viewsGrigory, 12:15\n{SECOND}\n5K views13:40\n"
    found = posts(text, tmp_path)
    assert [(document.source, document.text) for document in found] == [
        ("ML digest", FIRST),
        ("ML digest", SECOND),
    ]
