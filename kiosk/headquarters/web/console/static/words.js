// @ts-check
/** Every Japanese word the call page makes by itself, in one place. */

/** @type {Record<import("./call").Trouble, string>} */
export const TROUBLES = {
  line_lost: "本庁のサーバーとの接続が切れました。つなぎなおしています…（通話中の映像と声はそのまま続きます）",
  line_refused: "本庁のサーバーがこの画面を閉じました。「読み込みなおす」を押すと、もう一度つながります。",
  old_page: "この画面は古くなりました。読み込みなおしてください。",
  no_media: "カメラとマイクが使えません。ブラウザーのアドレス欄で許可してから「もう一度ためす」を押してください。",
  no_camera: "カメラが見つかりません。声だけでつながります。カメラをつなぐと、そのまま使えます。",
  no_microphone: "マイクが見つかりません。こちらの声が届きません。マイクをつなぐと、そのまま使えます。",
  media_waits: "ブラウザーがカメラとマイクの許可を待っています。アドレス欄の左下に出ている質問で「許可」を押してください。",
  taken: "この呼び出しは、ほかの職員が応答しました。",
  withdrawn: "呼び出しは取り消されました。",
  gone: "この呼び出しはもうありません。",
  not_allowed: "この操作は許可されていません。管理者に連絡してください。",
  missed: "応答がなかったため、呼び出しは次の職員に回りました。",
  no_sound: "音が出ていません。画面のどこかを一度クリックしてください。",
  not_recorded: "この通話の結果は記録できませんでした。案件のメモに書いてください。",
  wrap_over: "この通話は閉じられました。結果の記録は残っていません。",
  voice_off: "マイクから音が入っていません。ヘッドセットのミュート（消音）を確かめてください。こちらの声は届いていません。",
  set_away: "続けて応答がなかったため「休憩」にしました。戻られたら「受付中」を押してください。",
};

/** @type {Partial<Record<import("./call").Trouble, {verb: string, text: string}>>} */
export const REMEDIES = {
  line_refused: { verb: "reload", text: "読み込みなおす" },
  old_page: { verb: "reload", text: "読み込みなおす" },
  no_media: { verb: "retry-media", text: "もう一度ためす" },
  no_microphone: { verb: "retry-media", text: "もう一度ためす" },
  no_camera: { verb: "retry-media", text: "もう一度ためす" },
};

/** @type {Record<import("./messages").Source, string>} */
export const SOURCES = { card: "カード", resident: "本人", staff: "職員の提案", preset: "はじめの値" };

/** Of a value nobody wrote. */
export const COMPUTED = "計算";

/** Of a field that only staff write. */
export const WRITES = {
  owed: "職員が記入", done: "職員が記入ずみ", open: "送っています…", verb: "書きこむ", day: "例 令和8年4月1日",
};

/** What became of a proposal that the resident did not take; `null`: they touched it.
 * @param {import("./messages").ProposalAnswered["why"]} why */
export const declined = (why) => (why === null ? "このままを希望" : NOT_OFFERED[why]);

/** @type {Record<NonNullable<import("./messages").ProposalAnswered["why"]>, string>} */
const NOT_OFFERED = { handing_in: "提出中のため 出せませんでした", unfit: "この項目には 入れられません" };

/** What is out at the booth, or kept back there, as staff read it: the worst of it; empty for nothing.
 * @param {ReadonlyArray<import("./call").Part>} without @param {ReadonlyArray<import("./call").Part>} held */
export function boothOut(without, held) {
  const out = new Set(without);
  if (out.has("microphone") && out.has("speaker")) return "端末のマイクとスピーカーが動いていません。声は通じません。戻るとそのままつながります";
  if (out.has("microphone")) return "端末のマイクが動いていません。住民の方の声は届きません。こちらの声は聞こえています";
  if (out.has("speaker")) return "端末のスピーカーが動いていません。こちらの声は聞こえません。用紙の提案は届きます";
  if (held.includes("microphone")) return "住民の方が「声を止める」を押しています。住民の方の声は届きません。こちらの声は聞こえています";
  if (out.has("voice")) return "端末のマイクから音が入りません（ミュートのようです）。住民の方の声は届きません。マイクのスイッチを見ていただいてください";
  return out.has("camera") ? "端末のカメラが動いていません。声だけで続けられます" : "";
}

/** @type {Record<import("./messages").EndReason, string>} */
export const REASONS = {
  booth_hung_up: "住民の方が終わりました。",
  staff_hung_up: "通話を終わりました。",
  gave_up_waiting: "住民の方が待つのをやめました。",
  nobody_free: "応答できる職員がいませんでした。",
  lost: "接続が切れました。",
  refused: "この通話はつなげませんでした。",
};

/** @type {Array<[import("./messages").DutyOutcome, string, string]>} */
export const OUTCOMES = [
  ["solved", "解決した", "その場で用件が済んだ"],
  ["applied", "申請まで済んだ", "申請・届出を受け付けた"],
  ["call_back", "かけなおす", "あとで職員から連絡する"],
  ["referred", "ほかの窓口へ案内した", "担当課や別の機関を案内した"],
  ["not_solved", "解決しなかった", "用件が残っている"],
  ["dropped", "途中で切れた", "話が終わらないうちに切れた"],
];

/** @type {Record<string, string>} */
const LANGUAGES = {
  ja: "日本語", easy: "やさしい日本語", en: "英語", vi: "ベトナム語", "zh-Hans": "中国語", ko: "韓国語", "pt-BR": "ポルトガル語",
  tl: "フィリピノ語", id: "インドネシア語", ne: "ネパール語",
};

/** @param {string} locale */
export const language = (locale) => LANGUAGES[locale] ?? locale;

export const CHECKLIST = ["お名前と用件を確かめた", "手数料と受け取り方を伝えた", "最後に「ほかにご用はありませんか」と聞いた"];

export const EMPTY = {
  waiting: "待っている方はいません",
  away: { title: "休憩中です", text: "「受付中」にすると、呼び出しが届きます。" },
  off: { title: "離席中です", text: "「受付中」にすると、呼び出しが届きます。" },
  ready: { title: "呼び出しを待っています", text: "呼び出しが来たら、音とここでお知らせします。応答は F2 キーでもできます。" },
  closed: { title: "窓口の時間外です", text: "呼び出しは鳴りません。次に開くのは %1 です。" },
  connecting: { title: "つないでいます…", text: "本庁のサーバーにつないでいます。" },
  refused: { title: "この画面は閉じました", text: "カメラとマイクは切れています。この画面で続けるときは「読み込みなおす」を押してください。" },
  joining: "映像をつないでいます…",
  stalled: "映像が止まっています。端末がつなぎなおしています…",
  voice: "声だけでつながっています",
  narrowHere: "こちらの回線が細いので、声を優先しています。映像は1秒に1枚です",
  narrowThere: "端末の回線が細いので、声を優先しています。映像は1秒に1枚です",
  curtain: "暗証番号の入力中は映りません",
  noForm: "用紙はまだ見せてもらっていません。「用紙を見せてもらう」を押すと、住民の方の画面に「見せてよいか」の質問が出ます。",
  formAsked: "住民の方の画面でたずねています。「いいですよ」が押されると、ここに用紙が出ます。",
  noCall: "通話がはじまると、ここに本人確認と用紙が出ます。",
};

const MOMENT = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "Asia/Tokyo", month: "long", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit",
});

/** 11月24日(火) 8:35, in Japan's time. @param {string} at */
export const moment = (at) => MOMENT.format(new Date(at));

/** @param {number} seconds */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
