"""The property names of the journal records and of their lines (facts 32, 37 and 38)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Property:
    """Where a property of the body goes in the draft, and how it is written in JSON.

    A reference names the list that it refers to.
    """

    attribute: str
    kind: str
    table: str | None = None
    label: str = ""


HEADER = {
    "externalId": Property("external_id", "text", label="External ID"),
    "tranId": Property("tran_id", "text", label="Entry No."),
    "tranDate": Property("tran_date", "date", label="Date"),
    "postingPeriod": Property("posting_period", "reference", "accountingperiod", "Posting Period"),
    "subsidiary": Property("subsidiary", "reference", "subsidiary", "Subsidiary"),
    "currency": Property("currency", "reference", "currency", "Currency"),
    "exchangeRate": Property("exchange_rate", "number", label="Exchange Rate"),
    "memo": Property("memo", "text", label="Memo"),
    "reversalDate": Property("reversal_date", "date", label="Reversal Date"),
    "reversalDefer": Property("reversal_defer", "boolean", label="Defer Entry"),
    "approved": Property("approved", "boolean", label="Approved"),
    "approvalStatus": Property("approval_status", "reference", label="Approval Status"),
    "department": Property("department", "reference", "department", "Department"),
    "class": Property("classification", "reference", "classification", "Class"),
    "location": Property("location", "reference", "location", "Location"),
    "accountingBook": Property("accounting_book", "reference", "accountingbook", "Accounting Book"),
    "isBookSpecific": Property("is_book_specific", "boolean", label="Book Specific"),
    "accountingBookDetail": Property("book_rates", "book rates", label="Accounting Books"),
    "deletionReason": Property("deletion_reason", "reference", label="Deletion Reason"),
}
LINE = {
    "account": Property("account", "reference", "account", "Account"),
    "debit": Property("debit", "number", label="Debit"),
    "credit": Property("credit", "number", label="Credit"),
    "memo": Property("memo", "text", label="Memo"),
    "entity": Property("entity", "reference", "entity", "Name"),
    "department": Property("department", "reference", "department", "Department"),
    "class": Property("classification", "reference", "classification", "Class"),
    "location": Property("location", "reference", "location", "Location"),
    "eliminate": Property("eliminate", "boolean", label="Eliminate"),
}
TO_SUBSIDIARY = {
    "toSubsidiary": Property("to_subsidiary", "reference", "subsidiary", "To Subsidiary")
}
LINE_SUBSIDIARY = {
    "lineSubsidiary": Property("subsidiary", "reference", "subsidiary", "Subsidiary")
}
ADVANCED_LINE = {
    **LINE_SUBSIDIARY,
    "dueToFromSubsidiary": Property(
        "due_to_from", "reference", "subsidiary", "Due To/From Subsidiary"
    ),
    "lineFxRate": Property("rate", "number", label="Exchange Rate"),
}
# What the record has and nobody can set.
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
        "toSubsidiaries",
        "deletionReasonMemo",
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
        "entityrepresentssubsidiary",
        "lineBaseCurrency",
        "lineCurrencyPrecision",
        "lineTotalAmt",
    }
)
# Real properties that would change what is booked: refused rather than passed over.
NOT_SIMULATED_HEADER = frozenset(
    {
        "toSubsidiary",
        "void",
        "customForm",
        "nextApprover",
        "nexus",
        "taxPointDate",
        "taxDetailsOverride",
        "excludeFromGLNumbering",
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
