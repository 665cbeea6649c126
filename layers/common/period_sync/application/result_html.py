"""Writes the HTML form of a mail about a result: tables and inline styles, as Outlook needs."""

from html import escape

from period_sync.application.result_content import Content
from period_sync.application.result_text import SANDBOX

_FONT = "font-family:'Segoe UI',system-ui,-apple-system,Helvetica,Arial,sans-serif"
_CELL = "padding:7px 12px 7px 0;border-bottom:1px solid #d9dde7;font-size:14px;vertical-align:top"
_QUIET = "color:#5b6475"
_TABLE = 'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'


def html_of(content: Content) -> str:
    """Return the whole document; every text in it is escaped."""
    body = "".join(
        (
            _band(content),
            _line(content.answer, "font-size:20px;line-height:28px;font-weight:600"),
            _line(content.next_step, "font-size:15px;line-height:22px"),
            _problems(content),
            _button(content),
            _booked(content),
            _line("\n".join(content.missing), "font-size:14px;line-height:22px"),
            _facts(content),
            _line(content.footer, f"font-size:13px;line-height:19px;{_QUIET}"),
        )
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark"></head>'
        f'<body style="margin:0;padding:0">{_preheader(content)}'
        f'<table {_TABLE}><tr><td align="center" style="padding:24px 12px">'
        f'<table {_TABLE} style="max-width:600px;{_FONT}">{body}</table>'
        "</td></tr></table></body></html>"
    )


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


def _line(text: str, style: str) -> str:
    if not text:
        return ""
    shown = escape(text).replace("\n", "<br>")
    return f'<tr><td style="padding:14px 0 0;{style}">{shown}</td></tr>'


def _problems(content: Content) -> str:
    cards = "".join(
        '<tr><td style="padding:14px 0 0"><table '
        f'{_TABLE}><tr><td width="4" bgcolor="#b42318" style="background:#b42318;width:4px"></td>'
        '<td style="padding:2px 0 2px 12px;font-size:15px;line-height:22px">'
        f"<b>{escape(problem.title)}</b> "
        f'<span style="font-size:12px;{_QUIET}">{escape(problem.code)}</span><br>'
        f"{escape(problem.who)}: {escape(problem.step)}</td></tr></table></td></tr>"
        for problem in content.problems
    )
    more = f"and {content.more_problems} more on the page." if content.more_problems else ""
    return cards + _line(more, f"font-size:14px;{_QUIET}")


def _button(content: Content) -> str:
    """A padded cell is a button in every mail program; its link fills it."""
    return (
        '<tr><td style="padding:22px 0 6px"><table role="presentation" cellpadding="0" '
        'cellspacing="0" border="0"><tr><td bgcolor="#1d4ed8" style="background:#1d4ed8;'
        f'border-radius:8px"><a href="{escape(content.link)}" style="display:inline-block;'
        f"padding:12px 20px;{_FONT};font-size:15px;font-weight:600;color:#ffffff;"
        f'text-decoration:none">{escape(content.button)}</a></td></tr></table></td></tr>'
    )


def _booked(content: Content) -> str:
    if not content.booked:
        return ""
    rows = "".join(
        f'<tr><td style="{_CELL}">{escape(row.number)}</td>'
        f'<td style="{_CELL}">{escape(row.subsidiary)}</td>'
        f'<td align="right" style="{_CELL};padding-right:0;text-align:right;white-space:nowrap;'
        f'font-variant-numeric:tabular-nums">{escape(row.currency)} {escape(row.amount)}</td></tr>'
        for row in content.booked
    )
    head = "".join(
        f'<th align="{side}" style="{_CELL};{_QUIET};font-weight:600;text-align:{side}{end}">'
        f"{name}</th>"
        for name, side, end in (
            ("Journal", "left", ""),
            ("Subsidiary", "left", ""),
            ("Debit", "right", ";padding-right:0"),
        )
    )
    return (
        '<tr><td style="padding:16px 0 0"><table width="100%" cellpadding="0" cellspacing="0" '
        f'border="0"><tr>{head}</tr>{rows}</table></td></tr>'
    )


def _facts(content: Content) -> str:
    rows = "".join(
        f'<tr><td style="padding:3px 14px 3px 0;font-size:13px;{_QUIET};vertical-align:top">'
        f'{escape(name)}</td><td style="padding:3px 0;font-size:13px">{escape(value)}</td></tr>'
        for name, value in content.facts
    )
    return (
        '<tr><td style="padding:20px 0 0"><table role="presentation" cellpadding="0" '
        f'cellspacing="0" border="0">{rows}</table></td></tr>'
    )
