"""Joins the page of this machine. Imported when the page is made."""

from __future__ import annotations

from pathlib import Path

from offline_cache.database import DATABASE_NAME
from pos_client.application.closing import CounterState, TillCloser
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.bootstrap.backups import make_backups
from pos_client.bootstrap.closed_till import DISK_CODES, probe
from pos_client.bootstrap.seldom import SeldomWork
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.bootstrap.till import Till
from pos_client.bootstrap.updates import make_updates
from pos_client.errors import Unavailable
from pos_client.ui.operations import Operations
from pos_client.ui.screens.machine.use_cases import MachineUseCases
from retail.ports import StoreFailed


def make_closer(till: Till) -> TillCloser:
    """What ends this machine's till."""
    base, store = till.base, till.base.store

    def look() -> CounterState:
        # What was asked of the ledger and not answered yet is as open as a payment: its answer is an entry.
        unknown = len(till.wallets.open()) + len(till.refunds.open()) + len(store.asks.all())
        return CounterState(
            has_basket=not till.checkout.state.basket.is_empty,
            open_payments=unknown,
            shift_is_open=till.shifts.current is not None,
            waiting=store.journal.facts().waiting,
        )

    leases = LeaseKeeper(till.desk, store.leases, base.holds)
    return TillCloser(till.desk, till.staff, look, lambda: leases.give_back(asked=True))


def make_machine_use_cases(till: Till, settings: SettingsFile, operations: Operations) -> MachineUseCases:
    base, store = till.base, till.base.store
    base.updates = updates = make_updates(base, settings)
    operations.stopping.connect(updates.stop)
    backups = make_backups(base, settings)
    SeldomWork(
        "updates", updates.look, operations, first_ms=60_000, again_ms=6 * 3_600_000, silent=frozenset(("update_off",))
    )
    SeldomWork("backups", backups.look, operations, first_ms=600_000, again_ms=3_600_000)

    def back_up(path: str) -> int:
        try:
            store.backup(Path(path))
            return Path(path).stat().st_size
        except (OSError, StoreFailed) as error:
            if isinstance(error, StoreFailed) and error.code not in DISK_CODES:
                raise
            raise Unavailable("backup_unwritable", path=path) from error
        finally:
            store.close_thread()

    return MachineUseCases(
        store=till.desk.facts.store,
        till=till.desk.facts.till,
        folder=str(store.data_folder),
        clock=base.clock,
        room=base.room,
        closer=make_closer(till),
        waiting=lambda: store.journal.facts().waiting,
        back_up=back_up,
        own_backups=lambda: backups.news,
        look_at_backups=backups.read,
        update=lambda: updates.news,
        look_for_update=updates.look,
        probe=lambda path: probe(Path(path), (store.data_folder / DATABASE_NAME).stat().st_size),
    )
