"""The certificates that an integration may sign with, as the mapping page keeps them (fact 25)."""

import base64
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

VALID_AT_MOST = timedelta(days=731)
RSA_BITS = (3072, 4096)
CURVES = ("secp256r1", "secp384r1", "secp521r1")
PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey


@dataclass(frozen=True, slots=True)
class Certificate:
    """A public key with its id, and when it ends; longer than two years is cut (fact 25)."""

    id: str
    key: PublicKey
    ends: datetime


class Certificates:
    """Certificates are added and revoked while the simulator runs, as at a rotation."""

    def __init__(self, pems: Iterable[str], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._held: dict[str, Certificate] = {}
        for pem in pems:
            self.add(pem)

    def add(self, pem: str) -> Certificate:
        """Take a certificate, or a bare public key, in PEM.

        Raises:
            ValueError: it is none, or its key is of a kind that NetSuite does not take.
        """
        ends = self._clock() + VALID_AT_MOST
        try:
            if "BEGIN CERTIFICATE" in pem:
                certificate = x509.load_pem_x509_certificate(pem.encode())
                key = _taken(certificate.public_key())
                ends = min(ends, certificate.not_valid_after_utc)
            else:
                key = _taken(load_pem_public_key(pem.encode()))
        except UnsupportedAlgorithm as error:
            raise ValueError(str(error)) from error
        held = Certificate(_id_of(key), key, ends)
        self._held[held.id] = held
        return held

    def revoke(self, certificate_id: str) -> bool:
        """Take a certificate away; tells whether there was one."""
        return self._held.pop(certificate_id, None) is not None

    def find(self, certificate_id: object) -> Certificate | None:
        """Return a certificate that has not ended."""
        held = self._held.get(certificate_id) if isinstance(certificate_id, str) else None
        return held if held is not None and self._clock() < held.ends else None

    def document(self) -> list[dict[str, str]]:
        """Return what is held."""
        return [{"id": c.id, "ends": c.ends.isoformat()} for c in list(self._held.values())]


def _taken(key: object) -> PublicKey:
    if isinstance(key, rsa.RSAPublicKey) and key.key_size in RSA_BITS:
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in CURVES:
        return key
    raise ValueError("the key must be RSA with 3072 or 4096 bits, or EC 256, 384 or 521")


def _id_of(key: PublicKey) -> str:
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.urlsafe_b64encode(hashlib.sha256(der).digest()).decode().rstrip("=")
