"""DynamoDB's own behaviour, which the store rests on, alike on every stand-in."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.stand_ins.clouds import StandIn

ABSENT = "attribute_not_exists(pk)"
NEITHER = "attribute_not_exists(pk) OR external_id = :external_id"


def item(sk: str, **attributes: Any) -> dict[str, Any]:
    return {"pk": {"S": "P"}, "sk": {"S": sk}, **attributes}


def put(table: str, sk: str, condition: str = ABSENT, **more: Any) -> dict[str, Any]:
    values = more.pop("values", None)
    names = more.pop("names", None)
    return {
        "Put": {
            "TableName": table,
            "Item": item(sk, **more),
            "ConditionExpression": condition,
            **({"ExpressionAttributeValues": values} if values else {}),
            **({"ExpressionAttributeNames": names} if names else {}),
        }
    }


def there(cloud: StandIn, table: str, sk: str) -> dict[str, Any] | None:
    found: dict[str, Any] = cloud.dynamodb.get_item(
        TableName=table, Key=item(sk), ConsistentRead=True
    )
    return found.get("Item")


def refused(cloud: StandIn, *writes: dict[str, Any]) -> list[str]:
    """Return the reasons for which a transaction was cancelled, in the order of its writes."""
    with pytest.raises(cloud.dynamodb.exceptions.TransactionCanceledException) as error:
        cloud.dynamodb.transact_write_items(TransactItems=list(writes))
    reasons = error.value.response["CancellationReasons"]
    return [reason["Code"] for reason in reasons]


def test_a_transaction_is_whole_or_nothing_and_says_which_condition_failed(
    cloud: StandIn,
) -> None:
    table, _ = cloud.tables()
    cloud.dynamodb.transact_write_items(TransactItems=[put(table, "a")])

    assert refused(cloud, put(table, "b"), put(table, "a"), put(table, "c")) == [
        "None",
        "ConditionalCheckFailed",
        "None",
    ]
    assert there(cloud, table, "b") is None
    assert there(cloud, table, "a") == item("a")


def test_a_check_writes_nothing_and_spans_tables(cloud: StandIn) -> None:
    state, audit = cloud.tables()
    row = put(state, "a", version={"N": "3"})
    cloud.dynamodb.transact_write_items(TransactItems=[row, put(audit, "a")])

    def check(version: str) -> dict[str, Any]:
        return {
            "ConditionCheck": {
                "TableName": state,
                "Key": item("a"),
                "ConditionExpression": "version = :version",
                "ExpressionAttributeValues": {":version": {"N": version}},
            }
        }

    cloud.dynamodb.transact_write_items(TransactItems=[check("3"), put(audit, "b")])
    assert refused(cloud, check("4"), put(audit, "c")) == ["ConditionalCheckFailed", "None"]
    assert there(cloud, state, "a") == item("a", version={"N": "3"})
    assert there(cloud, audit, "c") is None


@pytest.mark.parametrize(
    ("condition", "values", "names", "on_absent", "on_equal", "on_other"),
    [
        (ABSENT, None, None, True, False, False),
        ("attribute_exists(pk) OR attribute_not_exists(pk)", None, None, True, True, True),
        ("version = :v AND epoch = :e", {":v": 1, ":e": 2}, None, False, True, False),
        ("#status = :s AND attempt = :a", {":s": "x", ":a": 0}, "status", False, True, False),
        (NEITHER, {":external_id": "ps-1"}, None, True, True, False),
        ("version = :v AND attribute_exists(due_at)", {":v": 1}, None, False, True, False),
    ],
)
def test_conditions(
    cloud: StandIn,
    condition: str,
    values: dict[str, str | int] | None,
    names: str | None,
    on_absent: bool,
    on_equal: bool,
    on_other: bool,
) -> None:
    table, _ = cloud.tables()
    equal: dict[str, Any] = {
        "version": {"N": "1"}, "epoch": {"N": "2"}, "status": {"S": "x"}, "attempt": {"N": "0"},
        "external_id": {"S": "ps-1"}, "due_at": {"S": "t"},
    }  # fmt: skip
    other: dict[str, Any] = {
        "version": {"N": "9"}, "epoch": {"N": "9"}, "status": {"S": "y"}, "attempt": {"N": "1"},
        "external_id": {"S": "ps-2"}, "due_at": {"S": "t"},
    }  # fmt: skip
    cloud.dynamodb.transact_write_items(
        TransactItems=[put(table, "equal", **equal), put(table, "other", **other)]
    )
    typed = {
        name: {"S": value} if isinstance(value, str) else {"N": str(value)}
        for name, value in (values or {}).items()
    }
    for sk, holds in (("absent", on_absent), ("equal", on_equal), ("other", on_other)):
        write = put(table, sk, condition, values=typed, names=names and {f"#{names}": names})
        if holds:
            cloud.dynamodb.transact_write_items(TransactItems=[write])
            assert there(cloud, table, sk) == item(sk)
        else:
            assert refused(cloud, write) == ["ConditionalCheckFailed"]


def test_a_number_is_no_text(cloud: StandIn) -> None:
    table, _ = cloud.tables()
    cloud.dynamodb.transact_write_items(TransactItems=[put(table, "a", version={"N": "1"})])
    as_text = put(table, "a", "version = :v", values={":v": {"S": "1"}})

    assert refused(cloud, as_text) == ["ConditionalCheckFailed"]


def test_a_number_equals_itself_however_it_is_written(cloud: StandIn) -> None:
    table, _ = cloud.tables()
    cloud.dynamodb.transact_write_items(TransactItems=[put(table, "a", version={"N": "1"})])
    otherwise = put(table, "a", "version = :v", values={":v": {"N": "1.0"}})

    cloud.dynamodb.transact_write_items(TransactItems=[otherwise])


@pytest.mark.parametrize("case", ["one item twice", "101 writes", "a value too much", "no value"])
def test_what_dynamodb_takes_for_a_mistake(cloud: StandIn, case: str) -> None:
    table, _ = cloud.tables()
    writes = {
        "one item twice": [put(table, "a"), put(table, "a")],
        "101 writes": [put(table, str(number)) for number in range(101)],
        "a value too much": [put(table, "a", ABSENT, values={":v": {"N": "1"}})],
        "no value": [put(table, "a", "version = :v")],
    }[case]
    with pytest.raises(ClientError) as error:
        cloud.dynamodb.transact_write_items(TransactItems=writes)

    assert error.value.response["Error"]["Code"] == "ValidationException"
    assert there(cloud, table, "a") is None


def test_an_update_changes_one_version(cloud: StandIn) -> None:
    table, _ = cloud.tables()
    row: dict[str, Any] = {"version": {"N": "1"}, "send_no": {"N": "4"}, "due_at": {"S": "b"}}
    cloud.dynamodb.transact_write_items(TransactItems=[put(table, "a", **row)])

    def update(sk: str, version: str) -> None:
        cloud.dynamodb.update_item(
            TableName=table,
            Key=item(sk),
            UpdateExpression="SET send_no = :next, version = version + :one",
            ConditionExpression="version = :version AND attribute_exists(due_at)",
            ExpressionAttributeValues={
                ":next": {"N": "5"},
                ":one": {"N": "1"},
                ":version": {"N": version},
            },
        )

    update("a", "1")
    for sk, version in (("a", "1"), ("nothing", "1")):
        with pytest.raises(cloud.dynamodb.exceptions.ConditionalCheckFailedException):
            update(sk, version)
    expected = item("a", version={"N": "2"}, send_no={"N": "5"}, due_at={"S": "b"})
    assert there(cloud, table, "a") == expected
    assert there(cloud, table, "nothing") is None


def rows_of(cloud: StandIn, **asked: Any) -> tuple[list[str], dict[str, Any] | None]:
    answer = cloud.dynamodb.query(**asked)
    return [found["sk"]["S"] for found in answer["Items"]], answer.get("LastEvaluatedKey")


def test_pages_of_a_partition_come_in_order_and_a_full_page_has_a_next_one(
    cloud: StandIn,
) -> None:
    table, _ = cloud.tables()
    writes = [put(table, sk) for sk in ("A#2", "A#10", "A#1", "B#1")]
    cloud.dynamodb.transact_write_items(TransactItems=writes)
    asked = {
        "TableName": table,
        "ConsistentRead": True,
        "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
        "ExpressionAttributeValues": {":pk": {"S": "P"}, ":prefix": {"S": "A#"}},
    }
    assert rows_of(cloud, **asked) == (["A#1", "A#10", "A#2"], None)
    first, last = rows_of(cloud, Limit=2, **asked)
    assert (first, last) == (["A#1", "A#10"], item("A#10"))
    assert rows_of(cloud, Limit=2, ExclusiveStartKey=last, **asked) == (["A#2"], None)
    # DynamoDB stops at the limit before it knows whether there is more.
    all_three, last = rows_of(cloud, Limit=3, **asked)
    assert (len(all_three), last) == (3, item("A#2"))
    assert rows_of(cloud, Limit=3, ExclusiveStartKey=last, **asked) == ([], None)


def test_a_filter_counts_after_the_limit(cloud: StandIn) -> None:
    table, _ = cloud.tables()
    writes = [
        put(
            table, f"P{number}", list_key={"S": "L"}, list_order={"S": str(number)},
            status={"S": "odd" if number % 2 else "even"},
        )
        for number in range(4)
    ]  # fmt: skip
    cloud.dynamodb.transact_write_items(TransactItems=writes)
    asked = {
        "TableName": table,
        "IndexName": "list",
        "ScanIndexForward": False,
        "KeyConditionExpression": "list_key = :key",
        "FilterExpression": "#status = :status",
        "ExpressionAttributeNames": {"#status": "status"},
        "ExpressionAttributeValues": {":key": {"S": "L"}, ":status": {"S": "even"}},
    }
    page, last = rows_of(cloud, Limit=3, **asked)
    assert (page, last and last["sk"]) == (["P2"], {"S": "P1"})
    assert rows_of(cloud, Limit=3, ExclusiveStartKey=last, **asked) == (["P0"], None)


def test_an_index_holds_the_keys_of_rows_that_have_its_attributes(cloud: StandIn) -> None:
    table, _ = cloud.tables()
    due: dict[str, Any] = {"due_shard": {"S": "DUE"}, "due_at": {"S": "2026"}}
    cloud.dynamodb.transact_write_items(
        TransactItems=[put(table, "a", **due, version={"N": "1"}), put(table, "b")]
    )
    asked = {
        "TableName": table,
        "IndexName": "due",
        "KeyConditionExpression": "due_shard = :shard AND due_at <= :now",
        "ExpressionAttributeValues": {":shard": {"S": "DUE"}, ":now": {"S": "2026"}},
        "Limit": 10,
    }
    answer = cloud.dynamodb.query(**asked)
    assert answer["Items"] == [item("a", **due)]
    gone = put(table, "a", "attribute_exists(pk)")
    cloud.dynamodb.transact_write_items(TransactItems=[gone])

    assert rows_of(cloud, **asked) == ([], None)
