"""Takes in what an event hands over: its sender decides the tenant."""

from dataclasses import dataclass
from typing import Protocol

from period_sync.application.auto_sync import AutoSync
from period_sync.application.ports import Documents, Objects, Tenants
from period_sync.application.refused_hand_overs import RefusedHandOvers
from period_sync.application.take_in_period import TakeInPeriod, TakenIn
from period_sync.domain.correlation import correlation_id
from period_sync.domain.document import Document
from period_sync.domain.errors import InvalidInput, NotFound, PeriodSyncError
from period_sync.domain.sync import Person, StoredObject


class HandedOver(Protocol):
    """What an event says. It has a document with its JSON, or the object that holds them."""

    @property
    def event_id(self) -> str:
        """The event's id, the same each time it is delivered."""

    @property
    def aws_account(self) -> str:
        """The AWS account that put the event."""

    @property
    def source(self) -> str:
        """The event's source."""

    @property
    def document(self) -> Document | None:
        """The document, if the event carries it."""

    @property
    def body(self) -> bytes:
        """The document's JSON."""

    @property
    def stored(self) -> StoredObject | None:
        """Where the document lies, if the event does not carry it."""


class Addressed(Protocol):
    """Who sent an event, and of which period."""

    @property
    def aws_account(self) -> str:
        """The AWS account that put the event."""

    @property
    def source(self) -> str:
        """The event's source."""

    @property
    def entity(self) -> str:
        """The entity that the document names."""

    @property
    def period_id(self) -> str:
        """The period that the document names."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """The use-case; see `__call__`."""

    tenants: Tenants
    objects: Objects
    documents: Documents
    take_in: TakeInPeriod
    refused: RefusedHandOvers
    auto_sync: AutoSync

    def __call__(self, event: HandedOver) -> TakenIn:
        """Take in the document that an event carries, or points to under the tenant's own prefix.

        Raises NotFound for an unregistered sender, InvalidDocument, InvalidInput or Conflict.
        """
        tenant = self.tenants.tenant_of_source(event.aws_account, event.source)
        document, body = event.document, event.body
        if event.stored is not None:
            if not event.stored.key.startswith(f"tenants/{tenant}/incoming/"):
                raise InvalidInput(
                    "The document lies outside the tenant's own prefix.", field="document_object"
                )
            body = self.objects.get(event.stored)
            document = self.documents.read(body)
        if document is None:
            raise InvalidInput("The event holds no document.", field="document")
        sender = Person(f"{event.aws_account}/{event.source}", event.source)
        taken = self.take_in(tenant, document, body, sender)
        self.refused.mended(tenant, document.entity, document.period_id)
        self.auto_sync(taken, sender, correlation_id=correlation_id(event.event_id))
        return taken

    def note_refusal(self, address: Addressed, error: PeriodSyncError) -> None:
        """Remember that a document was refused, if its sender is registered."""
        try:
            tenant = self.tenants.tenant_of_source(address.aws_account, address.source)
        except NotFound:
            return
        self.refused.note(tenant, address.entity, address.period_id, address.source, error)
