"""One round of sync and what became of it: push, then pull, as a status after each step. No Qt, no threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Protocol

from pos_client.sync.backoff import Backoff
from pos_client.sync.engine import PullProgress, PushReport, SyncEngine
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.status import Coming, SyncStatus
from pos_client.sync.transport import LineDown, LineRefused
from retail.ports import Clock, StoreFailed
from retail.sync_ports import JournalReader

IDLE_INTERVAL_MS = 5_000
#: Nobody reads faster than the screen is painted.
PAGES_A_REPORT = 4

LINE_DOWN_TEXTS = {
    "unreachable": "ledger_unreachable",
    "timed_out": "ledger_timed_out",
    "server_error": "ledger_failing",
    "busy": "ledger_busy",
    "archived": "ledger_archived",
    "garbage": "ledger_garbage",
    "certificate_expired": "ledger_certificate_expired",
    "certificate_wrong_name": "ledger_certificate_wrong_name",
    "certificate_unknown": "ledger_certificate_unknown",
    "certificate_changed": "ledger_certificate_changed",
    "tls_failed": "ledger_tls_failed",
}
REFUSED_TEXTS = {"unknown_till": "till_unknown", "bad_signature": "till_unknown", "revoked": "till_revoked"}


class Chores(Protocol):
    """What this till does about leases and reservations in each round; each says how many things it gave back."""

    def before_push(self) -> int: ...

    def after_pull(self) -> int:
        """The line is up."""


class NoChores:
    """For a till that holds nothing."""

    def before_push(self) -> int:
        return 0

    def after_pull(self) -> int:
        return 0


class SyncSession:
    """Runs rounds and keeps the status. `report` is called with each new status; `stopping` is asked between steps."""

    def __init__(
        self,
        engine: SyncEngine,
        journal: JournalReader,
        clock: Clock,
        *,
        random: Callable[[], float],
        report: Callable[[SyncStatus], None],
        stopping: Callable[[], bool] = lambda: False,
        chores: Chores | None = None,
        has_room: Callable[[], bool] = lambda: True,
    ) -> None:
        self._engine = engine
        self._journal = journal
        self._clock = clock
        self._report = report
        self._stopping = stopping
        self._chores = chores or NoChores()
        self._has_room = has_room
        self._backoff = Backoff(random)
        self.status = SyncStatus()
        #: The feeds of which more is to come, by name.
        self._coming: dict[str, Coming] = {}
        #: How fresh feeds are that nobody was told of yet.
        self._fresh: dict[str, str] = {}
        self._pages = 0
        #: Whether the newest round brought rows in: then the screens look again.
        self.pulled_rows = False

    def round(self) -> int:
        """One push and one pull; returns the milliseconds until the next round should start (0: there is more)."""
        self.pulled_rows = False
        try:
            # What is over is over without a connection too, and the screens show it.
            self.pulled_rows = self._chores.before_push() > 0
            for report in self._engine.push():
                self._pushed(report)
                if self._stopping():
                    return IDLE_INTERVAL_MS
            if not self._has_room():
                # What is pulled can wait for room; what was sold has gone to the ledger by now.
                return self._failed("disk_no_pull", connected=True)
            for progress in self._engine.pull():
                self._pulled(progress)
                if self._stopping():
                    return IDLE_INTERVAL_MS
            given_back = self._chores.after_pull()
        except LineDown as error:
            return self._failed(LINE_DOWN_TEXTS[error.code], connected=False, retry_after_ms=error.retry_after_ms)
        except LineRefused as error:
            return self._failed(REFUSED_TEXTS.get(error.code, "ledger_refused"), connected=True)
        except Untrusted:
            return self._failed("ledger_untrusted", connected=False)
        except StoreFailed as error:
            # A full disk, or a page of the ledger's that cannot be understood: neither ends the rounds.
            return self._failed(error.code, connected=True, params=error.params)
        self._backoff = self._backoff.succeeded()
        self._contact(last_error="till_suspended" if self.status.suspended else None, pulling=self._pulling)
        self.pulled_rows = self.pulled_rows or given_back > 0
        # Somebody waits for what was recalled: it goes to the ledger at once. So does whatever a long pull held up.
        return 0 if given_back or self._pulling else IDLE_INTERVAL_MS

    def agree(self) -> None:
        """Ask the ledger how it sees this till, and renew the till's key when that is due. Raises as `push` does."""
        self._engine.agree()

    def push(self) -> None:
        """Send what waits, and nothing else. Raises as `agree` does."""
        for report in self._engine.push():
            self._pushed(report)

    def abort(self) -> None:
        """End the request under way; the round ends by it. To be called from any thread."""
        self._engine.abort()

    def refresh(self) -> None:
        """Count again what waits, without asking the ledger."""
        self._contact(contact=False)

    def _pushed(self, report: PushReport) -> None:
        self._contact(suspended=report.suspended, quarantined=self.status.quarantined + len(report.quarantined))

    def _pulled(self, progress: PullProgress) -> None:
        self.pulled_rows = self.pulled_rows or progress.rows > 0
        if progress.more:
            rows = progress.received if progress.total else progress.rows
            self._coming[progress.feed] = Coming(progress.feed, min(rows, progress.total or rows), progress.total)
        else:
            self._coming.pop(progress.feed, None)
        self._fresh[progress.feed] = progress.as_of
        self._pages += 1
        # Most feeds stand still in most rounds: each told by itself would have the screens look twenty times a sale.
        if self._pages % PAGES_A_REPORT == 0 if progress.more else progress.rows:
            self._contact(pulling=self._pulling)

    @property
    def _pulling(self) -> tuple[Coming, ...]:
        return tuple(self._coming.values())

    def _failed(
        self, code: str, *, connected: bool, retry_after_ms: int | None = None, params: Mapping[str, Any] | None = None
    ) -> int:
        self._backoff, delay_ms = self._backoff.failed(retry_after_ms)
        self._contact(
            contact=connected,
            connected=connected,
            last_error=code,
            last_error_params=params or {},
            pulling=(),
            next_attempt_in_ms=delay_ms,
        )
        return delay_ms

    def _contact(self, *, contact: bool = True, **changes: object) -> None:
        now = self._clock.now().isoformat(timespec="seconds")
        if contact:
            changes = {"connected": True, "last_contact_at": now, "next_attempt_in_ms": None, **changes}
        if "connected" in changes and (changes["connected"] != self.status.connected or self.status.since is None):
            changes["since"] = now
        if self._fresh:
            changes["feeds"] = {**self.status.feeds, **self._fresh}
            self._fresh = {}
        # A damaged store cannot say what waits: then what was counted last is shown.
        with suppress(StoreFailed):
            facts = self._journal.facts()
            changes |= {"waiting": facts.waiting, "oldest_waiting_at": facts.oldest_waiting_at}
        self.status = replace(self.status, **changes)  # type: ignore[arg-type]  # the names are SyncStatus's own
        self._report(self.status)
