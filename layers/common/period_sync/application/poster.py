"""Routes a hint to the work that it asks for."""

from dataclasses import dataclass
from datetime import timedelta

from period_sync.application.collector import collector_paused
from period_sync.application.connection_tests import TEST_KIND, RunConnectionTest
from period_sync.application.daily_checks import RunDailyCheck
from period_sync.application.make_preview import MakePreview
from period_sync.application.post_sync import post_sync
from period_sync.application.poster_ports import PosterPorts
from period_sync.domain.daily_check import DAILY_CHECK_KIND
from period_sync.domain.preview import PREVIEW_KIND
from period_sync.domain.sync import Hint


@dataclass(frozen=True, slots=True)
class Poster:
    """Everything that talks to NetSuite."""

    ports: PosterPorts
    run_test: RunConnectionTest
    check_daily: RunDailyCheck
    make_preview: MakePreview

    def act_on(self, hint: Hint, seconds_left: float) -> None:
        """Do what is due for a hint; `seconds_left` is what remains of the invocation."""
        deadline = self.ports.clock.now() + timedelta(seconds=seconds_left)
        if hint.kind == TEST_KIND:
            self.run_test(hint)
        elif hint.kind == DAILY_CHECK_KIND:
            self.check_daily(hint)
        elif hint.kind == PREVIEW_KIND:
            with collector_paused():
                self.make_preview(hint, deadline)
        else:
            with collector_paused():
                post_sync(self.ports, hint, deadline)
