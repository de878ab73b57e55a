"""The identity in force: read when the booth is enrolled, renewed in time, with the newest keys to seal to."""

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.booth.uplink import device_identity
from kiosk.booth.uplink.device_identity import Device
from kiosk.log import Log
from kiosk.protocol.presence import SealingKey

_log = Log("booth.identity")


class OwnIdentity:
    """Who this booth is, while it runs; what it gives may be another `Device` a moment later.

    Attributes:
        device: the identity in force, None until the booth is enrolled.
    """

    def __init__(self, folder: Path) -> None:
        self.device: Device | None = None
        self._folder = folder

    def known(self) -> Device | None:
        """The identity in force, None until the booth is enrolled."""
        return self.device

    def in_force(self) -> Device:
        """The identity of a booth in service, which has one."""
        assert self.device is not None, "an unenrolled booth is out of service"
        return self.device

    def authority(self) -> str | None:
        """The certificate of headquarters' authority (PEM), None until the booth is enrolled."""
        return self.device.enrolled.authority if self.device else None

    def read(self) -> None:
        """Learn who this booth is; what is known stays. Raises `NotEnrolled`."""
        if self.device is None:
            self.device = device_identity.load(self._folder)

    def is_over(self, now: datetime) -> bool:
        """Whether the certificate ran out: headquarters lets the booth renew it and do nothing else."""
        return self.device is not None and self.device.expires_in(now) < timedelta()

    async def renew_when_due(self, now: datetime) -> None:
        """Ask for a new certificate when two thirds of the old one's life are over; the old one stays until then."""
        from kiosk.booth.uplink import enrolment

        if self.device is None or not self.device.due_for_renewal(now):
            return
        try:
            self.device = await enrolment.renew(self.device)
        except enrolment.EnrolmentFailed as error:
            _log.failure("certificate_not_renewed", error)
        else:
            _log.event("certificate_renewed")

    def take_keys(self, offered: tuple[SealingKey, ...]) -> None:
        """Headquarters may have turned its keys; they are believed only when its authority vouches for them.

        Raises `OSError` when they cannot be kept.
        """
        device = self.in_force()
        keys = device_identity.vouched(offered, device)
        if keys and keys != device.enrolled.sealing_keys:
            enrolled = device.enrolled.model_copy(update={"sealing_keys": keys})
            self.device = device_identity.keep(device.folder, device.key, enrolled)
