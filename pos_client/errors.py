"""The two ways in which a use case can fail for a reason that a user can act on. Anything else is a bug."""

from __future__ import annotations

from typing import Any


class UserFacing(Exception):
    """`code` names a text of pos_client.error_texts; `params` fill it, and hold no personal data: logs show them."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code if not params else f"{code} {params}")
        self.code = code
        self.params = params


class Refused(UserFacing):
    """The rules say no: what was asked was not done, and nothing else changed."""


class Unavailable(UserFacing):
    """Something of the world is missing (disk, printer, ledger): what was asked can be tried again."""
