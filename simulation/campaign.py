"""Many schedules at once, on every core that a laptop is sure to have."""

import multiprocessing
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from simulation.processes import installed
from simulation.run import run
from simulation.schedules import random_schedule, singles, with_one_more
from simulation.search import Report, tidily
from simulation.strikes import Schedule

PROCESSES = 2
JOURNALS = (1, 2, 3)
PIECE = 100
"""How many random schedules one process takes at a time."""
SINGLES_STRIDE = 4
"""How many pieces all single faults of one kind of period are divided into."""
STRIDE = 40
"""How many pieces all pairs of one kind of period are divided into."""
SINGLES, PAIRS, TRIPLES, RANDOM = "single faults", "pairs", "triples", "random schedules"
Tell = Callable[[Report], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Case:
    """A small period, and the ledger that it meets."""

    journals: int
    is_empty: bool


CASES = tuple(Case(journals, is_empty) for is_empty in (False, True) for journals in JOURNALS)
FOR_TRIPLES = Case(1, is_empty=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Every `stride`-th first strike of a case, from `start` on; of pairs, with all second strikes.

    `share` is how many third strikes follow each pair on average; they are drawn evenly.
    """

    case: Case
    start: int
    share: float = 0.0
    stride: int = STRIDE


def every_single(processes: int = PROCESSES) -> Report:
    """Run every single fault at every boundary, for small periods, in both kinds of ledger."""
    pieces = [
        Piece(case, start, stride=SINGLES_STRIDE)
        for case in CASES
        for start in range(SINGLES_STRIDE)
    ]
    return _in_processes(_singles, pieces, processes)


def every_pair(triples: int = 0, processes: int = PROCESSES, tell: Tell = lambda _: None) -> Report:
    """Run every pair of faults, the second one at any boundary that the first one leads to.

    About so many `triples` of the period of one journal are run with them: after each pair the
    same number, drawn by chance from all that there are.
    """
    share = triples / _count_pairs(FOR_TRIPLES) if triples else 0.0
    pieces = [
        Piece(case, start, share if case == FOR_TRIPLES else 0.0)
        for case in CASES
        for start in range(STRIDE)
    ]
    return _in_processes(pairs_of, pieces, processes, tell)


def many(first: int, count: int, processes: int = PROCESSES, tell: Tell = lambda _: None) -> Report:
    """Run random schedules, one for each seed from `first` on."""
    end = first + count
    pieces = [range(start, min(start + PIECE, end)) for start in range(first, end, PIECE)]
    return _in_processes(_randoms, pieces, processes, tell)


def _in_processes(
    act: Callable[[T], Report], pieces: Iterable[T], processes: int, tell: Tell = lambda _: None
) -> Report:
    report = Report()
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        for part in pool.imap(act, pieces, chunksize=1):
            report += part
            tell(report)
    return report


def _singles(piece: Piece) -> Report:
    report = Report()
    with installed(), tidily():
        all_singles = singles(piece.case.journals, is_empty=piece.case.is_empty)
        for schedule in islice(all_singles, piece.start, None, piece.stride):
            report.add(run(schedule), SINGLES)
            report.known[SINGLES] += 1
    return report


def pairs_of(piece: Piece) -> Report:
    """Run a piece."""
    report = Report()
    with installed(), tidily():
        firsts = list(singles(piece.case.journals, is_empty=piece.case.is_empty))
        for first in firsts[piece.start :: piece.stride]:
            for pair in with_one_more(run(first, listing=True)):
                report.known[PAIRS] += 1
                if piece.share:
                    _triples(report, pair, piece.share)
                else:
                    report.add(run(pair), PAIRS)
    return report


def _triples(report: Report, pair: Schedule, share: float) -> None:
    """Run a pair, and some of the triples that begin with it."""
    before = run(pair, listing=True)
    report.add(before, PAIRS)
    thirds = list(with_one_more(before))
    draw = random.Random(repr(pair.strikes))
    wanted = int(share) + (draw.random() < share % 1)
    report.known[TRIPLES] += len(thirds)
    for third in draw.sample(thirds, min(wanted, len(thirds))):
        report.add(run(third), TRIPLES)


def _count_pairs(case: Case) -> int:
    with installed():
        return sum(
            sum(1 for _ in with_one_more(run(first, listing=True)))
            for first in singles(case.journals, is_empty=case.is_empty)
        )


def _randoms(seeds: range) -> Report:
    report = Report()
    with installed(), tidily():
        for seed in seeds:
            report.add(run(random_schedule(seed)), RANDOM)
    return report
