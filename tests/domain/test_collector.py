import gc

import pytest

from period_sync.application.collector import collector_paused


def test_the_collector_goes_on_after_the_outermost_pause() -> None:
    with collector_paused():
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_work_that_fails_does_not_leave_the_collector_off() -> None:
    with pytest.raises(ValueError, match="failed"), collector_paused():
        raise ValueError("failed")
    assert gc.isenabled()
