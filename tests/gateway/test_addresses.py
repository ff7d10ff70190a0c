"""Neither a password nor a token travels unencrypted beyond this machine, or to another program on it."""

from dataclasses import replace

import pytest

from inspector_app.core.errors import InputError
from inspector_app.gateway.http import refuse_open_letter, stream_address
from tests.fakes import ACCOUNT


@pytest.mark.parametrize("url", ["http://auctions.example.com", "http://10.0.0.5:8600", "http://127.0.0.1.example.com"])
def test_an_unencrypted_server_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="insecure_server"):
        refuse_open_letter(url)


@pytest.mark.parametrize("url", ["https://auctions.example.com", "http://127.0.0.1:8600", "http://localhost"])
def test_an_encrypted_one_and_this_machine_are_taken(url: str) -> None:
    refuse_open_letter(url)


HOME, FAR = "http://127.0.0.1:8600", "https://auctions.example.com"


@pytest.mark.parametrize(
    ("server", "told", "listened_to"),
    [
        (HOME, "http://127.0.0.1:8601", "http://127.0.0.1:8601"),
        (FAR, "https://live.example.com", "https://live.example.com"),
        (FAR, "http://live.example.com", FAR),
        (FAR, "http://127.0.0.1:8601", FAR),
        (FAR, "https://localhost:8601", FAR),
        (HOME, "http://live.example.com", HOME),
        (FAR, "", FAR),
    ],
)
def test_a_token_goes_where_it_is_safe_whatever_the_server_says_of_its_stream(
    server: str, told: str, listened_to: str
) -> None:
    assert stream_address(replace(ACCOUNT, server_url=server, stream_url=told)) == listened_to
