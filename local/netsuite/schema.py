"""The tables and columns that SuiteQL may name, and what each column holds (facts 96 to 105)."""

from dataclasses import dataclass

# name, or name:kind. The kind is key, whole, amount, date, flag, list, hidden (never shown to
# SuiteQL), or the table that the column refers to; text where there is none.
_TABLES = {
    "account": """
        id:key acctnumber acctname fullname accountsearchdisplayname
        accountsearchdisplaynamecopy accttype parent:account currency:currency subsidiary:list
        includechildren:flag isinactive:flag issummary:flag eliminate:flag externalid
        description""",
    "subsidiary": """
        id:key name fullname legalname parent:subsidiary currency:currency country
        fiscalcalendar:whole iselimination:flag isinactive:flag externalid""",
    "department": """
        id:key name fullname parent:department subsidiary:list includechildren:flag
        isinactive:flag externalid""",
    "classification": """
        id:key name fullname parent:classification subsidiary:list includechildren:flag
        isinactive:flag externalid""",
    "location": """
        id:key name fullname parent:location subsidiary:list includechildren:flag
        isinactive:flag externalid""",
    "currency": """
        id:key name symbol displaysymbol currencyprecision:whole exchangerate:amount
        isbasecurrency:flag isinactive:flag externalid""",
    "accountingperiod": """
        id:key periodname startdate:date enddate:date parent:accountingperiod closed:flag
        closedondate:date alllocked:flag aplocked:flag arlocked:flag allownonglchanges:flag
        isposting:flag isadjust:flag isquarter:flag isyear:flag isinactive:flag""",
    "accountingperiodfiscalcalendars": """
        accountingperiod:accountingperiod fiscalcalendar:whole parent:accountingperiod
        fullname""",
    "entity": """
        id:key entityid altname type subsidiary:list includechildren:flag currency:currency
        isinactive:flag externalid""",
    "transaction": """
        id:key type recordtype tranid transactionnumber externalid trandate:date
        postingperiod:accountingperiod posting:flag status approvalstatus
        subsidiary:subsidiary currency:currency exchangerate:amount memo isreversal:flag
        reversal:transaction reversaldate:date reversaldefer:flag createddate:date
        lastmodifieddate:date extras:hidden""",
    "transactionline": """
        transaction:transaction id:whole linesequencenumber:whole mainline:flag
        subsidiary:subsidiary department:department class:classification location:location
        entity:entity memo foreignamount:amount debitforeignamount:amount
        creditforeignamount:amount netamount:amount eliminate:flag extras:hidden""",
    "transactionaccountingline": """
        transaction:transaction transactionline:whole accountingbook:whole account:account
        debit:amount credit:amount amount:amount netamount:amount exchangerate:amount
        posting:flag""",
}

# What BUILTIN.DF shows for a reference to the table (fact 92).
DISPLAY_COLUMN = {
    "account": "accountsearchdisplayname",
    "subsidiary": "name",
    "department": "name",
    "classification": "name",
    "location": "name",
    "currency": "name",
    "accountingperiod": "periodname",
    "entity": "entityid",
    "transaction": "tranid",
}
RECORD_TABLES = (
    "subsidiary",
    "currency",
    "account",
    "department",
    "classification",
    "location",
    "accountingperiod",
    "entity",
)
FLAGS_ON_BY_DEFAULT = ("isposting",)
_STORED_AS = {"key": "INTEGER PRIMARY KEY", "whole": "INTEGER", "amount": "TEXT COLLATE DECIMAL"}
_TEXT_KINDS = ("text", "date", "list", "hidden")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, and the table it refers to, if it holds a reference."""

    name: str
    kind: str
    refers_to: str | None = None

    @property
    def declaration(self) -> str:
        """The column in SQLite; amounts are exact texts that compare as numbers."""
        if self.kind == "flag":
            default = "T" if self.name in FLAGS_ON_BY_DEFAULT else "F"
            return f"\"{self.name}\" TEXT NOT NULL DEFAULT '{default}'"
        stored = "TEXT" if self.kind in _TEXT_KINDS else _STORED_AS.get(self.kind, "INTEGER")
        return f'"{self.name}" {stored}'


def _column(word: str) -> Column:
    name, _, kind = word.partition(":")
    if kind in _TABLES:
        return Column(name, "reference", kind)
    return Column(name, kind or "text")


TABLES = {
    table: {column.name: column for column in map(_column, words.split())}
    for table, words in _TABLES.items()
}
_INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS one_external_id
    ON "transaction" (externalid COLLATE NOCASE) WHERE externalid IS NOT NULL;
CREATE INDEX IF NOT EXISTS lines_of ON transactionline ("transaction");
CREATE INDEX IF NOT EXISTS accounting_lines_of ON transactionaccountingline ("transaction");
CREATE TABLE IF NOT EXISTS simulator_number (name TEXT PRIMARY KEY, next INTEGER NOT NULL);
"""


def creation_script() -> str:
    """Return the statements that create every table.

    External ids are unique over all types of transaction, whatever their case (facts 49, 50).
    """
    tables = (
        f'CREATE TABLE IF NOT EXISTS "{table}" '
        f"({', '.join(column.declaration for column in columns.values())});"
        for table, columns in TABLES.items()
    )
    return "\n".join((*tables, _INDEXES))
