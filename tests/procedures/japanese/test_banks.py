"""Banks and branches from the packaged data."""

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from kiosk.procedures.japanese import banks
from kiosk.procedures.japanese.listed import Listed, beginning, firsts
from kiosk.procedures.japanese.post_bank import BANK


def test_a_bank_is_called_as_on_its_door() -> None:
    named = {code: found.name for code in ("0005", "1685", "2605", "2951", "7288", "0403", "0288", "2010", BANK)
             if (found := banks.bank(code))}  # fmt: skip
    assert named == {
        "0005": "三菱UFJ銀行", "1685": "姫路信用金庫", "2605": "兵庫県医療信用組合", "2951": "北海道労働金庫",
        "7288": "兵庫西農協", "0403": "バンク・オブ・アメリカ・エヌ・エイ", "0288": "三菱UFJ信託銀行",
        "2010": "全信組連", BANK: "ゆうちょ銀行",
    }  # fmt: skip


def test_a_branch_is_found_in_its_bank() -> None:
    assert banks.branch(BANK, "408") == Listed("408", "四〇八", "ヨンゼロハチ")
    assert banks.branch("0005", "408") != banks.branch(BANK, "408")
    assert banks.branch("0005", "xxx") is None
    assert banks.branches("xxxx") == ()
    assert banks.bank("xxxx") is None


@given(st.data())
def test_any_branch_of_any_bank_is_found_by_its_kana_and_by_its_code(data: st.DataObject) -> None:
    bank = data.draw(st.sampled_from(banks.banks()))
    found = banks.branches(bank.code)
    assert found == tuple(sorted(found, key=Listed.order))
    branch = data.draw(st.sampled_from(found))
    assert branch in beginning(found, branch.first)
    assert branch.first in firsts(found)
    assert banks.branch(bank.code, branch.code) == branch
    assert (len(bank.code), len(branch.code)) == (4, 3)


def test_every_entry_has_a_name_and_a_reading() -> None:
    assert all(one.name and one.reading and one.code.isdecimal() for one in banks.banks())
    assert len(banks.banks()) > 1000


def test_the_package_is_never_imported() -> None:
    """Its import reads every branch of the country: 20 MB and half a second that nobody asked for."""
    lines = (
        "import sys",
        "from kiosk.procedures.japanese import banks",
        "print(len(banks.branches('0005')) > 100, 'zengin_code' in sys.modules)",
    )
    found = subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["True", "False"]
