"""The number that pays: shown by a wallet, good once and for seconds. It is handed to the tender and kept nowhere."""

from __future__ import annotations

import re
from typing import Any, Literal, NoReturn

PaymentProvider = Literal["wechat", "alipay", "unionpay"]

# docs/spec/member-code.md, 2.
_RANGES: tuple[tuple[PaymentProvider, re.Pattern[str]], ...] = (
    ("wechat", re.compile(r"1[0-5][0-9]{16}")),
    ("alipay", re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    ("unionpay", re.compile(r"62[0-9]{17}")),
)


def provider_of(digits: str) -> PaymentProvider | None:
    """Whose payment code these digits are, or None."""
    for provider, pattern in _RANGES:
        if pattern.fullmatch(digits):
            return provider
    return None


class PaymentCode:
    """A wallet's payment code. `reveal()` is for the provider alone: repr, str, format and pickle never show it."""

    __slots__ = ("_digits", "_provider")

    def __init__(self, digits: str) -> None:
        """Raises ValueError, which does not repeat the digits, when no provider has such codes."""
        provider = provider_of(digits)
        if provider is None:
            raise ValueError("not a payment code of a known provider")
        self._digits = digits
        self._provider: PaymentProvider = provider

    @property
    def provider(self) -> PaymentProvider:
        return self._provider

    def reveal(self) -> str:
        """The digits, to be sent to the provider and then forgotten."""
        return self._digits

    def __repr__(self) -> str:
        return f"PaymentCode({self._provider}, masked)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PaymentCode) and other._digits == self._digits

    def __hash__(self) -> int:
        return hash(self._digits)

    def __copy__(self) -> PaymentCode:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> PaymentCode:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("a payment code is never stored")
