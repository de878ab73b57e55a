"""What `kiosk check` is told: two lines, the devices and how they do."""

import pytest

from kiosk.media.messages import DevicesFound, DevicesTried
from kiosk.media.settings import MediaSettings
from kiosk.media.trial.asked import main
from kiosk.protocol.trials import Trial


def test_two_lines_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    main([MediaSettings(camera="none", microphone="none", speaker="none").model_dump_json()])
    found, tried = capsys.readouterr().out.splitlines()
    assert DevicesFound.model_validate_json(found).camera.state == "none"
    assert DevicesTried.model_validate_json(tried).microphone is Trial.NOT_TRIED
