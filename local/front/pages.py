"""The plain pages that exist on this machine only."""

from collections.abc import Iterable
from html import escape

from local.alarms.evaluation import Alarm, State
from local.identities import PERMISSIONS
from local.mails import Mail

STYLE = """
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: Canvas; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem 1rem .4rem 0; border-bottom: 1px solid #8884; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
iframe { width: 100%; height: 60rem; border: 1px solid #8884; background: #fff; }
pre { white-space: pre-wrap; border: 1px solid #8884; padding: 1rem; }
.quiet { opacity: .75; }
ul.choices { list-style: none; padding: 0; }
ul.choices li { margin: 0 0 1rem; }
button { font: inherit; padding: .4rem 1rem; min-width: 18rem; text-align: left; cursor: pointer; }
"""
NO_PAGE = (
    "<p>The page for closed periods isn't built: that needs Node 20 or newer. With it, "
    "<code>make run</code> builds the page, and so does <code>make web</code>.</p>"
)


def start_page(*, page_is_built: bool) -> str:
    """Return what is served here."""
    identities = "".join(
        f'<li><a href="/dev/token?user={escape(name)}">{escape(name)}</a> '
        f'<span class="quiet">{escape(", ".join(permissions) or "no membership")}</span></li>'
        for name, permissions in PERMISSIONS.items()
    )
    return page(
        "Period Sync on this machine",
        f"""
{"" if page_is_built else NO_PAGE}
<ul>
<li><a href="/periods">Closed periods</a></li>
<li><a href="/dev/mail">Mails that were sent</a></li>
<li><a href="/dev/netsuite">NetSuite's ledger</a></li>
<li><a href="/dev/netsuite-keys">Keys of NetSuite's accounts</a>, to connect them by hand</li>
<li><a href="/dev/queues">Depths of the queues</a></li>
<li><a href="/dev/alarms">Alarms</a></li>
<li><code>/v1</code> is the API; it wants an access token</li>
</ul>
<h2>Access tokens</h2>
<ul>{identities}</ul>""",
    )


def mail_list(mails: Iterable[Mail]) -> str:
    """Return the mails as a table, newest first."""
    rows = "".join(
        f'<tr><td class="number">{mail.number}</td><td>{escape(mail.sent_at)}</td>'
        f"<td>{escape(', '.join(mail.to))}</td>"
        f'<td><a href="/dev/mail/{mail.number}">{escape(mail.subject) or "no subject"}</a></td>'
        "</tr>"
        for mail in reversed(list(mails))
    )
    table = (
        '<table><thead><tr><th class="number">No.</th><th>Sent</th><th>To</th><th>Subject</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    return page("Mails that were sent", table if rows else "<p>No mail was sent yet.</p>")


def alarm_list(alarms: Iterable[Alarm]) -> str:
    """Return the alarms as a table; those that fire come first."""
    ordered = sorted(alarms, key=lambda alarm: (alarm.state is not State.ALARM, alarm.name))
    rows = "".join(
        f"<tr><td>{_state(alarm.state)}</td><td>{escape(alarm.name)}<br>"
        f'<span class="quiet">{escape(alarm.description)}</span></td></tr>'
        for alarm in ordered
    )
    return page(
        "Alarms",
        f"<table><thead><tr><th>State</th><th>Alarm</th></tr></thead><tbody>{rows}</tbody></table>",
    )


def _state(state: State) -> str:
    words = {State.OK: "quiet", State.ALARM: "<strong>FIRES</strong>"}
    return words.get(state, "no data yet")


def mail_page(mail: Mail) -> str:
    """Return one mail with both of its parts."""
    # The mail's own HTML runs no script and sees nothing of this page; links open in a new tab.
    framed = escape(f'<base target="_blank">{mail.html}', quote=True)
    sandbox = "allow-popups allow-popups-to-escape-sandbox"
    html_part = (
        f'<h2>HTML part</h2><iframe title="HTML part" sandbox="{sandbox}" srcdoc="{framed}">'
        "</iframe>"
        if mail.html
        else "<p>There is no HTML part.</p>"
    )
    return page(
        mail.subject or "Mail without a subject",
        f"""
<p>From {escape(mail.sender)} to {escape(", ".join(mail.to))}, {escape(mail.sent_at)}</p>
{html_part}
<h2>Text part</h2>
<pre>{escape(mail.text)}</pre>
<p><a href="/dev/mail">All mails</a></p>""",
    )


def missing_page() -> str:
    """Return the answer for addresses that nothing is at."""
    return page("Nothing is here", '<p><a href="/dev">What is served here</a></p>')


def page(title: str, body: str) -> str:
    """Return a plain page; `body` is HTML, `title` is text."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
