"""What is asked and answered about mappings of names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from period_sync.domain.mappings import NameMapping, SavedMappings
from period_sync.domain.names import NameList
from period_sync.domain.suggested import Readiness

MAPPINGS_MAX = 5000
_Name = Annotated[str, Field(min_length=1, max_length=500)]
_InternalId = Annotated[str, Field(pattern=r"^-?[0-9]{1,15}$")]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True)


class NameMappingBody(BaseModel):
    """A name of the lease system and the record of NetSuite that it means.

    `path` is what the record is called, for people; `internal_id` decides. With a `subsidiary` it
    holds for lines of that subsidiary only.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    list: NameList
    name: _Name
    internal_id: _InternalId
    path: _Name
    subsidiary: _Name | None = None


class MappingsRequest(BaseModel):
    """All mappings of a connection, in place of those of the version that was read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: int
    mappings: Annotated[list[NameMappingBody], Field(max_length=MAPPINGS_MAX)]

    def said(self) -> list[NameMapping]:
        """Return the mappings."""
        return [NameMapping(**one.model_dump()) for one in self.mappings]


class MappingsVersionBody(_Body):
    """A version of a connection's mappings, and who saved it."""

    version: int
    saved_by: str
    saved_at: datetime


class MappingsBody(_Body):
    """All mappings of a connection, of one version. `version` is 0 before there were any.

    `versions` are that one and those before it, the newest first, 100 at most.
    """

    connection_id: str
    version: int
    mappings: list[NameMappingBody]
    versions: list[MappingsVersionBody]

    @classmethod
    def of(cls, saved: SavedMappings) -> "MappingsBody":
        """Describe them."""
        versions = [
            MappingsVersionBody(
                version=one.version, saved_by=one.saved_by.email, saved_at=one.saved_at
            )
            for one in saved.versions
        ]
        said = [NameMappingBody.model_validate(one, from_attributes=True) for one in saved.said]
        return cls(
            connection_id=saved.connection_id,
            version=saved.version,
            mappings=said,
            versions=versions,
        )


class CandidateBody(_Body):
    """A record of NetSuite that may be meant."""

    internal_id: str
    path: str


class SuggestionBody(_Body):
    """A name that the newest check of a period did not find, or could not use.

    Mapping it mends `entries`; `lines` counts the places. With a `subsidiary` the name is right in
    others.
    """

    list: NameList
    name: str
    finding: str
    subsidiary: str | None
    candidates: Sequence[CandidateBody]
    entity: str
    period_id: str
    entries: Sequence[str]
    lines: int


class SuggestionsBody(_Body):
    """What wants mapping, period by period, the newest first, of the newest periods.

    `checked_periods` of these were last checked through the connection, and `rehearsed_periods`
    were brought into its account by a rehearsal.
    """

    items: list[SuggestionBody]
    checked_periods: int
    rehearsed_periods: int

    @classmethod
    def of(cls, found: Readiness) -> "SuggestionsBody":
        """Describe it."""
        items = [SuggestionBody.model_validate(s, from_attributes=True) for s in found.wanted]
        return cls(items=items, checked_periods=found.checked, rehearsed_periods=found.rehearsed)
