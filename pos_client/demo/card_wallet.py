"""The phone's cards: one Ed25519 key for each member, and the card that the ledger gave for it, got once.

With the card in hand the phone makes its rotating codes alone: the ledger may be dead. Keys and cards live in memory.
"""

from __future__ import annotations

import base64
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import requests
from PySide6.QtCore import QObject, Signal, Slot

from retail.claims import TIERS
from retail.code import rotate_code
from retail.signed import CodeRefused, SigningKey, read_message

_TIMEOUTS_S = (3.0, 5.0)
_log = logging.getLogger(__name__)

CardProblem = Literal["unreachable", "refused", "unusable"]


@dataclass(frozen=True, slots=True)
class CardFetched:
    """The ledger's card for this member, and what it says of the member's tier in the group."""

    one_id: str
    card: bytes
    expires_at: datetime
    tier: str | None


@dataclass(frozen=True, slots=True)
class CardNotFetched:
    """Why there is no card: the ledger cannot be reached, it refused (`detail` its words), or sent what is no card."""

    one_id: str
    problem: CardProblem
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CardWanted:
    """Ask for a card: for this member and this public key (32 bytes)."""

    one_id: str
    public_key: bytes


class CardFetcher(QObject):
    """Asks the ledger, in the thread that it was moved to."""

    card_fetched = Signal(object)
    card_not_fetched = Signal(object)

    def __init__(self, ledger_url: str, token: str) -> None:
        super().__init__()
        self._url = ledger_url.rstrip("/")
        self._token = token

    @Slot(object)
    def fetch(self, wanted: CardWanted) -> None:
        """Ask once; the answer is a signal."""
        try:
            answer = requests.post(
                f"{self._url}/v1/members/{wanted.one_id}/cards",
                json={"public_key": base64.b64encode(wanted.public_key).decode("ascii")},
                headers={"Authorization": f"Bearer {self._token}"},
                timeout=_TIMEOUTS_S,
            )
        except requests.RequestException as error:
            _log.info("no card for %s: %s", wanted.one_id, type(error).__name__)
            self.card_not_fetched.emit(CardNotFetched(wanted.one_id, "unreachable"))
            return
        if answer.status_code != requests.codes.ok:
            detail = f"{answer.status_code} {_message_of(answer)}".strip()
            self.card_not_fetched.emit(CardNotFetched(wanted.one_id, "refused", detail))
            return
        try:
            self.card_fetched.emit(_card_of(wanted.one_id, answer.json()))
        except (ValueError, KeyError, TypeError, AttributeError, CodeRefused) as error:
            self.card_not_fetched.emit(CardNotFetched(wanted.one_id, "unusable", str(error)))


@dataclass(slots=True)
class _Holder:
    key: SigningKey
    card: CardFetched | None = None
    problem: CardNotFetched | None = None


@dataclass(slots=True)
class CardWallet:
    """Who is on this phone. `now` gives aware datetimes; `new_cti` gives 8 random bytes."""

    one_ids: Sequence[str]
    now: Callable[[], datetime]
    new_cti: Callable[[], bytes] = lambda: secrets.token_bytes(8)
    _holders: dict[str, _Holder] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._holders = {one_id: _Holder(SigningKey.generate()) for one_id in self.one_ids}

    def missing(self) -> list[CardWanted]:
        """Cards still to be asked for: those that never came and those that are over."""
        return [
            CardWanted(one_id, holder.key.verifying_key.raw)
            for one_id, holder in self._holders.items()
            if holder.card is None or holder.card.expires_at <= self.now()
        ]

    def keep(self, fetched: CardFetched) -> None:
        self._holders[fetched.one_id].card = fetched
        self._holders[fetched.one_id].problem = None

    def remember_problem(self, problem: CardNotFetched) -> None:
        self._holders[problem.one_id].problem = problem

    def card(self, one_id: str) -> CardFetched | None:
        return self._holders[one_id].card

    def problem(self, one_id: str) -> CardNotFetched | None:
        return self._holders[one_id].problem

    def new_code(self, one_id: str) -> str | None:
        """A code made now, or None without a card. Never log it."""
        holder = self._holders[one_id]
        if holder.card is None:
            return None
        return rotate_code(holder.card.card, holder.key, self.now(), self.new_cti())


def _card_of(one_id: str, document: Any) -> CardFetched:
    card = base64.b64decode(document["card"], validate=True)
    payload = read_message("CARD", card).payload
    tiers = payload.get(TIERS, {}) if isinstance(payload, dict) else {}
    tier = tiers.get("group") if isinstance(tiers, dict) else None
    expires_at = datetime.fromisoformat(document["expires_at"])
    if expires_at.tzinfo is None:
        raise ValueError("expires_at has no offset")
    return CardFetched(one_id, card, expires_at, tier if isinstance(tier, str) else None)


def _message_of(answer: requests.Response) -> str:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return ""
