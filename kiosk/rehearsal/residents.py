"""Invented people of the rehearsal, each with something that goes wrong in lesser programs; nobody here is real."""

from dataclasses import field
from datetime import date

from kiosk.values import dataclass

DEFAULT_PIN = "1234"
DEFAULT_PASSWORD = "KIOSK2026"  # noqa: S105 -- the signing password of people who do not exist
DEFAULT_SECURITY_CODE = "2285"


@dataclass(frozen=True)
class Resident:
    """An invented person as the card has them.

    Attributes:
        key: the word by which the rehearsal calls them.
        about: one line for the menu.
        birth: YYYYMMDD as on the card; zeros where unknown.
        sex: JIS X 0303.
    """

    key: str
    about: str
    name: str
    address: str
    birth: str
    sex: str
    pin: str = field(default=DEFAULT_PIN, repr=False)
    password: str = field(default=DEFAULT_PASSWORD, repr=False)
    certificate_name: str = ""
    name_flags: str = ""


_HIMEJI = "兵庫県姫路市"


def _resident(key: str, about: str, name: str, place: str, birth: str, sex: str, pin: str = DEFAULT_PIN) -> Resident:
    return Resident(key, about, name, _HIMEJI + place, birth, sex, pin)


def residents(today: date) -> dict[str, Resident]:
    """Everyone, by key; ages that matter are counted from `today`."""
    people = (*_named(), *_dated(today))
    return {one.key: one for one in people}


def _named() -> tuple[Resident, ...]:
    substituted = Resident(
        "hinata", "樹の異体字を証明書が置き換える", "日向　樹\U000e0101",
        _HIMEJI + "飾磨区細江１００－１", "19720211", "1",
        certificate_name="日向　樹", name_flags="0001",
    )  # fmt: skip
    return (
        _resident("kasai", "異体字セレクタ", "葛\U000e0102西　辻\U000e0102子", "安田四丁目１番地１", "19590506", "2"),
        _resident("kasai_aj1", "別の異体字セレクタ", "葛\U000e0100西　実", "網干区新在家１２３－４", "19611120", "1"),
        _resident("takasaki", "互換漢字と拡張漢字", "髙\ufa11　\U00020bb7男", "林田町六九谷５６－７", "19450815", "1"),
        _resident("tsukamoto", "正規化で壊れる漢字", "塚\ufa10本　神\ufa19奈", "家島町真浦８９０", "19880330", "2"),
        _resident("watanabe", "一文字の名", "渡邉\U000e010f　一", "夢前町前之庄１１１－２", "19330101", "1"),
        _resident("yamada", "氏だけの人", "山田", "香寺町中屋１－１", "19800404", "2"),
        _resident("ni_ni_win", "氏名の区別がない人", "NI NI WIN", "広畑区正門通３－２－１", "19950612", "2", "2468"),
        _resident(
            "nguyen", "長いローマ字の氏名", "NGUYEN THI THUY DUNG MARIA CONCEPCION DELA CRUZ SANTOS",
            "城北新町１－２－３　メゾン城北２０５号室", "19921109", "2", "8642",
        ),
        _resident("gaiji", "外字が残った氏名", "山\ue000　太郎", "豊富町御蔭３４５", "19500505", "1"),
        _resident("ext_b", "拡張Bの漢字", "\U0002000b藤　\U000236ba子", "安富町安志９９", "19680718", "2"),
        _resident("minami_a", "同じ世帯の双子（姉）", "南　さくら", "御国野町国分寺７", "20080401", "2"),
        _resident("minami_b", "同じ世帯の双子（妹）", "南　すみれ", "御国野町国分寺７", "20080401", "2", "5678"),
        _resident("shien", "支援措置の対象者", "森　静", "本町６８", "19900909", "2"),
        _resident("kuroda", "電話のない人", "黒田　かね", "大津区天満２２", "19380707", "2"),
        _resident(
            "katagaki", "方書が長い人", "西　陽子",
            "駅前町１　ピオレ姫路レジデンスガーデンタワー中央館アネックス弐番館東棟三十二階３２０１号室",
            "19770707", "2",
        ),
        _resident("long_address", "２００文字の住所", "長井　所縁", "大字" + "長" * 192, "19640210", "2"),
        substituted,
    )  # fmt: skip


def _dated(today: date) -> tuple[Resident, ...]:
    return (
        _resident("unknown_birth", "昭和６年、月日は不詳", "松本　キク", "別所町別所８", "19310000", "2"),
        _resident("year_only", "月日の分からない人", "石川　武", "四郷町山脇３", "19500000", "1"),
        _resident("showa_last", "昭和６４年１月７日生まれ", "昭田　終", "花田町加納原田５", "19890107", "1"),
        _resident("heisei_first", "平成元年１月８日生まれ", "平野　初", "花田町加納原田６", "19890108", "2"),
        _resident("leap", "２月２９日生まれ", "閏木　あおい", "白国１－２", "20240229", "2"),
        _resident("turning65", "明日６５歳になる人", "定年　仁", "野里１２３", _born(today, 65, days_early=1), "1"),
        _resident("age14", "今日１４歳の人", "若葉　みなと", "青山５－６", _born(today, 14), "1"),
        _resident("age15", "今日１５歳の人", "若葉　つむぎ", "青山５－６", _born(today, 15), "2"),
    )


def _born(today: date, years: int, days_early: int = 0) -> str:
    """The birth date of someone who turns `years` today, or `days_early` days later."""
    birthday = date.fromordinal(today.toordinal() + days_early)
    day = 28 if (birthday.month, birthday.day) == (2, 29) else birthday.day
    return f"{birthday.year - years:04d}{birthday.month:02d}{day:02d}"
