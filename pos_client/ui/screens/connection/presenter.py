"""Shows the status that the sync worker reports, wakes it when asked, and hands the journal over in a file."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from pos_client.application.benefits import BadOffer
from pos_client.application.possibilities import is_long, possible_now
from pos_client.errors import UserFacing
from pos_client.fault_texts import ALL_WELL
from pos_client.sync.status import SyncStatus
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import number, parsed
from pos_client.ui.language import translate
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import ExportedFile, Finding, LineControl
from pos_client.ui.screens.connection.offline_panel import OfflineState
from pos_client.ui.screens.connection.view import ConnectionState, ConnectionView
from pos_client.ui.stick_path import stick_path
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.ports import Clock


@dataclass(frozen=True, slots=True)
class CounterFacts:
    """What the page asks of the counter. `offline` says what is possible without a connection now; `bad_offers` are
    those that are not used, and `low` names what runs low with its words: both empty for whoever need not know.
    `points_policy` is None where points do not pay; `wallets` says of each whether it can be reached.
    """

    offline: Callable[[], OfflineState]
    bad_offers: Callable[[], Sequence[BadOffer]]
    low: Callable[[], Sequence[tuple[str, str]]]
    points_policy: Callable[[], str | None]
    wallets: Callable[[], Sequence[bool]]


class ConnectionPresenter(QObject):
    def __init__(
        self,
        view: ConnectionView,
        line: LineControl,
        clock: Clock,
        facts: CounterFacts,
        *,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self._view = view
        self._line = line
        self._clock = clock
        self._status = SyncStatus()
        self._export = SlowOperation(operations, self)
        self._export.succeeded.connect(self._on_exported)
        self._export.refused.connect(self._on_refused)
        self._checks = line.checks
        self._findings: tuple[Finding, ...] = ()
        self._check, self._bundle = SlowOperation(operations, self), SlowOperation(operations, self)
        self._check.succeeded.connect(self._on_checked)
        self._check.refused.connect(self._on_refused)
        self._bundle.succeeded.connect(self._on_bundled)
        self._bundle.refused.connect(self._on_refused)
        view.check_asked.connect(self._on_check)
        view.bundle_asked.connect(self._on_bundle)
        view.sync_asked.connect(self._on_sync)
        view.export_asked.connect(self._on_export)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        self._when_seen = WhenSeen(view, self.refresh, self)
        self.refresh()

    def refresh(self) -> None:
        offline, now, sync = self._facts.offline(), self._clock.now(), self._status
        contact = parsed(sync.last_contact_at) if sync.last_contact_at else None
        long_offline = not sync.connected and is_long(offline.report, contact, now)
        possible = possible_now(
            offline.report,
            online=sync.connected,
            long_offline=long_offline,
            points_policy=self._facts.points_policy(),
            wallets=self._facts.wallets(),
        )
        self._view.show_state(
            ConnectionState(
                sync,
                now,
                offline,
                tuple(self._facts.bad_offers()),
                possible,
                long_offline=long_offline,
                low=tuple(self._facts.low()),
                exporting=self._export.is_running,
                checking=self._check.is_running,
                bundling=self._bundle.is_running,
                findings=self._findings,
            )
        )

    def show_sync(self, status: SyncStatus) -> None:
        if self._status != status:
            self._view.banner.show_notice(None)
        self._status = status
        self._when_seen.changed()

    def time_passed(self) -> None:
        self._when_seen.changed()

    @Slot()
    def _on_sync(self) -> None:
        self._line.sync_now()
        self._view.banner.show_notice(
            lambda: Notice("info", self.tr("Asked the ledger now; the answer will show here."))
        )

    @Slot()
    def _on_export(self) -> None:
        self._view.banner.show_notice(None)
        path = stick_path(self._line.export_name())
        self._view.entry.ask("export", "", self.tr("Write the journal to this file"), path)

    @Slot()
    def _on_check(self) -> None:
        self._findings = ()
        if self._check.start(self._checks.check):
            self.refresh()
            self._view.banner.show_notice(
                lambda: Notice(
                    "info",
                    self.tr("Checking this till: files, journal, devices and line. Selling goes on meanwhile."),
                )
            )

    @Slot(object)
    def _on_checked(self, findings: Sequence[Finding]) -> None:
        self._findings = tuple(findings)
        self.refresh()
        all_well = translate("errors", ALL_WELL)
        self._view.banner.show_notice(None if findings else lambda: Notice("good", all_well))

    @Slot()
    def _on_bundle(self) -> None:
        self._view.banner.show_notice(None)
        path = stick_path(self._checks.bundle_name())
        self._view.entry.ask("bundle", "", self.tr("Write the support bundle to this file"), path)

    @Slot(object)
    def _on_bundled(self, path: str) -> None:
        self.refresh()
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("The support bundle is in {path}.").format(path=path),
                self.tr("Names, phones, cards, receipts and keys are not in it."),
                self.tr("Send it to the office, or to whoever helps."),
            )
        )

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if not answer.text:
            return
        if answer.topic == "bundle":
            began = self._bundle.start(functools.partial(self._checks.write_bundle, answer.text))
        else:
            began = self._export.start(functools.partial(self._line.export_journal, answer.text))
        if began:
            self.refresh()

    @Slot(object)
    def _on_exported(self, exported: ExportedFile) -> None:
        self.refresh()
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("{count} entries are in {path}.", "", exported.entries).format(
                    count=number(exported.entries), path=exported.path
                ),
                self.tr("Only the ledger can read it. This till keeps everything too."),
                self.tr("Take the stick to the office; nothing is counted twice when the line is back."),
            )
        )

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self.refresh()
        self._view.banner.show_notice(lambda: notice_of(error))
