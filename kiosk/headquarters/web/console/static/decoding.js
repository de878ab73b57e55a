// @ts-check
/**
 * A watch over the booth's picture: one that arrives and is not decoded needs another connection. Pure; the browser asks
 * for a new start by itself before that, the booth watches its side in `kiosk/media/line/decoding.py`.
 *
 * @typedef {{packets: number, pictures: number, cameAt: number, stuckAt: number | null}} Decoding
 */

/** So long packets may come without a picture. */
const ANEW_AFTER_MS = 10_000;
/** Between packets; a sender that says nothing for longer paused, and what it does not send cannot be decoded. */
const PAUSE_MS = 2_500;

/** @type {Decoding} */
export const NOTHING_CAME = Object.freeze({ packets: 0, pictures: 0, cameAt: 0, stuckAt: null });

/** How it stands at `at` (milliseconds), and whether the connection is to be given up. One that never showed a picture
 * is not: the next would show none either, and the voice is heard.
 * @param {Decoding} before @param {number} packets @param {number} pictures @param {number} at
 * @returns {[Decoding, boolean]} */
export function decodingAfter(before, packets, pictures, at) {
  const came = packets !== before.packets;
  const cameAt = came ? at : before.cameAt;
  const calm = { packets, pictures, cameAt, stuckAt: null };
  if (pictures !== before.pictures || at - cameAt > PAUSE_MS || (before.stuckAt === null && !came)) return [calm, false];
  const stuckAt = before.stuckAt ?? at;
  if (pictures > 0 && at - stuckAt >= ANEW_AFTER_MS) return [calm, true];
  return [{ ...calm, stuckAt }, false];
}
