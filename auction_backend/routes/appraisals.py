"""Finalised appraisals come in with their manifest, and go out to those who may read them."""

from apiflask import APIBlueprint
from flask import Response, request

from auction_backend.auth import lets
from auction_backend.context import backend, caller
from auction_backend.desk import appraisals as desk
from auction_backend.idempotency import once, require_key
from auction_backend.refusals import Refusal
from auction_backend.rules.filing import broken_rule
from auction_backend.rules.roles import Action
from backend_client.contract import (
    APPRAISALS,
    MAX_REVISION,
    AppraisalList,
    AppraisalView,
    ProblemCode,
    RevisionRequest,
    RevisionView,
    content_hash,
    revision_key,
)

routes = APIBlueprint("appraisals", __name__, tag="Appraisals")


@routes.put(f"{APPRAISALS}/<id:appraisal_id>/revisions/<int:revision>")
@routes.input(RevisionRequest, arg_name="content")
@routes.output(RevisionView, status_code=201)
@lets(Action.FILE_APPRAISAL)
def finalise(appraisal_id: str, revision: int, content: RevisionRequest) -> Response:
    """File a finalised revision with its manifest: all of it, or nothing."""
    key = require_key(revision_key(appraisal_id, revision))
    filing = desk.Filing(appraisal_id, revision, content, request.get_json())
    refuse_other_content(filing)
    desk.require_rules(broken_rule(content))
    parts, who = backend(), caller()
    return once(key, 201, lambda session: desk.file_revision(session, who, filing, parts.now_us()))


def refuse_other_content(filing: desk.Filing) -> None:
    """Raise where the body is not what its hash says."""
    if not 1 <= filing.revision <= MAX_REVISION:
        raise Refusal(ProblemCode.VALIDATION, f"Revisions count from 1 to {MAX_REVISION}.")
    try:
        own = content_hash(filing.body)
    except ValueError as error:
        raise Refusal(ProblemCode.VALIDATION, "The body has no canonical form.") from error
    if own != filing.content.content_hash:
        raise Refusal(ProblemCode.CONTENT_HASH, "The content is not what its hash says.")


@routes.get(APPRAISALS)
@routes.output(AppraisalList)
@lets(Action.LIST_APPRAISALS)
def list_appraisals() -> AppraisalList:
    """List the newest revision of each appraisal of the dealership."""
    with backend().database.read() as session:
        return AppraisalList(appraisals=tuple(desk.list_latest(session, caller())))


@routes.get(f"{APPRAISALS}/<id:appraisal_id>")
@routes.output(AppraisalView)
@lets(Action.READ_APPRAISAL)
def read(appraisal_id: str) -> AppraisalView:
    """Give the newest revision of an own appraisal, or the auctioned one of another dealership."""
    with backend().database.read() as session:
        return desk.read_latest(session, caller(), appraisal_id)
