// @ts-check
/** 照合番号B as staff copy it from the face of the card, checked before anything is sent: a wrong one costs a real try.
 *
 * @typedef {"birth" | "expiry" | "security"} Part
 * @typedef {{code: string} | {wrong: Part, words: string}} Entry
 */

/** @type {Record<Part, number>} */
export const LENGTHS = { birth: 6, expiry: 4, security: 4 };
const PARTS = /** @type {Part[]} */ (Object.keys(LENGTHS));
const FIRST_EXPIRY = 2016; // the first cards were made in this year
const LAST_EXPIRY = 2099;
const LAST_ERA_YEAR = 64; // 昭和64年: no era had more years
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Digits only; full-width ones become plain. @param {string} text */
export const digits = (text) => text.normalize("NFKC").replace(/[^0-9]/g, "");

/** @param {Record<Part, string>} typed @returns {Entry} */
export function printedCode(typed) {
  const given = { birth: digits(typed.birth), expiry: digits(typed.expiry), security: digits(typed.security) };
  for (const part of PARTS) {
    if (given[part].length !== LENGTHS[part]) {
      return { wrong: part, words: `${LENGTHS[part]}けたの数字を入れてください。` };
    }
  }
  if (!isBirth(given.birth)) {
    return { wrong: "birth", words: "年（和暦）・月・日を2けたずつ入れてください。例: 昭和34年5月6日 → 340506" };
  }
  const year = Number(given.expiry);
  if (year < FIRST_EXPIRY || year > LAST_EXPIRY) {
    return { wrong: "expiry", words: "「○○○○年まで有効」の西暦の年を入れてください。" };
  }
  return { code: given.birth + given.expiry + given.security };
}

/** Zeros are let through: nobody knows how an unknown birth date is written there. @param {string} birth */
function isBirth(birth) {
  const [year, month, day] = [0, 2, 4].map((at) => Number(birth.slice(at, at + 2)));
  if (year > LAST_ERA_YEAR || month > 12) return false;
  return day <= (month ? DAYS[month - 1] : 31);
}

/** All 14 digits pasted at once, cut into the three groups; null when it is something else. @param {string} text
 * @returns {Record<Part, string> | null} */
export function cut(text) {
  const all = digits(text);
  if (all.length !== 14) return null;
  return { birth: all.slice(0, 6), expiry: all.slice(6, 10), security: all.slice(10) };
}
