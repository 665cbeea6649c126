"""The mails about a period form one thread, whichever sync or result they are of."""

from dataclasses import dataclass, field, replace

import pytest

from period_sync import bootstrap
from period_sync.application.ports import Mail, Sent
from tests.protocol.driver import period_path, small_document
from tests.support.product import Product


@dataclass
class Letterbox:
    """Keeps mails, and numbers them."""

    mails: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> Sent:
        self.mails.append(mail)
        return Sent(f"{len(self.mails)}@mail.example")


@pytest.fixture
def letters(product: Product, monkeypatch: pytest.MonkeyPatch) -> Letterbox:
    product.ready()
    box = Letterbox()
    monkeypatch.setattr(
        "functions.result_notifier.app.result_notifier",
        lambda: replace(bootstrap.result_notifier(), mailer=box),
    )
    return box


def press_sync(product: Product, entity: str) -> None:
    assert product.call("POST", f"{period_path(entity)}/syncs").status == 202
    product.run()


def test_later_mails_of_a_period_answer_its_first(product: Product, letters: Letterbox) -> None:
    product.netsuite.set_preferences(require_approvals=True)
    product.hand_over(small_document("alpha"))
    press_sync(product, "alpha")
    for journal in product.netsuite.journals():
        product.netsuite.change_journal(journal["id"], approvalstatus="2")
    product.clock.pause(3700)
    product.sweep()
    product.run()
    again = {"closed_at": "2026-11-05T09:00:00Z", "reopened_reason": "a late invoice"}
    product.hand_over(small_document("alpha", entries=3, **again))
    press_sync(product, "alpha")

    assert [mail.answers for mail in letters.mails] == [None, "1@mail.example", "1@mail.example"]


def test_each_period_has_a_thread_of_its_own(product: Product, letters: Letterbox) -> None:
    for entity in ("alpha", "beta"):
        product.hand_over(small_document(entity))
        press_sync(product, entity)

    assert [mail.answers for mail in letters.mails] == [None, None]
