"""`library.summaries`: three sentences by a model of the person's choice, beside those extracted."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kb.catalogue import _
from kb.clock import now
from kb.errors import JomoError, NetworkUnavailable
from kb.library.keys import item_id
from kb.reflection.handing_on import private
from kb.settings import Settings
from kb.store import Store, items, key_values, summaries
from kb.text.normal import normalized
from kb.text.storable import storable
from kb.triage import asking
from kb.types import OWN_WRITING
from kb.types.summaries import ToBeSent, WrittenSummary
from kb.web.chat import Endpoint, complete

_AGREED = "summary_endpoints"
"""The name under which is kept where the person agreed to send texts to."""


class ConsentNeeded(JomoError):
    """Nothing was sent: the person has to see it before; `to_be_sent` is what it would be."""

    def __init__(self, to_be_sent: ToBeSent) -> None:
        super().__init__(
            _(
                "Nothing is sent to {host} before you saw it; `summary KEY --send` shows and sends it",
                host=to_be_sent.host,
            )
        )
        self.to_be_sent = to_be_sent


class Summaries:
    """Written for triage only: a summary changes neither how far an item was read nor what search finds. The
    endpoint is asked when the person asks, never by itself, and its key is kept in no library."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store

    @property
    def model(self) -> str:
        """The model that is set, empty where none is."""
        return self._settings.summary_model or "" if self._settings.summary_url else ""

    def to_be_sent(self, key: str) -> ToBeSent:
        """What asking for a summary of an item would send, and to whom. Notes of the person's own are never
        in it.

        :raises NotFound: no item answers to the key.
        :raises JomoError: no endpoint is set, or nothing of the item is known but its address.
        """
        endpoint, messages, own = self._asked(key)
        return self._shown(endpoint, messages, own)

    def ask(self, key: str, *, seen: bool = False) -> WrittenSummary:
        """Asks the endpoint for a summary and keeps it. `seen` says that the person saw what is sent; for
        what is not their own, that holds for this endpoint and model from then on.

        :raises ConsentNeeded: the person has to see before what is sent.
        :raises NotFound: no item answers to the key.
        :raises NetworkUnavailable: the network is off, and the endpoint is not on this machine.
        :raises Refused: the endpoint may not be asked, or says no.
        :raises Unreachable: it does not answer in time, or nothing that can be read.
        :raises JomoError: no endpoint is set, or nothing of the item is known but its address.
        """
        endpoint, messages, own = self._asked(key)
        to_be_sent = self._shown(endpoint, messages, own)
        if to_be_sent.asks and not seen:
            raise ConsentNeeded(to_be_sent)
        if not self._settings.network and not endpoint.is_here:
            raise NetworkUnavailable(
                _("The network is off (KB_NETWORK=false); allow it to ask {host}", host=endpoint.host)
            )
        if to_be_sent.asks and not own:
            with self._store.write(silent=True) as db:
                agreed = [*self._agreed(), [endpoint.url, endpoint.model]]
                key_values.put(db, _AGREED, json.dumps(agreed))
        text = asking.kept(normalized(complete(endpoint, messages)))
        if not text:
            raise JomoError(
                _(
                    "{model} thought, but wrote no summary; ask again, or another model",
                    model=endpoint.model,
                )
            )
        written = storable(WrittenSummary(text, endpoint.model, endpoint.host, now()))
        with self._store.write() as db:
            summaries.put(db, item_id(self._store, key), written)
        return written

    def of_items(self, item_ids: Sequence[int]) -> dict[int, WrittenSummary]:
        """The summaries of those of the items that have one, by id."""
        return summaries.of_items(self._store.read(), item_ids)

    def discard(self, key: str) -> bool:
        """Forgets the summary that was written of an item; returns whether there was one.

        :raises NotFound: no item answers to the key.
        """
        with self._store.write() as db:
            return summaries.drop(db, item_id(self._store, key))

    def _asked(self, key: str) -> tuple[Endpoint, list[tuple[str, str]], bool]:
        """Endpoint, messages, and whether the item is the person's own."""
        settings = self._settings
        if not (settings.summary_url and settings.summary_model):
            raise JomoError(
                _(
                    "No model is set to write summaries: KB_SUMMARY_URL names an endpoint, as"
                    " http://localhost:11434/v1, KB_SUMMARY_MODEL its model, KB_SUMMARY_KEY a key if it wants"
                    " one"
                )
            )
        endpoint = Endpoint(
            settings.summary_url, settings.summary_model, settings.summary_key or "", settings.summary_seconds
        )
        db = self._store.read()
        [item] = items.by_ids(db, [item_id(self._store, key)])
        document = items.document(db, item.id)
        text = "\n\n".join(filter(None, (document.summary, document.text)))
        if not text:
            raise JomoError(_("Nothing of it is known but its address; `fetch` gets the page"))
        own = private(item) or document.meta.get(OWN_WRITING) == "yes"
        return endpoint, asking.question(item.title, text, item.language), own

    def _shown(self, endpoint: Endpoint, messages: list[tuple[str, str]], own: bool) -> ToBeSent:
        asks = own or [endpoint.url, endpoint.model] not in self._agreed()
        return ToBeSent(endpoint.host, endpoint.model, asking.told(messages), asks)

    def _agreed(self) -> list[list[str]]:
        kept: list[list[str]] = json.loads(key_values.get(self._store.read(), _AGREED, "[]"))
        return kept
