"""What every operation on journal records uses: the books, and how requests name records."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import unquote

from local.netsuite.custom_fields import CustomFields
from local.netsuite.database import Database, Row
from local.netsuite.exchange import Request
from local.netsuite.journal_answer import JournalAnswer
from local.netsuite.journal_body import BodyReader, JournalBody
from local.netsuite.ledger import Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.posting import Posting
from local.netsuite.record_types import RecordType
from local.netsuite.refusals import (
    insufficient_permission,
    malformed,
    nonexistent,
    unknown_properties,
    wrong_transaction_type,
)
from local.netsuite.terms import FULL, POSTING_PERIOD, Terms

_NAME_CHECKS = ("error", "warning", "ignore")
_EXTERNAL = "eid:"


@dataclass(frozen=True, slots=True)
class RecordName:
    """How a URL names one record: by internal id, or by external id (fact 47)."""

    internal_id: int | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class RecordWork:
    """The parts that operations on records share."""

    database: Database
    posting: Posting
    ledger: Ledger
    master: MasterData
    custom: CustomFields
    sleep: Callable[[float], None] = time.sleep

    def shows(self, terms: Terms) -> JournalAnswer:
        """Return what builds documents."""
        return JournalAnswer(self.master, self.custom, terms.preferences)

    def body(
        self, record_type: RecordType, request: Request, terms: Terms
    ) -> tuple[JournalBody, dict[str, str]]:
        """Return what a request says, and the headers that warn of names passed over.

        Raises:
            Refusal: the body or a header is wrong, or names are checked and one is unknown.
        """
        reader = BodyReader(record_type, self.custom, terms.preferences, self.master.find_external)
        body = reader.read(request.body)
        _pass_over_period(body, terms)
        check = request.headers.get("x-netsuite-propertynamevalidation", "warning").lower()
        if check not in _NAME_CHECKS:
            raise malformed(f"Invalid value for X-NetSuite-PropertyNameValidation: {check}")
        if not body.unknown or check == "ignore":
            return body, {}
        if check == "error":
            raise unknown_properties(body.unknown)
        # Facts 63 and 205: the name is dropped and only a header tells; which one is
        # unverified, so HTTP's own is used.
        names = re.sub(r"[^\x20-\x7e]|[\"\\]", "?", ", ".join(body.unknown))
        return body, {"Warning": f'299 - "Unknown fields were ignored: {names}"'}

    def find(self, record_type: RecordType, request: Request, terms: Terms) -> Row:
        """Return the header of the journal that a URL names.

        Raises:
            Refusal: there is none, or it is a transaction of another type.
        """
        name = name_in(record_type, request)
        header = self.header(name)
        if header is None or not terms.may_use(header["subsidiary"]):
            missing = terms.preferences.missing_is_404
            raise nonexistent() if missing else wrong_transaction_type()
        if header["recordtype"] != record_type.stored_as:
            raise wrong_transaction_type()  # fact 126
        return header

    def header(self, name: RecordName) -> Row | None:
        """Return the header of any transaction by its name."""
        if name.external_id is not None:
            return self.ledger.find_external(name.external_id)
        return None if name.internal_id is None else self.ledger.find(name.internal_id)


def _pass_over_period(body: JournalBody, terms: Terms) -> None:
    """Take no period from a role that may not choose one, or refuse it (fact 153, unverified)."""
    given = body.header.values.get("posting_period")
    if given is None or terms.permits(POSTING_PERIOD, FULL):
        return
    if terms.preferences.period_without_permission == "refused":
        raise insufficient_permission(
            "You do not have permissions to set a value for element postingperiod due to one of "
            "the following reasons: 1) The field is read-only; 2) Your role lacks the permission."
        )
    kept = {name: v for name, v in body.header.values.items() if name != "posting_period"}
    body.header = replace(body.header, values=kept)


def name_in(record_type: RecordType, request: Request) -> RecordName:
    """Return the name of the record in a URL.

    Raises:
        Refusal: it is neither an internal id nor eid: and an external id.
    """
    name = unquote(request.path[len(record_type.path) + 1 :])
    if name.startswith(_EXTERNAL):
        return RecordName(external_id=name[len(_EXTERNAL) :])
    if name.isascii() and name.isdigit() and len(name) < 19:
        return RecordName(internal_id=int(name))
    raise malformed(f"Invalid record identifier: {name}")


def address_of(record_type: RecordType, request: Request, key: object) -> str:
    """Return the URL of a record."""
    return f"{request.origin}{record_type.path}/{key}"
