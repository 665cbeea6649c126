"""GET: one journal by its id or external id, or the list of those that a filter holds for."""

from urllib.parse import quote

from local.netsuite.exchange import COLLECTION, Answer, Request, json_answer
from local.netsuite.features import has_property
from local.netsuite.paging import page_document, read_page
from local.netsuite.query_filter.fields import FilterField, fields_of
from local.netsuite.query_filter.reading import FilterRefused, read_filter
from local.netsuite.query_filter.translation import to_sql
from local.netsuite.record_types import RecordType
from local.netsuite.record_work import RecordWork, address_of
from local.netsuite.refusals import invalid_parameter
from local.netsuite.terms import Terms


def read_record(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Answer one journal; with expandSubResources its lines too (fact 67).

    Raises:
        Refusal: there is none.
    """
    header = work.find(record_type, request, terms)
    expanded = (request.parameter("expandSubResources") or "").lower() == "true"
    key = int(str(header["id"]))
    lines = work.ledger.lines(key) if expanded else None
    address = address_of(record_type, request, key)
    return json_answer(work.shows(terms).document(record_type, header, lines, address))


def list_records(
    work: RecordWork, record_type: RecordType, request: Request, terms: Terms
) -> Answer:
    """Answer a page of ids and links, of all journals or of those that `q` selects (fact 81).

    Raises:
        Refusal: the filter or the page is wrong.
    """
    limit, offset = read_page(request)
    text = request.parameter("q")
    condition, values = _condition(work, record_type, text, terms)
    found = work.database.rows(
        'SELECT id, subsidiary FROM "transaction" '
        f"WHERE recordtype = ? AND ({condition}) ORDER BY id",
        [record_type.stored_as, *values],
    )
    rows = [row for row in found if terms.may_use(row["subsidiary"])]
    items = [
        {
            "links": [{"rel": "self", "href": address_of(record_type, request, row["id"])}],
            "id": str(row["id"]),
        }
        for row in rows
    ]
    address = f"{request.origin}{record_type.path}"
    if text is not None:
        address += f"?q={quote(text, safe='')}"
    return json_answer(page_document(items, limit, offset, address), media_type=COLLECTION)


def _condition(
    work: RecordWork, record_type: RecordType, text: str | None, terms: Terms
) -> tuple[str, list[object]]:
    if text is None:
        return "1", []
    fields: dict[str, FilterField] = {
        name: each
        for name, each in fields_of(record_type, work.custom).items()
        if has_property(name, terms.preferences)
    }
    try:
        return to_sql(read_filter(text, fields, terms.preferences.q_date_format))
    except FilterRefused as error:
        raise invalid_parameter("q", f"Invalid search query. {error}") from error
