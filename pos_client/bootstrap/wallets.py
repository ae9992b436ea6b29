"""The wallets that this till is set up for, out of the file beside its secrets."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Mapping

from pos_client.application.till import Desk
from pos_client.bootstrap.desk import TillStore
from retail.wallets import WalletName, WalletProvider

log = logging.getLogger(__name__)

FILE_NAME = "wallets.json"


def wallet_providers(base: TillStore, desk: Desk) -> tuple[Mapping[WalletName, WalletProvider], str]:
    """The operators by name, none where there is no file; and what is wrong with the file, empty when nothing is.

    What is said of a file names its fields and repeats none of their values.
    """
    folder = base.store.secrets.folder
    if not (folder / FILE_NAME).exists():
        return {}, ""
    # HTTP and keys are for tills that take wallets.
    merchants = importlib.import_module("pos_client.payments.merchants")
    try:
        closed = merchants.close_files(folder)
        if closed:
            log.warning("other users could read %s; that was closed", ", ".join(closed))
        accounts = merchants.load_accounts(folder, base.clock.now, desk.facts.till)
    except (merchants.BadMerchant, OSError) as error:
        problem = str(error) if isinstance(error, merchants.BadMerchant) else type(error).__name__
        log.error("no wallet is offered: %s", problem)
        return {}, problem
    return {name: account.provider for name, account in accounts.items()}, ""
