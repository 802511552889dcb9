"""Films, posts and repositories that a page shows by their number or name, as site generators embed them."""

from __future__ import annotations

import pytest

from kb.evidence import Compared, Works
from kb.text.identity import canonical_key
from kb.types import Kind
from kb.types.evidence import TraceKind, WorkFacts, WrittenPage

FILM, POST, REPO, GIST, OTHER = range(1, 6)
WORKS = Works.of(
    WorkFacts(number, kind, title, "2024-01-05", (canonical_key(address),))
    for number, kind, title, address in (
        (
            FILM,
            Kind.VIDEO,
            "Building a tokenizer step by step",
            "https://www.youtube.com/watch?v=aB3-xY_z901",
        ),
        (POST, Kind.POST, "A thread on schedules", "https://x.com/somebody/status/1402985115622330374"),
        (REPO, Kind.REPO, "somebody/tiny-scan", "https://github.com/somebody/tiny-scan"),
        (GIST, Kind.ARTICLE, "A gist", "https://gist.github.com/somebody/0123456789abcdef0123"),
        (OTHER, Kind.VIDEO, "A talk on caches", "https://vimeo.com/76979871"),
    )
)


@pytest.mark.parametrize(
    ("written", "item"),
    [
        ("{{< youtube aB3-xY_z901 >}}", FILM),
        ('{{< youtube id="aB3-xY_z901" autoplay="true" >}}', FILM),
        ('{{% youtube "aB3-xY_z901" %}}', FILM),
        ("{% youtube aB3-xY_z901 %}", FILM),
        ("{% include embed/youtube.html id='aB3-xY_z901' %}", FILM),
        ('{% include video id="aB3-xY_z901" provider="youtube" %}', FILM),
        ('{{ youtube(id="aB3-xY_z901") }}', FILM),
        ("{{youtube aB3-xY_z901}}", FILM),
        ('<YouTube id="aB3-xY_z901" />', FILM),
        ('<lite-youtube videoid="aB3-xY_z901"></lite-youtube>', FILM),
        ("{{< video https://youtu.be/aB3-xY_z901 >}}", FILM),
        ("{{[[video]]: https://youtu.be/aB3-xY_z901}}", FILM),
        ("{{< tweet 1402985115622330374 >}}", POST),
        ('{{< tweet user="somebody" id="1402985115622330374" >}}', POST),
        ('{{< x user="somebody" id="1402985115622330374" >}}', POST),
        ('<Tweet id="1402985115622330374" />', POST),
        ('{{< github repo="somebody/tiny-scan" >}}', REPO),
        ("{% github somebody/tiny-scan %}", REPO),
        ("{{< gist somebody 0123456789abcdef0123 >}}", GIST),
        ("{% gist somebody/0123456789abcdef0123 %}", GIST),
        ("{{< vimeo 76979871 >}}", OTHER),
    ],
)
def test_what_a_page_embeds_is_found_by_its_number(written: str, item: int) -> None:
    text = f"# How it is built\n\nThis is where I learnt how the merges are counted: {written}\n"
    traces = Compared(WrittenPage("posts/a.md", text), WORKS).traces()
    assert [(one.item_id, one.kind) for one in traces] == [(item, TraceKind.LINK)]


@pytest.mark.parametrize(
    "written",
    [
        "the key aB3-xY_z901 stands alone",
        "{{< figure src=aB3-xY_z901 >}}",
        "{{< youtube aB3-xY_z9012 >}}",
        "{{< tweet 140298511562233037 >}}",
        "{{< github repo=other/tiny-scan >}}",
    ],
)
def test_other_numbers_embed_nothing(written: str) -> None:
    assert not Compared(WrittenPage("posts/a.md", f"# Words\n\nWhat I learnt: {written}\n"), WORKS).traces()
