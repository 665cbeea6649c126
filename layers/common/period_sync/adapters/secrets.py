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
_LASTING = {
    "AccessDeniedException",
    "DecryptionFailure",
    "InvalidRequestException",
    "ResourceNotFoundException",
}


class SecretsManagerSecrets:
    """Fulfils `Secrets`."""

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
        try:
            found = self._client.get_secret_value(SecretId=name)
            secret = Secret(json.loads(found["SecretString"]), found["VersionId"])
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
        self._kept[name] = (now, secret)
        return secret

    def store_netsuite_secret(
        self, tenant: str, connection_id: str, value: Mapping[str, str]
    ) -> None:
        """Store a connection's secret, or its next version."""
        name = secret_name(self._stage, tenant, connection_id)
        text = json.dumps(dict(value))
        try:
            self._client.create_secret(Name=name, SecretString=text)
        except self._client.exceptions.ResourceExistsException:
            self._client.put_secret_value(SecretId=name, SecretString=text)
        self._kept.pop(name, None)


def secret_name(stage: str, tenant: str, connection_id: str) -> str:
    """Name a connection's secret; the stage's own prefix is all that a function may read."""
    return f"period-sync/{stage}/{tenant}/{connection_id}"
