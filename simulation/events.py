"""The events that Lambda hands to functions."""

from typing import Any
from urllib.parse import urlencode

from simulation.sqs import Message, Queue


def record(queue: Queue, message: Message) -> dict[str, Any]:
    """A message as its function gets it."""
    return {
        "Records": [
            {
                "messageId": message.message_id,
                "receiptHandle": message.message_id,
                "body": message.body,
                "attributes": {"ApproximateReceiveCount": str(message.receives)},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{queue.url}",
                "awsRegion": "us-east-1",
            }
        ]
    }


def request(
    number: int, method: str, path: str, user: str, query: dict[str, str]
) -> dict[str, Any]:
    """A call of the API, made by a person who is signed in."""
    return {
        "version": "2.0",
        "routeKey": f"{method} {path}",
        "rawPath": path,
        "rawQueryString": urlencode(query),
        "headers": {"content-type": "application/json"},
        "queryStringParameters": query or None,
        "requestContext": {
            "http": {"method": method, "path": path, "sourceIp": "127.0.0.1"},
            "authorizer": {
                "jwt": {
                    "claims": {"sub": user, "exp": "9999999999", "token_use": "access"},
                    "scopes": None,
                }
            },
            "requestId": f"request-{number}",
            "stage": "$default",
        },
        "body": None,
        "isBase64Encoded": False,
    }
