"""Every answer means one thing for the item that met it; what is not provably ours refuses nothing."""

import pytest

from backend_client.contract import ProblemCode
from backend_client.errors import BackendError, NoAnswer, Problem, Redirected, WrongServer
from inspector_app.core.outbox import Verdict
from inspector_app.core.words import SENTENCES
from inspector_app.gateway.verdicts import BY_CODE, BY_STATUS, at_sign_in, gateway_error, judged, on_upload

LATER, PAUSED, CONFLICT, REFUSED = Verdict.LATER, Verdict.PAUSED, Verdict.CONFLICT, Verdict.REFUSED
BY_THE_BOOK = [
    (400, "malformed", REFUSED), (400, "key_missing", REFUSED), (401, "unauthenticated", PAUSED),
    (403, "forbidden", REFUSED), (409, "in_flight", LATER), (409, "wrong_offset", LATER),
    (412, "stale_revision", CONFLICT),
    (409, "photos_missing", LATER), (413, "too_large", REFUSED), (415, "media_type", REFUSED),
    (422, "validation", REFUSED), (422, "rule", REFUSED), (422, "key_reused", REFUSED), (426, "protocol", PAUSED),
    (423, "locked", LATER), (429, "throttled", LATER), (500, "internal", LATER), (503, "unavailable", LATER),
    (507, "storage_full", LATER),
    # a code that this app does not know yet: by its status
    (400, "new", REFUSED), (401, "new", PAUSED), (403, "new", REFUSED), (404, "new", REFUSED), (408, "new", LATER),
    (409, "new", LATER), (412, "new", CONFLICT), (413, "new", REFUSED), (415, "new", REFUSED), (422, "new", REFUSED),
    (423, "new", LATER), (425, "new", LATER), (426, "new", PAUSED), (429, "new", LATER), (500, "new", LATER),
    (502, "new", LATER), (503, "new", LATER), (504, "", LATER), (418, "", REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("status", "code", "verdict"), BY_THE_BOOK)
def test_our_servers_no_is_judged_by_its_code_and_then_by_its_status(status: int, code: str, verdict: Verdict) -> None:
    assert judged(Problem(status, code))[1] is verdict


def test_an_answer_without_our_marker_never_refuses_pauses_or_delivers() -> None:
    assert {judged(WrongServer(status, "no marker"))[1] for status in range(100, 600)} == {LATER}
    assert judged(Redirected(302, "elsewhere")) == ("redirected", LATER)


def test_every_status_has_a_verdict_that_is_no_success() -> None:
    verdicts = {judged(Problem(status))[1] for status in range(400, 600)}
    assert verdicts == {LATER, PAUSED, CONFLICT, REFUSED}


def test_no_answer_is_not_a_no() -> None:
    assert judged(NoAnswer("reset")) == ("unreachable", LATER)


def test_every_code_of_the_contract_is_in_the_table() -> None:
    assert set(BY_CODE) == set(ProblemCode)


def test_every_code_has_its_sentence() -> None:
    told = {code for code, _ in [*BY_CODE.values(), *BY_STATUS.values()]}
    told |= {"unreachable", "wrong_server", "redirected", "upload_gone", "wrong_password", "too_many_attempts"}
    assert told <= set(SENTENCES)


@pytest.mark.parametrize(
    "error", [Problem(503, "unavailable", retry_after_s=8.0), WrongServer(503, "", retry_after_s=8.0)]
)
def test_the_wait_that_was_asked_for_is_passed_on(error: BackendError) -> None:
    assert gateway_error(error).retry_after_s == 8.0


def test_the_photos_that_are_missing_are_passed_on() -> None:
    assert gateway_error(Problem(409, "photos_missing", missing=("a", "b"))).params["photos"] == "a b"


def test_a_401_at_sign_in_is_a_wrong_password_and_a_429_names_the_wait() -> None:
    assert at_sign_in(Problem(401, "bad_credentials")).code == "wrong_password"
    throttled = at_sign_in(Problem(429, "throttled", retry_after_s=90.0))
    assert (throttled.code, throttled.params["seconds"]) == ("too_many_attempts", 90)
    assert at_sign_in(NoAnswer("x")).code == "unreachable"


def test_an_upload_that_the_server_does_not_know_is_started_again() -> None:
    gone = on_upload(Problem(404, "not_found"))
    assert (gone.code, gone.verdict) == ("upload_gone", LATER)
    assert on_upload(Problem(403, "forbidden")).verdict is REFUSED
