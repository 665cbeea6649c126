"""Messages between the functions, and the lease system's event."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from period_sync.contracts.mail_events import MailEvent
from period_sync.domain.errors import InvalidInput
from period_sync.domain.sync import Hint


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)
Correlation = Annotated[str, Field(pattern=r"^[a-z2-7]{12}$")]


class HintMessage(_Strict):
    """Asks the poster to look at a row."""

    version: Literal[1]
    tenant: str = Field(min_length=1, max_length=64)
    kind: Literal["sync", "connection-test", "daily-check", "preview"]
    item_id: str = Field(min_length=1, max_length=200)
    send_no: int = Field(ge=1)
    correlation_id: Correlation | None = None


class ResultMessage(_Strict):
    """Announces that a sync has a result."""

    version: Literal[1]
    tenant: str = Field(min_length=1, max_length=64)
    sync_id: str = Field(min_length=1, max_length=200)
    result_no: int = Field(ge=1)
    correlation_id: Correlation | Literal[""] = ""


class InvitationMessage(_Strict):
    """Asks for the mail of an invitation."""

    version: Literal[1]
    kind: Literal["invitation"]
    tenant: str = Field(min_length=1, max_length=64)
    invitation_id: str = Field(min_length=1, max_length=200)
    send_no: int = Field(ge=1)


class NoticeMessage(_Strict):
    """Asks for a mail of what the daily check of a connection saw."""

    version: Literal[1]
    kind: Literal["connection-notice"]
    tenant: str = Field(min_length=1, max_length=64)
    connection_id: str = Field(min_length=1, max_length=64)
    notice_no: int = Field(ge=1)


class DocumentObject(_Strict):
    """Where a document too large for an event lies: in our bucket, under the tenant's prefix."""

    key: str = Field(pattern=r"^tenants/[a-z0-9-]+/incoming/[A-Za-z0-9._-]{1,128}$")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class PeriodClosedDetail(BaseModel):
    """The detail of a PeriodClosed event: the document, or where it lies."""

    model_config = ConfigDict(extra="forbid")

    document: Mapping[str, Any] | None = None
    document_object: DocumentObject | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "PeriodClosedDetail":
        if (self.document is None) == (self.document_object is None):
            raise ValueError("Send exactly one of document and document_object.")
        return self


class PeriodClosedEvent(BaseModel):
    """An event of EventBridge; only what decides is read, and the id by which it is known."""

    id: str = Field(default="", max_length=256)
    account: str = Field(pattern=r"^[0-9]{12}$")
    source: str = Field(min_length=1, max_length=256)
    detail_type: Literal["PeriodClosed"] = Field(alias="detail-type")
    detail: PeriodClosedDetail


def read_hint(body: str, message_id: str, receive_count: int) -> Hint:
    """Put a message and what SQS says of its delivery together. Raises InvalidInput."""
    message = _read(HintMessage, body)
    return Hint(
        tenant=message.tenant,
        kind=message.kind,
        item_id=message.item_id,
        send_no=message.send_no,
        message_id=message_id,
        receive_count=receive_count,
        correlation_id=message.correlation_id,
    )


def read_of_mails(body: str) -> ResultMessage | InvitationMessage | NoticeMessage | MailEvent:
    """Read what is to be mailed, or what SES says of a mail. Raises InvalidInput.

    SES's events name their type, and what is no result its kind.
    """
    if '"eventType"' in body:
        return _read(MailEvent, body)
    if '"connection-notice"' in body:
        return _read(NoticeMessage, body)
    if '"kind"' in body:
        return _read(InvitationMessage, body)
    return _read(ResultMessage, body)


def _read(kind: type[Model], body: str) -> Model:
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, d["loc"])) or "body" for d in error.errors())
        raise InvalidInput(f"This is no {kind.__name__}: {fields}.", field=fields) from None
