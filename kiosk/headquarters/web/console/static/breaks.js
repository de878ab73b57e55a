// @ts-check
/**
 * How often what arrives of the booth had stopped in this call, and for how long together: for headquarters' record.
 *
 * @typedef {import("./call").State} State
 */

/** Judged from the phase before and after, whatever changed it. @param {State} before @param {State} after
 * @param {number} at local milliseconds @returns {State} */
export function counted(before, after, at) {
  const was = before.call;
  const call = after.call;
  if (!was || !call || was.shown.call_id !== call.shown.call_id || was.phase === call.phase) return after;
  if (call.phase === "stalled") return { ...after, call: { ...call, brokenAt: at } };
  if (was.phase !== "stalled") return after;
  const brokenMs = call.brokenMs + Math.max(0, at - call.brokenAt);
  return { ...after, call: { ...call, breaks: call.breaks + 1, brokenMs } };
}
