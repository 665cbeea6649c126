"""Errors as the API tells them: RFC 9457, one status per class of our tree, a stable code."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict

from period_sync.domain.errors import (
    Conflict,
    Forbidden,
    InvalidInput,
    NotFound,
    PeriodSyncError,
    Unauthenticated,
)
from period_sync.domain.faults import InvalidDocument

MEDIA_TYPE = "application/problem+json"
BODY_BYTES_MAX = 1_000_000
_STATUS: dict[type[PeriodSyncError], HTTPStatus] = {
    InvalidInput: HTTPStatus.BAD_REQUEST,
    Unauthenticated: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
}


class ErrorBody(BaseModel):
    """RFC 9457: what went wrong, under a stable `code`; more members depend on the code."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str


class BodyTooLarge(InvalidInput):
    """The body of a request is larger than we take in this way."""

    code = "BODY_TOO_LARGE"


def require_small(body: bytes) -> None:
    """Raise BodyTooLarge unless a document may come this way."""
    if len(body) > BODY_BYTES_MAX:
        raise BodyTooLarge(
            f"The body has {len(body)} bytes; at most {BODY_BYTES_MAX} are taken this way."
        )


def require_addressed(document: object, name: str, addressed: str) -> None:
    """Raise InvalidInput unless a document is of what the address names."""
    if getattr(document, name) != addressed:
        raise InvalidInput(
            f"The document's {name} differs from the one in the address.", field=name
        )


def problem_of(error: PeriodSyncError) -> tuple[HTTPStatus, dict[str, Any]]:
    """Describe an error. What is not the caller's doing is told without details."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    for kind, found in _STATUS.items():
        if isinstance(error, kind):
            status = found
    if isinstance(error, BodyTooLarge):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        return status, problem(status, "INTERNAL", "Something went wrong on our side. Try again.")
    evidence = dict(error.evidence)
    if isinstance(error, InvalidDocument):
        evidence["faults"] = [asdict(fault) for fault in error.faults]
        evidence["fault_count"] = error.evidence["faults"]
    return status, problem(status, error.code, error.message, **evidence)


def problem(status: HTTPStatus, code: str, detail: str, **evidence: object) -> dict[str, Any]:
    """Put a body together; `code` is what programs branch on, `detail` what people read."""
    members = {
        "type": f"urn:period-sync:error:{code}",
        "title": status.phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
    }
    return evidence | members


def invalid_input(found: Sequence[Mapping[str, Any]]) -> tuple[HTTPStatus, dict[str, Any]]:
    """Write what pydantic found wrong with a call, each fault with its field."""
    faults = [{"field": ".".join(map(str, d["loc"])), "message": d["msg"]} for d in found]
    detail = "; ".join(f"{fault['field']}: {fault['message']}" for fault in faults)
    status = HTTPStatus.BAD_REQUEST
    return status, problem(status, "INVALID_INPUT", detail, faults=faults)
