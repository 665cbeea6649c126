"""The property names of a journalEntry and of its lines (facts 32 and 37)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Property:
    """Where a property of the body goes in the draft, and how it is written in JSON."""

    attribute: str
    kind: str


HEADER = {
    "externalId": Property("external_id", "text"),
    "tranId": Property("tran_id", "text"),
    "tranDate": Property("tran_date", "day"),
    "postingPeriod": Property("posting_period", "reference"),
    "subsidiary": Property("subsidiary", "reference"),
    "currency": Property("currency", "reference"),
    "exchangeRate": Property("exchange_rate", "number"),
    "memo": Property("memo", "text"),
    "reversalDate": Property("reversal_date", "day"),
    "reversalDefer": Property("reversal_defer", "flag"),
    "department": Property("department", "reference"),
    "class": Property("classification", "reference"),
    "location": Property("location", "reference"),
}
LINE = {
    "account": Property("account", "reference"),
    "debit": Property("debit", "number"),
    "credit": Property("credit", "number"),
    "memo": Property("memo", "text"),
    "entity": Property("entity", "reference"),
    "department": Property("department", "reference"),
    "class": Property("classification", "reference"),
    "location": Property("location", "reference"),
    "eliminate": Property("eliminate", "flag"),
}
# What the record has and a POST can't set; `approved` and `approvalStatus` need the Journal
# Approval permission, which the role simulated here lacks (fact 155).
READ_ONLY_HEADER = frozenset(
    {
        "id",
        "links",
        "refName",
        "transactionNumber",
        "createdDate",
        "lastModifiedDate",
        "isReversal",
        "reversalEntry",
        "createdFrom",
        "approved",
        "approvalStatus",
    }
)
READ_ONLY_LINE = frozenset(
    {
        "links",
        "line",
        "refName",
        "cleared",
        "clearedDate",
        "totalAmount",
        "lineCreatedDate",
        "lineLastModifiedDate",
    }
)
# Real properties that would change what is booked: refused rather than passed over.
NOT_SIMULATED_HEADER = frozenset(
    {
        "toSubsidiary",
        "accountingBook",
        "isBookSpecific",
        "accountingBookDetail",
        "void",
        "customForm",
        "nextApprover",
        "nexus",
        "taxPointDate",
        "taxDetailsOverride",
        "excludeFromGLNumbering",
        "deletionReason",
        "deletionReasonMemo",
    }
)
NOT_SIMULATED_LINE = frozenset(
    {
        "startDate",
        "endDate",
        "residual",
        "schedule",
        "scheduleType",
        "amortizationType",
        "revenueRecognitionRule",
        "item",
        "taxCode",
        "taxRate1",
        "tax1Amt",
        "tax1Acct",
        "taxAccount",
        "grossAmt",
        "debitTax",
        "creditTax",
        "lineTaxCode",
        "taxBasis",
    }
)


@dataclass(frozen=True, slots=True)
class CustomFields:
    """Names of this account's custom fields on the body and on the lines (fact 34)."""

    body: frozenset[str] = frozenset()
    line: frozenset[str] = frozenset()
