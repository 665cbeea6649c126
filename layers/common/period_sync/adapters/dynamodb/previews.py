"""Previews, and which is the newest of a period; all of a tenant are counted."""

from typing import Any

from period_sync.adapters.dynamodb import keys
from period_sync.adapters.dynamodb.rows import (
    IN_PLACE,
    audit_put,
    item_of,
    replacing,
    row_of,
    wake_up,
)
from period_sync.adapters.dynamodb.table import Put, StateTable
from period_sync.domain.errors import NotFound, RowChanged, StaleWorker
from period_sync.domain.preview import PREVIEW_KIND, Preview
from period_sync.domain.tenant import AuditRecord


class DynamoPreviews:
    """Fulfils `Previews`."""

    def __init__(self, table: StateTable) -> None:
        self._table = table

    def preview(self, tenant: str, preview_id: str) -> Preview:
        """Read a preview. Raises NotFound."""
        item = self._table.get(keys.preview(tenant, preview_id))
        if item is None:
            raise NotFound(f"There is no preview {preview_id}.")
        return row_of(Preview, item)

    def latest(self, tenant: str, entity: str, period_id: str) -> Preview | None:
        """Read the newest preview of a period, if there is one."""
        item = self._table.get(keys.newest_preview(tenant, entity, period_id))
        return None if item is None else self.preview(tenant, item["preview_id"])

    def taken(self, tenant: str) -> int:
        """Read how many previews a tenant has asked for."""
        item = self._table.get(keys.previews_taken(tenant))
        return 0 if item is None else int(item["taken"])

    def add(self, preview: Preview, taken: int, audit: AuditRecord) -> None:
        """Record a preview that is due. Raises RowChanged if others were asked for meanwhile."""
        count = {"taken": taken + 1} | keys.previews_taken(preview.tenant)._asdict()
        newest = keys.newest_preview(preview.tenant, preview.entity, preview.period_id)
        self._table.transact(
            Put(count, "taken = :taken", {":taken": taken}) if taken else Put(count),
            Put({"preview_id": preview.preview_id} | newest._asdict(), IN_PLACE),
            Put(_item(preview)),
            audit_put(audit),
        )

    def save(self, old: Preview, new: Preview) -> None:
        """Replace a preview. Raises StaleWorker."""
        try:
            self._table.transact(Put(_item(new), **replacing(old.version)))
        except RowChanged as error:
            raise StaleWorker("Another worker makes this preview.") from error


def _item(preview: Preview) -> dict[str, Any]:
    key = keys.preview(preview.tenant, preview.preview_id)
    return item_of(preview, key, **wake_up(preview.due_at)) | {"kind": PREVIEW_KIND}
