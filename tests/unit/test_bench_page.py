"""What `./run bench` reports as data, its table, and docs/performance.md."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from bench import __main__ as command
from bench import figures, performance
from bench.figures import Figure, Peer, Target, at_least, at_most, exactly, ratio_at_least, ratio_at_most, report
from bench.performance import Occasion, Row

ROOT = Path(__file__).parents[2]
OLD = Occasion("2026-11-01", "0123456789", "Processor X, 2 cores", "0.3")
NEW = Occasion("2026-11-22", "abcdef0123+", "Processor Y, 8 cores", "1.2")


def row(bench: str, what: str, size: str = "", measured: Occasion = OLD, figure: str = "1.00 ms") -> Row:
    return Row(bench, what, figure, "raw | SQL: 2.00 ms", "0.50 ×", "≤ 1.5 ×", "yes", size, "", measured)


@pytest.mark.parametrize(
    ("target", "value", "peer", "is_met"),
    [
        (at_most(50), 50.0, None, True),
        (at_most(50), 50.1, None, False),
        (at_least(0.7), 0.69, None, False),
        (exactly(0), 0, None, True),
        (exactly(0), 1, None, False),
        (ratio_at_most(1.5), 3.0, 2.0, True),
        (ratio_at_most(1.5), 3.1, 2.0, False),
        (ratio_at_least(0.85), 84.0, 100.0, False),
        # A ratio that cannot be taken is no success.
        (ratio_at_most(1.5), 3.0, None, False),
        (ratio_at_most(1.5), 3.0, 0.0, False),
    ],
)
def test_a_target_is_met_by_the_figure_or_by_its_ratio_to_the_peer(
    target: Target, value: float, peer: float | None, is_met: bool
) -> None:
    beside = None if peer is None else Peer("raw SQL", peer)
    assert Figure("commit", value, "ms", beside, target).is_met is is_met


def test_a_figure_says_itself_in_one_line_and_is_kept_once(capsys: pytest.CaptureFixture[str]) -> None:
    figures.taken()
    met = report(
        *("commit", 3.456, "ms"), peer=Peer("raw SQL", 2.0), target=ratio_at_most(1.5), size="9 sales", note="p99 7.0"
    )
    assert not met
    line = " ".join(capsys.readouterr().out.split())
    assert line == "commit 3.46 ms (1.73 × raw SQL: 2.00 ms); p99 7.0 target ≤ 1.5 × NOT MET [9 sales]"
    (kept,) = figures.taken()
    assert (kept.shown, kept.ratio_shown, kept.target_shown, kept.met_shown) == ("3.46 ms", "1.73 ×", "≤ 1.5 ×", "NO")
    assert figures.taken() == ()
    assert report("told for information", 12_345.6, "sales/s")
    assert figures.taken()[0].shown == "12,346 sales/s"


def test_a_page_is_read_back_as_it_was_written_and_has_the_same_bytes_again() -> None:
    rows = [row("store", "commit | journal", "9 sales"), row("store", "scan", measured=NEW), row("today", "list")]
    text = performance.page(rows)
    assert performance.rows_on(text) == rows
    assert performance.page(performance.rows_on(text)) == text
    assert text.count("Processor X") == text.count("Processor Y") == 1


def test_what_was_measured_again_takes_its_place_and_the_rest_keeps_its_day() -> None:
    kept = [
        row("store", "commit", "9 sales"),
        row("store", "no longer measured", "9 sales"),
        row("store", "commit", "1,000 sales"),
        row("gone", "a bench that is no more"),
        row("today", "list"),
    ]
    found = [row("store", "commit", "9 sales", NEW, "0.90 ms")]
    assert performance.merged(kept, found, ["today", "store"]) == [kept[4], kept[2], found[0]]


def test_a_row_that_nobody_wrote_like_this_is_named() -> None:
    text = performance.page([row("store", "commit")])
    with pytest.raises(ValueError, match="0\\.50"):
        performance.rows_on(text.replace("| yes |", "| yes"))
    with pytest.raises(ValueError, match="day, commit and machine"):
        performance.rows_on(text.replace("- **A**", "- A"))


@pytest.fixture
def bench_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """Runs `./run bench` with two benches that take no time; the page is in the temporary folder."""
    monkeypatch.setattr(command, "PAGE", tmp_path / "performance.md")
    monkeypatch.setattr(command, "BENCHES", {"quick": "a quick one", "broken": "one that breaks off"})
    monkeypatch.setattr(command, "LONG", set())
    for name in [name for name in command.os.environ if name.startswith("BENCH_")]:
        monkeypatch.delenv(name)
    quick, broken = ModuleType("bench.quick"), ModuleType("bench.broken")

    def main(rounds: int = 100) -> int:
        return 0 if report("answer", rounds, "ms", target=at_most(100), size=f"{rounds} rounds") else 1

    quick.main = main  # type: ignore[attr-defined]
    broken.main = lambda: 1 // 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "bench.quick", quick)
    monkeypatch.setitem(sys.modules, "bench.broken", broken)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["bench", *arguments])
        return command.main()

    return run


def test_a_run_ends_with_its_table_and_writes_the_page(
    bench_of: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench_of("quick") == 0
    (kept,) = performance.rows_on((tmp_path / "performance.md").read_text(encoding="utf-8"))
    assert (kept.bench, kept.what, kept.figure, kept.met) == ("quick", "answer", "100 ms", "yes")
    assert kept.measured.machine in capsys.readouterr().out
    # Another size is for the one who asks; kept beside the usual one only when wanted, and missed is missed.
    assert bench_of("quick", "200") == 1
    assert "not kept" in capsys.readouterr().out
    assert bench_of("quick", "200", "--write") == 1
    rows = performance.rows_on((tmp_path / "performance.md").read_text(encoding="utf-8"))
    assert [(each.size, each.met) for each in rows] == [("100 rounds", "yes"), ("200 rounds", "NO")]
    assert rows[0] == replace(kept)


def test_a_bench_that_breaks_off_takes_no_figure_of_the_others_with_it(
    bench_of: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ZeroDivisionError):
        bench_of()
    assert "answer" in capsys.readouterr().out.rpartition("broken")[2]
    assert len(performance.rows_on((tmp_path / "performance.md").read_text(encoding="utf-8"))) == 1


def test_the_page_of_the_project_can_be_read() -> None:
    rows = performance.rows_on((ROOT / "docs" / "performance.md").read_text(encoding="utf-8"))
    assert {each.bench for each in rows} <= command.BENCHES.keys()
