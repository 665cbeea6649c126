"""What each function is told by the template: one model a function, read from the environment."""

import os
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from period_sync.domain.errors import ConfigurationError

LOCAL_STAGE = "local"


def _none_if_empty(value: object) -> object:
    """CloudFormation has no way to leave a variable out."""
    return value or None


Optional = Annotated[str | None, BeforeValidator(_none_if_empty)]


class Settings(BaseModel):
    """What every function is told. Field names are the variables' names in lower case."""

    model_config = ConfigDict(frozen=True)

    stage: str
    state_table: str


class NetSuiteSettings(Settings):
    """For the functions that reach a company's NetSuite, or link to it."""

    netsuite_origin: Optional = None

    @property
    def local_netsuite_origin(self) -> str | None:
        """Another NetSuite than the account's own; only on one machine."""
        return self.netsuite_origin if self.stage == LOCAL_STAGE else None


class SyncApiSettings(NetSuiteSettings):
    """For `sync_api`. The time is in seconds."""

    audit_table: str
    document_bucket: str
    sync_queue_url: str
    result_queue_url: str
    settle_after_seconds: int
    sign_in_issuer: str
    sign_in_client: str


class PeriodClosedSettings(Settings):
    """For `period_closed`."""

    audit_table: str
    document_bucket: str
    sync_queue_url: str
    period_closed_queue_url: str
    period_closed_dead_letter_queue_url: str


class JournalPosterSettings(NetSuiteSettings):
    """For `journal_poster`. The times are in seconds."""

    audit_table: str
    document_bucket: str
    result_topic_arn: str
    result_queue_url: str
    sync_queue_url: str
    sync_dead_letter_queue_url: str
    answer_seconds: int
    settle_after_seconds: int
    refusal_lag_seconds: int


class ResultNotifierSettings(NetSuiteSettings):
    """For `result_notifier`."""

    document_bucket: str
    audit_table: str
    mail_sender: str
    mail_configuration_set: str
    result_dead_letter_queue_url: str
    page_url: str


class SweeperSettings(Settings):
    """For `sweeper`."""

    audit_table: str
    document_bucket: str
    result_topic_arn: str
    sync_queue_url: str


Model = TypeVar("Model", bound=Settings)


def operators_stage() -> str | None:
    """The stage in AWS that an operator's commands work on; None for the local stack."""
    return os.environ.get("STAGE")


def read_settings(model: type[Model]) -> Model:
    """Read a function's settings. Raises ConfigurationError that names the variable only."""
    names = {name: name.upper() for name in model.model_fields}
    found = {name: os.environ[key] for name, key in names.items() if key in os.environ}
    try:
        return model.model_validate(found)
    except ValidationError as error:
        wrong = ", ".join(str(detail["loc"][0]).upper() for detail in error.errors())
        raise ConfigurationError(f"Missing or wrong in the environment: {wrong}.") from None
