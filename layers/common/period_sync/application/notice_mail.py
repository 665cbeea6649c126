"""Composes the mail that tells what a daily check of a connection saw, as text and as HTML."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from period_sync.application.mail_html import button, column, document, line
from period_sync.application.ports import Mail
from period_sync.domain.connection import Connection, Environment, Probe
from period_sync.domain.daily_check import DailyCheck, days_left
from period_sync.domain.role_permissions import role_permission
from period_sync.domain.tenant import Tenant

_HEADING = "font-size:18px;line-height:26px;font-weight:600"
_TEXT = "font-size:15px;line-height:22px"


def compose(  # noqa: PLR0913 - what a mail is made of
    check: DailyCheck,
    connection: Connection,
    tenant: Tenant,
    addresses: Sequence[str],
    link: str,
    now: datetime,
) -> Mail:
    """Write both forms for `addresses`, of which there is one at least."""
    subject = _subject(check, connection, now)
    paragraphs = (*_faults(check), *_certificate(connection, now), _PROMISE)
    footer = (
        f"{_one_line(tenant.name)}, connection {connection.connection_id}, NetSuite account "
        f"{connection.account}, {connection.environment}. Sent to those who set up the integration."
    )
    parts = (f"{subject}.", *paragraphs, f"Open the connection: {link}", footer)
    shown = line(f"{subject}.", _HEADING) + "".join(line(each, _TEXT) for each in paragraphs)
    quiet = line(footer, "font-size:13px", is_quiet=True)
    first, *others = addresses
    return Mail(
        to=first,
        subject=subject,
        text="\n\n".join(parts) + "\n",
        html=document(column(f"{shown}{button('Open the connection', link)}{quiet}")),
        copies=tuple(others),
        about={"tenant": tenant.tenant_id, "connection": connection.connection_id},
    )


_PROMISE = (
    "Each connection is checked once a day with one login that sends nothing. You hear of each "
    "thing once; the connection's page shows what the newest check saw."
)


def _subject(check: DailyCheck, connection: Connection, now: datetime) -> str:
    mark = "[Sandbox] " if connection.environment is Environment.SANDBOX else ""
    told = [_missing(len(check.faults))] if check.faults else []
    left = days_left(connection.certificate_ends, now)
    if left is not None:
        told.append("its certificate has ended" if left < 0 else f"its certificate {_ends(left)}")
    return f"{mark}NetSuite connection {connection.connection_id}: {', and '.join(told)}"


def _missing(count: int) -> str:
    return f"{count} thing{'s' if count != 1 else ''} to mend"


def _ends(left: int) -> str:
    return "ends today" if left == 0 else f"ends in {left} day{'s' if left != 1 else ''}"


def _faults(check: DailyCheck) -> Iterator[str]:
    if check.faults:
        yield "Until this is mended in NetSuite, syncs may fail:"
    for probe in check.faults:
        yield f"{probe.list[:1].upper()}{probe.list[1:]}: {_way(probe)}"


def _way(probe: Probe) -> str:
    if probe.permission is None:
        return probe.finding
    permission = role_permission(probe.permission)
    return f"grant {permission.name} at level {permission.level}: {permission.where}."


def _certificate(connection: Connection, now: datetime) -> Iterator[str]:
    ends = connection.certificate_ends
    left = days_left(ends, now)
    if ends is not None and left is not None:
        yield (
            f"The certificate that Period Sync logs in with {'ended' if left < 0 else 'ends'} on "
            f"{ends:%d %b %Y}; then NetSuite lets nobody in with it. Make a new one, upload it in "
            "NetSuite under Setup > Integration > OAuth 2.0 Client Credentials (M2M) Setup, and "
            "store it on the connection's page; the old one is used until the new one has passed."
        )


def _one_line(text: str) -> str:
    return " ".join(text.split())
