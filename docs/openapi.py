"""Writes docs/openapi.json from the routes in the code: `make openapi`."""

import json
import sys
from pathlib import Path
from typing import Any

from functions.sync_api.app import app
from period_sync.contracts.connection_tests import ConnectionTestBody
from period_sync.contracts.connections import ConnectionBody
from period_sync.contracts.decisions import DecisionBody
from period_sync.contracts.document import DocumentBody
from period_sync.contracts.errors import ErrorBody
from period_sync.contracts.periods import TakenInBody
from period_sync.contracts.previews import PreviewBody
from period_sync.contracts.syncs import SyncBody
from period_sync.contracts.team import InvitationBody

TARGET = Path(__file__).with_name("openapi.json")
_OPEN_TO_ALL = "/v1/sign-in"
_HANDED_OVER = ("200", "201")
_POSTED = {
    "previews": PreviewBody,
    "decisions": DecisionBody,
    "confirm": DecisionBody,
    "team": InvitationBody,
    "invitation": InvitationBody,
    "connections": ConnectionBody,
    "tests": ConnectionTestBody,
}
"""What a POST answers with, by what its path ends with; any other answers with the sync."""

_TOLD_HERE = (
    DocumentBody,
    TakenInBody,
    SyncBody,
    PreviewBody,
    DecisionBody,
    InvitationBody,
    ErrorBody,
)


_POST_STATUS = {"connections": "201"}
"""What a POST answers with that is done when it is answered; any other is 202."""


def description() -> dict[str, Any]:
    """Describe the API in OpenAPI 3.1."""
    text = app.get_openapi_json_schema(
        title="Period Sync",
        version="1",
        openapi_version="3.1.0",
        description="Posts a closed period's journal entries to NetSuite, exactly once.",
        security_schemes={"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},  # type: ignore[dict-item]
        security=[{"token": []}],
    )
    found: dict[str, Any] = json.loads(text)
    schemas = found["components"]["schemas"]
    for model in _TOLD_HERE:
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    for unused in ("HTTPValidationError", "ResponseValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for path, methods in found["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return found


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add what the routes do not tell by their types: raw bodies, statuses, errors."""
    operation["parameters"] = [*operation.get("parameters", []), _tenant_header()]
    operation["responses"].pop("422", None)
    if path == _OPEN_TO_ALL:
        operation["security"] = []
    shaped = operation["responses"].pop("200")
    last = path.rpartition("/")[2]
    body = TakenInBody if method == "put" else _POSTED.get(last, SyncBody)
    is_plain = "$ref" in shaped["content"]["application/json"]["schema"]
    done = _HANDED_OVER if method == "put" else (_POST_STATUS.get(last, "202"),)
    for status in ("200",) if is_plain else done:
        operation["responses"][status] = shaped if is_plain else _json(body)
    operation["responses"]["default"] = {
        "description": "RFC 9457 problem details with a stable code",
        "content": {"application/problem+json": {"schema": _ref(ErrorBody)}},
    }
    if method == "put" and "requestBody" not in operation:
        content = {"application/json": {"schema": _ref(DocumentBody)}}
        operation["requestBody"] = {"required": True, "content": content}


def _json(model: type[Any]) -> dict[str, Any]:
    return {
        "description": "Accepted",
        "content": {"application/json": {"schema": _ref(model)}},
    }


def _ref(model: type[Any]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _tenant_header() -> dict[str, Any]:
    return {
        "name": "Period-Sync-Tenant",
        "in": "header",
        "required": False,
        "description": "Which tenant, for members of several",
        "schema": {"type": "string"},
    }


def text() -> str:
    """The file's content."""
    return json.dumps(description(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.exit(TARGET.write_text(text()) and 0)
