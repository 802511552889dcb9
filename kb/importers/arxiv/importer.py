"""Papers by arXiv identifier or link, asked from the arXiv API in batches and kept on disk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.appearing import write_whole
from kb.catalogue import _
from kb.importers.arxiv.paper import SOURCE, abs_url, arxiv_paper, stub
from kb.importers.arxiv.silence import answered, fell_silent, silence
from kb.importers.pasted import labelled, titled
from kb.importers.protocol import ImportContext
from kb.text.identity import arxiv_id
from kb.types import Document, Failure
from kb.web.waiting import seconds_to_wait

if TYPE_CHECKING:
    import arxiv
    import requests

BATCH = 100
"""Identifiers per request: arXiv answers larger requests with errors."""
_TIMEOUT_SECONDS = (5, 30)
"""To connect, and to wait for the next bytes: arXiv may think for many seconds about a hundred ids."""
_THROTTLED = (406, 429, 500, 502, 503, 504)
"""Statuses that are worth asking again: an overloaded or throttling server's."""


@dataclass(frozen=True, slots=True)
class ArxivApi:
    """Where and how patiently arXiv is asked. Its terms want three seconds between two requests.

    When arXiv is overloaded and names no time, the waits before asking again are `backoff_seconds`, then
    twice and four times that; a time it names is kept to, up to `longest_wait_seconds`.
    """

    url: str = "https://export.arxiv.org/api/query"
    delay_seconds: float = 3.0
    backoff_seconds: float = 15.0
    longest_wait_seconds: int = 120
    retries: int = 3


@dataclass(frozen=True, slots=True)
class ArxivImporter:
    """An arXiv paper by identifier or link, in any form."""

    api: ArxivApi = ArxivApi()
    name: str = SOURCE

    def match(self, spec: str) -> bool:
        return arxiv_id(labelled(spec)[0]) is not None

    def load(self, spec: str, context: ImportContext) -> Iterator[Document | Failure]:
        return self.load_many((spec,), context)

    def load_many(self, specs: Iterable[str], context: ImportContext) -> Iterator[Document | Failure]:
        """The papers of many specs, each paper once, in order. Specs that name no paper are failures."""
        wanted: dict[str, str] = {}
        titles: dict[str, str] = {}
        for spec in specs:
            address, label = labelled(spec)
            identifier = arxiv_id(address)
            if identifier is None:
                yield Failure(
                    spec, _("names no arXiv paper; give an identifier such as 2510.26692 or a link")
                )
            else:
                wanted.setdefault(identifier, spec)
                titles.setdefault(identifier, label)
        for outcome in fetch(tuple(wanted), context, self.api):
            if isinstance(outcome, Failure):
                yield replace(outcome, spec=wanted[outcome.spec])
            elif outcome.stub:
                yield titled(outcome, titles[outcome.key.removeprefix("arxiv:")])
            else:
                yield outcome


def fetch(
    ids: Sequence[str], context: ImportContext, api: ArxivApi | None = None
) -> Iterator[Document | Failure]:
    """The papers with the given identifiers (no versions), in order, up to `BATCH` to a request.

    Answers are kept in the context's cache and not asked for again. A paper arXiv does not know is a
    failure. Without network, or when arXiv does not answer, papers come as stubs
    (`meta["waiting_for"] == "arXiv"`), and no further request is made: after a silence of arXiv for a while,
    by nobody who shares the cache.
    """
    folder = folder_of_answers(context.cache)
    reachable = context.network and may_be_asked(context.cache)
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        papers = {identifier: _kept(folder, identifier) for identifier in batch}
        missing = [identifier for identifier in batch if papers[identifier] is None]
        if missing and reachable:
            answer: dict[str, dict[str, Any]] = {}
            try:
                answer = _ask(missing, api or ArxivApi())
                answered(folder)
            except _NoAnswer as none:
                reachable = False
                fell_silent(folder, datetime.now(UTC), none.retry_after_s)
            for identifier, fields in answer.items():
                _keep(folder, identifier, fields)
                papers[identifier] = arxiv_paper(identifier, **fields)
        for identifier in batch:
            paper = papers[identifier]
            if paper is not None:
                yield paper
            elif reachable:
                yield Failure(
                    identifier,
                    _(
                        "arXiv knows no paper {identifier}; check the number at {abs_url}",
                        identifier=identifier,
                        abs_url=abs_url(identifier),
                    ),
                )
            else:
                yield stub(identifier)


def folder_of_answers(cache: Path) -> Path:
    """Where in the cache arXiv's answers lie, and whether it gives any."""
    return cache / "arxiv"


def may_be_asked(cache: Path) -> bool:
    """Whether arXiv answered when it was asked last, or was left alone long enough since."""
    known = silence(folder_of_answers(cache))
    return known is None or known.until <= datetime.now(UTC)


class _NoAnswer(Exception):
    """arXiv did not answer; `retry_after_s` is how long it wants to be left alone, None where it does not
    say."""

    def __init__(self, retry_after_s: float | None = None) -> None:
        super().__init__()
        self.retry_after_s = retry_after_s


def _ask(ids: list[str], api: ArxivApi) -> dict[str, dict[str, Any]]:
    """Metadata by identifier of those papers arXiv knows.

    :raises _NoAnswer: it does not answer.
    """
    import arxiv
    import requests

    search = arxiv.Search(id_list=ids, max_results=None)
    try:
        # arXiv now and then answers a good request with an empty page; a second look tells.
        results = list(_client(api).results(search)) or list(_client(api).results(search))
    except arxiv.HTTPError as error:
        if error.status == requests.codes.bad_request:
            return _ask_halves(ids, api)
        raise _NoAnswer from None
    except requests.RequestException as error:
        header = "" if error.response is None else error.response.headers.get("Retry-After", "")
        raise _NoAnswer(seconds_to_wait(header)) from None
    except arxiv.ArxivError:
        raise _NoAnswer from None
    asked = set(ids)
    named = ((arxiv_id(result.entry_id), result) for result in results)
    return {identifier: _fields(result) for identifier, result in named if identifier in asked}


def _ask_halves(ids: list[str], api: ArxivApi) -> dict[str, dict[str, Any]]:
    """One identifier arXiv calls malformed spoils its whole batch: it is closed in on."""
    if len(ids) == 1:
        return {}
    middle = len(ids) // 2
    return _ask(ids[:middle], api) | _ask(ids[middle:], api)


@cache
def _client(api: ArxivApi) -> arxiv.Client:
    """The one client of this process: it keeps the pause between requests."""
    import arxiv
    from requests.adapters import HTTPAdapter
    from urllib3 import BaseHTTPResponse
    from urllib3.exceptions import MaxRetryError
    from urllib3.util import Retry

    class WaitingRetry(Retry):
        """urllib3 asks again at once the first time; arXiv wants a pause each time. A longer one than anybody
        waits for is none: the answer stands."""

        def get_backoff_time(self) -> float:
            return float(api.backoff_seconds * 2 ** max(0, len(self.history) - 1))

        def increment(
            self, method: str | None = None, url: str | None = None, response: BaseHTTPResponse | None = None,
            error: Exception | None = None, _pool: Any = None, _stacktrace: Any = None,
        ) -> WaitingRetry:  # fmt: skip
            wait = seconds_to_wait(response.headers.get("Retry-After", "")) if response else None
            if wait is not None and wait > api.longest_wait_seconds:
                raise MaxRetryError(_pool, url or "", error)
            return super().increment(method, url, response, error, _pool, _stacktrace)

    class Adapter(HTTPAdapter):
        def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
            return super().send(request, **(options | {"timeout": _TIMEOUT_SECONDS}))

    # A machine without network must say so at once: only answers are worth asking again for.
    retry = WaitingRetry(
        total=api.retries,
        connect=0,
        read=0,
        status_forcelist=_THROTTLED,
        retry_after_max=api.longest_wait_seconds,
        raise_on_status=False,
    )
    client = arxiv.Client(page_size=BATCH, delay_seconds=api.delay_seconds, num_retries=0)
    client.query_url_format = f"{api.url}?{{}}"
    for scheme in ("https://", "http://"):
        client._session.mount(scheme, Adapter(max_retries=retry))
    client._session.hooks["response"].append(_refuse_other_answers)
    return client


def _refuse_other_answers(response: requests.Response, *_: Any, **__: Any) -> None:
    """The sign-in page of a hotel is no empty answer of arXiv.

    :raises requests.ConnectionError: a successful answer came that is no Atom feed.
    :raises requests.RequestException: arXiv is overloaded; the answer may say for how long.
    """
    import requests

    if response.status_code in _THROTTLED:
        raise requests.RequestException("arXiv is overloaded", response=response)

    if response.ok and not response.is_redirect and b"<feed" not in response.content[:2000]:
        raise requests.ConnectionError("something other than arXiv answered")


def _fields(result: arxiv.Result) -> dict[str, Any]:
    return {
        "title": result.title,
        "abstract": result.summary,
        "authors": [author.name for author in result.authors],
        "categories": result.categories,
        "primary_category": result.primary_category,
        "published": result.published.date().isoformat(),
        "updated": result.updated.date().isoformat(),
        "doi": result.doi or "",
        "journal": result.journal_ref or "",
        "comment": result.comment or "",
    }


def _path(folder: Path, identifier: str) -> Path:
    return folder / f"{identifier.replace('/', '_')}.json"


def _kept(folder: Path, identifier: str) -> Document | None:
    try:
        fields = json.loads(_path(folder, identifier).read_text(encoding="utf-8"))
        return arxiv_paper(identifier, **fields)
    except (OSError, ValueError, TypeError):
        # Absent, cut short or of another shape: asked for again.
        return None


def _keep(folder: Path, identifier: str, fields: Mapping[str, Any]) -> None:
    write_whole(_path(folder, identifier), json.dumps(fields, ensure_ascii=False))
