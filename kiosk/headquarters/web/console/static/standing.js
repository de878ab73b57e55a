// @ts-check
/**
 * How this staff member stands with headquarters: status, rings and wrap-up, as its newest word says.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Step} Step
 * @typedef {import("./call").Trouble} Trouble
 * @typedef {import("./call").Wrapping} Wrapping
 * @typedef {import("./messages").CallsNow} CallsNow
 */

import { owed, wrapUp } from "./outcome.js";

/** @param {State} before @param {CallsNow} message @param {number} at @returns {Step} */
export function hearNow(before, message, at) {
  const state = hearState(
    { ...before, now: message, clockOffset: Date.parse(message.server_time) - at, resumed: false, chosen: null,
      remembered: stillClaimed(before, message), trouble: troubleOfStatus(before, message) },
    message, before.remembered ?? owed(before, message),
  );
  if (before.resumed && state.call && message.state !== "in_call") {
    return [wrapUp(state, state.call, "lost", at), [{ act: "end_media" }]];
  }
  if (message.status === "available" && state.media === "off") {
    return [{ ...state, media: "asking" }, [{ act: "open_media" }]];
  }
  if (message.status !== "available" && !state.call && !state.checking && state.media !== "off") {
    return [{ ...state, media: "off" }, [{ act: "close_media" }]];
  }
  return [state, []];
}

/** The call this page was in before it was loaded again, until its booth has come back to it, too.
 * @param {State} before @param {CallsNow} message */
function stillClaimed({ call, remembered }, message) {
  return !call && message.state === "in_call" ? remembered : null;
}

/** Wrap-up is headquarters' to end: by our record, by its timer, or because the call went back to the waiting ones.
 * @param {State} state @param {CallsNow} message @param {Wrapping | null} remembered @returns {State} */
function hearState(state, message, remembered) {
  if (message.state === "wrapping" && !state.wrapping && !state.call) {
    return { ...state, remembered: null, wrapping: remembered };
  }
  if ((message.state === "idle" || message.state === "reserved") && state.wrapping) return { ...state, wrapping: null, trouble: "wrap_over" };
  return state;
}

/** A status nobody chose here is said aloud. @param {State} state @param {CallsNow} message @returns {Trouble | null} */
function troubleOfStatus(state, message) {
  if (state.now?.status === "available" && message.status === "break" && state.chosen === null) return "set_away";
  return state.trouble;
}
