"""A saved page shows the pictures that were kept of those beside it, and is else what it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.ui.reader.saved import with_pictures

DATA = "data:image/png;base64,cGljdHVyZQ=="


@pytest.fixture
def kept(tmp_path: Path) -> dict[str, tuple[Path, str]]:
    picture = tmp_path / "picture"
    picture.write_bytes(b"picture")
    return dict.fromkeys(("page_files/a.png", "Статья_files/a b.png"), (picture, "image/png"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<img src="page_files/a.png">', f'<img src="{DATA}">'),
        ("<p>\n\n x <IMG alt='a \"b\"'\n src=./page_files/a.png?v=1 srcset='http://x.example/a 2x'/> y\n</p>",
         f'<p>\n\n x <img alt="a &quot;b&quot;" src="{DATA}"> y\n</p>'),
        ('<img src="data:," data-src="page_files/a.png" loading="lazy">', f'<img src="{DATA}">'),
        ('<img src="https://x.example/a.png" srcset="page_files/a.png 1x">', f'<img src="{DATA}">'),
        ('<img src="./Статья_files/a%20b.png">', f'<img src="{DATA}">'),
        ('<picture><source srcset="https://x.example/a.webp"><img src="page_files/a.png"></picture>',
         f'<picture><source><img src="{DATA}"></picture>'),
    ],
)  # fmt: skip
def test_what_was_kept_is_written_into_the_page(
    kept: dict[str, tuple[Path, str]], before: str, after: str
) -> None:
    assert with_pictures(before.encode(), kept).decode() == after


@pytest.mark.parametrize(
    "page",
    [
        '<img src="page_files/b.png">',
        '<img src="../page_files/a.png">',
        '<img src="/page_files/a.png">',
        '<img src="//page_files/a.png">',
        '<img src="https://x.example/page_files/a.png">',
        '<img src="file:///page_files/a.png">',
        '<img src="http://[broken/page_files/a.png">',
        "<img>",
        '<source srcset="data:image/png;base64,AAAA">',
        '<!-- <img src="page_files/a.png"> -->',
        '<script>"<img src=page_files/a.png>"</script>',
    ],
)
def test_all_else_stays_as_it_is(kept: dict[str, tuple[Path, str]], page: str) -> None:
    assert with_pictures(page.encode(), kept) == page.encode()


@pytest.mark.parametrize(
    ("charset", "written"),
    [("utf-8", "utf-8"), ("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("no-such", "utf-8")],
)
def test_a_page_keeps_its_own_letters(kept: dict[str, tuple[Path, str]], charset: str, written: str) -> None:
    page = f'<meta charset="{charset}"><p>Слова</p><img src="Статья_files/a b.png"><p>и ещё</p>'.encode(
        written
    )
    expected = (
        page if charset == "no-such" else page.replace("Статья_files/a b.png".encode(written), DATA.encode())
    )
    assert with_pictures(page, kept) == expected


def test_broken_letters_stay_broken(kept: dict[str, tuple[Path, str]]) -> None:
    assert with_pictures(b'\xff\xfe\x00<img src="page_files/a.png">\xd0', kept) == (
        b'\xff\xfe\x00<img src="' + DATA.encode() + b'">\xd0'
    )
