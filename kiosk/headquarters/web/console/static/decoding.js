// @ts-check
/**
 * A watch over the booth's picture: one that is whole and not decoded needs another connection. Pure; the browser asks
 * for a new start by itself before that, the booth watches its side in `kiosk/media/line/decoding.py`.
 *
 * @typedef {{came: number, decoded: number, cameAt: number, stuckAt: number | null}} Decoding
 */

/** So long whole pictures may come without one that is decoded. */
const ANEW_AFTER_MS = 10_000;
/** Between whole pictures; where none comes for longer the sender paused or the line is bad, and no decoder is at fault. */
const PAUSE_MS = 2_500;

/** @type {Decoding} */
export const NOTHING_CAME = Object.freeze({ came: 0, decoded: 0, cameAt: 0, stuckAt: null });

/** How it stands at `at` (milliseconds), and whether the connection is to be given up. One that never showed a picture
 * is not: the next would show none either, and the voice is heard.
 * @param {Decoding} before @param {number} came @param {number} decoded @param {number} at
 * @returns {[Decoding, boolean]} */
export function decodingAfter(before, came, decoded, at) {
  const more = came !== before.came;
  const cameAt = more ? at : before.cameAt;
  const calm = { came, decoded, cameAt, stuckAt: null };
  if (decoded !== before.decoded || at - cameAt > PAUSE_MS || (before.stuckAt === null && !more)) return [calm, false];
  const stuckAt = before.stuckAt ?? at;
  if (decoded > 0 && at - stuckAt >= ANEW_AFTER_MS) return [calm, true];
  return [{ ...calm, stuckAt }, false];
}
