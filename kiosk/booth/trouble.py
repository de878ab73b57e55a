"""What can be wrong with a booth: small codes that resident, staff and installer can name to each other.

The sentence for residents stands in the translations under ``trouble-<code>``; the one for staff and installers is
here, because they read it in logs, in ``kiosk check`` and on the fleet page.
"""

from enum import StrEnum
from typing import Final


class Trouble(StrEnum):
    """One thing that can be wrong with a booth."""

    NOT_ENROLLED = "B-01"
    DISK_FULL = "B-02"
    STORE_BROKEN = "B-03"
    NO_PROCEDURES = "B-04"
    SUBMISSION_PARKED = "B-05"
    NO_LONGER_ENROLLED = "B-06"
    WRONG_CERTIFICATE = "B-07"
    BAD_SEALING_KEY = "B-08"
    STORE_MOVED_ASIDE = "B-09"
    TOO_LARGE = "B-10"
    OLD_VERSION = "B-11"
    PICTURE_REFUSED = "B-12"
    SUBMISSION_STUCK = "B-13"
    CERTIFICATE_OVER = "B-14"
    SAME_BOOTH_TWICE = "B-15"
    UNHEARD = "B-16"
    UNSEEN = "B-17"
    RELAY_REFUSED = "B-18"
    NO_RELAY = "B-19"
    NO_SLIPS = "B-20"
    NO_READER = "B-21"


FOR_STAFF: Final = {
    Trouble.NOT_ENROLLED: "端末が登録されていません。本庁で登録コードを発行し、kiosk enrol を実行してください。",
    Trouble.DISK_FULL: "端末のディスクに空きがありません。新しい申請を止めています。保存済みの申請は無事です。",
    Trouble.STORE_BROKEN: "送信待ちの保存先に書き込めません。ディスクと権限を確認してください。申請は受け付けていません。",
    Trouble.NO_PROCEDURES: "使える手続きの定義がありません。kiosk procedures lint で確認してください。",
    Trouble.SUBMISSION_PARKED: "本庁が受け取れない申請があります。封をしたまま保管しています。kiosk outbox で確認してください。",
    Trouble.NO_LONGER_ENROLLED: "本庁がこの端末を認めていません。登録が取り消されていないか確認してください。申請は保管しています。",
    Trouble.WRONG_CERTIFICATE: "本庁の証明書が登録時と違います。回線と本庁のサーバーを確認してください。申請は送っていません。",
    Trouble.BAD_SEALING_KEY: "封緘用の鍵を確認できません。端末を登録し直してください。申請は受け付けていません。",
    Trouble.STORE_MOVED_ASIDE: "送信待ちの保存先が壊れていたため別名で残し、読める申請を新しい保存先へ移しました。残したファイルを保守へ渡してください。",
    Trouble.TOO_LARGE: "申請が大きすぎて送れません。添付を減らしてください。",
    Trouble.OLD_VERSION: "端末のソフトが古いため本庁が受け取れません。更新してください。申請は保管しています。",
    Trouble.PICTURE_REFUSED: "署名の画像が大きすぎるか壊れています。申請は受け付けていません。もう一度署名してもらってください。",
    Trouble.SUBMISSION_STUCK: "本庁が何度も受け取らなかった申請があります。封をしたまま送り続けています。理由は kiosk outbox と端末一覧にあります。",
    Trouble.CERTIFICATE_OVER: "端末の証明書の期限が切れています。回線がつながれば自動で更新します。更新できないときは登録し直してください。申請は保管しています。",
    Trouble.SAME_BOOTH_TWICE: "同じ端末が二台あります。後からつないだ端末を止め、新しい登録コードで kiosk enrol を実行してください。先の端末は使えます。",
    Trouble.UNHEARD: "マイクかスピーカーが働かず、通話を休止中と表示しています。kiosk check で確かめてください。手続きは受け付けています。",
    Trouble.UNSEEN: "カメラが働かず、通話は声だけです。kiosk check で確かめてください。",
    Trouble.RELAY_REFUSED: "中継サーバーが本庁のパスワードを受け付けません。本庁の turn.secret_file と coturn の static-auth-secret を同じにしてください。",
    Trouble.NO_RELAY: "中継サーバーに届きません。coturn と途中の防火壁を確かめてください。同じ網の中の通話は続けられます。",
    Trouble.NO_SLIPS: "控えの紙が出せません。プリンターの紙と電源を確かめてください。住民には番号を控えてもらっています。",
    Trouble.NO_READER: "カードリーダーが働きません。USBの接続と kiosk card doctor を確かめてください。最初の画面で職員をよぶよう案内しています。",
}
"""One sentence for staff and installers, each with what to do."""
