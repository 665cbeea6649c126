"""Problems of the connection: credentials, and an account that is not what it was."""

from collections.abc import Mapping

from period_sync.domain.catalogue.kind import RETRY, Owner, ProblemKind, Retry, Severity

KINDS: Mapping[str, ProblemKind] = {
    "CONN-01": ProblemKind(
        title="NetSuite refused our credentials for account {account}",
        explanation="NetSuite says no more than that the login failed; its Login Audit Trail "
        "knows why. Nothing is sent until a connection test passes.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            "In NetSuite open Setup > Users/Roles > View Login Audit Trail, and look at the "
            "newest failure of the integration's user; it names the reason.",
            "If it speaks of the consumer key: open Setup > Integration > Manage Integrations, "
            "show inactives, and set the integration record to Enabled.",
            "If it speaks of the token, the role or the user: make sure that the user and the role "
            "are active, and that the token is not revoked. A user who is a person may have left; "
            "use one of the integration's own.",
            "If it speaks of the signature or the account: compare the stored keys, and the "
            "account id in the form 1234567 or 1234567_SB1.",
            "Store the new secret if it changed, and run the connection test. Until it passes "
            "nobody logs in with the refused secret, because five failures lock the user for "
            "30 minutes.",
            RETRY,
        ),
        facts=("account",),
    ),
    "CONN-04": ProblemKind(
        title="Sandbox {account} refuses credentials that it accepted before; it was probably "
        "refreshed",
        explanation="A sandbox that is refreshed from production loses its tokens and "
        "certificates.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            "Ask your NetSuite administrator whether the sandbox was refreshed.",
            "Create a new token, or upload the certificate again, in the sandbox.",
            "Store the new secret, and run the connection test.",
            RETRY,
        ),
        facts=("account",),
    ),
    "CONN-06": ProblemKind(
        title="The NetSuite account has changed since the connection test: {changes}",
        explanation="What may be sent depends on the account's features, so nothing is sent until "
        "they are known again.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            "Run the connection test; it reads the account's features anew.",
            "Look through the connection's settings for what the change concerns, such as "
            "subsidiaries or accounting books.",
            RETRY,
        ),
        facts=("changes",),
    ),
    "CONN-07": ProblemKind(
        title="The connection to account {account} uses token-based authentication, which NetSuite "
        "is giving up",
        explanation="From NetSuite 2027.1 no new integration can use it, and support for those "
        "that exist ends later. The connection works today.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=(
            "Plan the change to OAuth 2.0 client credentials: an integration record that allows "
            "them, a certificate, and its mapping to the integration's user and role.",
            "Store the new secret, and run the connection test.",
        ),
        retry=Retry.AUTOMATIC,
        severity=Severity.NOTICE,
        facts=("account",),
    ),
    "CONN-09": ProblemKind(
        title="This sync may not post: {why}",
        explanation="It was asked for under conditions that no longer hold. Nothing was sent.",
        owner=Owner.INTEGRATION_ADMINISTRATOR,
        steps=("Set the connection right, or let the period be booked by hand.", RETRY),
        facts=("why",),
    ),
    "CONN-08": ProblemKind(
        title="This sync was asked for account {asked}, but its connection now leads to {found}",
        explanation="A sync posts only into the account that it was asked for.",
        owner=Owner.OPERATOR,
        steps=("Correct the connection's account id, or sync the period anew.",),
        facts=("asked", "found"),
    ),
}
