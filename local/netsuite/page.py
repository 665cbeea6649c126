"""The ledger as a plain HTML page: journals, requests, logins; every value is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from local.netsuite.database import Row

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
       color: #1c2430; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #d9dee5;
         vertical-align: top; overflow-wrap: anywhere }
th { font-weight: 600; background: #f3f5f8 }
td.amount, th.amount { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
summary { cursor: pointer } code { font-size: .9em }
"""
_AMOUNTS = ("Debit", "Credit", "Total", "Count")
_APPROVAL = {"1": "pending approval", "2": "approved", "3": "rejected"}


# Links are relative, so that they stay within an account whose pages are not at the root.
_JOURNAL = "app/accounting/transactions/transaction.nl?id="
_ROOT_OF_JOURNAL = "../../../"


def ledger_page(
    account: str,
    journals: Sequence[Row],
    requests: Sequence[Row],
    logins: Sequence[Row],
    accounts: Sequence[str],
) -> bytes:
    """Return the page of the whole ledger, with links to those of the accounts beside it."""
    body = [
        _ways_to([name for name in accounts if name != account]),
        f"<h1>NetSuite simulator, account {escape(account)}</h1>",
        "<p>A stand-in for one NetSuite account's journals. Nothing here reaches NetSuite.</p>",
        f"<h2>Journals ({len(journals)}, newest first)</h2>",
        *(_journal(journal, is_open=False) for journal in journals),
        "" if journals else "<p>No journal yet.</p>",
        "<h2>Requests</h2>",
        _table(
            ("Method", "Route", "Status", "Count"),
            (
                (count["method"], count["route"], count["status"], count["count"])
                for count in requests
            ),
        ),
        "<h2>Login audit trail</h2>",
        _table(
            ("Time", "Token", "Request", "Status", "Detail"),
            (
                (login["at"], login["token_id"], login["request"], login["status"], login["detail"])
                for login in logins
            ),
        ),
    ]
    return _page(f"NetSuite simulator {account}", body)


def journal_page(account: str, journal: Row | None) -> bytes:
    """Return the page that a deep link to one journal opens."""
    back = f"NetSuite simulator, account {escape(account)}"
    body = [f'<p><a href="{_ROOT_OF_JOURNAL}">{back}</a></p>']
    if journal is None:
        return _page("No such journal", [*body, "<h1>No such journal</h1>"])
    return _page(
        f"Journal {journal['tranid']}",
        [
            *body,
            f"<h1>Journal {escape(str(journal['tranid']))}</h1>",
            _journal(journal, is_open=True),
        ],
    )


def _journal(journal: Row, *, is_open: bool) -> str:
    facts = (
        ("Internal id", journal["id"]),
        ("External id", journal["externalid"]),
        ("Memo", journal["memo"]),
        ("State", _state(journal)),
        ("Exchange rate", journal["exchangerate"]),
        ("Reversal", _reversal(journal)),
    )
    lines = journal["lines"]
    assert isinstance(lines, list)
    table = _table(
        ("Line", "Account", "Debit", "Credit", "Department", "Class", "Location", "Name", "Memo"),
        (
            (
                line["line"],
                line["account"],
                line["debit"],
                line["credit"],
                line["department"],
                line["class"],
                line["location"],
                line["entity"],
                line["memo"],
            )
            for line in lines
        ),
    )
    title = " · ".join(
        escape(str(journal[name] or ""))
        for name in (
            "tranid",
            "trandate",
            "period",
            "subsidiary",
        )
    )
    total = f"{escape(str(journal['total']))} {escape(str(journal['currency']))}"
    memo = escape(str(journal["memo"] or ""))
    way = f'<p><a href="{_JOURNAL}{journal["id"]}">Open alone</a></p>'
    return (
        f"<details{' open' if is_open else ''}><summary><b>{title}</b> · {total} · "
        f"<code>{escape(str(journal['externalid'] or 'no external id'))}</code> · {memo}"
        f"</summary>{_table(('', ''), facts)}{table}{'' if is_open else way}</details>"
    )


def _ways_to(accounts: Sequence[str]) -> str:
    links = ", ".join(
        f'<a href="/simulator/accounts/{name}/">{name}</a>' for name in map(escape, accounts)
    )
    return f"<p>Account beside this one: {links}</p>" if links else ""


def _state(journal: Row) -> str:
    posted = "posted" if journal["posting"] == "T" else "not posted"
    return f"{_APPROVAL.get(str(journal['approvalstatus']), 'unknown')}, {posted}"


def _reversal(journal: Row) -> str | None:
    if journal["reversal"] is None:
        return None
    relation = "reverses" if journal["isreversal"] == "T" else "reversed by"
    return f"{relation} journal with internal id {journal['reversal']}"


def _table(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    classes = [' class="amount"' if name in _AMOUNTS else "" for name in names]
    head = "".join(
        f"<th{kind}>{escape(name)}</th>" for name, kind in zip(names, classes, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{kind}>{escape('' if value is None else str(value))}</td>"
            for value, kind in zip(row, classes, strict=True)
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _page(title: str, body: Sequence[str]) -> bytes:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>"
    ).encode()
