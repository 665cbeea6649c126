"""Key pairs and certificates for OAuth 2.0 logins, made anew for each test."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from tests.support.simulator import RunningSimulator

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@dataclass(frozen=True)
class KeyPair:
    """A private key with what others need of it."""

    key: PrivateKey

    @property
    def private_pem(self) -> str:
        """The private key, without a password."""
        made = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return made.decode()

    @property
    def public_pem(self) -> str:
        """The public key alone."""
        public = self.key.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def certificate(self, begins: datetime, lasts: timedelta) -> str:
        """Issue a certificate to oneself."""
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Period Sync")])
        builder = x509.CertificateBuilder(
            name, name, self.key.public_key(), 1, begins, begins + lasts
        )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.PEM).decode()


def ec_keys(curve: ec.EllipticCurve | None = None) -> KeyPair:
    """Make an EC pair, by default on P-256."""
    return KeyPair(ec.generate_private_key(curve or ec.SECP256R1()))


def rsa_keys(bits: int = 3072) -> KeyPair:
    """Make an RSA pair; this takes a good while."""
    return KeyPair(rsa.generate_private_key(65537, bits))


def oauth2_secret(
    simulator: RunningSimulator, keys: KeyPair | None = None, **changed: str
) -> dict[str, str]:
    """Register a key with a simulator; return the secret as it is stored, some of it changed."""
    pair = keys or ec_keys()
    return {
        "client_id": str(simulator.credentials.client_id),
        "certificate_id": simulator.add_certificate(pair.public_pem),
        "private_key": pair.private_pem,
    } | changed
