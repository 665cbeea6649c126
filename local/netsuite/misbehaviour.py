"""Carries out faults around the real work of a request."""

import threading
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from local.netsuite.exchange import Answer, Ending, refusal_answer
from local.netsuite.faults import Fault
from local.netsuite.hostility import huge, mistyped, nested, not_numbers
from local.netsuite.refusals import (
    Detail,
    Refusal,
    business_rule,
    too_many_requests,
    unexpected_error,
)

Work = Callable[[], Answer]
# Another account's host: a client that follows or trusts it is caught.
WRONG_ORIGIN = "http://netsuite.invalid"
_GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>502</body></html>"
_UNAVAILABLE = Refusal(503, [Detail("The service is not available.", "SERVICE_UNAVAILABLE")])
_DROPPED = Answer(0, ending=Ending.DROPPED)
_INSTEAD: dict[str, Callable[[], Answer]] = {
    "429": lambda: refusal_answer(too_many_requests()),
    "500": lambda: refusal_answer(unexpected_error("simulated")),
    "503": lambda: refusal_answer(_UNAVAILABLE),
    "html502": lambda: Answer(502, _GATEWAY_PAGE, {"Content-Type": "text/html"}),
    "drop-before": lambda: _DROPPED,
}
_AFTERWARDS: dict[str, Callable[[Answer, Fault], Answer]] = {
    "drop-after": lambda answer, fault: _DROPPED,
    "save-and-400": lambda answer, fault: _script_failed(answer),
    "truncate-body": lambda answer, fault: replace(answer, ending=Ending.CUT),
    "slow-drip": lambda answer, fault: _dripped(answer, fault.wait),
    "wrong-location-host": lambda answer, fault: _elsewhere(answer),
    "huge-body": lambda answer, fault: huge(answer),
    "nested-json": lambda answer, fault: nested(answer),
    "mistyped-json": lambda answer, fault: mistyped(answer),
    "nan-json": lambda answer, fault: not_numbers(answer),
}


class LateWork:
    """Work whose caller has long been cut off; it is done in time, or on demand."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: dict[Work, threading.Timer] = {}

    def add(self, work: Work, wait_seconds: float) -> None:
        """Do the work after a while."""
        timer = threading.Timer(wait_seconds, self._do, [work])
        timer.daemon = True
        with self._guard:
            self._waiting[work] = timer
        timer.start()

    def do_now(self) -> int:
        """Do all that waits; returns how much it was."""
        with self._guard:
            waiting = list(self._waiting)
        return sum(self._do(work) for work in waiting)

    def give_up(self) -> None:
        """Forget what still waits, as a server does that stops."""
        with self._guard:
            for timer in self._waiting.values():
                timer.cancel()
            self._waiting.clear()

    def _do(self, work: Work) -> bool:
        with self._guard:
            timer = self._waiting.pop(work, None)
        if timer is None:
            return False
        timer.cancel()
        work()
        return True


def carry_out(
    faults: list[Fault], work: Work, late: LateWork, sleep: Callable[[float], None]
) -> Answer:
    """Wait as every delay says, then do the work as the first other fault says, if any."""
    for fault in faults:
        if fault.kind == "delay":
            sleep(fault.wait)
    for fault in faults:
        if fault.kind in _INSTEAD:
            if fault.commit:
                work()
            return hinted(_INSTEAD[fault.kind](), fault.retry_after)
        if fault.kind in _AFTERWARDS:
            return _AFTERWARDS[fault.kind](work(), fault)
        if fault.kind == "commit-late":
            late.add(work, fault.wait)
            return _DROPPED
    return work()


def hinted(answer: Answer, retry_after: int | None) -> Answer:
    """Whether NetSuite sends Retry-After is unverified (fact 135), so it is a setting."""
    if retry_after is None:
        return answer
    return replace(answer, headers={**answer.headers, "Retry-After": str(retry_after)})


def _script_failed(answer: Answer) -> Answer:
    """Hide a save as a failed afterSubmit script does (facts 137 and 138)."""
    if answer.status != 204:
        return answer
    return refusal_answer(business_rule("The afterSubmit script customscript_stamp failed."))


def _dripped(answer: Answer, seconds: float) -> Answer:
    return replace(answer, ending=Ending.DRIPPED, seconds_a_byte=seconds)


def _elsewhere(answer: Answer) -> Answer:
    location = answer.headers.get("Location")
    if location is None:
        return answer
    return replace(
        answer, headers={**answer.headers, "Location": WRONG_ORIGIN + urlsplit(location).path}
    )
