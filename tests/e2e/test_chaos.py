"""Posters killed at work: a short form of `make chaos`."""

from pathlib import Path

from local.chaos.campaign import TIMINGS, Campaign
from local.chaos.killer import Killer
from local.stack import Stack

KILLS = 2
JOURNALS = 20


def test_each_journal_is_in_netsuite_once_although_posters_are_killed(tmp_path: Path) -> None:
    timings = {**TIMINGS, "PosterVisibilitySeconds": "12"}
    with Stack(tmp_path, 0, environment={}, timings=timings) as stack:
        killer = Killer(tmp_path / "cloud", seed=7, kills=KILLS, others=0)
        report = Campaign(stack, tmp_path, killer, seed=7).run(JOURNALS)

    assert report.faults == []
    assert report.busy_kills == KILLS
    assert report.journals == report.syncs * JOURNALS
