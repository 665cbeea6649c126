"""AWS's errors, in the shapes that boto3's clients raise."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from botocore.exceptions import ClientError, ConnectionClosedError

from simulation.boundaries import Apply, Effect
from simulation.strikes import Kind, Strike


class ConditionalCheckFailedException(ClientError):
    """A condition did not hold."""


class TransactionCanceledException(ClientError):
    """A transaction did not happen; says of each of its writes why."""


class ResourceExistsException(ClientError):
    """A secret of that name exists."""


def client_error(
    code: str, operation: str, kind: type[ClientError] = ClientError, **more: Any
) -> ClientError:
    """Make an error as AWS answers it."""
    response: Any = {"Error": {"Code": code, "Message": code}, **more}
    return kind(response, operation)


@cache
def failing(operation: str) -> Apply:
    """Return how a call fails, in ways that every service has, after boto's own retries."""

    def fail(strike: Strike, effect: Effect[Any]) -> Any:
        match strike.kind:
            case Kind.REPEATED:
                effect()
                return effect()
            case Kind.LOST_ANSWER:
                effect()
                raise ConnectionClosedError(endpoint_url="https://aws.example")
        raise client_error("InternalServerError", operation)

    return fail


def cancelled(reasons: Sequence[str]) -> ClientError:
    """Make the error of a transaction, with the reason of each of its writes."""
    return client_error(
        "TransactionCanceledException",
        "TransactWriteItems",
        TransactionCanceledException,
        CancellationReasons=[{"Code": reason} for reason in reasons],
    )
