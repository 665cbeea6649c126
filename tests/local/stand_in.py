"""A Lambda function that stands in for any of the product's: it notes what it got, and hands on."""

import json
import os
import time
from typing import Any

import boto3


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    started = time.time()
    body = _body(event)
    time.sleep(body.get("work_seconds", 0))
    table = boto3.client("dynamodb")
    _note(
        table,
        {"pk": {"S": "CALL"}, "sk": {"S": context.aws_request_id}},
        {"S": json.dumps([context.function_name, event, started, time.time()])},
    )
    if topic := os.environ.get("RESULT_TOPIC_ARN"):
        boto3.client("sns").publish(TopicArn=topic, Message=json.dumps(body))
    if sender := os.environ.get("MAIL_SENDER"):
        _send_mail(sender)
    if "routeKey" in event:
        return {"statusCode": 200, "body": json.dumps({"refused": _forbidden(table)})}
    return {"batchItemFailures": []}


def _note(table: Any, key: dict[str, Any], call: dict[str, str]) -> None:
    """Write a row with the one action or the other: roles differ in which they may."""
    name = os.environ["STATE_TABLE"]
    try:
        table.put_item(TableName=name, Item={**key, "call_of": call})
    except table.exceptions.ClientError:
        table.update_item(
            TableName=name,
            Key=key,
            UpdateExpression="SET call_of = :call",
            ExpressionAttributeValues={":call": call},
        )


def _body(event: dict[str, Any]) -> dict[str, Any]:
    records = event.get("Records") or [{"body": "{}"}]
    found: dict[str, Any] = json.loads(records[0]["body"])
    return found


def _forbidden(table: Any) -> str:
    """Try what the role of sync_api may not do."""
    key = {"pk": {"S": "CALL"}, "sk": {"S": "any"}}
    try:
        table.delete_item(TableName=os.environ["STATE_TABLE"], Key=key)
    except table.exceptions.ClientError as refusal:
        return str(refusal.response["Error"]["Code"])
    return "nothing"


def _send_mail(sender: str) -> None:
    boto3.client("sesv2").send_email(
        FromEmailAddress=sender,
        Destination={"ToAddresses": ["controller@halcyon.example"]},
        Content={
            "Simple": {
                "Subject": {"Data": "Grüße <script>"},
                "Body": {"Text": {"Data": "text part"}, "Html": {"Data": "<b>html part</b>"}},
            }
        },
    )
