"""Writes the HTML form of a mail about a result: tables and inline styles, as Outlook needs."""

from html import escape

from period_sync.application.mail_html import TABLE, button, column, document, line, quiet
from period_sync.application.result_content import BookedRow, Content, ShownProblem
from period_sync.application.result_text import SANDBOX

_CELL = "padding:7px 12px 7px 0;border-bottom:1px solid #d9dde7;font-size:14px;vertical-align:top"
_NUMBER = f"{_CELL};padding-right:0;text-align:right"


def html_of(content: Content) -> str:
    """Return the whole document; every text in it is escaped."""
    rows = "".join(
        (
            _band(content),
            line(content.answer, "font-size:20px;line-height:28px;font-weight:600"),
            line(content.next_step, "font-size:15px;line-height:22px"),
            _problems(content),
            button(content.button, content.link),
            _booked(content),
            line("\n".join(content.missing), "font-size:14px;line-height:22px"),
            _facts(content),
            line(content.footer, "font-size:13px;line-height:19px", is_quiet=True),
        )
    )
    return document(f"{_preheader(content)}{column(rows)}")


def _preheader(content: Content) -> str:
    """What a list of mails shows beside the subject; the mail itself doesn't."""
    first = content.problems[0].title if content.problems else content.button
    hidden = "display:none;max-height:0;overflow:hidden;mso-hide:all"
    return f'<div style="{hidden}">{escape(first)}</div>'


def _band(content: Content) -> str:
    if not content.is_sandbox:
        return ""
    return (
        '<tr><td bgcolor="#9a3412" style="background:#9a3412;color:#ffffff;padding:10px 14px;'
        f'font-size:14px;font-weight:600">{escape(SANDBOX)}</td></tr>'
    )


def _problems(content: Content) -> str:
    cards = "".join(
        f'<tr><td style="padding:14px 0 0"><table {TABLE} width="100%"><tr>'
        '<td width="4" bgcolor="#b42318" style="background:#b42318;width:4px"></td>'
        '<td style="padding:2px 0 2px 12px;font-size:15px;line-height:22px">'
        f"<b>{escape(problem.title)}</b> {_code(problem)}<br>"
        f"{escape(problem.who)}: {escape(problem.step)}</td></tr></table></td></tr>"
        for problem in content.problems
    )
    more = f"and {content.more_problems} more on the page." if content.more_problems else ""
    return cards + line(more, "font-size:14px", is_quiet=True)


def _code(problem: ShownProblem) -> str:
    shown = quiet(problem.code, "font-size:12px;white-space:nowrap")
    return f'<a href="{escape(problem.article)}" style="color:inherit">{shown}</a>'


def _booked(content: Content) -> str:
    if not content.booked:
        return ""
    head = "".join(
        f'<th align="{side}" style="{style};font-weight:600;text-align:{side}">{quiet(name)}</th>'
        for name, side, style in (
            ("Journal", "left", _CELL),
            ("Subsidiary", "left", _CELL),
            ("Debit", "right", _NUMBER),
        )
    )
    rows = "".join(_row(row) for row in content.booked)
    return (
        '<tr><td style="padding:16px 0 0"><table width="100%" cellpadding="0" cellspacing="0" '
        f'border="0"><tr>{head}</tr>{rows}</table></td></tr>'
    ) + line(content.more_booked, "font-size:14px", is_quiet=True)


def _row(row: BookedRow) -> str:
    number = escape(row.number)
    if row.link:
        number = f'<a href="{escape(row.link)}" style="color:inherit">{number}</a>'
    note = f"<br><b>{escape(row.note)}</b>" if row.note else ""
    return (
        f'<tr><td style="{_CELL}">{number}{note}</td>'
        f'<td style="{_CELL}">{escape(row.subsidiary)}</td>'
        f'<td align="right" style="{_NUMBER};white-space:nowrap;'
        f'font-variant-numeric:tabular-nums">{escape(row.currency)} {escape(row.amount)}</td></tr>'
    )


def _facts(content: Content) -> str:
    rows = "".join(
        '<tr><td style="padding:3px 14px 3px 0;font-size:13px;vertical-align:top">'
        f'{quiet(name)}</td><td style="padding:3px 0;font-size:13px">{escape(value)}</td></tr>'
        for name, value in content.facts
    )
    return f'<tr><td style="padding:20px 0 0"><table {TABLE}>{rows}</table></td></tr>'
