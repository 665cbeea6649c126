"""The tables of the account, and what each of their columns holds (facts 96 to 105)."""

from collections.abc import Mapping
from dataclasses import dataclass

# name, or name:kind. The kind is key, whole, amount, date, flag, list, hidden (never shown to
# SuiteQL), or the table that the column refers to; text where there is none.
_TABLES = {
    "account": """
        id:key acctnumber acctname fullname accountsearchdisplayname
        accountsearchdisplaynamecopy accttype parent:account currency:currency subsidiary:list
        includechildren:flag isinactive:flag issummary:flag eliminate:flag
        department:department class:classification location:location externalid
        description""",
    "subsidiary": """
        id:key name fullname legalname parent:subsidiary currency:currency country
        fiscalcalendar:fiscalcalendar iselimination:flag isinactive:flag externalid""",
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
    "fiscalcalendar": "id:key name isinactive:flag externalid",
    "accountingperiodfiscalcalendars": """
        accountingperiod:accountingperiod fiscalcalendar:fiscalcalendar
        parent:accountingperiod fullname""",
    "accountingbook": """
        id:key name isprimary:flag isinactive:flag subsidiary:list rates:hidden externalid""",
    "entity": """
        id:key entityid altname type subsidiary:list includechildren:flag currency:currency
        representingsubsidiary:subsidiary isinactive:flag externalid""",
    "role": "id:key name scriptid isinactive:flag",
    "rolepermissions": "role:role permkey name permlevel:whole",
    "transaction": """
        id:key type recordtype tranid transactionnumber externalid trandate:date
        postingperiod:accountingperiod posting:flag status approvalstatus
        subsidiary:subsidiary currency:currency exchangerate:amount memo isreversal:flag
        reversal:transaction reversaldate:date reversaldefer:flag tosubsidiary:subsidiary
        accountingbook:accountingbook isbookspecific:flag createddate:date
        lastmodifieddate:date department:hidden class:hidden location:hidden
        bookrates:hidden deletionreason:hidden""",
    "transactionline": """
        transaction:transaction id:whole linesequencenumber:whole mainline:flag
        subsidiary:subsidiary department:department class:classification location:location
        entity:entity memo foreignamount:amount debitforeignamount:amount
        creditforeignamount:amount netamount:amount eliminate:flag
        duetofromsubsidiary:subsidiary issystem:hidden linefxrate:hidden""",
    "transactionaccountingline": """
        transaction:transaction transactionline:whole accountingbook:accountingbook account:account
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
    "accountingbook": "name",
    "fiscalcalendar": "name",
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
    "fiscalcalendar",
    "accountingperiod",
    "accountingbook",
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


Tables = Mapping[str, Mapping[str, Column]]
TABLES: Tables = {
    table: {column.name: column for column in map(_column, words.split())}
    for table, words in _TABLES.items()
}
_INDEXES = """
DROP INDEX IF EXISTS one_external_id;
CREATE INDEX IF NOT EXISTS external_id ON "transaction" (externalid COLLATE NOCASE);
DROP INDEX IF EXISTS lines_of;
DROP INDEX IF EXISTS accounting_lines_of;
CREATE INDEX IF NOT EXISTS line_of ON transactionline ("transaction", id);
CREATE INDEX IF NOT EXISTS impact_of ON transactionaccountingline ("transaction", transactionline);
CREATE TABLE IF NOT EXISTS simulator_number (name TEXT PRIMARY KEY, next INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS simulator_spent_id (externalid TEXT PRIMARY KEY COLLATE NOCASE);
CREATE TABLE IF NOT EXISTS simulator_shut_period (
    accountingperiod INTEGER NOT NULL, subsidiary INTEGER, accountingbook INTEGER);
"""


def creation_script(tables: Tables) -> str:
    """Return the statements that create every table."""
    created = (
        f'CREATE TABLE IF NOT EXISTS "{table}" '
        f"({', '.join(column.declaration for column in columns.values())});"
        for table, columns in tables.items()
    )
    return "\n".join((*created, _INDEXES))
