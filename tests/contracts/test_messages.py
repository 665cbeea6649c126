import json
from typing import Any

import pytest

from period_sync.contracts.messages import (
    InvitationMessage,
    NoticeMessage,
    ResultMessage,
    read_hint,
    read_of_mails,
)
from period_sync.domain.errors import InvalidInput
from period_sync.domain.sync import Hint

HINT = {
    "version": 1,
    "tenant": "halcyon",
    "kind": "sync",
    "item_id": "halcyon-1",
    "send_no": 3,
}
RESULT = {"version": 1, "tenant": "halcyon", "sync_id": "halcyon-1", "result_no": 2}
NO_OBJECTS = ["", "{", "null", "[]", '"hint"', "7", "{}", "[" * 5000]


def test_a_hint_is_what_was_sent_and_how_it_was_delivered() -> None:
    hint = read_hint(json.dumps(HINT), "message-1", 2)
    assert hint == Hint("halcyon", "sync", "halcyon-1", 3, "message-1", 2)


@pytest.mark.parametrize("kind", ["connection-test", "daily-check", "preview"])
def test_a_hint_may_ask_for_something_else_than_a_sync(kind: str) -> None:
    assert read_hint(json.dumps(HINT | {"kind": kind}), "m", 1).kind == kind


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"version": 2}, "version"),
        ({"kind": "drop-tables"}, "kind"),
        ({"tenant": ""}, "tenant"),
        ({"tenant": None}, "tenant"),
        ({"tenant": "x" * 65}, "tenant"),
        ({"item_id": 7}, "item_id"),
        ({"item_id": "x" * 201}, "item_id"),
        ({"send_no": 0}, "send_no"),
        ({"send_no": "three"}, "send_no"),
        ({"send_no": 1.5}, "send_no"),
        ({"account": "1234567"}, "account"),
    ],
)
def test_a_malformed_hint_is_refused_and_names_the_field(
    changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_hint(json.dumps(HINT | changed), "m", 1)
    assert refused.value.evidence["field"] == field


@pytest.mark.parametrize("body", NO_OBJECTS, ids=lambda body: ascii(body[:8]))
def test_what_is_no_message_is_refused(body: str) -> None:
    with pytest.raises(InvalidInput):
        read_hint(body, "m", 1)
    with pytest.raises(InvalidInput):
        read_of_mails(body)


def test_a_result_names_the_sync_and_which_result_it_is() -> None:
    result = read_of_mails(json.dumps(RESULT))
    assert isinstance(result, ResultMessage)
    assert (result.tenant, result.sync_id, result.result_no) == ("halcyon", "halcyon-1", 2)


def test_an_invitation_says_that_it_is_one() -> None:
    asked = {"kind": "invitation", "tenant": "halcyon", "invitation_id": "i-1", "send_no": 1}
    read = read_of_mails(json.dumps(asked | {"version": 1}))
    assert isinstance(read, InvitationMessage)
    assert (read.tenant, read.invitation_id, read.send_no) == ("halcyon", "i-1", 1)
    for changed in ({"kind": "result"}, {"send_no": 0}, {"sync_id": "halcyon-1"}):
        with pytest.raises(InvalidInput) as refused:
            read_of_mails(json.dumps(asked | {"version": 1} | changed))
        assert refused.value.evidence["field"] == next(iter(changed))


def test_a_notice_names_the_connection() -> None:
    asked = {"kind": "connection-notice", "tenant": "halcyon", "connection_id": "main"}
    read = read_of_mails(json.dumps(asked | {"version": 1, "notice_no": 2}))
    assert isinstance(read, NoticeMessage)
    assert (read.tenant, read.connection_id, read.notice_no) == ("halcyon", "main", 2)
    for changed in ({"notice_no": 0}, {"connection_id": ""}, {"sync_id": "halcyon-1"}):
        with pytest.raises(InvalidInput) as refused:
            read_of_mails(json.dumps(asked | {"version": 1, "notice_no": 2} | changed))
        assert refused.value.evidence["field"] == next(iter(changed))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"result_no": 0}, "result_no"),
        ({"sync_id": ""}, "sync_id"),
        ({"status": "COMPLETED"}, "status"),
        ({"version": "1"}, "version"),
    ],
)
def test_a_malformed_result_is_refused_and_names_the_field(
    changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_of_mails(json.dumps(RESULT | changed))
    assert refused.value.evidence["field"] == field
