"""The catalogue of problems: every code, in one module for each group.

Codes are stable once shipped: they stand in mails, in evidence and in people's notes. Titles,
explanations and steps are templates over the facts that a kind declares.
"""

from collections.abc import Mapping

from period_sync.domain.catalogue import (
    after_posting,
    connection,
    content,
    duplicate,
    form,
    mapping,
    operation,
    period,
    permission,
    rates_and_books,
    revision,
)
from period_sync.domain.catalogue.kind import ProblemKind

GROUPS: Mapping[str, Mapping[str, ProblemKind]] = {
    "Connection": connection.KINDS,
    "Role, permissions and features": permission.KINDS,
    "Names and records": mapping.KINDS,
    "Exchange rates and accounting books": rates_and_books.KINDS,
    "Mandatory fields, forms and scripts": form.KINDS,
    "Posting periods": period.KINDS,
    "Amounts, sizes and completeness": content.KINDS,
    "Duplicates and unknown outcomes": duplicate.KINDS,
    "After posting": after_posting.KINDS,
    "Later revisions": revision.KINDS,
    "Operation": operation.KINDS,
}
"""The groups by the headings under which they are documented."""

CATALOGUE: Mapping[str, ProblemKind] = {
    code: kind for kinds in GROUPS.values() for code, kind in kinds.items()
}
