"""What a client says of a photo before its bytes: tus metadata, checked."""

import base64
import binascii
from typing import Annotated, Self

from pydantic import Field

from backend_client.contract.base import Id, Request, Revision, Sha256


class UploadMetadata(Request):
    """The words of the Upload-Metadata header."""

    photo_id: Id
    appraisal_id: Id
    revision: Revision
    sha256: Sha256
    mime: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=40)]

    def encoded(self) -> str:
        """Return the header's value: names in clear, values in base64."""
        words = self.model_dump(mode="json")
        return ",".join(f"{name} {base64.b64encode(str(value).encode()).decode()}" for name, value in words.items())

    @classmethod
    def decoded(cls, header: str) -> Self:
        """Read the header's value; raise ValueError where it is not tus metadata or not ours."""
        words: dict[str, str | int] = {}
        for pair in filter(None, (part.strip() for part in header.split(","))):
            name, _, value = pair.partition(" ")
            words[name] = decoded_text(value)
        if str(words.get("revision", "")).isdecimal():
            words["revision"] = int(words["revision"])
        return cls.model_validate(words)


def decoded_text(value: str) -> str:
    """Read one base64 value; raise ValueError where it is none."""
    try:
        return base64.b64decode(value.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("a value of the upload's metadata is not base64 of UTF-8 text") from error
