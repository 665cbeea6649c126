"""Secrets Manager in memory: secrets with versions; the newest counts."""

from collections.abc import Mapping
from typing import Any

from simulation import aws_errors
from simulation.boundaries import Boundaries, Effect
from simulation.strikes import IN_AWS


class _Exceptions:
    ResourceExistsException = aws_errors.ResourceExistsException


class SecretsManager:
    """Stands where boto3's client does. `versions` has the texts of each secret, oldest first."""

    exceptions = _Exceptions

    def __init__(self, boundaries: Boundaries, versions: dict[str, tuple[str, ...]]) -> None:
        self._boundaries = boundaries
        self.versions = versions

    def create_secret(self, Name: str, SecretString: str) -> Mapping[str, Any]:
        """Store a secret's first version."""

        def effect() -> Mapping[str, Any]:
            if Name in self.versions:
                raise aws_errors.client_error(
                    "ResourceExistsException", "CreateSecret", aws_errors.ResourceExistsException
                )
            self.versions[Name] = (SecretString,)
            return {"VersionId": "version-1"}

        return self._cross("CreateSecret", Name, effect)

    def put_secret_value(self, SecretId: str, SecretString: str) -> Mapping[str, Any]:
        """Store a secret's next version."""

        def effect() -> Mapping[str, Any]:
            if SecretId not in self.versions:
                raise aws_errors.client_error("ResourceNotFoundException", "PutSecretValue")
            self.versions[SecretId] = (*self.versions[SecretId], SecretString)
            return {"VersionId": f"version-{len(self.versions[SecretId])}"}

        return self._cross("PutSecretValue", SecretId, effect)

    def get_secret_value(self, SecretId: str, VersionStage: str) -> Mapping[str, Any]:
        """Read a version by its label: AWS labels the newest and the one before."""

        def effect() -> Mapping[str, Any]:
            versions = self.versions.get(SecretId, ())
            newest = len(versions)
            labelled = {"AWSCURRENT": newest, "AWSPREVIOUS": newest - 1}
            number = labelled.get(VersionStage, 0)
            if number < 1:
                raise aws_errors.client_error("ResourceNotFoundException", "GetSecretValue")
            return {"SecretString": versions[number - 1], "VersionId": f"version-{number}"}

        return self._cross("GetSecretValue", SecretId, effect)

    def _cross(
        self, operation: str, name: str, effect: Effect[Mapping[str, Any]]
    ) -> Mapping[str, Any]:
        fail = aws_errors.failing(operation)
        return self._boundaries.cross(f"secretsmanager.{operation}", name, IN_AWS, fail, effect)
