"""The API's own description: OpenAPI 3.1, with every refusal and header that code alone does not show."""

from typing import Any

from apiflask import APIFlask
from pydantic.json_schema import models_json_schema

from auction_backend.auth import action_of
from auction_backend.rules.roles import Action
from backend_client.contract import IDEMPOTENCY_HEADER, PROBLEM_TYPE, PROTOCOL_HEADER, ProblemView

KEYED = {
    ("/v1/uploads", "post"),
    ("/v1/auctions", "post"),
    ("/v1/appraisals/{appraisal_id}/revisions/{revision}", "put"),
}
REFUSALS = {
    "400": "Malformed, or without its idempotency key",
    "401": "No open session",
    "403": "Not allowed",
    "404": "Nothing here that the asker may see",
    "405": "Not a method of this route",
    "409": "In flight, wrong offset, other bytes, or photos missing",
    "412": "Another revision is newer, or another version of tus",
    "413": "Too large",
    "415": "Not a media type that is kept",
    "422": "Refused for what it says",
    "423": "Another request is sending this photo",
    "426": "Another version of the protocol",
    "429": "Too many tries",
    "500": "The server's own mistake",
    "503": "Busy",
    "507": "No room for this photo now",
}
SUMMARY = "From a finalised appraisal to a live dealer auction and its hammer."


def describe(app: APIFlask) -> None:
    """Complete the generated description of an application."""
    app.config["INFO"] = {"description": SUMMARY, "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}}
    app.config["SECURITY_SCHEMES"] = {"bearer": {"type": "http", "scheme": "bearer"}}
    app.config["AUTO_VALIDATION_ERROR_RESPONSE"] = False
    app.config["AUTO_404_RESPONSE"] = False
    app.config["AUTO_AUTH_ERROR_RESPONSE"] = False
    app.config["AUTO_SERVERS"] = False
    app.spec_processor(lambda spec: completed(app, spec) if isinstance(spec, dict) else spec)


def completed(app: APIFlask, spec: dict[str, Any]) -> dict[str, Any]:
    """Return the description with refusals, security and headers."""
    template = "#/components/schemas/{model}"
    _, problem = models_json_schema([(ProblemView, "serialization")], ref_template=template)
    spec["components"].setdefault("schemas", {}).update(problem["$defs"])
    is_open = open_operations(app)
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method != "parameters":
                complete(operation, (path, method), is_open=(path, method) in is_open)
    return spec


def open_operations(app: APIFlask) -> set[tuple[str, str]]:
    """Return the operations that ask for no sign-in."""
    return {
        (rule.rule, method.lower())
        for rule in app.url_map.iter_rules()
        if action_of(app.view_functions[rule.endpoint]) is Action.ANYONE
        for method in rule.methods or ()
    }


def complete(operation: dict[str, Any], place: tuple[str, str], *, is_open: bool) -> None:
    """Complete one operation."""
    if not is_open:
        operation["security"] = [{"bearer": []}]
    parameters = operation.setdefault("parameters", [])
    parameters.append(header(PROTOCOL_HEADER, required=False))
    if place in KEYED:
        parameters.append(header(IDEMPOTENCY_HEADER, required=True))
    schema = {"schema": {"$ref": "#/components/schemas/ProblemView"}}
    for status, words in REFUSALS.items():
        operation["responses"].setdefault(status, {"description": words, "content": {PROBLEM_TYPE: schema}})


def header(name: str, *, required: bool) -> dict[str, Any]:
    """Return the description of a header."""
    return {"name": name, "in": "header", "required": required, "schema": {"type": "string"}}
