"""Who works here: remember a sign-in, sealed, and say what an unlock without network allows."""

import json
from dataclasses import asdict

from inspector_app.core.history import Stream
from inspector_app.core.ids import Micros
from inspector_app.core.session import OFFLINE_DAYS, Access, Account, Role, access_at
from inspector_app.services.records import Records


class SessionService:
    """The account of this profile. All of it on the STORE lane."""

    def __init__(self, records: Records, *, offline_days: int = OFFLINE_DAYS) -> None:
        self._records = records
        self._facts = records.store.facts
        self._days = offline_days

    def signed_in(self, account: Account, token: str) -> None:
        """Remember an online sign-in: account, token, time; what was paused for it is due again."""
        at = str(self._records.clock())
        store = self._records.store
        with store.atomic():
            for name, value in {"account": json.dumps(asdict(account)), "token": token, "signed_in_at": at}.items():
                self._facts.set(name, value)
            self._facts.set("seen_at", at)
            store.history.append(Stream.CONFIGURATION, account.user_id, "signed_in", {"server": account.server_url})
            store.outbox.resume_paused()

    def signed_out(self) -> None:
        """Forget the token; everything else stays."""
        account = self.account()
        with self._records.store.atomic():
            self._facts.set("token", None)
            if account:
                self._records.store.history.append(Stream.CONFIGURATION, account.user_id, "signed_out", {})

    def account(self) -> Account | None:
        """Return who signed in last, or None."""
        text = self._facts.get("account")
        if text is None:
            return None
        fields = json.loads(text)
        return Account(**(fields | {"role": Role(fields["role"])}))

    def token(self) -> str | None:
        """Return the token of the last sign-in, unless it was given up."""
        return self._facts.get("token")

    def access(self) -> Access:
        """Say what this unlock allows now, and remember the time, so that a clock set back is noticed."""
        now = self._records.clock()
        signed_in = Micros(int(self._facts.get("signed_in_at") or 0))
        seen = Micros(int(self._facts.get("seen_at") or 0))
        self._facts.set("seen_at", str(max(now, seen)))
        return access_at(now, signed_in, seen, days=self._days)

    def remember_place(self, page: str, appraisal_id: str) -> None:
        """Remember what is open, for the next start, also after a crash."""
        self._facts.set("place", f"{page} {appraisal_id}".strip())

    def place(self) -> tuple[str, str]:
        """Return the page and the appraisal that were open last."""
        page, _, appraisal_id = (self._facts.get("place") or "").partition(" ")
        return page, appraisal_id
