"""The settings of a connection as they are sent and answered, each with its meaning."""

from dataclasses import asdict, replace
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr

from period_sync.domain.connection import BooksFed, Intercompany, RateOwner, Settings
from period_sync.domain.settings_text import LINES, SECONDS, described

_SECONDS = f"From {SECONDS[0]} to {SECONDS[-1]}; null leaves it to the stage."


class ConnectionSettingsBody(BaseModel):
    """What a company decides about its connection; it counts from the next plan and check on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line_limit: Annotated[
        StrictInt,
        Field(
            description=f"The most lines of one journal, from {LINES[0]} to {LINES[-1]}. A longer "
            "entry is divided into journals that balance each; up to 1000 can be edited by hand."
        ),
    ]
    summary_mode: Annotated[
        StrictBool,
        Field(
            description="Book one line per account, side and classification instead of one per "
            "lease. The leases are then seen in Period Sync only."
        ),
    ]
    rate_owner: Annotated[
        RateOwner,
        Field(
            description="Whose exchange rates count: those of NetSuite for the date, or those that "
            "the lease system sends."
        ),
    ]
    books_fed: Annotated[
        BooksFed | None,
        Field(
            description="How accounting books are fed where there are several: `together` books "
            "each journal in all of them; `by_entry` lets an entry name one book. Null: an entry "
            "that names a book is refused."
        ),
    ]
    intercompany: Annotated[
        Intercompany | None,
        Field(
            description="The kind of journal for lines of several subsidiaries: NetSuite's "
            "`legacy` or `advanced` intercompany journal. Null: such entries are refused."
        ),
    ]
    strict_classifications: Annotated[
        StrictBool,
        Field(
            description="Count it as a difference when NetSuite, such as a script of yours, "
            "changed a department, class or location. Otherwise it is a notice only."
        ),
    ]
    header_classifications: Annotated[
        StrictBool,
        Field(
            description="Put what all lines of an entry share, such as the department, on the "
            "journal's header too."
        ),
    ]
    excluded_leases_stop: Annotated[
        StrictBool,
        Field(
            description="Let no period through that leaves leases out, unless somebody decides so."
        ),
    ]
    base_currency: Annotated[
        StrictStr | None,
        Field(
            description="The currency of an account without several currencies, such as EUR, so "
            "that no other is booked as if it were that one. Null: not checked."
        ),
    ]
    settle_seconds: Annotated[
        StrictInt | None,
        Field(
            description="How long after its deadline a journal may still arrive in NetSuite "
            f"before it is sent again. Shorten it only on your operator's advice. {_SECONDS}"
        ),
    ]
    refusal_lag_seconds: Annotated[
        StrictInt | None,
        Field(
            description="How long a journal that NetSuite refused must stay absent before it "
            f"counts as refused. {_SECONDS}"
        ),
    ]

    @classmethod
    def of(cls, settings: Settings) -> "ConnectionSettingsBody":
        """Describe settings."""
        return cls.model_validate(asdict(settings))

    def texts(self) -> dict[str, str]:
        """Return all settings as a person would write them."""
        return described(replace(Settings(), **self.model_dump()))
