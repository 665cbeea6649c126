from typing import Any

from local.stack import Stack
from tests.e2e.client import Client
from tests.support.polling import until

MAIN = "/v1/connections/main"


def run_test(person: Client) -> Any:
    test_id = person.call("POST", f"{MAIN}/tests").json()["test_id"]

    def look() -> Any:
        test = person.get(f"{MAIN}/tests/{test_id}")
        return None if test["status"] == "RUNNING" else test

    return until(look, 60)


def test_an_administrator_replaces_a_secret_under_the_roles_of_the_functions(stack: Stack) -> None:
    person = Client(stack.origin, stack.token("administrator"))
    login = stack.login
    secret = {
        "auth": "tba",
        "consumer_key": login.consumer_key,
        "consumer_secret": login.consumer_secret,
        "token_id": login.token_id,
        "token_secret": "mistyped",
    }
    stored = person.call("PUT", f"{MAIN}/secret", secret)
    assert stored.status_code == 200, stored.text
    assert run_test(person)["text"] == "The new secret did not pass; the old one stays in use."
    assert person.get(MAIN)["state"] == "LIVE"
    person.call("PUT", f"{MAIN}/secret", secret | {"token_secret": login.token_secret})
    test = run_test(person)
    assert (test["status"], test["is_of_new_secret"]) == ("PASSED", True)
    assert person.get(MAIN)["new_secret"] is None
