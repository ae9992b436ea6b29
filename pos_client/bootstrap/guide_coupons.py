"""Asking the ledger for a guide's coupon. The line itself (HTTP) is imported when somebody asks."""

from __future__ import annotations

import importlib
from dataclasses import asdict

from pos_client.application.guide_coupons import GiftAsk
from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Unavailable
from retail.guide_coupons import Given


class LedgerGuideCoupons:
    """`pos_client.ui.ports.GiftLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def give(self, ask: GiftAsk) -> Given:
        transport = importlib.import_module("pos_client.sync.transport")
        coupons = importlib.import_module("pos_client.sync.guide_coupons")
        patience = transport.Patience(3.05, 5.0, 8.0)
        line = coupons.GuideCouponLine(
            importlib.import_module("pos_client.bootstrap.line").open_line(self._base, patience)
        )
        try:
            given: Given = line.give(asdict(ask))
            return given
        except (transport.LineDown, transport.LineRefused, ValueError) as error:
            # Whether it was given is not known; the same question again will tell.
            raise Unavailable("ask_no_answer") from error
        finally:
            line.close()
            self._base.store.close_thread()
