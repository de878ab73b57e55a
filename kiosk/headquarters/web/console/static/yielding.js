// @ts-check
/**
 * Staff's own picture on a thin line: it yields before the voice does, and is tried again after a while. Pure; the booth
 * does the same with its picture (`kiosk/media/line/quality.py`).
 *
 * @typedef {{on: boolean, narrowSince: number | null, offSince: number | null}} Own
 * @typedef {{at: number, allowedKbit: number | null, loss: number}} Uplink
 */

const OFF_BELOW_KBIT = 150;
/** An estimate alone may be low because little is sent; without loss only one far below the limit counts. */
const HOPELESS = 0.4;
const LOSS_THAT_COUNTS = 0.04;
const OFF_AFTER_MS = 6000;
const TRY_AGAIN_AFTER_MS = 20_000;
const MOST_BITS = 2_500_000;
const SMALL = { maxBitrate: 60_000, maxFramerate: 1, scaleResolutionDownBy: 4 };
const THIN_VOICE_BITS = 16_000;

/** @type {Own} */
export const WHOLE = Object.freeze({ on: true, narrowSince: null, offSince: null });

/** What to send after a look at the line; times in milliseconds. @param {Own} own @param {Uplink} uplink @returns {Own} */
export function ownAfter(own, { at, allowedKbit, loss }) {
  if (!own.on) return at - (own.offSince ?? at) >= TRY_AGAIN_AFTER_MS ? WHOLE : own;
  if (allowedKbit === null) return own;
  if (allowedKbit >= OFF_BELOW_KBIT * (loss >= LOSS_THAT_COUNTS ? 1 : HOPELESS)) return WHOLE;
  const since = own.narrowSince ?? at;
  if (at - since >= OFF_AFTER_MS) return { on: false, narrowSince: null, offSince: at };
  return { on: true, narrowSince: since, offSince: null };
}

/** How a picture is sent, whole or one small one a second. @param {boolean} on */
export const pictureEncoding = (on) => on
  ? { maxBitrate: MOST_BITS, maxFramerate: undefined, scaleResolutionDownBy: 1 } : SMALL;

/** How the voice is sent beside it. @param {boolean} on */
export const voiceEncoding = (on) => ({ maxBitrate: on ? undefined : THIN_VOICE_BITS });
