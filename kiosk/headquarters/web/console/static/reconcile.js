// @ts-check
/**
 * What is true of the call at both of its ends: told by this page (`staffNow`), and compared with what the booth tells.
 *
 * Words are lost with the line that carried them; what is true is told again. See `kiosk/protocol/call_state.py`.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Call} Call
 * @typedef {import("./call").Step} Step
 * @typedef {import("./messages").StaffNow} StaffNow
 * @typedef {import("./messages").BoothNow} BoothNow
 */

import * as identity from "./identity.js";

/** What a button of the page switches off. */
const HOLDABLE = /** @type {const} */ (["camera", "microphone"]);

/** All that is true here of the call; null while there is none. Who sends it gives it its number.
 * @param {State} state @returns {Omit<StaffNow, "number"> | null} */
export function staffNow({ call, without, microphone, camera }) {
  if (!call) return null;
  const open = Object.entries(call.proposals).filter(([, made]) => made.state === "open");
  return {
    kind: "staff_now", call_id: call.shown.call_id, epoch: call.epoch, answered: call.answered, seen: call.seen,
    broken: call.broken, form_asks: call.formAsks, form_number: call.form?.number ?? 0,
    voice_first: call.voiceFirst,
    without: call.voiceOff && !without.includes("microphone") ? [...without, "voice"] : [...without],
    held: HOLDABLE.filter((part) => !{ microphone, camera }[part] && !without.includes(part)),
    proposals: open.map(([field, made]) => ({ proposal_id: made.id, field, value: made.value })),
    card: identity.wanted(call.identity), breaks: call.breaks, broken_s: Math.round(call.brokenMs / 1000),
  };
}

/** Whether the booth must be told: not for a form that just came, which it knows it sent.
 * @param {State} before @param {State} after */
export function mustBeTold(before, after) {
  const was = staffNow(before);
  const is = staffNow(after);
  if (!is || !was) return false;
  return JSON.stringify({ ...was, form_number: 0 }) !== JSON.stringify({ ...is, form_number: 0 });
}

/** The booth tells all that is true there. What the resident hid is gone, whatever was heard before.
 * @param {State} state @param {BoothNow} now @returns {Step} */
export function boothTold(state, now) {
  const call = state.call;
  if (!call || now.number <= call.boothNumber) return [state, []];
  const hidden = now.form !== "shown";
  const formAsks = Math.max(call.formAsks, now.asks_heard);
  return [
    {
      ...state,
      call: {
        ...call, boothNumber: now.number, curtain: now.curtain, boothVoiceFirst: now.voice_first,
        boothWithout: now.without, boothHeld: now.held, formAsks,
        form: hidden ? null : call.form,
        formHidden: hidden ? Math.max(call.formHidden, now.form_number) : call.formHidden,
        formAsked: now.form === "asked" || formAsks > now.asks_heard,
        proposals: hidden ? {} : settled(call.proposals, now.settled),
        identity: identity.boothTold(call.identity, now.card),
      },
    },
    [],
  ];
}

/** @param {Call["proposals"]} proposals @param {BoothNow["settled"]} answers @returns {Call["proposals"]} */
function settled(proposals, answers) {
  const said = new Map(answers.map((one) => [one.proposal_id, one]));
  const entries = Object.entries(proposals).map(([field, made]) => {
    const answer = said.get(made.id);
    if (made.state !== "open" || !answer) return [field, made];
    return [field, { ...made, state: answer.accepted ? "accepted" : "declined", why: answer.why }];
  });
  return Object.fromEntries(entries);
}
