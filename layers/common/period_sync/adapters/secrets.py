"""Secrets of connections, in Secrets Manager; read by version, kept for a short while."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from period_sync.application.ports import Clock, Secret
from period_sync.domain.errors import ConfigurationError

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_secretsmanager import SecretsManagerClient

KEEP_SECONDS = 60
IN_USE, CANDIDATE = "AWSCURRENT", "CANDIDATE"
"""Labels of versions; one without any is thrown away in the end."""
RECOVERY_DAYS = 30
_GONE = {"InvalidRequestException", "ResourceNotFoundException"}
_LASTING = {
    "AccessDeniedException",
    "DecryptionFailure",
    "InvalidRequestException",
    "ResourceNotFoundException",
}


class SecretsManagerSecrets:
    """Fulfils `Secrets` and `NewSecrets`."""

    def __init__(self, client: "SecretsManagerClient", stage: str, clock: Clock) -> None:
        self._client = client
        self._stage = stage
        self._clock = clock
        self._kept: dict[str, tuple[datetime, Secret]] = {}

    def netsuite_secret(self, tenant: str, connection_id: str, *, fresh: bool = False) -> Secret:
        """Read a connection's secret. Raises ConfigurationError, or AWS's own passing errors."""
        name = secret_name(self._stage, tenant, connection_id)
        now = self._clock.now()
        kept = self._kept.get(name)
        if kept is not None and not fresh and (now - kept[0]).total_seconds() < KEEP_SECONDS:
            return kept[1]
        secret = self._read(connection_id, name, VersionStage=IN_USE)
        self._kept[name] = (now, secret)
        return secret

    def new_secret(self, tenant: str, connection_id: str, version: str) -> Secret:
        """Read one version. Raises ConfigurationError, or AWS's own passing errors."""
        name = secret_name(self._stage, tenant, connection_id)
        return self._read(connection_id, name, VersionId=version)

    def take_into_use(self, tenant: str, connection_id: str, version: str) -> None:
        """Make a version the one in use, which all other readers ask for."""
        name = secret_name(self._stage, tenant, connection_id)
        in_use = self._client.get_secret_value(SecretId=name, VersionStage=IN_USE)["VersionId"]
        if in_use != version:
            self._client.update_secret_version_stage(
                SecretId=name,
                VersionStage=IN_USE,
                RemoveFromVersionId=in_use,
                MoveToVersionId=version,
            )
        self._kept.pop(name, None)

    def _read(self, connection_id: str, name: str, **which: str) -> Secret:
        try:
            found = self._client.get_secret_value(SecretId=name, **which)
            return Secret(json.loads(found["SecretString"]), found["VersionId"])
        except ClientError as error:
            if error.response["Error"]["Code"] not in _LASTING:
                raise
            raise ConfigurationError(
                f"The secret of connection {connection_id} can't be read.", secret=name
            ) from error
        except (KeyError, ValueError) as error:
            raise ConfigurationError(
                f"The secret of connection {connection_id} can't be read.", secret=name
            ) from error


class SecretsManagerStore:
    """Fulfils `SecretStore`. It needs no right to read."""

    def __init__(self, client: "SecretsManagerClient", stage: str) -> None:
        self._client = client
        self._stage = stage

    def add(self, tenant: str, connection_id: str, value: Mapping[str, str]) -> tuple[str, bool]:
        """Store a new version, and return it and whether it is the first.

        A later one bears a label of its own, so that AWS keeps it though it is not the current one.
        """
        name = secret_name(self._stage, tenant, connection_id)
        text = json.dumps(dict(value))
        try:
            return self._client.create_secret(Name=name, SecretString=text)["VersionId"], True
        except self._client.exceptions.ResourceExistsException:
            stored = self._client.put_secret_value(
                SecretId=name, SecretString=text, VersionStages=[CANDIDATE]
            )
            return stored["VersionId"], False

    def delete_later(self, tenant: str, connection_id: str) -> None:
        """Let a secret be deleted in a month; until then an operator can bring it back."""
        name = secret_name(self._stage, tenant, connection_id)
        try:
            self._client.delete_secret(SecretId=name, RecoveryWindowInDays=RECOVERY_DAYS)
        except ClientError as error:
            # There was none, or it is on its way already.
            if error.response["Error"]["Code"] not in _GONE:
                raise


def secret_name(stage: str, tenant: str, connection_id: str) -> str:
    """Name a connection's secret; the stage's own prefix is all that a function may read."""
    return f"period-sync/{stage}/{tenant}/{connection_id}"
