import pytest

from local.netsuite_login import NetSuiteLogin
from period_sync.domain.netsuite_account import canonical_account, is_sandbox_account


@pytest.mark.parametrize(
    "account", ["1234567", "1234567_SB1", "1234567-sb2", "1234567_RP", "tstdrv1234567", "ACME_1"]
)
def test_another_netsuite_is_a_sandbox_if_the_product_says_so(account: str) -> None:
    login = NetSuiteLogin(account, "key", "secret", "token", "token secret")
    assert login.is_sandbox == is_sandbox_account(canonical_account(account))
