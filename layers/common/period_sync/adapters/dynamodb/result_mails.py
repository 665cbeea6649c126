"""What is recorded of the mails about results."""

from contextlib import suppress

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import item_of
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.application.ports import Mailing, Sent
from period_sync.domain.errors import RowChanged
from period_sync.domain.sync import Sync


class ResultMails:
    """Fulfils the part of `Syncs` that is about mails."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def mailing(self, sync: Sync, result_no: int) -> Mailing:
        """Read what is recorded of a result's mail and of its period's mails, in one read."""
        mark = keys.mailed(sync.tenant, sync.sync_id, result_no)
        first = keys.first_mail(sync.tenant, sync.entity, sync.period_id)
        found = {item["sk"]: item for item in self._table.get_many([mark, first])}
        marked = found.get(mark.sk, {})
        return Mailing(
            is_sent=mark.sk in found and "watch_key" not in marked,
            first_mail=found.get(first.sk, {}).get("message_id"),
            refused=tuple(marked.get("refused", ())),
        )

    def mark_mailed(
        self, sync: Sync, result_no: int, sent: Sent, *, is_first: bool = False
    ) -> None:
        """Record that a result was mailed, and the first mail of its period, in one write."""
        mark = Put(
            item_of(sent, keys.mailed(sync.tenant, sync.sync_id, result_no)),
            "attribute_not_exists(pk) OR attribute_exists(watch_key)",
        )
        if is_first:
            first = keys.first_mail(sync.tenant, sync.entity, sync.period_id)._asdict()
            with suppress(RowChanged):
                self._table.transact(mark, Put({**first, "message_id": sent.message_id}))
                return
        # The result was marked before, or another mail was the first meanwhile.
        with suppress(RowChanged):
            self._table.transact(mark)
