"""Chroma damaged, misplaced, down: the answers stay the same, and what to do is said."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import kb.vectors.index
from kb.ingest.save import ingest
from kb.library import Library
from kb.settings import PROJECT_ROOT, Settings
from kb.types import Check, Document, Filters, Kind, SearchMode
from kb.vectors.chroma import IndexUnavailable, chroma_folder
from tests.conftest import StemEncoder
from tests.serving import free_port
from tests.vectors import servers

TOPICS = ("attention", "quantization", "retrieval", "robotics", "radiology")
# Enough for Chroma to write its graph to files.
COUNT = 300


def fill(library: Library) -> None:
    papers = [
        Document(f"arxiv:2501.{n:05}", Kind.PAPER, f"{TOPICS[n % 5]} {n}", summary=f"On {TOPICS[n % 5]} w{n}")
        for n in range(COUNT)
    ]
    ingest(library.store, papers)
    library.work.embed()
    library.vectors.sync_index()


def answers(library: Library) -> list[list[str]]:
    return [
        [hit.item.key for hit in library.search.hits(topic, Filters(), SearchMode.MEANING, 12)]
        for topic in TOPICS
    ]


def reopened(settings: Settings) -> Library:
    return Library(settings, keep_index=True, encoder=StemEncoder())


def of_index(library: Library) -> Check:
    [check] = [check for check in library.upkeep.doctor() if check.name == "vector index"]
    return check


def segment(folder: Path) -> Path:
    [found] = [path for path in folder.iterdir() if path.is_dir()]
    return found


def truncate(path: Path, share: float) -> None:
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def replace_by_file(path: Path) -> None:
    shutil.rmtree(path)
    path.write_text("not a folder")


def replace_by_link(path: Path) -> None:
    shutil.rmtree(path)
    path.symlink_to(path.with_name("nowhere"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a vector file is gone": lambda folder: (segment(folder) / "data_level0.bin").unlink(),
    # Chroma alone opens this one and answers wrongly.
    "the vectors are cut": lambda folder: truncate(segment(folder) / "data_level0.bin", 0.3),
    "the segment is gone": lambda folder: shutil.rmtree(segment(folder)),
    "the segment is a file": lambda folder: replace_by_file(segment(folder)),
    "the database is text": lambda folder: (folder / "chroma.sqlite3").write_text("hello"),
    "the database is gone": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "the database is empty": lambda folder: truncate(folder / "chroma.sqlite3", 0),
    "a foreign file lies there": lambda folder: (folder / "photo.jpg").write_bytes(b"kept"),
    "the folder is a file": replace_by_file,
    "the folder is a dangling link": replace_by_link,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_changes_no_answer_and_is_made_anew(
    library: Library, settings: Settings, damage: Callable[[Path], object]
) -> None:
    fill(library)
    before = answers(library)
    library.close()
    damage(chroma_folder(settings.home))
    again = reopened(settings)
    assert not of_index(again).ok and "reindex" in of_index(again).detail
    assert answers(again) == before
    count, _ = again.upkeep.reindex()
    assert count == COUNT and again.vectors.passages.index.behind() == 0
    assert of_index(again).ok
    assert answers(again) == before
    again.close()
    untouched = reopened(settings)
    assert of_index(untouched).ok and untouched.vectors.passages.index.behind() == 0
    untouched.close()


def test_what_is_none_of_chromas_making_is_kept(library: Library, settings: Settings) -> None:
    fill(library)
    library.close()
    (chroma_folder(settings.home) / "photo.jpg").write_bytes(b"kept")
    again = reopened(settings)
    again.upkeep.reindex()
    again.close()
    [aside] = settings.home.glob("chroma-set-aside-*")
    assert (aside / "photo.jpg").read_bytes() == b"kept"


def test_an_index_that_cannot_be_made_ends_reindex_with_the_reason(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    library.close()
    monkeypatch.setattr(shutil, "rmtree", _refuse)
    (segment(chroma_folder(settings.home)) / "header.bin").unlink()
    again = reopened(settings)
    with pytest.raises(IndexUnavailable, match="reindex"):
        again.upkeep.reindex()
    again.close()


def _refuse(path: Path) -> None:
    raise PermissionError(13, "Permission denied", str(path))


# -- a Chroma server ------------------------------------------------------------------------------


@pytest.mark.skipif(not servers.CHROMA.exists(), reason="the chroma executable is not installed")
def test_a_server_is_used_goes_down_and_comes_back(
    library: Library, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.index, "_RETRY_S", 0.0)
    fill(library)
    before = answers(library)
    library.close()
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    remote = reopened(settings.model_copy(update={"chroma_url": url}))
    with servers.chroma(tmp_path / "served", port):
        count, _ = remote.upkeep.reindex()
        index = remote.vectors.passages.index
        assert count == COUNT and index.answers and index.behind() == 0
        assert answers(remote) == before
        assert of_index(remote).ok
    assert answers(remote) == before
    down = of_index(remote)
    assert not down.ok
    assert url in down.detail and "start it" in down.detail and "reindex" not in down.detail
    with pytest.raises(IndexUnavailable, match="KB_CHROMA_URL"):
        remote.upkeep.reindex()
    with servers.chroma(tmp_path / "served", port):
        assert answers(remote) == before
        assert remote.vectors.passages.index.answers and of_index(remote).ok
    with servers.chroma(tmp_path / "another", port):
        assert answers(remote) == before
        remote.vectors.sync_index()
        assert of_index(remote).ok and remote.vectors.passages.index.behind() == 0
    remote.close()


@pytest.mark.skipif(not servers.CADDY, reason="Caddy, Debian's package of that name, is not installed")
def test_the_door_of_the_compose_file_lets_in_who_brings_the_token(
    library: Library, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.index, "_RETRY_S", 0.0)
    fill(library)
    before = answers(library)
    library.close()
    port = free_port()
    for again in (False, True):
        with servers.chroma(tmp_path / "served", port), servers.door("s3cret", port, tmp_path) as url:
            known = settings.model_copy(update={"chroma_url": url, "chroma_token": "s3cret"})
            remote = reopened(known)
            # What was put there is there when both have been stopped and started.
            assert remote.vectors.passages.index.behind() == (0 if again else COUNT)
            remote.vectors.sync_index()
            assert remote.vectors.passages.index.answers and of_index(remote).ok
            assert answers(remote) == before
            remote.close()
            for token in ("another", None):
                refused = reopened(known.model_copy(update={"chroma_token": token}))
                assert answers(refused) == before
                assert "refuses the token; check KB_CHROMA_TOKEN" in refused.vectors.passages.index.trouble
                refused.close()


def test_the_cloud_is_written_and_asked_within_what_it_allows(
    library: Library, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    more = [Document(f"arxiv:2502.{n:05}", Kind.PAPER, f"{TOPICS[n % 5]} again {n}") for n in range(200)]
    ingest(library.store, more)
    library.work.embed()
    question = library.vectors.encode_query("attention")
    exact = library.vectors.passages.nearest(question, 400)
    library.close()
    certificate = _certificate(tmp_path, "api.trychroma.com")
    port = free_port()
    with servers.chroma(tmp_path / "served", port), servers.cloud("ck-1", port, certificate) as cloud:
        _lead(monkeypatch, "api.trychroma.com", cloud.port)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        credentials = {
            "chroma_api_key": "ck-1",
            "chroma_tenant": "default_tenant",
            "chroma_database": "default_database",
        }
        remote = reopened(settings.model_copy(update=credentials))
        assert remote.vectors.sync_index()
        found = remote.vectors.passages.nearest(question, 400)
        assert remote.vectors.passages.index.answers and of_index(remote).ok
        # As many as it gives, but for those that spare ones stand for.
        assert 250 < len(found.chunk_ids) < 300 < len(exact.chunk_ids)
        assert set(found.chunk_ids[:50]) <= set(exact.chunk_ids[:60])
        assert 250 < max(cloud.rows) <= 300
        remote.close()
        refused = reopened(settings.model_copy(update=credentials | {"chroma_api_key": "ck-2"}))
        assert len(refused.vectors.passages.nearest(question, 400).chunk_ids) == len(exact.chunk_ids)
        assert "KB_CHROMA_API_KEY" in refused.vectors.passages.index.trouble
        refused.close()


def _certificate(folder: Path, host: str) -> Path:
    """A certificate that a host signed for itself, with its key."""
    key, file = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={host}",
         "-addext", f"subjectAltName=DNS:{host}", "-keyout", str(key), "-out", str(file)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    file.write_bytes(key.read_bytes() + file.read_bytes())
    return file


def _lead(monkeypatch: pytest.MonkeyPatch, host: str, port: int) -> None:
    """Leads connections to a host to a port of this machine."""
    connect = socket.create_connection

    def led(address: tuple[str, int], *args: Any, **options: Any) -> socket.socket:
        return connect(("127.0.0.1", port) if address[0] == host else address, *args, **options)

    monkeypatch.setattr(socket, "create_connection", led)


def test_the_compose_file_fits_what_is_installed() -> None:
    services = yaml.safe_load((PROJECT_ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    [client] = re.findall(r"^chromadb==(\S+)", (PROJECT_ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert services["vectors"]["image"] == f"chromadb/chroma:{client}"
    assert all(f"chroma_{name}" in Settings.model_fields for name in ("url", "token"))
    assert set(services["jomo"]["environment"]) == {"KB_CHROMA_URL", "KB_CHROMA_TOKEN"}
    # Nobody but this machine, and nobody without a token.
    assert [port for each in services.values() for port in each.get("ports", ())] == ["127.0.0.1:8501:8501"]
    assert services["vectors"]["networks"] == ["inside"]
    assert services["door"]["environment"]["CHROMA_TOKEN"].startswith("${CHROMA_TOKEN:?")


def test_a_server_that_never_answers_is_given_up(
    library: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kb.vectors.chroma, "_TIMEOUT_S", 0.5)
    fill(library)
    before = answers(library)
    library.close()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        remote = reopened(settings.model_copy(update={"chroma_url": url}))
        assert answers(remote) == before
        assert url in remote.vectors.passages.index.trouble
        remote.close()
