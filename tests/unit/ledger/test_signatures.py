from __future__ import annotations

import pytest

from central_ledger.signatures import LineError, Throttle, signed_text


def test_what_is_signed_names_everything_that_matters():
    text = signed_text("POST", "/v1/entries", "2026-11-11T10:00:00+08:00", b"")
    assert text.decode().split("\n") == [
        "POST",
        "/v1/entries",
        "2026-11-11T10:00:00+08:00",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]


def test_too_many_failures_wait_for_the_minute_to_pass():
    throttle = Throttle(per_minute=2)
    throttle.check(0.0)
    throttle.failed(0.0)
    throttle.check(1.0)
    throttle.failed(30.0)
    with pytest.raises(LineError) as refused:
        throttle.check(59.9)
    assert (refused.value.status, refused.value.retry_after_s) == (429, 60)
    throttle.check(60.1)
