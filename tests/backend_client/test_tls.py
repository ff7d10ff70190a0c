"""A server is known by the authority that the dealership names, and by no other."""

import datetime as dt
import ipaddress
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from backend_client.client import AuctionClient
from backend_client.errors import NoAnswer
from backend_client.transport import Server
from tests.rude_server import rude_server, says

HEALTH = {"service": "walkaround-auctions", "version": "1", "protocol": "1", "server_time": "2035-01-01T00:00:00Z"}


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """Return a certificate for this machine with its key, both in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "dealership")])
    today = dt.datetime.now(dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(today - dt.timedelta(1)).not_valid_after(today + dt.timedelta(1))
    made = made.add_extension(here, critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    signed = made.sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    file = tmp_path / "authority.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return file


def test_a_server_is_known_by_the_named_authority_and_by_no_other(authority: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    with rude_server(default=says(200, HEALTH), tls=context) as server:
        known = AuctionClient(Server(server.url, ca_bundle=str(authority)))
        assert known.health().service == "walkaround-auctions"
        known.close()
        stranger = AuctionClient(Server(server.url))
        with pytest.raises(NoAnswer, match="SSL"):
            stranger.health()
        stranger.close()


def test_an_authority_that_cannot_be_read_is_no_answer() -> None:
    with rude_server() as server, pytest.raises(NoAnswer):
        AuctionClient(Server(server.url.replace("http:", "https:"), ca_bundle="/nowhere/authority.pem")).health()
