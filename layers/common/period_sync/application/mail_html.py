"""The parts that the HTML forms of all mails share: a document, quiet text, and the one button."""

from html import escape

FONT = "font-family:'Segoe UI',system-ui,-apple-system,Helvetica,Arial,sans-serif"
TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
WIDTH = 600
QUIET, QUIET_ON_DARK = "#5b6475", "#a9b1c1"
"""One grey can't be read on white and on black, so that each background has its own."""
_STYLE = f"@media (prefers-color-scheme:dark){{.quiet{{color:{QUIET_ON_DARK} !important}}}}"


def document(inside: str) -> str:
    """Return a whole document that is fit for light and dark."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark">'
        f"<style>{_STYLE}</style></head>"
        f'<body style="margin:0;padding:0">{inside}</body></html>'
    )


def column(rows: str) -> str:
    """Return rows in the middle of the mail; Outlook knows no max-width, and takes the width."""
    return (
        f'<table {TABLE} width="100%"><tr><td align="center" style="padding:24px 12px">'
        f'<table {TABLE} width="{WIDTH}" style="width:100%;max-width:{WIDTH}px;{FONT}">{rows}'
        "</table></td></tr></table>"
    )


def line(text: str, style: str, *, is_quiet: bool = False) -> str:
    """Return a row of text, with its line breaks; nothing for no text."""
    if not text:
        return ""
    shown = quiet(text) if is_quiet else escape(text)
    shown = shown.replace("\n", "<br>")
    return f'<tr><td style="padding:14px 0 0;{style}">{shown}</td></tr>'


def quiet(text: str, style: str = "") -> str:
    """Return text in grey, escaped."""
    return f'<span class="quiet" style="color:{QUIET};{style}">{escape(text)}</span>'


def button(text: str, link: str) -> str:
    """Return a row with a button: a padded cell, as Outlook pads no link."""
    return (
        f'<tr><td style="padding:22px 0 6px"><table {TABLE}><tr><td bgcolor="#1d4ed8" '
        'style="background:#1d4ed8;border-radius:8px;padding:12px 20px">'
        f'<a href="{escape(link)}" style="{FONT};font-size:15px;font-weight:600;color:#ffffff;'
        f'text-decoration:none">{escape(text)}</a></td></tr></table></td></tr>'
    )
