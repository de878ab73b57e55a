from kiosk.booth.shelter import commands as do


def test_no_command_holds_the_code() -> None:
    assert [name for one in (do.JudgeCode(opens=True), do.End()) for name in vars(one)] == ["opens"]
