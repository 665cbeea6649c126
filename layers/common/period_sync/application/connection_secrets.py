"""Stores secrets of connections: checked, never shown again, and used once a test has passed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from period_sync.application.connecting import again, open_connection
from period_sync.application.ports import Clock, Connections, SecretStore
from period_sync.domain.connection import AuthMethod, Connection, StoredSecret
from period_sync.domain.errors import ConfigurationError, InvalidInput
from period_sync.domain.secret_fields import cleaned
from period_sync.domain.sync import Person
from period_sync.domain.tenant import AuditRecord

CheckSecret = Callable[[AuthMethod, Mapping[str, str]], date | None]


@dataclass(frozen=True, slots=True)
class ReplaceSecret:
    """The use-case. `check` reads a secret as a login would, and tells its certificate's end."""

    clock: Clock
    connections: Connections
    store: SecretStore
    check: CheckSecret

    def checked(
        self, auth: AuthMethod, given: Mapping[str, str]
    ) -> tuple[Mapping[str, str], date | None]:
        """Return a secret as it is stored, and its certificate's end as far as it is known.

        Raises InvalidInput that names the field, never its value.
        """
        value = cleaned(auth, given)
        try:
            return value, self.check(auth, value)
        except ConfigurationError as error:
            raise InvalidInput(error.message, **error.evidence) from None

    def __call__(  # noqa: PLR0913
        self,
        by: Person,
        tenant: str,
        connection_id: str,
        auth: AuthMethod,
        given: Mapping[str, str],
        certificate_ends: date | None = None,
    ) -> Connection:
        """Store a secret: the first one for use, each later one beside it until a test passes.

        Raises InvalidInput that names the field, NotFound or Conflict.
        """
        open_connection(self.connections, tenant, connection_id)
        value, read_end = self.checked(auth, given)
        version, is_first = self.store.add(tenant, connection_id, value)
        ends = read_end or (certificate_ends if auth is AuthMethod.OAUTH2 else None)
        stored = StoredSecret(version, auth, self.clock.now(), by.email, ends)
        return again(lambda: self._note(by, tenant, connection_id, stored, is_first=is_first))

    def give_up(self, by: Person, tenant: str, connection_id: str) -> Connection:
        """Forget the new secret, if there is one; tests then try the one in use again.

        Raises NotFound or Conflict.
        """

        def once() -> Connection:
            old = open_connection(self.connections, tenant, connection_id)
            if old.new_secret is None:
                return old
            new = replace(old, new_secret=None, version=old.version + 1)
            facts = {"account": old.account, "auth": old.new_secret.auth}
            action = "connection secret given up"
            audit = AuditRecord(tenant, self.clock.now(), by, action, connection_id, facts)
            self.connections.save_connection(old, new, audit)
            return new

        return again(once)

    def _note(
        self, by: Person, tenant: str, connection_id: str, stored: StoredSecret, *, is_first: bool
    ) -> Connection:
        old = open_connection(self.connections, tenant, connection_id)
        new = replace(
            old,
            auth=stored.auth if is_first else old.auth,
            secret=stored if is_first else old.secret,
            new_secret=None if is_first else stored,
            version=old.version + 1,
        )
        facts = {"account": old.account, "auth": stored.auth}
        if stored.certificate_ends:
            facts["certificate_ends"] = f"{stored.certificate_ends}"
        action = "connection secret stored"
        audit = AuditRecord(tenant, stored.set_at, by, action, connection_id, facts)
        self.connections.save_connection(old, new, audit)
        return new
