"""JSON of the control API: plain, without NetSuite's media types."""

from collections.abc import Callable, Mapping

from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.master_data import WrongData
from local.netsuite.money import load_json

# Method, pattern of the path, and who answers; what the pattern groups is handed over.
Route = tuple[str, str, Callable[[Request, str], Answer]]
_PLAIN = "application/json"


def plain_json(document: object, status: int = 200) -> Answer:
    """Answer with a JSON document."""
    return json_answer(document, status, _PLAIN)


def found(exists: bool) -> Answer:
    """Answer 204, or 404 where there was nothing to change."""
    return Answer(204) if exists else plain_json({"error": "no such record"}, 404)


def object_in(request: Request) -> Mapping[str, object]:
    """Return the object that a request holds.

    Raises:
        ValueError: its body is no JSON object.
    """
    document = load_json(request.body)
    if not isinstance(document, dict):
        raise WrongData("the body must be a JSON object")
    return document
