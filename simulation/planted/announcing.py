"""Bugs in ends and announcements: what is said, when, and to whom."""

from simulation.planted.bug import Bug
from simulation.planted.swaps import Swap

_SYNCS = "period_sync.adapters.dynamodb.syncs:DynamoSyncs"
_MAILS = "period_sync.adapters.dynamodb.result_mails:ResultMails"
_END = "period_sync.application.ending:End._end"
_ANNOUNCE = "period_sync.application.ending:announce"
_PUBLISH = (
    "results.publish(sync.tenant, sync.sync_id, sync.result_no, sync.status, sync.correlation_id)"
)
_UNTOLD = r"nobody was told of"

ANNOUNCING = (
    Bug(
        "notified mark per period",
        "The result of a retry is not mailed, as the period was mailed about before.",
        _UNTOLD,
        (
            Swap(
                f"{_MAILS}.mailing",
                "keys.mailed(sync.tenant, sync.sync_id, result_no)",
                "keys.mailed(sync.tenant, sync.entity + sync.period_id, 1)",
            ),
            Swap(
                f"{_MAILS}.mark_mailed",
                "keys.mailed(sync.tenant, sync.sync_id, result_no)",
                "keys.mailed(sync.tenant, sync.entity + sync.period_id, 1)",
            ),
        ),
    ),
    Bug(
        "marked before it is mailed",
        "A notifier that dies after the mark never mails.",
        _UNTOLD,
        (
            Swap(
                "period_sync.application.notify_result:NotifyResult.__call__",
                "sent = self.mailer.send(mail)\n"
                "self.syncs.mark_mailed(sync, result_no, sent, is_first=first is None)",
                "self.syncs.mark_mailed(sync, result_no, Sent(''))\nself.mailer.send(mail)",
            ),
        ),
    ),
    Bug(
        "publish before record",
        "A notifier that is faster than the record finds no result, and mails none.",
        _UNTOLD,
        (
            Swap(
                _END,
                "self.syncs.end(sync, ended, f'Ended {ended.status}: {posted}.', audit)\n"
                "announce(self.syncs, self.results, ended)",
                "from types import SimpleNamespace\n"
                "nothing = SimpleNamespace(mark=lambda *_: None, publish=lambda *_: None)\n"
                "announce(nothing, self.results, ended)\n"
                "self.syncs.end(sync, ended, f'Ended {ended.status}: {posted}.', audit)\n"
                "announce(self.syncs, nothing, ended)",
            ),
        ),
    ),
    Bug(
        "announced as published before it is",
        "A worker that dies between the end and the announcement tells nobody.",
        _UNTOLD,
        (
            Swap(_ANNOUNCE, _PUBLISH, ""),
            Swap(_ANNOUNCE, "", _PUBLISH),
        ),
    ),
    Bug(
        "audit record after the end",
        "An end that dies half-way is in no audit trail.",
        r"the audit trail of .* has",
        (
            Swap(f"{_SYNCS}.end", "audit_put(audit)", "*()"),
            Swap(f"{_SYNCS}.end", "", "self._table.transact(audit_put(audit))"),
        ),
    ),
    Bug(
        "period status after the end",
        "An end that dies half-way leaves its period in progress for ever.",
        r"period .* says",
        (
            Swap(f"{_SYNCS}.end", "period_put(period, ended)", "*()"),
            Swap(f"{_SYNCS}.end", "", "self._table.transact(period_put(period, ended))"),
        ),
    ),
    Bug(
        "all said to be posted",
        "The end counts every planned journal as booked.",
        r"counts \d+ journals",
        (
            Swap(
                _END,
                "sum(journal.is_in_netsuite for journal in own)",
                "len(journals)",
            ),
        ),
    ),
    Bug(
        "unknown said as not posted",
        "The end is silent about a journal of which nobody knows whether it is booked.",
        r"does not say that .* is unknown",
        (
            Swap(
                "period_sync.application.journal_problems:problems_of",
                "journal.is_unknown",
                "False",
            ),
        ),
        seen="every client measured reports a lost answer as a failure",
    ),
    Bug(
        "awaiting approval said as in the ledger",
        "A journal that is not posting counts as completed.",
        r"said to be in the ledger|is completed, and",
        (
            Swap(
                "period_sync.application.verifying:_record",
                "JournalStatus.PENDING_APPROVAL",
                "JournalStatus.POSTED",
            ),
        ),
    ),
    Bug(
        "nothing is compared",
        "A journal that NetSuite booked in another period counts as completed.",
        r"is completed, and",
        (
            Swap(
                "period_sync.application.comparing:_compare",
                "found = differences(content, booked, book)",
                "found: list[str] = []",
            ),
        ),
        seen='"Department 21" posted to "Department 20" by fuzzy match',
    ),
)
