// @ts-check
/**
 * The outcome of a call: owed when it ends, recorded by staff, and kept here until headquarters says that it has it.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Call} Call
 * @typedef {import("./call").Wrapping} Wrapping
 * @typedef {import("./call").Recorded} Recorded
 * @typedef {import("./messages").EndReason} EndReason
 */

/** @param {State} state @param {Call} call @param {EndReason} reason @param {number} at @returns {State} */
export function wrapUp(state, call, reason, at) {
  const seconds = Math.max(0, Math.round((at - call.answeredAt) / 1000));
  const wrapping = { callId: call.shown.call_id, shown: call.shown, reason, seconds };
  return { ...state, call: null, wrapping, microphone: true, camera: true };
}

/** Said again until headquarters has it. @param {Recorded} one @returns {import("./messages").FromConsole} */
export const recorded = ({ callId, outcome, note }) => ({ kind: "wrap_up", call_id: callId, outcome, note });

/** The outcome of this call is kept, or cannot be. @param {State} state @param {string | null} callId */
export function forgotten(state, callId) {
  return { ...state, unkept: state.unkept.filter((one) => one.callId !== callId) };
}

/** The call whose outcome headquarters misses, for a page that does not remember it.
 * @param {State} state @param {import("./messages").CallsNow} message @returns {Wrapping | null} */
export function owed({ unkept }, { owed: missing }) {
  if (!missing || unkept.some((one) => one.callId === missing.call.call_id)) return null;
  return { callId: missing.call.call_id, shown: missing.call, reason: missing.reason, seconds: missing.talked_s };
}
