"""Every figure this counter is held to, with its goal, and which of them are measured here. Pure."""

from typing import Final, Literal

from kiosk.bench.pairs import Measured
from kiosk.values import dataclass

PEER: Final = "Chromium to Chromium"
_FEWEST: Final = "fewest possible"


@dataclass(frozen=True)
class Goal:
    """What is wanted of a figure: its ratio, or our own value, at most or at least `bound`.

    ``peer`` is the ratio where both may be nought: our value beside `bound` times theirs.
    """

    of: Literal["ratio", "ours", "peer"]
    side: Literal["most", "least"]
    bound: float

    def met(self, found: Measured) -> bool | None:
        """Whether the goal is reached; None when there is nothing to compare with."""
        value = found.ratio if self.of != "ours" else found.ours.middle
        if value is None:
            if self.of != "peer" or found.theirs is None:
                return None
            return self.side == "least" or found.ours.middle == 0  # theirs is nought
        value = round(value, 2)  # as it is shown: two ends that both show all there is to see are equal
        return value <= self.bound if self.side == "most" else value >= self.bound

    def words(self, unit: str) -> str:
        """As a table says it: ``x <= 1.5``, or ``<= 150 ms``."""
        sign = "<=" if self.side == "most" else ">="
        if self.of != "ours":
            return f"x {sign} {self.bound:g}"
        return f"{sign} {self.bound:g} {unit}".rstrip()


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        name: for the command line and programs.
        title: for people.
        against: the peer or the bare floor.
        unit: of our value and theirs.
        goal: None: reported, no goal was set.
        group: the measurement that gives it; None: not measured yet.
        row: one name for all figures of one row, where a measurement has rows.
    """

    name: str
    title: str
    against: str
    unit: str
    goal: Goal | None
    group: str | None
    row: str | None = None


def _ratio_most(bound: float) -> Goal:
    return Goal("ratio", "most", bound)


def _ratio_least(bound: float) -> Goal:
    return Goal("ratio", "least", bound)


FIGURES: Final = (
    Figure("answer-to-picture", "応答から両側の最初の映像まで", PEER, "ms", _ratio_most(1.0), "call"),
    Figure("age-to-staff", "映像の遅れ 住民→職員 中央値", PEER, "ms", _ratio_most(1.0), "call"),
    Figure("age-to-staff-p95", "映像の遅れ 住民→職員 95%", PEER, "ms", Goal("ours", "most", 150), "call"),
    Figure("age-to-booth", "映像の遅れ 職員→端末 中央値", PEER, "ms", _ratio_most(1.0), "call"),
    Figure("age-to-booth-p95", "映像の遅れ 職員→端末 95%", PEER, "ms", Goal("ours", "most", 150), "call"),
    Figure("lines-after-5s", "接続5秒後の画の高さ（低い側）", PEER, "lines", Goal("ours", "least", 720), "call"),
    Figure("processor", "通話1秒の処理時間（端末側＋職員側）", PEER, "s/s", None, "call"),
    Figure("processor-booth", "通話1秒の処理時間（端末側だけ）", PEER, "s/s", None, "call"),
    Figure("frames-to-staff", "1 CPUで見えた枚数 住民→職員", PEER, "fps", _ratio_least(1.0), "call-one-cpu"),
    Figure("frames-to-booth", "1 CPUで見えた枚数 職員→住民", PEER, "fps", _ratio_least(1.0), "call-one-cpu"),
    Figure("touch-to-paint", "通話中のタッチから描画まで 99%", "the screen, no call", "ms", _ratio_most(1.2), "touch"),
    Figure("echo", "反響の消し具合（2秒後）", "-", "dB", Goal("ours", "least", 35), "echo"),
    Figure("echo-both-speak", "両側が話す間の住民の声（片側の時との差）", "-", "dB", Goal("ours", "least", -3), "echo"),
    Figure("echo-hard", "同じく、歪む・時計がずれる・動くスピーカー", "-", "dB", Goal("ours", "least", 35), "echo"),
    Figure("echo-hard-both-speak", "同じく、その時の住民の声", "-", "dB", Goal("ours", "least", -3), "echo"),
    Figure("card-to-identity", "カードから本人の情報まで", "the bare APDUs", "ms", _ratio_most(1.15), "card"),
    Figure("card-to-identity-0ms", "同じく、待たせないカード", "the bare APDUs", "ms", _ratio_most(1.15), "card"),
    Figure("card-to-form", "カードから記入済みの様式まで", "the bare APDUs", "ms", _ratio_most(1.15), "card"),
    Figure("card-to-form-0ms", "同じく、待たせないカード", "the bare APDUs", "ms", _ratio_most(1.15), "card"),
    Figure("apdus-recognise", "カードを見分けるコマンドの数", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-identity", "暗証番号で本人の情報（見分けた後）", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-identity-by-code", "照合番号Bで本人の情報", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-face", "照合番号Bで券面", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-certificate", "利用者証明用の証明書（かざし）", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-challenge", "所持の証明", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("apdus-signature", "申請への署名", _FEWEST, "APDUs", _ratio_most(1.0), "card"),
    Figure("hand-in", "封緘して確実に保存（2 MB）", "a bare SQLite commit", "ms", _ratio_most(1.5), "hand-in"),
    Figure("hand-in-whole", "署名のタッチから保存まで（署名 200 KB）", "a bare SQLite commit", "ms", None, "hand-in"),
    Figure("intake", "本庁の受付 50 KB・再送10%", "bare group commit, bare INSERT", "1/s", _ratio_least(0.6), None),
    Figure("idle-booths", "本庁1プロセスがつなぐ端末", "-", "booths", Goal("ours", "least", 19_000), None),
    Figure("set-ups", "本庁1プロセスの呼の成立（p99 < 100 ms）", "-", "1/s", Goal("ours", "least", 1_500), None),
    Figure("booth-start", "端末の起動から触れる画面まで", "an empty QML window", "ms", _ratio_most(4.0), "booth-start"),
    Figure("next-page", "タッチから次の画面まで 95%（20手続き）", "-", "ms", Goal("ours", "most", 60), "next-page"),
    Figure("next-page-200", "同じく、200手続き", "20 procedures", "ms", _ratio_most(1.1), "next-page"),
    Figure("catalog-load", "手続きの読みこみ 1件（200件のとき）", "with 20", "ms", _ratio_most(1.2), "catalog"),
    Figure("catalog-again", "同じく、次の起動で", "with 20", "ms", _ratio_most(1.2), "catalog"),
    Figure("catalog-lint", "手続きの点検 1件（200件のとき）", "with 20", "ms", _ratio_most(1.2), "catalog"),
    Figure("catalog-memory", "手続きが占めるメモリ 1件（200件のとき）", "with 20", "MB", _ratio_most(1.2), "catalog"),
    Figure(
        "papers", "各手続きの申請書のPDF（いちばん遅いもの）", "a bare typst compile", "ms", _ratio_most(1.2), "papers"
    ),
    Figure("paper", "申請書のPDF", "a bare typst compile", "ms", _ratio_most(1.2), "paper"),
)
"""In the order of the table."""
