"""Ways into a profile: the first sign-in, an unlock by password or keyring, a sign-in again."""

from dataclasses import dataclass

from inspector_app.app.profiles import Profile, Profiles
from inspector_app.core.errors import AccessError
from inspector_app.core.ids import Sha256, new_id
from inspector_app.core.session import Account
from inspector_app.gateway import HttpGateway
from inspector_app.keys import Sealer, profile_key, usable_keyring
from inspector_app.settings import Settings
from inspector_app.store.durable import write_durably


@dataclass(frozen=True)
class Opened:
    """An unlocked profile; account and token only right after an online sign-in."""

    profile: Profile
    sealer: Sealer
    account: Account | None = None
    token: str | None = None


class Door:
    """Opens profiles. Slow on purpose (Argon2id), so never on the GUI thread."""

    def __init__(self, settings: Settings) -> None:
        self.profiles = Profiles(settings.data_dir)
        self._ca_bundle = settings.ca_bundle or None
        self._keys: dict[str, bytes] = {}
        """Keys of the profiles opened since the start: what a password changed elsewhere is rewrapped from."""
        self._device_file = settings.data_dir / "device"
        self._gateway: HttpGateway | None = None

    def give_up(self) -> None:
        """End a sign-in that is under way: the app is closing. From any thread."""
        if self._gateway:
            self._gateway.give_up()

    def device_id(self) -> str:
        """Return this laptop's own id, made at the first start."""
        try:
            return self._device_file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            self._device_file.parent.mkdir(parents=True, exist_ok=True)
            write_durably(self._device_file, new_id().encode())
            return self._device_file.read_text(encoding="utf-8").strip()

    def sign_in(self, server_url: str, email: str, password: str) -> Opened:
        """Sign in online and open the profile's key: made at the first time, rewrapped after a changed password."""
        gateway = HttpGateway(read_photo=_no_photo, device_id=self.device_id(), ca_bundle=self._ca_bundle)
        self._gateway = gateway
        account, token = gateway.sign_in(server_url, email, password)
        profile = self.profiles.of(account)
        key = self._key_after_sign_in(profile, password, account.user_id)
        self.profiles.opened(profile, write_durably)
        return Opened(profile, self._kept(profile, key), account, token)

    def unlock(self, email: str, password: str) -> Opened:
        """Open a known user's profile without a network; raises AccessError `never_signed_in`, `wrong_password`."""
        for profile in self.profiles.all():
            if profile.email.casefold() == email.strip().casefold():
                return Opened(profile, self._kept(profile, profile_key.unlock_with_password(profile.folder, password)))
        raise AccessError("never_signed_in")

    def unlock_by_keyring(self) -> Opened | None:
        """Open the last profile with the system's keyring, or return None where that is not possible."""
        profile = self.profiles.last()
        key = profile_key.unlock_with_keyring(profile.folder, usable_keyring()) if profile else None
        return Opened(profile, self._kept(profile, key)) if profile and key else None

    def _key_after_sign_in(self, profile: Profile, password: str, user_id: str) -> bytes:
        known, ring = self._keys.get(profile.id), usable_keyring()
        if known is None:
            return profile_key.opened_after_sign_in(profile.folder, password, user_id, write=write_durably, ring=ring)
        profile_key.rewrap(profile.folder, known, password, write=write_durably, ring=ring)
        return known

    def _kept(self, profile: Profile, key: bytes) -> Sealer:
        self._keys[profile.id] = key
        return Sealer(key)


def _no_photo(_: Sha256) -> bytes:
    raise AccessError("never_signed_in")
