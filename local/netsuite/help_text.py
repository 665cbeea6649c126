"""What the simulator's `--help` says of faults, preferences, role, controls and accounts."""

import textwrap

from local.netsuite.faults import EXAMPLES, KINDS, ROUTES
from local.netsuite.preferences import CHOICES, Preferences
from local.netsuite.role import LEVELS, PERMISSIONS

_WIDTH = 96
_CONTROLS = """\
A journal's page is /app/accounting/transactions/transaction.nl?id=N; / shows the books. Everything
below /simulator/ answers JSON and asks nobody to log in:
  GET health                            PATCH, DELETE journals/N (as a user would), GET journals
  GET, DELETE requests (the counts)     GET, POST, DELETE faults: {"fault": "503:first=3"}
  POST late-commits (commit-late, now)  GET, PATCH preferences: {"union_allowed": true}
  GET login-audit, DELETE login-lock    GET, PATCH role: {"permissions": {ID: LEVEL}},
                                        {"subsidiaries": [2]}, or [] for all
  DELETE tokens (all OAuth 2.0 tokens)  GET, POST certificates: {"certificate": PEM}, DELETE .../ID
  POST transactions (no journals)       POST records: {"table", "record"},
                                        PATCH records: {"table", "id", "changes"}
  GET, POST, DELETE scripts             POST, DELETE period-locks
"""
_ACCOUNTS = """\
Each --also-account names a JSON file with the keys of a further account on the same port:
  {"account": "1234567_SB1", "consumer_key": ..., "consumer_secret": ..., "token_id": ...,
   "token_secret": ..., "client_id": ...}
It starts with the same lists, preferences and role, and has books, logins, traffic, faults and
certificates of its own; --state FILE.sqlite keeps its books in FILE-1234567_SB1.sqlite. A signed
request goes to the account of its realm, an assertion to that of its audience or client id, a
bearer token to that which gave it, and all else to the first account. GET /simulator/accounts
lists them; what / and /simulator/ are to the first, /simulator/accounts/1234567_SB1/ is to another:
its books there, its journals in .../journals, its role in .../role. c=1234567_SB1 in the address
of a journal's page says whose journal it is.
"""


def help_text() -> str:
    """Return what follows the options."""
    kinds = "\n".join(f"  {name:20} {meaning}" for name, meaning in KINDS.items())
    routes = textwrap.fill(
        ", ".join(ROUTES), _WIDTH, initial_indent="route=   ", subsequent_indent="  "
    )
    return (
        f"faults: KIND or KIND:name=value,...\n{kinds}\n\n{routes}\n"
        "when     nth=N, first=N (the next N), every=N, probability=P with seed=N, seconds=S\n"
        "         from now; all that are given must hold\n\n"
        f"examples:\n{EXAMPLES}\npreferences and their defaults:\n{_switches()}\n\n"
        f"permissions ({', '.join(LEVELS)}) and their defaults:\n{_permissions()}\n\n"
        f"{_CONTROLS}\n{_ACCOUNTS}"
    )


def _switches() -> str:
    lines: list[str] = []
    for name, value, meaning in Preferences().explained():
        if meaning:
            lines += textwrap.wrap(meaning, _WIDTH, initial_indent="  # ", subsequent_indent="  # ")
        choices = f" (one of {', '.join(map(str, CHOICES[name]))})" if name in CHOICES else ""
        lines.append(f"  {name}={value}{choices}")
    return "\n".join(lines)


def _permissions() -> str:
    return "\n".join(
        f"  {f'{name}={level}':30} {label}" for name, (label, level) in PERMISSIONS.items()
    )
