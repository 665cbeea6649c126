import re
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from period_sync.domain.errors import InvalidInput
from period_sync.domain.netsuite_account import (
    api_origin,
    canonical_account,
    page_origin,
    transaction_link,
)

HOSTILE = st.text(
    st.sampled_from("1aAZ_-./@:#?%\\ \n\t\x00[]\u212a\u0131\uff11\u0661"), max_size=30
)
ANYTHING = st.one_of(HOSTILE, st.text(max_size=40), st.from_regex(r"[0-9A-Za-z_-]{1,30}"))


@pytest.mark.parametrize(
    ("raw", "canonical", "host"),
    [
        ("1234567", "1234567", "1234567.suitetalk.api.netsuite.com"),
        ("1234567_SB1", "1234567_SB1", "1234567-sb1.suitetalk.api.netsuite.com"),
        ("1234567-sb1", "1234567_SB1", "1234567-sb1.suitetalk.api.netsuite.com"),
        ("1234567_sb2", "1234567_SB2", "1234567-sb2.suitetalk.api.netsuite.com"),
        ("tstdrv987654", "TSTDRV987654", "tstdrv987654.suitetalk.api.netsuite.com"),
    ],
)
def test_every_spelling_of_an_account_has_one_canonical_form_and_host(
    raw: str, canonical: str, host: str
) -> None:
    assert canonical_account(raw) == canonical
    assert api_origin(raw) == f"https://{host}"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        " 1234567",
        "1234567\n",
        "1234567/",
        "evil.example/",
        "evil.example#",
        "1234567.evil.example",
        "user@evil",
        "1234567:443",
        "1234567_SB1_2",
        "1234567__SB1",
        "-1234567",
        "1234567-",
        "\u0661\u0662\u0663",
        "\uff11\uff12\uff13",
        "\u212a123",
        "a" * 21,
        "1234567_" + "a" * 9,
    ],
)
def test_what_is_no_account_id_is_refused_and_names_the_field(raw: str) -> None:
    with pytest.raises(InvalidInput, match="1234567_SB1") as refused:
        canonical_account(raw)
    assert refused.value.evidence["field"] == "account"


@given(ANYTHING)
@example("1234567_SB1")
def test_the_canonical_form_is_its_own_canonical_form(raw: str) -> None:
    with suppress(InvalidInput):
        canonical = canonical_account(raw)
        assert canonical_account(canonical) == canonical
        assert re.fullmatch(r"[A-Z0-9]+(_[A-Z0-9]+)?", canonical)


@given(ANYTHING)
@example("1234567_SB1")
def test_credentials_never_travel_to_any_host_but_netsuites(raw: str) -> None:
    with suppress(InvalidInput):
        for origin, domain in (
            (api_origin(raw), "suitetalk.api.netsuite.com"),
            (page_origin(raw), "app.netsuite.com"),
        ):
            parts = urlsplit(origin)
            assert parts.scheme == "https"
            assert parts.netloc == parts.hostname
            label, _, rest = parts.netloc.partition(".")
            assert rest == domain
            assert re.fullmatch("[a-z0-9-]{1,29}", label)
            assert (parts.path, parts.query, parts.fragment) == ("", "", "")


def test_a_deep_link_leads_to_the_accounts_own_pages() -> None:
    link = transaction_link("7072395_SB1", "1001")
    assert link == (
        "https://7072395-sb1.app.netsuite.com/app/accounting/transactions/transaction.nl?id=1001"
    )


def test_where_one_origin_stands_for_every_account_the_link_says_whose_journal_it_is() -> None:
    link = transaction_link("7072395-sb1", "1001", "http://127.0.0.1:9")
    assert link == (
        "http://127.0.0.1:9/app/accounting/transactions/transaction.nl?c=7072395_SB1&id=1001"
    )
