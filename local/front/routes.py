"""Which address answers what."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from local.errors import LocalError
from local.front import pages
from local.front.answer import Answer, as_json, html, redirect, text
from local.front.netsuite_keys import netsuite_keys_page
from local.front.site import Site

MAIL = re.compile(r"/dev/mail/(\d{1,9})")


def answer_dev(site: Site, target: str, accept: str, *, page_is_built: bool) -> Answer:
    """Answer a GET below /dev but the sign-in; `target` is path and query."""
    address = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(address.query).items()}
    wants_json = query.get("format") == "json" or "application/json" in accept
    if found := MAIL.fullmatch(address.path):
        return _mail(site, int(found[1]), wants_json=wants_json)
    routes: Mapping[str, Callable[[], Answer]] = {
        "/dev": lambda: html(pages.start_page(page_is_built=page_is_built)),
        "/dev/mail": lambda: _mails(site, wants_json=wants_json),
        "/dev/token": lambda: _token(site, query),
        "/dev/queues": lambda: as_json(site.queues()),
        "/dev/alarms": lambda: _alarms(site, wants_json=wants_json),
        "/dev/netsuite": lambda: redirect(site.ledger_url),
        "/dev/netsuite-keys": lambda: _netsuite_keys(site, wants_json=wants_json),
    }
    if route := routes.get(address.path):
        return route()
    return html(pages.missing_page(), HTTPStatus.NOT_FOUND)


def _alarms(site: Site, *, wants_json: bool) -> Answer:
    alarms = site.alarms()
    if wants_json:
        return as_json({alarm.name: alarm.state for alarm in alarms})
    return html(pages.alarm_list(alarms))


def _netsuite_keys(site: Site, *, wants_json: bool) -> Answer:
    logins = site.netsuite_logins
    if wants_json:
        return as_json([asdict(login) for login in logins])
    return html(netsuite_keys_page(logins))


def _mails(site: Site, *, wants_json: bool) -> Answer:
    mails = site.mails()
    return as_json([asdict(mail) for mail in mails]) if wants_json else html(pages.mail_list(mails))


def _mail(site: Site, number: int, *, wants_json: bool) -> Answer:
    for mail in site.mails():
        if mail.number == number:
            return as_json(asdict(mail)) if wants_json else html(pages.mail_page(mail))
    return text(f"There is no mail {number}.", HTTPStatus.NOT_FOUND)


def _token(site: Site, query: Mapping[str, str]) -> Answer:
    try:
        return text(site.sign_in(query.get("user", "")).access)
    except LocalError as error:
        return text(str(error), HTTPStatus.NOT_FOUND)
