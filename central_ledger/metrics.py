"""How the ledger is, for a monitor: Prometheus' text format on an address of its own, which nothing else is served on.

Numbers only: no member, no person, no receipt stands in any of them. Each serving process counts what it served; what
is counted in the database is the same from every process. Source: Prometheus' exposition format and naming rules.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from central_ledger.application.keys import NotInitialised
from central_ledger.application.ledger import Ledger
from central_ledger.background import works
from central_ledger.backing_up import newest
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.vitals import Vitals
from retail.build_info import this_build

log = logging.getLogger("central_ledger")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
#: That a till was heard is written down every ten minutes (application.lease_rounds): one that is on is never older.
HEARD_S = 1_200


class Metrics:
    """What this process served. `serve` makes it visible, together with what the database says."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "onetill_ledger_request_seconds",
            "Requests by route, method and status",
            ("route", "method", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._entries = Counter(
            "onetill_ledger_entries", "Journal entries by verdict", ("verdict",), registry=self.registry
        )
        build = Gauge("onetill_ledger_build_info", "Which build this is", ("version",), registry=self.registry)
        build.labels(str(this_build())).set(1)

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method, str(status)).observe(seconds)

    def verdicts(self, words: Iterable[str]) -> None:
        for word in words:
            self._entries.labels(word).inc()

    def serve(self, host: str, port: int, open_ledger: Callable[[], Ledger]) -> tuple[int, Callable[[], None]]:
        """Answer `GET /metrics` on a thread; gives the port and what ends it. Raises OSError."""
        self.registry.register(_Books(open_ledger))
        server, thread = start_http_server(port, host, self.registry)

        def stop() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return int(server.server_address[1]), stop


class _Books(Collector):
    """What the database says at the moment of the question, over a connection of its own."""

    def __init__(self, open_ledger: Callable[[], Ledger]) -> None:
        self._open = open_ledger

    def describe(self) -> list[Metric]:
        return []  # so that nothing is asked before somebody asks

    def collect(self) -> Iterator[Metric]:
        readable = GaugeMetricFamily("onetill_ledger_readable", "Whether the database answers: 1 or 0")
        found: list[Metric] = []
        try:
            ledger = self._open()
            try:
                found = list(_counted(ledger))
            finally:
                ledger.close()
            readable.add_metric((), 1)
        except (NotInitialised, StoreUnavailable) as error:
            log.warning("metrics", extra={"facts": {"why": str(error)}})
            readable.add_metric((), 0)
        yield readable
        failing = GaugeMetricFamily(
            "onetill_ledger_background_failing", "Whether a work of this process fails or has ended", labels=("work",)
        )
        for work in works():
            failing.add_metric((work.name,), work.state != "runs")
        yield failing
        yield from found


def _counted(ledger: Ledger) -> Iterator[Metric]:
    vitals, now = Vitals(ledger.database), datetime.fromisoformat(ledger.now())
    tills = vitals.tills()
    heard = GaugeMetricFamily("onetill_ledger_tills", "Tills by what the ledger knows of them", labels=("state",))
    silent = [(now - datetime.fromisoformat(till.seen_at)).total_seconds() for till in tills]
    heard.add_metric(("on",), sum(seconds <= HEARD_S for seconds in silent))
    heard.add_metric(("silent",), sum(seconds > HEARD_S for seconds in silent))
    heard.add_metric(("suspended",), sum(till.suspended for till in tills))
    yield heard
    yield _gauge(
        "longest_silence_seconds", "Since when the till that is silent longest is silent", max(silent, default=0)
    )
    cases = GaugeMetricFamily("onetill_ledger_open_cases", "Cases that wait for a decision", labels=("kind",))
    for kind, count in sorted(vitals.open_cases().items()):
        cases.add_metric((kind,), count)
    yield cases
    yield _gauge("replay_waiting", "Entries that the replay has not looked at", ledger.replays.waiting())
    yield _gauge("clearing_waiting", "Items between two shards", sum(one.items for one in ledger.clearing.waiting()))
    yield _gauge("open_wallet_refunds", "Refunds whose end nobody knows", vitals.open_refunds())
    last = newest(ledger)
    if last is not None:  # who has backups of another kind is told nothing
        age = (now - datetime.fromisoformat(last.at)).total_seconds()
        yield _gauge("backup_age_seconds", "Since when there is no newer backup", age)


def _gauge(name: str, text: str, value: float) -> Metric:
    family = GaugeMetricFamily(f"onetill_ledger_{name}", text)
    family.add_metric((), value)
    return family
