"""Verdicts keep the order in which encoders are wanted, and load no codec."""

import subprocess
import sys

from kiosk.media.trial.verdicts import EncodersTried, EncoderTrial


def test_the_order_survives_the_way_between_two_processes() -> None:
    told = EncodersTried(encoders={"b": EncoderTrial.WORKS, "a": EncoderTrial.LATE})
    assert list(EncodersTried.model_validate_json(told.model_dump_json()).encoders) == ["b", "a"]


def test_whoever_reads_them_loads_no_codec() -> None:
    code = "import sys, kiosk.media.trial.verdicts; print({'av', 'aiortc'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
