// @ts-check
/**
 * The words of identification: most come with the page, from identity/wording.py, so that all pages say the same.
 *
 * @typedef {Record<string, string>} Words
 * @typedef {{methods: Words, outcomes: Words, verdicts: Words, steps: Words, forged: Words,
 *   remedies: Record<string, "again" | "paper" | "report">, sentences: Words, face_sentences: Words}} Given
 */

/** @returns {Given} */
function given() {
  const written = document.getElementById("identity-words");
  if (!(written instanceof HTMLTemplateElement)) throw new Error("#identity-words is missing on this page");
  return JSON.parse(written.content.textContent ?? "");
}

export const WORDS = given();

/** What staff do about a code; where they typed 照合番号B, a wrong number is theirs. @param {string} code
 * @param {"face" | "proof" | null} want */
export function sentence(code, want = null) {
  const own = want === "face" ? WORDS.face_sentences[code] : undefined;
  return own ?? WORDS.sentences[code] ?? "";
}

/** @param {string} step */
export const stepWords = (step) => WORDS.steps[step] ?? `そのほかの確認（${step}）`;

/** The signs that stand beside the words, so that colour is never alone. @type {Record<string, string>} */
export const SIGNS = {
  confirmed: "check_circle", not_confirmed: "error", not_checked: "help", good: "check_circle", bad: "error", unchecked: "help",
};

/** @type {Array<[import("./identity").Way, string, string, string]>} */
export const WAYS = [
  ["face", "face", "カードの写真と文字を見る", "写真と顔を見くらべます"],
  ["proof", "key", "暗証番号で確かめてもらう", "番号は住民の方が端末で入れます"],
  ["paper", "description", "書類を見て確認した", "免許証などを見たときに記録します"],
];

export const PAPERS = ["運転免許証", "在留カード", "健康保険の資格確認書", "パスポート"];
export const OTHER_PAPER = "その他";

/** What becomes of a question about the card, in the order in which it happens. */
export const PROGRESS = {
  face: ["住民の方に画面でたずねる", "カードを置いてもらう", "カードの写真と文字を読む"],
  proof: ["住民の方に画面でたずねる", "カードと暗証番号を入れてもらう", "証明書を調べる"],
};
/** @type {Record<string, number>} */
export const AT = { asked: 0, agreed: 1, reading: 2, done: 3 };

export const SAID = {
  declined: "住民の方は「いやです」を選びました。わけを聞き、ほかの方法で確かめてください。",
  notAsked: "いまは頼めませんでした。すこし待って、もう一度ためしてください。",
  noFace: "カードの写真がとどきませんでした。もう一度ためすか、書類で確かめてください。",
  changed: "カードの情報が改ざんされた疑いがあります",
  neverUse: "このカードを本人確認に使わず、責任者へ連絡してください。",
  compare: "写真と顔を見くらべて、となりのボタンを押してください。",
  pressNot: "となりの「確認できない」を押してください。",
  notProven: "カードが本物かは「暗証番号で確かめてもらう」で確かめられます。",
  noLine: "本庁との接続が切れています。つながるまでお待ちください。",
  neverAsk: "番号をたずねたり、声に出してもらったりしないでください。",
};

/** @type {Record<import("./messages").CardFace["integrity"], string>} */
export const INTEGRITY = {
  good: "カードの情報は改ざんされていません（確かめた）",
  unchecked: "改ざんされていないかは確かめていません。映っている券面とも見くらべてください",
  bad: "改ざんの疑いがあります。本人確認に使わず、責任者へ連絡してください",
};

const JAPANESE_ERA = new Intl.DateTimeFormat("ja-JP-u-ca-japanese", {
  era: "long", year: "numeric", month: "long", day: "numeric", timeZone: "UTC",
});

/** A date as the card has it (eight digits) in both calendars; anything else stays as it is. @param {string} raw */
export function birthWords(raw) {
  const at = dateOf(raw);
  return at ? `${JAPANESE_ERA.format(at)}（${at.getUTCFullYear()}年）` : `${raw || "–"}（暦にない日付）`;
}

/** @param {string} raw @param {number} now */
export function expiryWords(raw, now) {
  const at = dateOf(raw);
  if (!at) return raw || "–";
  const over = now >= at.getTime() + 86_400_000 - 9 * 3_600_000; // the end of that day in Japan
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日${over ? "（過ぎています）" : ""}`;
}

/** @param {string} raw */
export const sexWords = (raw) => ({ 1: "男", 2: "女" })[raw] ?? (raw || "–");

/** @param {string} raw @returns {Date | null} */
function dateOf(raw) {
  const parts = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(raw);
  if (!parts) return null;
  const at = new Date(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(parts[3]) ? null : at;
}
