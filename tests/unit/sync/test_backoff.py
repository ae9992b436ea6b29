from __future__ import annotations

from pos_client.sync.backoff import LONGEST_MS, Backoff


def test_waits_grow_to_five_minutes_and_no_further() -> None:
    backoff = Backoff(lambda: 0.999999)
    delays = []
    for _ in range(15):
        backoff, delay = backoff.failed()
        delays.append(delay)
    assert delays == sorted(delays)
    assert delays[0] <= 1_000
    assert 0.99 * LONGEST_MS < delays[-1] <= LONGEST_MS


def test_jitter_is_full_so_that_tills_do_not_come_back_together() -> None:
    early = Backoff(lambda: 0.0, failures=9).failed()[1]
    late = Backoff(lambda: 0.999, failures=9).failed()[1]
    assert early < 1_000
    assert late > 200_000


def test_the_ledgers_retry_after_is_honoured_within_reason() -> None:
    backoff = Backoff(lambda: 0.5)
    assert backoff.failed(retry_after_ms=30_000)[1] == 45_000
    # Tills that are sent away together come back apart, and none before its time.
    waits = [Backoff(lambda n=n: n / 10).failed(retry_after_ms=30_000)[1] for n in range(10)]
    assert min(waits) >= 30_000
    assert len({wait // 1_000 for wait in waits}) == 10
    assert backoff.failed(retry_after_ms=10**9)[1] == LONGEST_MS


def test_success_starts_over() -> None:
    backoff = Backoff(lambda: 0.999, failures=12).succeeded()
    assert backoff.failed()[1] <= 1_000
