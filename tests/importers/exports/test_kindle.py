"""What is marked on a Kindle: lines of its clippings in the languages of devices, notebooks of apps."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.clock import as_stored
from kb.importers import ImportContext, documents
from kb.library import Library
from kb.text.worded_dates import local_time_in_words
from kb.types import Document

FIXTURES = Path(__file__).with_name("fixtures_archives")
RECORD = "{title}\n{made}\n\n{text}\n==========\n"
BOTH = "page 9, location 130-131"


def books(path: Path, cache: Path) -> list[Document]:
    found = list(documents(str(path), ImportContext(cache, network=False)))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


@pytest.mark.parametrize(
    ("made", "place", "at"),
    [
        ("- Ihre Markierung auf Seite 9 | bei Position 130-131 | Hinzugefügt am So, 9. Oktober 2022 21:18:36",
         BOTH, "2022-10-09T21:18:36"),
        ("- Votre surlignement sur la page 9 | emplacement 130-131 | Ajouté le mer. 16 août 2017 02:14:10",
         BOTH, "2017-08-16T02:14:10"),
        ("- Votre surlignement Emplacement 130-130 | Ajouté le lundi 1er décembre 2014 à 08:27:45",
         "location 130", "2014-12-01T08:27:45"),
        ("- La subrayado en la página 9 | posición 130-131 | Añadido el sábado, 12 de enero de 2019 0:37:31",
         BOTH, "2019-01-12T00:37:31"),
        ("-  La tua evidenziazione alla posizione 130-131 | Aggiunto in data lunedì 8 marzo 2021 22:52:57",
         "location 130-131", "2021-03-08T22:52:57"),
        ("- Seu destaque ou posição 130-131 | Adicionado: sexta-feira, 4 de fevereiro de 2022 18:00:13",
         "location 130-131", "2022-02-04T18:00:13"),
        ("- Je markering op pagina 9 | locatie 130-131 | Toegevoegd op maandag 30 maart 2020 18:00:39",
         BOTH, "2020-03-30T18:00:39"),
        ("- 您在第 9 页（位置 #130-131）的标注 | 添加于 2019年9月30日星期一 下午6:00:39",
         BOTH, "2019-09-30T18:00:39"),
        ("- 9ページ｜位置No. 130-131のハイライト | 追加日： 2024年4月2日火曜日 22:15:08",
         BOTH, "2024-04-02T22:15:08"),
        # None of the words are known: a highlight is told by its beginning and end.
        ("- Sayfa 9 | Konum 130-131 konumundaki vurgunuz | 3 Mayıs 2021 Pazartesi 10:00:00 tarihinde eklendi",
         BOTH, "2021-05-03T10:00:00"),
        ("- Þú merktir á síðu 9 | staðsetning 130-131 | Bætt við 30.12.2024 09:00:00",
         BOTH, "2024-12-30T09:00:00"),
    ],
)  # fmt: skip
def test_a_device_writes_in_its_own_language(
    made: str, place: str, at: str, tmp_path: Path, cache: Path
) -> None:
    file = tmp_path / "clippings.txt"
    file.write_text(RECORD.format(title="Title (Ann Author)", made=made, text="Words."), encoding="utf-8")
    (book,) = books(file, cache)
    (mark,) = book.annotations
    assert (mark.quote, mark.place, mark.made_at) == ("Words.", place, as_stored(at))


@pytest.mark.parametrize(
    "made",
    [
        "- Ihre Notiz bei Position 414",
        "- La nota en la página 27 | posición 414",
        "- Din anteckning på plats 414",
    ],
)
def test_a_note_is_told_by_its_word_or_as_it_stands_in_one_place(
    made: str, tmp_path: Path, cache: Path
) -> None:
    marked = RECORD.format(title="T", made="- Your Highlight at location 410-414 | Added on x", text="Words.")
    note = RECORD.format(title="T", made=f"{made} | 3 May 2021 10:00:00", text="My note.")
    file = tmp_path / "clippings.txt"
    file.write_text(marked + note, encoding="utf-8")
    (book,) = books(file, cache)
    assert [(one.quote, one.note) for one in book.annotations] == [("Words.", "My note.")]


@pytest.mark.parametrize(
    "limit",
    ["<You have reached the clipping limit for this item>", "<您已达到本内容的剪贴上限>"
     "", "<Vous avez atteint la limite de prises de notes pour cet élément>"],
)  # fmt: skip
def test_what_a_device_writes_instead_of_words_is_none(limit: str, tmp_path: Path, cache: Path) -> None:
    made = "- Your Highlight at location 410-414 | Added on Sunday, 3 May 2026 10:00:00"
    file = tmp_path / "clippings.txt"
    file.write_text(
        RECORD.format(title="T", made=made, text=limit) + RECORD.format(title="T", made=made, text="Words."),
        encoding="utf-8",
    )
    found = list(documents(str(file), ImportContext(cache, network=False)))
    assert [one.quote for book in found if isinstance(book, Document) for one in book.annotations] == [
        "Words."
    ]


def test_a_notebook_comes_with_its_notes_where_they_belong(cache: Path) -> None:
    (book,) = books(FIXTURES / "notebook.html", cache)
    assert (book.title, book.authors) == ("Über Zwischenspeicher & mehr", ("Hans Muster", "Jane Doe"))
    assert [one.same_as for one in book.annotations] == [
        ("Text aus dem Buch, der länger ist & so weiter\nzweite Zeile", "meine Notiz dazu",
         "page 150, location 2271"),
        ("", "ein Gedanke für sich", "page 170, location 2500"),
        ("Die letzte.", "", "location 2600"),
    ]  # fmt: skip
    assert (book.saved_at, book.text) == (None, "")


def test_notebook_and_clippings_of_one_book_are_one_item(library: Library, tmp_path: Path) -> None:
    clippings = tmp_path / "clippings.txt"
    clippings.write_text(
        RECORD.format(
            title="Über Zwischenspeicher & mehr (Muster, Hans;Doe, Jane)",
            made="- Ihre Markierung bei Position 9-10 | Hinzugefügt am Montag, 3. März 2025 10:00:00",
            text="Ein Satz.",
        ),
        encoding="utf-8",
    )
    library.intake.add([str(FIXTURES / "notebook.html"), str(clippings)])
    (item,) = library.items.select()
    assert len(library.items.get(item.key).annotations) == 4


def test_a_notebook_without_marks_says_so(tmp_path: Path, cache: Path) -> None:
    file = tmp_path / "n.html"
    file.write_text("<html><div class='bookTitle'>T</div><div class='authors'>A</div></html>")
    (failure,) = documents(str(file), ImportContext(cache, network=False))
    assert "no highlight" in str(getattr(failure, "reason", ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3. März 2024", "2024-03-03"),
        ("le 1er février 2020", "2020-02-01"),
        ("2019. október 9., szerda", "2019-10-09"),
        ("9 października 2019 8:05", "2019-10-09T08:05:00"),
        ("2024年4月2日 午後0:15", "2024-04-02T12:15:00"),
        ("2024년 4월 2일 오전 12:15:00", "2024-04-02T00:15:00"),
        ("5 de enero de 2021 9:05:00 p. m.", "2021-01-05T21:05:00"),
        ("31 de febrero de 2021", None),
        ("Kapitel 3 Band 2021", None),
    ],
)
def test_months_are_words_of_many_languages(text: str, said: str | None) -> None:
    assert local_time_in_words(text) == said


def test_who_sent_a_text_of_one_s_own_to_a_kindle_is_no_author(tmp_path: Path, cache: Path) -> None:
    made = "- Your Highlight on Location 184-184 | Added on Monday, December 16, 2019 6:42:53 PM"
    text = RECORD.format(title="A pasted essay (jane@example.org)", made=made, text="marked words")
    (tmp_path / "My Clippings.txt").write_text(text, encoding="utf-8")
    (essay,) = books(tmp_path / "My Clippings.txt", cache)
    assert (essay.title, essay.authors) == ("A pasted essay", ())
