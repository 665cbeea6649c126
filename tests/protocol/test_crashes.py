from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest

from tests.protocol.driver import (
    Boundary,
    Death,
    Queues,
    booked,
    forgotten,
    journals_of,
    period_path,
    planned,
    row_of,
    small_document,
    steps_of,
    wait_until_due,
    watch,
)
from tests.support.product import Product

Found = TypeVar("Found")
TURNS_AT_MOST = 60


WRITES = {
    "POST journal",
    "Publish",
    "PutObject",
    "SendEmail",
    "SendMessage",
    "TransactWriteItems",
    "UpdateItem",
}
"""What changes the world outside a process. Between two of these only reads stand, so a death right
before one is the same death as right after the one before it."""


@dataclass
class DieAt:
    """Ends the process at the n-th moment, once; `where` tells which it was. 0 only counts."""

    nth: int = 0
    met: int = 0
    where: str = ""

    def __call__(self, moment: str, name: str) -> None:
        is_first = moment == "before" and self.met == 0
        if name not in WRITES or not (moment == "after" or is_first):
            return
        self.met += 1
        if self.met == self.nth:
            self.where = f"{moment} {name}"
            raise Death(self.where)


def after_death(again: Callable[[], Found], product: Product) -> Found:
    """Do something, and once more if the process died of it."""
    try:
        return again()
    except Death:
        product.clock.pause(1)
        return again()


def bring_in(product: Product, entity: str) -> str:
    """Hand over, press Sync, and let time pass until nothing is left to do."""
    document = small_document(entity)
    assert after_death(lambda: product.hand_over(document), product) == []
    asked = after_death(lambda: product.call("POST", f"{period_path(entity)}/syncs"), product)
    assert asked.status == 202
    sync_id = str(asked.body["sync_id"])
    queues = Queues(product)
    for _ in range(TURNS_AT_MOST):
        queues.deliver_all()
        if mails_of(product, sync_id):
            break
        wait_until_due(product, sync_id)
        after_death(product.sweep, product)
    return sync_id


def mails_of(product: Product, sync_id: str) -> int:
    return sum(f"Sync {sync_id} of" in mail.body for mail in product.mails())


def assert_posted_once(
    product: Product, boundary: Boundary, sync_id: str, entity: str, where: str
) -> None:
    assert booked(product, sync_id) == planned(product, sync_id), where
    assert len(boundary.posts) == len(planned(product, sync_id)) == 2, where
    assert row_of(product, sync_id).status == "COMPLETED", where
    assert product.call("GET", period_path(entity)).body["status"] == "COMPLETED", where
    steps = steps_of(product, sync_id)
    assert steps == list(range(1, len(steps) + 1)), where
    mails = mails_of(product, sync_id)
    assert mails == 1 or (mails == 2 and is_between_mail_and_mark(where)), where
    sent_twice = [j for j in journals_of(product, sync_id) if j.attempt != 1]
    assert not sent_twice or is_at_a_post(where), where


def is_between_mail_and_mark(where: str) -> bool:
    return where in {"after SendEmail", "before TransactWriteItems"}


def is_at_a_post(where: str) -> bool:
    """The intent is recorded, and no worker lived to see the request go out."""
    return where in {"after TransactWriteItems", "before POST journal"}


def count_moments(product: Product, boundary: Boundary) -> int:
    counter = DieAt()
    boundary.hook = counter
    with forgotten(product):
        sync_id = bring_in(product, "counted")
        assert_posted_once(product, boundary, sync_id, "counted", "nowhere")
    return counter.met


@pytest.mark.parametrize("half", [1, 2])
def test_a_period_is_posted_once_wherever_a_process_dies(
    product: Product, monkeypatch: pytest.MonkeyPatch, half: int
) -> None:
    product.ready()
    boundary = watch(monkeypatch, product)
    moments = count_moments(product, boundary)
    for nth in range(half, moments + 1, 2):
        boundary.hook = death = DieAt(nth)
        boundary.posts.clear()
        entity = f"crash-{nth}"
        with forgotten(product):
            sync_id = bring_in(product, entity)
            assert_posted_once(product, boundary, sync_id, entity, death.where)
        assert death.where
