"""All forms of one work give one key, and texts give up the works they point to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from w3lib.url import canonicalize_url

from kb.text.identity import arxiv_id, canonical_key, canonical_url, doi, find_references
from kb.text.works import is_of_work
from tests.growth import grows_with_its_input

SHARED = Path(__file__).resolve().parents[2] / "../shared"

ARXIV_FORMS = (
    "2510.26692",
    "2510.26692v2",
    " arXiv:2510.26692v3 [cs.CL] ",
    "arxiv: 2510.26692",
    "https://arxiv.org/abs/2510.26692",
    "http://www.arxiv.org/abs/2510.26692v2",
    "https://arxiv.org/abs/2510.26692?context=cs.LG",
    "https://arxiv.org/abs/2510.26692/",
    "https://arxiv.org/pdf/2510.26692",
    "arxiv.org/pdf/2510.26692v1.pdf#page=3",
    "https://arxiv.org/html/2510.26692v1#S3.SS1",
    "https://export.arxiv.org/abs/2510.26692",
    "https://alphaxiv.org/abs/2510.26692",
    "https://www.alphaxiv.org/overview/2510.26692v2",
    "https://www.alphaxiv.org/ru/overview/2510.26692",
    "https://ar5iv.labs.arxiv.org/html/2510.26692",
    "https://ar5iv.org/abs/2510.26692",
    "https://huggingface.co/papers/2510.26692#community",
    "https://hf.co/papers/2510.26692",
    "10.48550/arXiv.2510.26692",
    "doi:10.48550/ARXIV.2510.26692",
    "https://doi.org/10.48550/arXiv.2510.26692",
    "arxiv:2510.26692",
    "url:https://arxiv.org/abs/2510.26692v1",
    "https://t.me/iv?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&rhash=0a",
    "https://www.google.com/url?sa=t&q=https://arxiv.org/abs/2510.26692v1&usg=x",
    "https://www.google.ru/url?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&h=AT",
    "https://away.vk.com/away.php?to=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://href.li/?https://arxiv.org/abs/2510.26692",
    "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&data=05",
    "https://out.reddit.com/t3_abc?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&token=AQ",
    "https://medium.com/r/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/2510.26692",
    "https://tracking.tldrnewsletter.com/CL0/https:%2F%2Farxiv.org%2Fabs%2F2510.26692%3Futm_source=tldrai/1/01/a=",
    "https://x1.r.us-east-1.awstrack.me/L0/https:%2F%2Farxiv.org%2Fabs%2F2510.26692/1/0100/b=375",
    "https://click.convertkit-mail2.com/one/two/aHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzI1MTAuMjY2OTI=",
    "https://substack.com/redirect/2/eyJlIjoiaHR0cHM6Ly9hcnhpdi5vcmcvYWJzLzI1MTAuMjY2OTIiLCJwIjoxfQ.sig?",
    "https://link.juejin.cn/?target=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://link.csdn.net/?target=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://links.jianshu.com/go?to=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://link.jianshu.com/?t=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://www.oschina.net/action/GoToLink?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://www.douban.com/link2/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "https://gate.sc/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&token=x",
    "https://web.archive.org/web/20251101000000/https://arxiv.org/abs/2510.26692",
    "https://href.li/?https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692",
    "[2510.26692]",
    "(2510.26692)",
    "2510.26692,",
    "«2510.26692».",
    "arXiv.2510.26692",
    "arXiv 2510.26692",
    "arxiv_2510.26692v2.pdf",
    "oai:arXiv.org:2510.26692",
    "abs/2510.26692",
    "[2510.26692v1] Kimi Linear: An Expressive, Efficient Architecture",
    "arxiv.org/abs/2510.26692\u200b",
    "\ufeffhttps://arxiv.org/abs/2510.26692.",
    "https://arxiv.org/abs/2510.26692)",
    "<https://arxiv.org/abs/2510.26692>",
    "https://arxiv.org/abs/2510.26692 (cs.CL)",
    "https://arxiv.org/abs//2510.26692",
    "https://arxiv.org/abs/arXiv:2510.26692",
    "https://arxiv.org/ftp/arxiv/papers/2510/2510.26692.pdf",
    "https://arxiv.org/pdf/2510.26692v3.pdf.",
    "https://ui.adsabs.harvard.edu/abs/arXiv:2510.26692/abstract",
    "https://papers.cool/arxiv/2510.26692",
)


@pytest.mark.parametrize("form", ARXIV_FORMS)
def test_every_form_of_an_arxiv_paper_gives_one_key(form: str) -> None:
    assert canonical_key(form) == "arxiv:2510.26692"
    assert arxiv_id(form) == "2510.26692"


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("https://arxiv.org/abs/cs/0112017v1", "arxiv:cs/0112017"),
        ("arxiv:hep-th/9901001", "arxiv:hep-th/9901001"),
        ("https://arxiv.org/pdf/math.GT/0309136", "arxiv:math/0309136"),
        ("0704.0001", "arxiv:0704.0001"),
        ("https://arxiv.org/ftp/hep-th/papers/9901/9901001v2.pdf", "arxiv:hep-th/9901001"),
        ("[cs/0112017]", "arxiv:cs/0112017"),
        ("https://t.me/c/1234567/89/90", "post:telegram/c/1234567/90"),
        ("tg://privatepost?channel=1234567&post=89", "post:telegram/c/1234567/89"),
        ("tg://resolve?domain=varim_ml", "url:https://t.me/varim_ml"),
        ("zotero://select/items/@doe24", "url:zotero://select/items/@doe24"),
        ("zotero://select/items/1_ABCD2345", "url:https://zotero.org/items/ABCD2345"),
        ("zotero://select/items/0/ABCD2345", "url:https://zotero.org/items/ABCD2345"),
        ("zotero://select/groups/12/items/ABCD2345", "url:https://zotero.org/items/ABCD2345"),
        ("zotero://open-pdf/library/items/ABCD2345?page=2", "url:https://zotero.org/items/ABCD2345"),
        ("https://www.zotero.org/users/12/items/ABCD2345", "url:https://zotero.org/items/ABCD2345"),
        (
            "https://zotero.org/groups/1/lab/collections/QQ22WW33/items/ABCD2345/library",
            "url:https://zotero.org/items/ABCD2345",
        ),
        ("https://ru.wikipedia.org/wiki/И\u0306од", "url:https://ru.wikipedia.org/wiki/%D0%99%D0%BE%D0%B4"),
        ("https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("http://dx.doi.org/10.1109/TPAMI.2016.2577031", "doi:10.1109/tpami.2016.2577031"),
        ("doi:http://dx.doi.org/10.1109/TPAMI.2016.2577031", "doi:10.1109/tpami.2016.2577031"),
        ("doi: 10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true", "doi:10.1145/3292500.3330701"),
        (
            "https://link.springer.com/content/pdf/10.1007/s10994-020-05944-z.pdf",
            "doi:10.1007/s10994-020-05944-z",
        ),
        (
            "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full.pdf",
            "doi:10.1101/2020.01.01.123456",
        ),
        ("https://www.nature.com/articles/s41586-019-1724-z.pdf", "doi:10.1038/s41586-019-1724-z"),
        ("https://nature.com/articles/nature14539#Sec2", "doi:10.1038/nature14539"),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
            "doi:10.1371/journal.pone.0000001",
        ),
        (
            "https://journals.plos.org/plosone/article/file?id=10.1371%2Fjournal.pone.0000001&type=printable",
            "doi:10.1371/journal.pone.0000001",
        ),
        ("https://journals.plos.org/plosone/", "url:https://journals.plos.org/plosone"),
        (
            "https://www.nature.com/subjects/machine-learning",
            "url:https://nature.com/subjects/machine-learning",
        ),
        (
            "https://ieeexplore.ieee.org/abstract/document/9416312",
            "url:https://ieeexplore.ieee.org/document/9416312",
        ),
        (
            "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9416312",
            "url:https://ieeexplore.ieee.org/document/9416312",
        ),
        (
            f"https://www.semanticscholar.org/paper/Attention-is-All-you-Need/{'0a' * 20}?sort=x",
            f"url:https://semanticscholar.org/paper/{'0a' * 20}",
        ),
        (
            "https://www.sciencedirect.com/science/article/abs/pii/S0893608019300784?via%3Dihub",
            "url:https://sciencedirect.com/science/article/pii/S0893608019300784",
        ),
        (
            "http://jmlr.org/papers/volume15/srivastava14a/srivastava14a.pdf",
            "url:https://jmlr.org/papers/v15/srivastava14a.html",
        ),
        ("https://t.me/Varim_ML/168", "post:telegram/varim_ml/168"),
        ("https://t.me/s/varim_ml/168", "post:telegram/varim_ml/168"),
        ("t.me/varim_ml/168?single", "post:telegram/varim_ml/168"),
        ("https://telegram.me/varim_ml/168", "post:telegram/varim_ml/168"),
        ("tg://resolve?domain=varim_ml&post=168", "post:telegram/varim_ml/168"),
        ("https://t.me/c/1234567/89", "post:telegram/c/1234567/89"),
        ("https://t.me/varim_ml", "url:https://t.me/varim_ml"),
        ("https://youtu.be/kCc8FmEb1nY?si=abc", "url:https://youtube.com/watch?v=kCc8FmEb1nY"),
        (
            "https://www.youtube.com/watch?v=kCc8FmEb1nY&t=10s&list=PL1",
            "url:https://youtube.com/watch?v=kCc8FmEb1nY",
        ),
        ("https://m.youtube.com/shorts/kCc8FmEb1nY", "url:https://youtube.com/watch?v=kCc8FmEb1nY"),
        ("https://openreview.net/pdf?id=AbC9", "url:https://openreview.net/forum?id=AbC9"),
        ("file:0a1b", "file:0a1b"),
        ("chat:0a1b", "chat:0a1b"),
        ("post:telegram/x/1", "post:telegram/x/1"),
        ("path:/home/me/Папка/x.md", "path:/home/me/Папка/x.md"),
        ("notes/attention.md", "notes/attention.md"),
        ("", ""),
    ],
)
def test_keys_of_other_addresses(form: str, key: str) -> None:
    assert canonical_key(form) == key


@pytest.mark.parametrize(
    "number", ["3413.56789", "1234.56789", "1706.3762", "0703.0001", "1501.0001", "cs/0113017"]
)
def test_numbers_that_cannot_be_arxiv_ids(number: str) -> None:
    assert arxiv_id(number) is None
    assert arxiv_id(f"https://arxiv.org/abs/{number}") is None


@pytest.mark.parametrize("page", ["https://arxiv.org/list/cs.LG/2510", "https://example.org/abs/2510.26692"])
def test_other_pages_are_not_arxiv_papers(page: str) -> None:
    assert arxiv_id(page) is None


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://Example.com:80/a/../b/?id=3&utm_source=x&fbclid=y#top", "https://example.com/b?id=3"),
        ("https://www.site.ru/index.php?id=7&cid=2", "https://site.ru/index.php?cid=2&id=7"),
        ("https://site.ru/?page_id=5&amp;keyword=ml", "https://site.ru?keyword=ml&page_id=5"),
        ("https://site.ru/archive?2024", "https://site.ru/archive?2024="),
        ("http://localhost:8501/map", "http://localhost:8501/map"),
        ("https://app.site.com/#/paper/7", "https://app.site.com#/paper/7"),
        ("https://twitter.com/karpathy/status/1?s=20", "https://x.com/i/status/1"),
        ("https://en.m.wikipedia.org/wiki/Foo_(bar)", "https://en.wikipedia.org/wiki/Foo_(bar)"),
        ("https://github.com/OpenAI/CLIP.git", "https://github.com/openai/clip"),
        ("https://github.com/openai/CLIP/tree/main", "https://github.com/openai/clip"),
        (
            "https://github.com/openai/CLIP/blob/main/Model.py",
            "https://github.com/openai/clip/blob/main/Model.py",
        ),
        ("https://medium.com/@a/b-0123456789ab?source=rss----1", "https://medium.com/@a/b-0123456789ab"),
        ("https://a.org/?source=medium", "https://a.org?source=medium"),
        ("http://[broken/", "http://[broken/"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


SERIAL = "10.1175/1520-0493(1987)115<1606:GARSPP>2.0.CO;2"


@pytest.mark.parametrize(
    "form",
    [
        SERIAL,
        f"doi:{SERIAL}",
        f"DOI: {SERIAL}.",
        f"({SERIAL})",
        "10.1175/1520-0493(1987)115&lt;1606:GARSPP&gt;2.0.CO;2",
        "10.1175%2F1520-0493%281987%29115%3C1606%3AGARSPP%3E2.0.CO%3B2",
        f"https://doi.org/{SERIAL}",
        "https://doi.org/10.1175/1520-0493(1987)115%3C1606:GARSPP%3E2.0.CO;2",
        "https://dx.doi.org/10.1175%2F1520-0493(1987)115%253C1606%3AGARSPP%253E2.0.CO%3B2",
        "<https://doi.org/10.1175/1520-0493(1987)115%3C1606:GARSPP%3E2.0.CO;2>",
        "https://journals.ametsoc.org/doi/abs/10.1175/1520-0493(1987)115%3C1606:GARSPP%3E2.0.CO;2",
    ],
)
def test_every_form_of_a_doi_gives_one_key(form: str) -> None:
    assert canonical_key(form) == f"doi:{SERIAL.lower()}"


def test_a_doi_with_angles_is_found_whole_in_a_text() -> None:
    for form in (f"doi:{SERIAL}", f"https://doi.org/{SERIAL}", f"<https://doi.org/{SERIAL}>"):
        assert [ref.key for ref in find_references(f"как в {form}, и далее")] == [f"doi:{SERIAL.lower()}"]
    assert [ref.key for ref in find_references("<p>doi:10.1145/3292500<br>x</p>")] == ["doi:10.1145/3292500"]
    assert [ref.key for ref in find_references("doi:10.48550/arXiv.2510.26692")] == ["arxiv:2510.26692"]


@pytest.mark.parametrize(
    "query", ["a=1&region=2", "id=1&noteId=2", "x=1&section=4&copy=5", "a=1&lt=2&times=3"]
)
def test_parameters_that_look_like_entities_stay(query: str) -> None:
    address = f"https://site.example/page?{query}"
    for text in (address, f"[x]({address})", f"<a href='{address}'>x</a>", f"see {address}, and"):
        assert [ref.url for ref in find_references(text)] == [address]
    assert canonical_key(address).endswith("&".join(sorted(query.split("&"))))
    marked_up = address.replace("&", "&amp;")
    assert find_references(f'<a href="{marked_up}">x</a>')[0].url == address
    assert canonical_key(marked_up) == canonical_key(address)


def test_publisher_and_bare_doi() -> None:
    assert doi("10.1145/3292500.3330701") == "10.1145/3292500.3330701"
    assert doi("https://doi.org/10.48550/arXiv.2510.26692") is None
    assert doi("https://example.org/10.1145") is None


web_address = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}{host}/{path}?{query}#{fragment}",
    st.sampled_from(["https://", "http://", "HTTP://www.", "", "url:https://"]),
    st.sampled_from(
        ["a.com", "arxiv.org", "t.me", "dl.acm.org", "github.com", "medium.com", "пример.рф", "youtu.be"]
    ),
    st.text(alphabet="abс/.%()v:~ 2510692doi", max_size=30),
    st.text(alphabet="abcurl=&%:/?хid1", max_size=30),
    st.text(alphabet="!/ab=", max_size=5),
)


@given(st.one_of(st.text(max_size=80), web_address, st.sampled_from(ARXIV_FORMS)))
def test_canonical_key_applied_twice_changes_nothing(address: str) -> None:
    key = canonical_key(address)
    assert canonical_key(key) == key


@given(web_address)
def test_an_added_tracker_never_makes_a_new_key(address: str) -> None:
    plain = address.partition("#")[0].replace(" ", "")
    assert canonical_key(plain) == canonical_key(plain + "&utm_source=digest")


@given(st.text(alphabet="[]()<>!ahref=https://.com\"' \narXiv:2510.26692", max_size=200))
def test_references_have_canonical_keys_and_no_twins(text: str) -> None:
    keys = [reference.key for reference in find_references(text)]
    assert len(keys) == len(set(keys))
    assert all(canonical_key(key) == key for key in keys)


def test_references_in_order_with_labels_and_without_twins() -> None:
    text = """See [Attention *is*](https://arxiv.org/abs/1706.03762v5 "paper"), ![plot](https://x.org/i.png)
[![stars](https://img.shields.io/x.svg)](https://github.com/a/b), arXiv:1706.03762 again.
<a class="x" href='https://t.me/chan/168?single'>пост <b>про MoE</b></a> <img src="https://x.org/j.png">
<https://en.wikipedia.org/wiki/Foo_(bar)> (https://en.wikipedia.org/wiki/Foo_(baz)), **https://bold.org/a**.
arxiv.org/abs/2401.00001. «https://quoted.ru/c»; doi: 10.1145/3292500.3330701. https://esc.org/a\\_b
[1]: https://example.com/one "Title"
"""
    assert [(r.key, r.label) for r in find_references(text)] == [
        ("arxiv:1706.03762", "Attention is"),
        ("url:https://github.com/a/b", "stars"),
        ("post:telegram/chan/168", "пост про MoE"),
        ("url:https://en.wikipedia.org/wiki/Foo_(bar)", ""),
        ("url:https://en.wikipedia.org/wiki/Foo_(baz)", ""),
        ("url:https://bold.org/a", ""),
        ("arxiv:2401.00001", ""),
        ("url:https://quoted.ru/c", ""),
        ("doi:10.1145/3292500.3330701", ""),
        ("url:https://esc.org/a_b", ""),
        ("url:https://example.com/one", "1"),
    ]


def test_prose_without_addresses_has_no_references() -> None:
    text = "2510.26693 и 1234.56789, src/model.py/x, и/или, [x](notes/a.md), [y](#top), me@mail.com/x, v1.2/3"
    text += " ![](https://x.org/i.png)"
    assert find_references(text) == ()


def test_a_reference_keeps_the_address_as_written() -> None:
    (reference,) = find_references("читать arxiv.org/pdf/2401.00001v2.")
    assert reference.url == "https://arxiv.org/pdf/2401.00001v2"


@pytest.mark.parametrize(
    "piece",
    ["[", "[a", "(", "<a ", "![x](", "[![", "http://", "[x]((a", "a.", "arxiv ", "[a\n", "doi 10.1000/("],
)
def test_hostile_text_takes_no_long_time(piece: str) -> None:
    assert grows_with_its_input(lambda n: find_references(piece * n), 300)


def test_identifiers_of_real_metadata_are_all_known() -> None:
    corpus = SHARED / "corpora/arxiv_ml_3k.jsonl"
    if not corpus.exists():
        pytest.skip("the shared arXiv sample is not on this machine")
    with corpus.open(encoding="utf-8") as lines:
        identifiers = [json.loads(line)["id"] for line in lines]
    assert all(arxiv_id(f"https://arxiv.org/pdf/{i}v1") == i for i in identifiers)


def test_the_seed_essay_gives_its_papers_and_posts() -> None:
    seeds = sorted((SHARED / "seeds").glob("000_*.txt"))
    if not seeds:
        pytest.skip("the shared seeds are not on this machine")
    keys = {reference.key for reference in find_references(seeds[0].read_text(encoding="utf-8"))}
    assert {"arxiv:2510.26692", "arxiv:2507.20534", "arxiv:2510.26788", "post:telegram/varim_ml/168"} <= keys


_NEURIPS = "https://proceedings.neurips.cc/paper_files/paper"


@pytest.mark.parametrize(
    ("addresses", "form"),
    [
        (("https://m.habr.com/ru/post/123456/", "https://habr.com/en/articles/123456/#comments",
          "https://habrahabr.ru/company/yandex/blog/123456", "https://habr.com/ru/amp/publications/123456/",
          "https://habr.com/ru/companies/yandex/articles/123456/?utm_campaign=x"),
         "https://habr.com/ru/articles/123456"),
        (("https://mobile.twitter.com/vera/status/17/photo/1", "https://xcancel.com/vera/status/17",
          "https://fixupx.com/vera/status/17?s=20", "https://x.com/i/web/status/17",
          "https://x.com/Vera_L/status/17?ref_src=twsrc%5Etfw", "http://www.twitter.com/vera/statuses/17",
          "https://nitter.privacydev.net/vera/status/17#m", "https://nitter.it/vera/status/17",
          "https://twitter.com/#!/vera/status/17", "https://threadreaderapp.com/thread/17.html"),
         "https://x.com/i/status/17"),
        (("https://m.example.org/a", "https://mobile.example.org/a/", "https://amp.example.org/a",
          "https://www.google.com/amp/s/example.org/a", "https://m.example.org/a?utm_source=y",
          "https://example-org.cdn.ampproject.org/c/s/example.org/a",
          "https://example-org.cdn.ampproject.org/v/s/www.example.org/a?amp_js_v=0.1",
          "https://archive.ph/20240102030405/https://example.org/a", "https://12ft.io/https://example.org/a",
          "https://archive.today/newest/https://example.org/a", "https://r.jina.ai/https://example.org/a",
          "https://yandex.ru/clck/jsredir?from=z&url=https%3A%2F%2Fexample.org%2Fa"), "https://example.org/a"),
        (("https://en.m.wikipedia.org/wiki/A", "https://en.wikipedia.org/wiki/A#B"), "https://en.wikipedia.org/wiki/A"),
        (("https://m.reddit.com/r/a/comments/b", "https://amp.reddit.com/r/a/comments/b/"),
         "https://reddit.com/r/a/comments/b"),
        (("https://www.aclweb.org/anthology/P19-1001/", "https://aclweb.org/anthology/P19-1001.pdf",
          "https://www.aclweb.org/anthology/papers/P/P19/P19-1001/", "https://aclanthology.org/P19-1001v2.pdf"),
         "https://aclanthology.org/P19-1001"),
        (("https://papers.nips.cc/paper/2017/file/" + "3f" * 16 + "-Paper.pdf",
          "https://proceedings.neurips.cc/paper/2017/hash/" + "3f" * 16 + "-Abstract.html"),
         f"{_NEURIPS}/2017/hash/" + "3f" * 16 + "-Abstract.html"),
        ((f"{_NEURIPS}/2024/file/" + "3f" * 16 + "-Paper-Conference.pdf",),
         f"{_NEURIPS}/2024/hash/" + "3f" * 16 + "-Abstract-Conference.html"),
        (("https://proceedings.mlr.press/v139/linde21a/linde21a.pdf",
          "http://proceedings.mlr.press/v139/linde21a.html"),
         "https://proceedings.mlr.press/v139/linde21a.html"),
        (("https://openaccess.thecvf.com/content/CVPR2026/papers/Linde_Memory_CVPR_2026_paper.pdf",),
         "https://openaccess.thecvf.com/content/CVPR2026/html/Linde_Memory_CVPR_2026_paper.html"),
        (("https://hf.co/vera/kept-7b/tree/main", "https://huggingface.co/vera/kept-7b/blob/main/README.md"),
         "https://huggingface.co/vera/kept-7b"),
    ],
)  # fmt: skip
def test_every_address_of_one_page_has_one_form(addresses: tuple[str, ...], form: str) -> None:
    assert {canonical_url(address) for address in addresses} == {form}
    assert canonical_url(form) == form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://m.me/someone", "https://me/someone"),
        ("https://amp.dev/a", "https://dev/a"),
        ("https://habr.com/ru/news/123456/", "https://habr.com/ru/articles/123456/"),
        ("https://x.com/vera/status/17", "https://x.com/vera/status/18"),
        ("https://x.com/vera", "https://x.com/i/status/17"),
        ("https://nitter.net/vera", "https://example.org/vera"),
        ("https://archive.ph/AbCdE", "https://archive.ph/FgHiJ"),
        ("https://huggingface.co/vera/kept-7b/tree/dev", "https://huggingface.co/vera/kept-7b"),
        (
            "https://proceedings.mlr.press/v139/linde21a/linde21a-supp.pdf",
            "https://proceedings.mlr.press/v139/linde21a.html",
        ),
    ],
)
def test_pages_that_only_look_alike_stay_apart(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


@pytest.mark.parametrize(
    "address",
    ["https://www.alphaxiv.org/overview/2510.26692v2", "https://www.alphaxiv.org/zh/overview/2510.26692",
     "https://hf.co/papers/2510.26692#comments", "https://ar5iv.labs.arxiv.org/html/2510.26692",
     "https://www.catalyzex.com/paper/arxiv:2510.26692", "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&sa=D",
     "https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2510.26692&hl=en",
     "https://l.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2510.26692&h=AT0",
     "https://archive.is/2025/https://arxiv.org/abs/2510.26692", "https://sci-hub.se/10.48550/arXiv.2510.26692"],
)  # fmt: skip
def test_wrappers_and_mirrors_lead_to_the_paper(address: str) -> None:
    assert canonical_key(address) == "arxiv:2510.26692"


@given(st.from_regex(r"https://some-site\.org(?:/[A-Za-z0-9_~.-]{0,6}){0,4}/?", fullmatch=True))
def test_plain_addresses_have_the_form_that_w3lib_gives_them(address: str) -> None:
    assert canonical_url(address) == canonicalize_url(address).rstrip("/")


@pytest.mark.parametrize(
    ("address", "of_work"),
    [
        ("https://arxiv.org/abs/2310.90001v2", True),
        ("10.1145/3292500.3330701", True),
        ("https://a.io/doi", False),
    ],
)
def test_works_go_by_an_identifier(address: str, of_work: bool) -> None:
    assert is_of_work(canonical_key(address)) is of_work
