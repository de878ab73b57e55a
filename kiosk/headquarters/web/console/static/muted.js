// @ts-check
/**
 * Whether this desk's microphone is switched off at itself: it is there and open, and nothing at all comes of it. Pure;
 * the booth does the same with its own (`kiosk/media/sound/muted.py`).
 *
 * @typedef {{energy: number, since: number, looked: number, patience: number, muted: boolean}} Hush
 */

/** So long a silence is no pause between words. */
const PATIENCE_MS = 10_000;
const MOST_PATIENCE_MS = 60_000;
/** Between two looks; after a longer time the page slept and knows nothing of it. */
const SLEPT_MS = 3_000;

/** @type {Hush} */
export const NOTHING_HEARD = Object.freeze({ energy: -1, since: 0, looked: 0, patience: PATIENCE_MS, muted: false });

/** How it stands at `at` (milliseconds), when so much energy was sent since the beginning; null: no microphone, or one that
 * was switched off here. Some microphones are silent between words: one that was taken wrongly is given twice the time.
 * A count that is less than before is that of another connection or microphone.
 * @param {Hush} before @param {number | null} energy @param {number} at @returns {Hush} */
export function mutedAfter(before, energy, at) {
  if (energy === null) return { ...NOTHING_HEARD, patience: before.patience };
  if (energy > before.energy) {
    const patience = before.muted ? Math.min(2 * before.patience, MOST_PATIENCE_MS) : before.patience;
    return { energy, since: at, looked: at, patience, muted: false };
  }
  const since = at - before.looked > SLEPT_MS ? at : before.since;
  return { ...before, energy, since, looked: at, muted: before.muted || at - since >= before.patience };
}
