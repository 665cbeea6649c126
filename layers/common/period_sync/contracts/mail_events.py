"""What SES publishes of a mail that bounced or was complained of; only what decides is read."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, model_validator

from period_sync.domain.errors import ImpossibleState
from period_sync.domain.mail_feedback import BOUNCED, COMPLAINED, MailFeedback

_Word = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,60}$")]
_Tag = tuple[Annotated[str, Field(min_length=1, max_length=200)]]


class Recipient(BaseModel):
    """Whose address it is about."""

    address: str = Field(alias="emailAddress", max_length=320)


class Bounce(BaseModel):
    """Why a mail came back."""

    feedback_id: str = Field(alias="feedbackId", min_length=1, max_length=200)
    recipients: tuple[Recipient, ...] = Field(alias="bouncedRecipients")
    kind: _Word = Field(alias="bounceType")
    detail: _Word = Field(alias="bounceSubType")


class Complaint(BaseModel):
    """Who marked a mail as one that they don't want."""

    feedback_id: str = Field(alias="feedbackId", min_length=1, max_length=200)
    recipients: tuple[Recipient, ...] = Field(alias="complainedRecipients")
    kind: _Word = Field(alias="complaintFeedbackType", default="unnamed")


class Tags(BaseModel):
    """What the mail was about, as it was said when it was sent."""

    tenant: _Tag
    sync: _Tag | None = None
    invitation: _Tag | None = None
    connection: _Tag | None = None


class TaggedMail(BaseModel):
    """The mail itself."""

    tags: Tags


class MailEvent(BaseModel):
    """One event."""

    event_type: Literal["Bounce", "Complaint"] = Field(alias="eventType")
    mail: TaggedMail
    bounce: Bounce | None = None
    complaint: Complaint | None = None

    @model_validator(mode="after")
    def _tells_one_thing(self) -> "MailEvent":
        if (self.bounce is None) == (self.complaint is None):
            raise ValueError("An event tells of a bounce or of a complaint.")
        return self

    @property
    def feedback(self) -> MailFeedback:
        """What it says, in our words."""
        tags = self.mail.tags
        told = self.bounce or self.complaint
        if told is None:
            raise ImpossibleState("bug: an event that tells nothing was read")
        return MailFeedback(
            tenant=tags.tenant[0],
            feedback_id=told.feedback_id,
            kind=BOUNCED if self.bounce else COMPLAINED,
            addresses=tuple(recipient.address for recipient in told.recipients),
            reason=f"{told.kind}/{told.detail}" if isinstance(told, Bounce) else told.kind,
            sync_id=tags.sync[0] if tags.sync else None,
            invitation_id=tags.invitation[0] if tags.invitation else None,
            connection_id=tags.connection[0] if tags.connection else None,
        )
