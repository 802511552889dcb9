"""The pictures that a saved page carries in its own file are kept: MHTML, web archives, SingleFile."""

from __future__ import annotations

import base64
import plistlib
import random
from pathlib import Path

import pytest

from kb.library import Library

PNG, JPEG, WEBP = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"
PAGE = "https://example.org/posts/caches"
SITE = "https://example.org"


def picture(head: bytes, seed: int, size: int = 5_000) -> bytes:
    return head + random.Random(seed).randbytes(size)


HELD = {
    "fig one.png": picture(PNG, 1),
    "small.jpg": picture(JPEG, 2),
    "large.jpg": picture(JPEG, 3, 9_000),
    "lazy": picture(WEBP, 4),
    "menu.png": picture(PNG, 5),
    "icon.png": picture(PNG, 6, 900),
    "page.png": b"<html>" + bytes(5_000),
    "unseen.png": picture(PNG, 7),
}
KEPT = {("fig one.png", "image/png"), ("large.jpg", "image/jpeg"), ("lazy.webp", "image/webp")}
"""Those that the article shows, once each: of several sizes the largest, told by what they hold, not by what
they are called."""


def page(address: str = "{}", pixel: str = "data:image/gif;base64,R0lGODlhAQABAAAAACw=") -> str:
    said = {name: address.format(name.replace(" ", "%20")) for name in HELD}
    words = "The cache of keys and values grows with the length of the text, and costs memory. " * 5
    shown = (
        f"<img src='{said['fig one.png']}'><img src='{said['fig one.png']}#again'>"
        f"<img src='{said['small.jpg']}' srcset='{said['small.jpg']} 1x, {said['large.jpg']} 2x'>"
        f"<picture><source srcset='{said['large.jpg']}'><img src='{said['small.jpg']}'></picture>"
        f"<img src='{pixel}' data-src='{said['lazy']}'><img src='{said['icon.png']}'>"
        f"<img src='{said['page.png']}'><img src='http://[x/none.png'>"
        "<img src='data:image/png;base64,='><img>"
    )
    return (
        f"<html><head><title>On caches</title></head><body><nav><img src='{said['menu.png']}'></nav>"
        f"<article><h1>On caches</h1><p>{words}</p>{shown}</article></body></html>"
    )


def mhtml(source: str, pictures: dict[str, bytes]) -> bytes:
    """`pictures` by the lines that name them."""
    head = f"From: <Saved by Blink>\nSnapshot-Content-Location: {PAGE}\nSubject: x\nMIME-Version: 1.0\n"
    head += "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    parts = [f"{head}Content-Location: {PAGE}\n\n{source}"]
    for named, content in pictures.items():
        kind = "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64"
        parts.append(f"{kind}\n{named}\n\n{base64.encodebytes(content).decode()}")
    return "\n--b\n".join(parts).encode() + b"\n--b--\n"


def web_archive(source: str) -> bytes:
    main = {
        "WebResourceData": source.encode(),
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": PAGE,
        "WebResourceTextEncodingName": "utf-8",
    }
    others: list[object] = [
        {"WebResourceData": content, "WebResourceURL": f"{SITE}/figures/{name.replace(' ', '%20')}"}
        for name, content in HELD.items()
    ]
    odd: list[object] = [{"WebResourceURL": PAGE}, {"WebResourceData": HELD["unseen.png"]}, "odd"]
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": [*others, *odd]})


def files() -> dict[str, bytes]:
    located = {f"Content-Location: {SITE}/figures/{name.replace(' ', '%20')}": HELD[name] for name in HELD}
    numbered = {f"Content-ID: <{name.replace(' ', '%20')}>": HELD[name] for name in HELD}
    return {
        "located.mhtml": mhtml(page(f"{SITE}/figures/{{}}"), located),
        "relative.mhtml": mhtml(page("../figures/{}"), located),
        "numbered.mht": mhtml(page("cid:{}"), numbered),
        "page.webarchive": web_archive(page("/figures/{}")),
    }


@pytest.mark.parametrize("name", sorted(files()))
def test_the_pictures_of_the_article_are_kept(name: str, library: Library, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(files()[name])
    added = library.intake.add([str(tmp_path / name)])
    assert added.failed == ()
    [item] = added.touched
    [saved, *pictures] = library.originals.of_item(item.key)
    assert (item.key, saved[0].name) == (f"url:{PAGE}", name)
    assert {(one.name, one.media_type) for one, _ in pictures} == KEPT
    kept = {path.read_bytes() for _, path in pictures if path is not None}
    assert kept == {HELD["fig one.png"], HELD["large.jpg"], HELD["lazy"]}
    assert f"{tmp_path / name}!/1/fig one.png" in {one.place for one, _ in pictures}
    again = library.intake.add([str(tmp_path / name)])
    assert (again.added, again.updated) == (0, 0)


def test_pictures_written_into_the_page_are_kept_once(library: Library, tmp_path: Path) -> None:
    figure, other = picture(PNG, 1), picture(WEBP, 2)
    written = {
        one: f"data:image/{kind};base64,{base64.b64encode(one).decode()}"
        for one, kind in ((figure, "png"), (other, "jpeg"))
    }
    source = page("https://example.org/{}", pixel=written[other])
    source = source.replace("</article>", f"<img src='{written[figure]}'>" * 2 + "</article>")
    (tmp_path / "single.html").write_text(source, "utf-8")
    [item] = library.intake.add([str(tmp_path / "single.html")]).touched
    [_, *pictures] = library.originals.of_item(item.key)
    assert [(one.name, one.media_type) for one, _ in pictures] == [
        ("picture.png", "image/png"), ("picture.webp", "image/webp"),
    ]  # fmt: skip
    assert [path.read_bytes() for _, path in pictures if path] == [figure, other]
    assert list((tmp_path / "cache").glob("unpacked/*")) == []


def test_words_behind_a_large_picture_stay(library: Library, tmp_path: Path) -> None:
    large = base64.b64encode(picture(JPEG, 1, 8_000_000)).decode()
    source = page("https://example.org/{}", pixel=f"data:image/jpeg;base64,{large}")
    source = source.replace(
        "</article>", "<p>The last words.</p><pre>data:image/png;base64,iVBO</pre></article>"
    )
    source = source.replace(
        "<title>", f"<style>@font-face {{ src: url(data:font/woff2;base64,{large}) }}</style><title>"
    )
    (tmp_path / "single.html").write_text(source, "utf-8")
    [item] = library.intake.add([str(tmp_path / "single.html")]).touched
    text = library.items.get(item.key).text
    assert "The last words." in text and text.endswith("data:image/png;base64,iVBO\n```")
    [_, (one, _path)] = library.originals.of_item(item.key)
    assert (one.name, one.size) == ("picture.jpg", 8_000_000 + len(JPEG))


def test_a_page_of_too_much_text_is_refused(library: Library, tmp_path: Path) -> None:
    source = page("https://example.org/{}").replace("</article>", f"<p>{'words ' * 3_600_000}</p></article>")
    (tmp_path / "long.html").write_text(source, "utf-8")
    [failure] = library.intake.add([str(tmp_path / "long.html")]).failed
    assert "long.html holds 20 MB of text, and at most 20 MB are read from one file" in failure.reason
