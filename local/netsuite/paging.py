"""Pages of rows in NetSuite's shape: limit, offset, links to the pages around (facts 86, 87)."""

from collections.abc import Mapping, Sequence

from local.netsuite.exchange import Request
from local.netsuite.refusals import invalid_parameter

PAGE_MAX = 1000


def read_page(request: Request) -> tuple[int, int]:
    """Return limit and offset of a request.

    Raises:
        Refusal: one is no number, too large, or the offset no multiple of the limit.
    """
    limit = _whole(request, "limit", PAGE_MAX)
    offset = _whole(request, "offset", 0)
    if not 1 <= limit <= PAGE_MAX:
        raise invalid_parameter("limit", f"The limit must be between 1 and {PAGE_MAX}.")
    if offset % limit:
        raise invalid_parameter("offset", "The offset must be a multiple of the limit.")
    return limit, offset


def page_document(
    rows: Sequence[Mapping[str, object]], limit: int, offset: int, address: str
) -> dict[str, object]:
    """Return one page of the rows; `address` is the URL, with the query parameters to keep."""
    items = [{"links": [], **row} for row in rows[offset : offset + limit]]
    has_more = offset + limit < len(rows)
    pages = {"self": offset}
    if has_more:
        pages |= {"next": offset + limit, "last": (len(rows) - 1) // limit * limit}
    if offset:
        pages |= {"first": 0, "previous": max(0, offset - limit)}
    joint = "&" if "?" in address else "?"
    return {
        "links": [
            {"rel": relation, "href": f"{address}{joint}limit={limit}&offset={start}"}
            for relation, start in pages.items()
        ],
        "count": len(items),
        "hasMore": has_more,
        "items": items,
        "offset": offset,
        "totalResults": len(rows),
    }


def _whole(request: Request, name: str, default: int) -> int:
    text = request.parameter(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()):
        raise invalid_parameter(name, f"Invalid value for the parameter {name}: {text}")
    return int(text)
