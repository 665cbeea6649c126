import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulation.campaign import (
    FOR_TRIPLES,
    PAIRS,
    SINGLES,
    TRIPLES,
    Piece,
    every_single,
    many,
    pairs_of,
)
from simulation.notation import schedule_of, written
from simulation.schedules import random_schedule
from simulation.strikes import FAULTS

ROOT = Path(__file__).parents[2]
RANDOM = 20_000


def test_no_single_fault_at_any_boundary_breaks_a_promise() -> None:
    report = every_single()
    assert report.failures == []
    assert report.ran == report.known == {SINGLES: report.runs}
    assert report.runs > 2500
    assert len(report.hits) > 15


def test_no_random_schedule_breaks_a_promise() -> None:
    report = many(0, RANDOM)
    assert report.failures == []
    assert report.runs == RANDOM
    assert set(FAULTS) <= set(report.hits)


def test_pairs_and_triples_are_counted_and_break_no_promise() -> None:
    # The last faults of the smallest period: few boundaries follow.
    first = Piece(FOR_TRIPLES, start=376, share=0.2, stride=1000)
    report = pairs_of(first)
    assert report.failures == []
    assert report.ran[PAIRS] == report.known[PAIRS] > 10
    assert 0 < report.ran[TRIPLES] < report.known[TRIPLES]


@pytest.mark.parametrize("seed", [7, 94, 800])
def test_a_seed_runs_alike_in_another_process_with_another_hash_seed(seed: int) -> None:
    traces = set()
    for hash_seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-m", "simulation", "--seed", str(seed)],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        traces.add(run.stdout.splitlines()[-1])
    assert len(traces) == 1
    assert traces.pop().startswith("trace ")


def test_a_schedule_is_written_down_and_read_back() -> None:
    for seed in range(200):
        schedule = random_schedule(seed)
        assert schedule_of(written(schedule)) == schedule
