"""Questions to the ledger about sales, and their failures in users' words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.line import open_line
from pos_client.errors import Refused, Unavailable
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS
from pos_client.sync.signed_answers import GroupSigned, Untrusted
from pos_client.sync.sold_sales import SoldSaleLine
from pos_client.sync.transport import LineDown, LineRefused, Patience
from retail.signed import VerifyingKey
from retail.sold_sale import FoundSale, SaleListed

#: A person waits for this.
PATIENCE = Patience(3.05, 10.0, 15.0)

Answer = TypeVar("Answer")


def take(base: TillStore, store: str, sale_id: str, within_ms: int | None) -> FoundSale:
    """Hold a sale, then read it. Raises Refused `return_held_elsewhere` or `return_not_at_ledger`, or Unavailable."""
    patience = PATIENCE if within_ms is None else Patience(*[within_ms / 1000] * 3)

    def ask(line: SoldSaleLine) -> FoundSale:
        holder = line.hold(store, sale_id)
        if holder is not None:
            raise Refused("return_held_elsewhere", store=holder[0], till=holder[1])
        return line.find(store, sale_id)

    return _asked(base, ask, patience)


def release(base: TillStore, store: str, sale_id: str) -> None:
    """Whatever comes of it: a hold ends by itself."""
    with contextlib.suppress(Refused, Unavailable):
        _asked(base, lambda line: line.release(store, sale_id), PATIENCE)


def of_member(base: TillStore, one_id: str) -> Sequence[SaleListed]:
    """Raises Refused or Unavailable."""
    return _asked(base, lambda line: line.of_member(one_id), PATIENCE)


def of_receipt(base: TillStore, number: str) -> Sequence[SaleListed]:
    """Raises Refused or Unavailable."""
    return _asked(base, lambda line: line.of_receipt(number), PATIENCE)


def _asked(base: TillStore, ask: Callable[[SoldSaleLine], Answer], patience: Patience) -> Answer:
    with _opened(base, patience) as line:
        try:
            return ask(line)
        except LineDown as error:
            raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
        except LineRefused as error:
            code = "return_not_at_ledger" if error.code == "not_found" else "ledger_refused"
            raise Refused(REFUSED_TEXTS.get(error.code, code)) from error
        except Untrusted as error:
            raise Unavailable("ledger_untrusted") from error
        except ValueError as error:
            raise Unavailable("ledger_garbage") from error


@contextmanager
def _opened(base: TillStore, patience: Patience) -> Iterator[SoldSaleLine]:
    """A line of its own for the thread that asks. Raises Refused `store_not_enrolled`."""
    enrolment, group_key = base.store.enrolment, base.store.group_key()
    if enrolment is None or group_key is None:
        raise Refused("store_not_enrolled")
    transport = open_line(base, patience)
    signed = GroupSigned(transport, VerifyingKey(group_key), lambda key: base.store.pin_group_key(key.raw))
    line = SoldSaleLine(transport, signed, f"{enrolment.store}/{enrolment.till}")
    try:
        yield line
    finally:
        line.close()
        base.store.close_thread()
