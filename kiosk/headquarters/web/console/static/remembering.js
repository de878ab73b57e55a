// @ts-check
/**
 * What a page that is loaded again knows of the one before it: the call it was in or has to record, and the status.
 *
 * Headquarters knows both as long as it runs. Only where it began anew meanwhile it goes by the page's word: the call goes
 * on when the booth tells the same one, and whoever was on duty still is.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Wrapping} Wrapping
 * @typedef {import("./messages").StaffNow} StaffNow
 * @typedef {import("./messages").CallsNow["status"]} Status
 */

/** So long a status counts as chosen by whoever sits here, though the page was loaded again. */
const FRESH_MS = 120_000;

/** The call to remember; with its epoch as long as it is not over. @param {State} state @param {number} at
 * @returns {Wrapping | null} */
export function lastCall({ call, wrapping, remembered }, at) {
  if (wrapping) return { ...wrapping, epoch: undefined };
  if (!call) return remembered;
  const seconds = Math.round((at - call.answeredAt) / 1000);
  return { callId: call.shown.call_id, shown: call.shown, reason: "lost", seconds, epoch: call.epoch };
}

/** That this page was in a call, of which nothing is left here: no connection, no form, no question.
 * @param {State} state @returns {Omit<StaffNow, "number"> | null} */
export function claimed({ call, remembered }) {
  if (call || !remembered?.epoch) return null;
  return {
    kind: "staff_now", call_id: remembered.callId, epoch: remembered.epoch, answered: 0, seen: 0, broken: false,
    form_asks: 0, form_number: 0, voice_first: false, without: [], held: [], proposals: [], card: null, breaks: 0, broken_s: 0,
  };
}

/** The call whose outcome headquarters does not have yet: one that staff hung up in is over, though the line was away and
 * the page was loaded again before headquarters could hear it. @param {State} state @returns {string | null} */
export function owes({ wrapping, remembered, unkept }) {
  const over = remembered && !remembered.epoch ? remembered.callId : null;
  return wrapping?.callId ?? over ?? unkept[0]?.callId ?? null;
}

/** @param {{status: Status, at: number} | null} kept @param {number} at @returns {Status | null} */
export function statusBefore(kept, at) {
  return kept && Math.abs(at - kept.at) < FRESH_MS ? kept.status : null;
}
