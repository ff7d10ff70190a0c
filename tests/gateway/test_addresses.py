"""A password never travels unencrypted beyond this machine."""

import pytest

from inspector_app.core.errors import InputError
from inspector_app.gateway.http import refuse_open_letter


@pytest.mark.parametrize("url", ["http://auctions.example.com", "http://10.0.0.5:8600", "http://127.0.0.1.example.com"])
def test_an_unencrypted_server_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="insecure_server"):
        refuse_open_letter(url)


@pytest.mark.parametrize("url", ["https://auctions.example.com", "http://127.0.0.1:8600", "http://localhost"])
def test_an_encrypted_one_and_this_machine_are_taken(url: str) -> None:
    refuse_open_letter(url)
