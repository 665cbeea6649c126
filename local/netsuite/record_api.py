"""/services/rest/record/v1/journalEntry: create a journal, read one by id or external id."""

import re
from urllib.parse import unquote

from local.netsuite.exchange import Answer, Request, json_answer
from local.netsuite.journal_answer import journal_document
from local.netsuite.journal_body import read_journal
from local.netsuite.journal_fields import CustomFields
from local.netsuite.ledger import Ledger
from local.netsuite.master_data import MasterData
from local.netsuite.posting import Posting
from local.netsuite.preferences import Preferences
from local.netsuite.refusals import (
    malformed,
    nonexistent,
    not_simulated,
    unknown_properties,
    wrong_transaction_type,
)

RECORD_PATH = "/services/rest/record/v1/journalEntry"
_NAME_CHECKS = ("error", "warning", "ignore")
_EXTERNAL = "eid:"


class RecordApi:
    """The record service for journal entries."""

    def __init__(
        self, posting: Posting, ledger: Ledger, master: MasterData, custom: CustomFields
    ) -> None:
        self._posting = posting
        self._ledger = ledger
        self._master = master
        self._custom = custom

    def create(
        self, request: Request, preferences: Preferences, *, shifted: bool = False
    ) -> Answer:
        """Create a journal: 204, no body, its URL in Location (fact 43).

        Raises:
            Refusal: nothing was saved.
        """
        if "respond-async" in request.headers.get("prefer", ""):
            raise not_simulated("asynchronous requests")
        if "type=" in request.headers.get("accept", "").replace("type=singular", ""):
            raise not_simulated("create-form and select-options")
        body = read_journal(request.body, self._custom)
        check = request.headers.get("x-netsuite-propertynamevalidation", "warning").lower()
        if check not in _NAME_CHECKS:
            raise malformed(f"Invalid value for X-NetSuite-PropertyNameValidation: {check}")
        if body.unknown and check == "error":
            raise unknown_properties(body.unknown)
        key = self._posting.create(body.draft, preferences, shifted=shifted)
        headers = {"Location": f"{request.origin}{RECORD_PATH}/{key}"}
        if body.unknown and check == "warning":
            # Facts 63 and 205: the name is dropped and only a header tells; which one is
            # unverified, so HTTP's own is used.
            names = re.sub(r"[^\x20-\x7e]|[\"\\]", "?", ", ".join(body.unknown))
            headers["Warning"] = f'299 - "Unknown fields were ignored: {names}"'
        return Answer(204, headers=headers)

    def read(self, request: Request, preferences: Preferences) -> Answer:
        """Answer one journal, by internal id or eid: and external id (fact 47).

        Raises:
            Refusal: there is none.
        """
        name = unquote(request.path[len(RECORD_PATH) + 1 :])
        if name.startswith(_EXTERNAL):
            header = self._ledger.find_external(name[len(_EXTERNAL) :])
        elif name.isascii() and name.isdigit() and len(name) < 19:
            header = self._ledger.find(int(name))
        else:
            raise malformed(f"Invalid record identifier: {name}")
        if header is None:
            raise nonexistent() if preferences.missing_is_404 else wrong_transaction_type()
        expanded = (request.parameter("expandSubResources") or "").lower() == "true"
        address = f"{request.origin}{RECORD_PATH}/{header['id']}"
        return json_answer(
            journal_document(header, address, self._master, self._ledger, expanded=expanded)
        )
