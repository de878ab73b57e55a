"""What an installer needs to know about the card reader: service, rights, reader, driver, each with what to do."""

import importlib.util
import os
import socket
from pathlib import Path
from typing import Final

from kiosk.card.card import ReaderWhy
from kiosk.values import dataclass

_SOCKET: Final = "/run/pcscd/pcscd.comm"
_VIRTUAL_DRIVER: Final = Path("/usr/lib/pcsc/drivers/serial/libifdvpcd.so")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `advice` is what to do when it is not good."""

    subject: str
    good: bool
    found: str
    advice: str = ""


def examine(reader: str = "", *, allow_virtual: bool = False) -> list[Finding]:
    """Look at everything the card reader needs on this machine; touches no card."""
    findings = [_binding(), _service()]
    if all(one.good for one in findings):
        findings.append(_reader(reader, allow_virtual=allow_virtual))
    if not allow_virtual:
        findings.append(_driver())
    return findings


def _binding() -> Finding:
    good = importlib.util.find_spec("smartcard") is not None
    found = "pyscard があります" if good else "pyscard がありません"
    return Finding("binding", good, found, "booth の依存パッケージを入れてください（pip install 'kiosk[booth]'）。")


def _service() -> Finding:
    name = os.environ.get("PCSCLITE_CSOCK_NAME", _SOCKET)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(name)
        except FileNotFoundError:
            return Finding(
                "service", False, "pcscd が動いていません",
                "apt-get install pcscd のあと systemctl enable --now pcscd.socket を実行してください。",
            )  # fmt: skip
        except PermissionError:
            return Finding(
                "service", False, "pcscd に接続する権限がありません",
                "このプログラムの利用者に pcscd への接続を許してください（polkit の規則）。",
            )  # fmt: skip
        except OSError as error:
            advice = "systemctl restart pcscd を実行してください。"
            return Finding("service", False, f"pcscd が応答しません（{error.strerror}）", advice)
    return Finding("service", True, f"pcscd が応答します（{name}）")


def _reader(wanted: str, *, allow_virtual: bool) -> Finding:
    from kiosk.card.service import Service
    from kiosk.card.watcher import Choice, NoReader
    from kiosk.protocol.faults import CardFault

    try:
        service = Service()
        names = service.readers()
        service.close()
    except CardFault:
        return Finding("reader", False, "pcscd が要求を断りました", "pcscd の記録と権限を確認してください。")
    chosen = Choice(wanted, allow_virtual).among(names)
    listed = "、".join(names) or "なし"
    if not isinstance(chosen, NoReader):
        return Finding("reader", True, f"使うリーダー: {'、'.join(chosen)}")
    if chosen.why is ReaderWhy.VIRTUAL_REFUSED:
        return Finding("reader", False, f"仮想リーダーしかありません: {listed}", "本物のリーダーをつないでください。")
    advice = "USBと電源を確認してください。接続済みなら設定 [card] reader の名前を一覧に合わせてください。"
    return Finding("reader", False, f"使えるリーダーがありません（一覧: {listed}）", advice)


def _driver() -> Finding:
    if _VIRTUAL_DRIVER.exists():
        return Finding(
            "driver", False, "仮想リーダーのドライバ（vpcd）が入っています",
            "本番の端末では apt-get purge vsmartcard-vpcd で外してください。ネットワークからカードを装えます。",
        )  # fmt: skip
    return Finding("driver", True, "仮想リーダーのドライバはありません")
