"""What the terminal says of a mail."""

import pytest

from local.mails import Mail
from local.story import mail_text

NETSUITE = "http://127.0.0.1:9000/app/accounting/transactions/transaction.nl?id=5001"
ARTICLE = "http://127.0.0.1:8080/problems/MAP-06"


@pytest.mark.parametrize("link", ["periods", "syncs/halcyon-1"])
def test_the_link_of_a_mail_is_that_of_its_button(link: str) -> None:
    button = f"http://127.0.0.1:8080/{link}"
    text = f"JE1 · {NETSUITE}\n\nAbout: {ARTICLE}\n\nView it: {button}\n\nCompany: Halcyon\n"
    mail = Mail(
        1,
        "m-1",
        "from@halcyon.example",
        ["to@halcyon.example"],
        "Subject",
        text,
        "",
        "2026-11-03T18:00:00Z",
    )
    assert f"  Link     {button}" in mail_text(mail).splitlines()
