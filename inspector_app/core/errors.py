"""The tree of errors: a code with parameters; `words.py` turns them into sentences at the edge.

InspectorError
├── RuleError       asked for something the trade does not allow; nothing was changed
├── InputError      the input itself cannot be used (a wrong VIN, a corrupt image)
├── StorageError    the disk or the local database cannot be used
├── ModelError      the detector's pack is missing or refused; work goes on without it
├── AccessError     the profile cannot be unlocked (wrong password, expired, another instance)
└── GatewayError    the server's answer, with the verdict that the queue acts on
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector_app.core.outbox import Verdict


class InspectorError(Exception):
    """An expected failure: a stable code, and the parameters of its sentence."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        """Return the code and its parameters, for the log."""
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}({told})" if told else self.code


class RuleError(InspectorError):
    """The trade does not allow this; nothing was changed."""


class InputError(InspectorError):
    """The input cannot be used as it is; nothing was changed."""


class StorageError(InspectorError):
    """The disk or the local database cannot be used now."""


class ModelError(InspectorError):
    """The detector's pack is missing or refused; the app works on without it."""


class AccessError(InspectorError):
    """The profile cannot be opened: wrong password, expired unlock, or a second instance."""


class GatewayError(InspectorError):
    """The server did not confirm; `verdict` says what the queue must do."""

    def __init__(
        self, code: str, verdict: "Verdict", *, retry_after_s: float | None = None, **params: str | int
    ) -> None:
        super().__init__(code, **params)
        self.verdict = verdict
        self.retry_after_s = retry_after_s
