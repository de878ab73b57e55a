"""What `kiosk check` is told: three lines, the devices, how they do, and encoders in hardware."""

import pytest

from kiosk.media.messages import DevicesFound, DevicesTried
from kiosk.media.settings import MediaSettings
from kiosk.media.trial.asked import main
from kiosk.media.trial.encoders import CANDIDATES
from kiosk.media.trial.verdicts import EncodersTried
from kiosk.protocol.trials import Trial


def test_three_lines_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    main([MediaSettings(camera="none", microphone="none", speaker="none").model_dump_json()])
    found, tried, encoders = capsys.readouterr().out.splitlines()
    assert set(EncodersTried.model_validate_json(encoders).encoders) == set(CANDIDATES)
    assert DevicesFound.model_validate_json(found).camera.state == "none"
    assert DevicesTried.model_validate_json(tried).microphone is Trial.NOT_TRIED
