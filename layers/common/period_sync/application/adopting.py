"""Takes over journals that are in NetSuite already."""

from dataclasses import replace

from period_sync.application.finding import adopt, find_journals
from period_sync.application.journal_problems import lookalike_of
from period_sync.application.turn import Turn
from period_sync.domain.journal import JournalStatus
from period_sync.domain.problems import Problem


def may_have_been_sent(turn: Turn) -> bool:
    """Whether anything of this period was ever sent to the account.

    If it was not, there is nothing to find; should that be wrong, as after a restored backup,
    NetSuite refuses the key as taken, and the journal is looked up then.
    """
    return turn.account_period.sent or any(journal.attempt for journal in turn.journals())


def adopt_what_is_there(turn: Turn) -> list[Problem]:
    """Take over journals that carry our key already; the read-back compares their content.

    What bears a key in its memo and holds something else keeps the journal from being sent.
    """
    open_journals = {
        journal.external_id: journal
        for journal in turn.journals()
        if journal.status in {JournalStatus.PLANNED, JournalStatus.REFUSED}
    }
    if not open_journals:
        return []
    found: list[Problem] = []
    for external_id, sighting in find_journals(turn, list(open_journals.values())).items():
        journal = open_journals[external_id]
        if sighting.internal_ids:
            adopt(turn, journal, sighting.internal_ids)
        elif sighting.lookalikes:
            found.append(lookalike_of(replace(journal, lookalikes=sighting.lookalikes)))
    return found
