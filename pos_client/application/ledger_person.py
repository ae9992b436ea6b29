"""Who speaks to the ledger beside the till itself: a PIN or a secret becomes a token, kept in memory only.

It ends with its time, with another person at the till, or with the program.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused, Unavailable
from retail.ports import Clock


@dataclass(frozen=True, slots=True)
class _Token:
    token: str = field(repr=False)
    staff_id: str
    who: str
    name: str
    expires_at: datetime


class LedgerPerson:
    """A token belongs to whoever was signed in at the till when it was given."""

    def __init__(self, staff: StaffDesk, clock: Clock) -> None:
        self._staff = staff
        self._clock = clock
        self._token: _Token | None = None

    @property
    def me(self) -> str | None:
        """What the ledger calls whoever speaks now; None: they have to say who they are."""
        current, token = self._staff.current, self._token
        if current is None or token is None or token.staff_id != current.staff_id:
            return None
        return token.who if self._clock.now() < token.expires_at else None

    @property
    def name(self) -> str:
        """Their name, as the ledger shows it; empty while nobody speaks."""
        return "" if self.me is None or self._token is None else self._token.name

    def token(self) -> str:
        """Raises Refused `case_sign_in_again`."""
        if self.me is None or self._token is None:
            raise Refused("case_sign_in_again")
        return self._token.token

    def forget(self) -> None:
        self._token = None

    def take(self, staff_id: str, answer: Mapping[str, Any], permission: str) -> str:
        """The ledger's answer to a PIN or a secret; gives what it calls them. Raises Unavailable for nonsense, Refused
        `not_permitted` for somebody who has no role there.
        """
        try:
            expires_at = datetime.fromisoformat(str(answer["expires_at"]))
            token = _Token(str(answer["token"]), staff_id, str(answer["who"]), str(answer.get("name", "")), expires_at)
            is_heard = bool(answer["roles"])
        except (KeyError, ValueError) as error:
            raise Unavailable("ledger_garbage") from error
        if not is_heard:
            raise Refused("not_permitted", permission=permission)
        self._token = token
        return token.who
