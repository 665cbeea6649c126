"""/services/rest/record/v1/: which operation a request asks for, on which kind of journal."""

from collections.abc import Callable

from local.netsuite.access import check_operation
from local.netsuite.exchange import Answer, Request
from local.netsuite.metadata import METADATA_PATH, answer_metadata
from local.netsuite.record_changing import delete_record, update_record, upsert_record
from local.netsuite.record_creating import create_record
from local.netsuite.record_reading import list_records, read_record
from local.netsuite.record_types import RecordType, record_type_at
from local.netsuite.record_work import RecordWork
from local.netsuite.refusals import not_simulated
from local.netsuite.terms import Terms

Operation = Callable[[RecordWork, RecordType, Request, Terms], Answer]
METADATA = "metadata"
# Method and whether one record is named: what the route is called, and who answers it.
_OPERATIONS: dict[tuple[str, bool], tuple[str, Operation]] = {
    ("POST", False): ("", create_record),
    ("GET", False): ("-list", list_records),
    ("GET", True): ("-read", read_record),
    ("PATCH", True): ("-update", update_record),
    ("PUT", True): ("-update", upsert_record),
    ("DELETE", True): ("-delete", delete_record),
}


def record_route(request: Request) -> str | None:
    """Name the operation that a request asks for; None if it is none of these."""
    if request.method == "GET" and _is_metadata(request):
        return METADATA
    found = _operation(request)
    return f"{found[0].name}{found[1]}" if found else None


class RecordApi:
    """The record service of one account."""

    def __init__(self, work: RecordWork) -> None:
        self._work = work

    def answer(self, request: Request, terms: Terms) -> Answer:
        """Answer a request below the record root.

        Raises:
            Refusal: nothing was changed.
        """
        if request.method == "GET" and _is_metadata(request):
            return answer_metadata(self._work, request, terms)
        found = _operation(request)
        if found is None:
            raise not_simulated(f"{request.method} on {request.path}")
        if "respond-async" in request.headers.get("prefer", ""):
            raise not_simulated("asynchronous requests")
        check_operation(terms.role, found[1], terms.preferences)
        return found[2](self._work, found[0], request, terms)


def is_record_path(path: str) -> bool:
    """Tell whether a path is that of a journal record or of the metadata."""
    return record_type_at(path) is not None or path.lower().startswith(METADATA_PATH)


def _is_metadata(request: Request) -> bool:
    return request.path.lower().startswith(METADATA_PATH)


def _operation(request: Request) -> tuple[RecordType, str, Operation] | None:
    record_type = record_type_at(request.path)
    if record_type is None:
        return None
    names_one = len(request.path) > len(record_type.path) + 1
    found = _OPERATIONS.get((request.method, names_one))
    return found and (record_type, *found)
