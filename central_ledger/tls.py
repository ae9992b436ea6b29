"""Certificates of a ledger: making one for a store that has no certificate authority, and reading what is served."""

from __future__ import annotations

import hashlib
import ipaddress
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: What browsers and systems accept at most of a server's certificate.
DAYS = 825


class BadCertificate(ValueError):
    """A certificate or key that cannot be served; the message names the file."""


@dataclass(frozen=True, slots=True)
class ServedCertificate:
    """What a ledger shows. `fingerprint` is SHA-256 of the certificate in hex."""

    certificate: Path
    key: Path
    fingerprint: str
    ends_at: datetime


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_served(certificate: Path, key: Path) -> ServedCertificate:
    """Look at the files before the port is opened. Raises BadCertificate. It may have ended."""
    try:
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: b"")
    except ssl.SSLError as error:
        raise BadCertificate(f"{key} is not the key of {certificate}, or it is encrypted: {error.reason}") from error
    except (OSError, ValueError, IndexError) as error:
        raise BadCertificate(f"the certificate {certificate} or its key cannot be read: {error}") from error
    der = first.public_bytes(serialization.Encoding.DER)
    return ServedCertificate(certificate, key, hashlib.sha256(der).hexdigest(), first.not_valid_after_utc)


def make_certificate(
    certificate: Path, key: Path, hosts: Sequence[str], *, days: int = DAYS, now: datetime | None = None
) -> ServedCertificate:
    """A self-signed certificate for these names and addresses, and its key (0600). Raises FileExistsError, OSError."""
    now = now or datetime.now(UTC)
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"OneTill ledger {hosts[0]}"[:64])])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([_general_name(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    key_pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write_new(key, key_pem, 0o600)
    _write_new(certificate, made.public_bytes(serialization.Encoding.PEM), 0o644)
    return read_served(certificate, key)


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _write_new(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
