"""Processes of the five functions: what each holds in memory, and how long it may live.

The real handlers find what they use through `period_sync.bootstrap`; here each process builds its
own, so that a crash loses it and two workers share nothing.
"""

import importlib
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property, partial
from types import SimpleNamespace
from typing import Any

import boto3
from aws_lambda_powertools.event_handler.api_gateway import BaseRouter
from aws_lambda_powertools.utilities import batch
from botocore.exceptions import BotoCoreError, ClientError

from period_sync import bootstrap
from period_sync.adapters.documents import JsonDocuments
from period_sync.adapters.dynamodb import table
from period_sync.adapters.netsuite import gateway
from period_sync.application.giving_up import GaveUp
from period_sync.domain.errors import ImpossibleState, PeriodSyncError
from period_sync.settings import read_settings
from simulation import attributes
from simulation.boundaries import Boundaries
from simulation.clock import SkewedClock
from simulation.shortcuts import shortcuts

SECONDS = {
    "sync_api": 30,
    "period_closed": 30,
    "journal_poster": 300,
    "result_notifier": 30,
    "sweeper": 30,
}
"""The functions, and their timeouts."""
BUILDERS = (
    "sync_api",
    "hand_over",
    "poster",
    "result_notifier",
    "invitation_mails",
    "connection_notices",
    "sweep",
    "sync_messages",
    "period_closed_messages",
    "result_messages",
)
ENVIRONMENT = {
    "STAGE": "simulated",
    "STATE_TABLE": "state",
    "AUDIT_TABLE": "audit",
    "DOCUMENT_BUCKET": "documents",
    "SYNC_QUEUE_URL": "sync.fifo",
    "SYNC_DEAD_LETTER_QUEUE_URL": "sync-dead.fifo",
    "PERIOD_CLOSED_QUEUE_URL": "period-closed",
    "PERIOD_CLOSED_DEAD_LETTER_QUEUE_URL": "period-closed-dead",
    "RESULT_QUEUE_URL": "results",
    "RESULT_DEAD_LETTER_QUEUE_URL": "result-dead",
    "RESULT_TOPIC_ARN": "results",
    "ANSWER_SECONDS": "120",
    "SETTLE_AFTER_SECONDS": "960",
    "REFUSAL_LAG_SECONDS": "120",
    "MAIL_SENDER": "period-sync@periodsync.example",
    "MAIL_CONFIGURATION_SET": "period-sync",
    "PAGE_URL": "https://period-sync.example",
    "NETSUITE_ORIGIN": "",
    "SIGN_IN_ISSUER": "https://issuer.example",
    "SIGN_IN_CLIENT": "page",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
    "AWS_DEFAULT_REGION": "us-east-1",
}


@dataclass
class Process:
    """One execution environment of a function; `built` is what its process keeps."""

    function: str
    number: int
    built: dict[str, Any] = field(default_factory=dict)
    processor: Any = None
    dies_at_ms: int = 0
    message: Any = None
    epochs: dict[str, int] = field(default_factory=dict)
    skew_ms: int = 0

    @cached_property
    def name(self) -> str:
        """Which one."""
        return f"{self.function}-{self.number}"


class Context:
    """What Lambda tells a function of its invocation."""

    function_name = "function"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:us-east-1:123456789012:function:function"
    aws_request_id = "request"

    def __init__(self, left_ms: Callable[[], int]) -> None:
        self.get_remaining_time_in_millis = left_ms


class Processes:
    """Starts, keeps and loses processes; one runs at a time, another may run inside its calls."""

    def __init__(self, boundaries: Boundaries, skew_ms: int = 0) -> None:
        self._boundaries = boundaries
        self._skew_ms = skew_ms
        self._idle: dict[str, list[Process]] = {}
        self._started = 0
        self.surprises: list[str] = []

    def call(self, function: str, event: Mapping[str, Any], message: Any = None) -> Any:
        """Invoke a function. Raises Crash if its process dies."""
        boundaries = self._boundaries
        process = self._take(function)
        process.message = message
        process.epochs = {}
        process.dies_at_ms = boundaries.clock.ms + SECONDS[function] * 1000
        outer, boundaries.process = boundaries.process, process
        try:
            with _inside(process):
                left = Context(lambda: process.dies_at_ms - boundaries.clock.ms)
                answer = HANDLERS[function](event, left)
                self.surprises += _surprises(process)
        except Exception as error:
            if not _is_expected(error):
                self.surprises.append(f"{process.name} failed: {error!r}")
            raise
        finally:
            boundaries.process = outer
        self._idle.setdefault(function, []).append(process)
        return answer

    def forget(self) -> None:
        """End all idle processes, as Lambda does when it likes to."""
        self._idle.clear()

    def _take(self, function: str) -> Process:
        idle = self._idle.get(function)
        if idle:
            return idle.pop()
        self._started += 1
        # Of three processes one is ahead of NetSuite's clock, one is behind it and one is right.
        skew_ms = self._skew_ms * (self._started % 3 - 1)
        made = Process(function, self._started, skew_ms=skew_ms)
        made.processor = batch.BatchProcessor(
            batch.EventType.SQS, raise_on_entire_batch_failure=False
        )
        return made


def _surprises(process: Process) -> list[str]:
    """Name what a handler failed with although no strike can explain it."""
    raised = [found[1] for found in process.processor.exceptions]
    process.processor.exceptions = []
    return [f"{process.name} failed: {error!r}" for error in raised if not _is_expected(error)]


def _is_expected(error: BaseException) -> bool:
    return isinstance(error, _EXPECTED) and not isinstance(error, ImpossibleState)


_EXPECTED = (ClientError, BotoCoreError, GaveUp, PeriodSyncError)

HANDLERS: dict[str, Callable[[Any, Any], Any]] = {}
_MODULES: dict[str, Any] = {}


@contextmanager
def _inside(process: Process) -> Iterator[None]:
    """Let the modules of the product hold what this process holds."""
    module = _MODULES[process.function]
    outer = _Current.process
    kept = {name: getattr(module, name) for name in ("processor",) if hasattr(module, name)}
    # Powertools keeps the call that it works on in the class of all resolvers.
    router: Any = BaseRouter
    seen = (getattr(router, "current_event", None), getattr(router, "lambda_context", None))
    app = getattr(module, "app", None)
    said = {} if app is None else dict(app.context)
    _Current.process = process
    if kept:
        module.processor = process.processor
    try:
        yield
    finally:
        _Current.process = outer
        for name, value in kept.items():
            setattr(module, name, value)
        router.current_event, router.lambda_context = seen
        if app is not None and said:
            app.context.update(said)


class _Current:
    process: Process | None = None


def _built(name: str) -> Callable[[], Any]:
    """Return what stands for a builder: each process builds once."""
    build = getattr(bootstrap, name).__wrapped__

    def found() -> Any:
        process = _Current.process
        if process is None:
            raise AssertionError(f"{name} is asked for outside any process")
        if name not in process.built:
            process.built[name] = build()
        return process.built[name]

    return found


class Border:
    """What the product finds where the outside begins; each run puts its own here."""

    clock: Any = None
    client: Callable[[str], Any] = staticmethod(lambda name: None)
    netsuite: Callable[[str], Any] = staticmethod(lambda version: None)
    jitter: Any = None


def _clock() -> Any:
    process = _Current.process
    if process is None or not process.skew_ms:
        return Border.clock
    return SkewedClock(Border.clock, process.skew_ms)


def _jitter() -> float:
    return float(Border.jitter.random())


def _reading(read: Callable[[Any, bytes], Any]) -> Callable[[Any, bytes], Any]:
    """Read each document once; runs hand over the same few, and none can be changed."""
    known = cache(partial(read, None))
    return lambda _, body: known(body)


def _routes() -> list[Any]:
    """The modules that the entry point of the API took its routes from."""
    begin = "period_sync.routes."
    return [module for name, module in sys.modules.items() if name.startswith(begin)]


@contextmanager
def installed() -> Iterator[None]:
    """Put the simulation where the product reaches out, until the block ends."""
    os.environ.update(ENVIRONMENT)
    replaced: list[tuple[Any, str, Any]] = []

    def put(place: Any, name: str, value: Any) -> None:
        replaced.append((place, name, getattr(place, name)))
        setattr(place, name, value)

    for function in SECONDS:
        _MODULES[function] = importlib.import_module(f"functions.{function}.app")
        HANDLERS[function] = _MODULES[function].lambda_handler
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    put(bootstrap, "SystemClock", _clock)
    put(boto3, "client", lambda name, **_: Border.client(name))
    put(bootstrap, "random", SimpleNamespace(random=_jitter))
    put(bootstrap, "read_settings", cache(read_settings))
    put(table, "_item", attributes.write_item)
    put(table, "read_item", attributes.read_item)
    put(JsonDocuments, "read", _reading(JsonDocuments.read))
    for place, name, value in shortcuts():
        put(place, name, value)
    put(gateway, "NetSuiteAccount", lambda login, *_: Border.netsuite(login.secret_version))
    built = {name: _built(name) for name in BUILDERS}
    for module in (*_MODULES.values(), *_routes()):
        for name in BUILDERS:
            if hasattr(module, name):
                put(module, name, built[name])
    try:
        yield
    finally:
        for place, name, value in reversed(replaced):
            setattr(place, name, value)
        logging.disable(level)
