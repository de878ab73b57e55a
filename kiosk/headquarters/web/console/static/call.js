// @ts-check
/**
 * What the console knows and what it does next: one pure function `(state, event) -> [state, effects]`.
 *
 * Nothing here touches the page, the line or the media; `main.js` carries the effects out.
 *
 * @typedef {import("./messages").ToConsole} ToConsole
 * @typedef {import("./messages").FromConsole} FromConsole
 * @typedef {import("./messages").CallsNow} CallsNow
 * @typedef {import("./messages").WaitingCall} WaitingCall
 * @typedef {import("./messages").FormShown} FormShown
 * @typedef {import("./messages").CallsOutcome} Outcome
 * @typedef {import("./messages").EndReason} EndReason
 *
 * @typedef {{id: string, value: unknown, state: "open" | "accepted" | "declined",
 *   why: import("./messages").ProposalAnswered["why"]}} ProposalMade
 * @typedef {{reservationId: string, expiresAt: string, call: WaitingCall, answering: boolean}} Ring
 * @typedef {{
 *   shown: WaitingCall, epoch: number, attempt: number, iceServers: import("./messages").IceServer[],
 *   phase: "joining" | "connected" | "voice" | "stalled", answeredAt: number, curtain: boolean,
 *   form: FormShown | null, formAsked: boolean, proposals: Readonly<Record<string, ProposalMade>>,
 *   identity: import("./identity").Identity,
 * }} Call
 * @typedef {{callId: string, shown: WaitingCall, reason: EndReason, seconds: number}} Wrapping
 * @typedef {"line_lost" | "line_refused" | "old_page" | "no_media" | "no_camera" | "no_microphone" | "media_waits" | "taken" | "withdrawn" | "gone"
 *   | "not_allowed" | "missed" | "no_sound" | "wrap_over" | "set_away"} Trouble
 * @typedef {{
 *   line: "connecting" | "open" | "lost" | "refused", resumed: boolean, now: CallsNow | null, clockOffset: number,
 *   ring: Ring | null, call: Call | null, wrapping: Wrapping | null, trouble: Trouble | null, detail: string,
 *   remembered: Wrapping | null, chosen: CallsNow["status"] | null,
 *   media: "off" | "asking" | "ready" | "sound_only" | "denied", microphone: boolean, camera: boolean, checking: boolean,
 * }} State
 *
 * @typedef {{is: "line_opened"} | {is: "line_lost"} | {is: "line_refused"}
 *   | {is: "message", message: ToConsole, at: number}
 *   | {is: "answer_pressed"} | {is: "later_pressed"} | {is: "hang_up_pressed", at: number}
 *   | {is: "status_pressed", status: "available" | "break" | "off"}
 *   | {is: "form_pressed"} | {is: "proposed", id: string, field: string, value: unknown}
 *   | {is: "outcome_recorded", outcome: Outcome, note: string}
 *   | {is: "microphone_pressed"} | {is: "camera_pressed"} | {is: "retry_pressed"} | {is: "trouble_read"}
 *   | {is: "media_opened", camera: boolean, microphone: boolean} | {is: "media_denied"} | {is: "media_waits"} | {is: "sound_blocked"}
 *   | import("./connection").Happening | import("./identity").Happening | import("./desk_check").Happening} Happening
 *
 * @typedef {{act: "send", message: FromConsole} | {act: "open_media"} | {act: "close_media"}
 *   | {act: "ring"} | {act: "stop_ringing"}
 *   | {act: "answer_offer", attempt: number, sdp: string, iceServers: import("./messages").IceServer[]}
 *   | {act: "end_media"} | {act: "set_tracks", microphone: boolean, camera: boolean}} Effect
 *
 * @typedef {[State, Effect[]]} Step
 */

import * as connection from "./connection.js";
import * as deskCheck from "./desk_check.js";
import * as identity from "./identity.js";

/** `remembered` is the call this page had before it was loaded again. @param {Wrapping | null} remembered
 * @returns {State} */
export function start(remembered = null) {
  return {
    line: "connecting", resumed: false, now: null, clockOffset: 0, ring: null, call: null, wrapping: null,
    trouble: null, detail: "", remembered, chosen: null, media: "off", microphone: true, camera: true,
    checking: false,
  };
}

/** @param {State} state @param {Happening} event @returns {Step} */
export function step(state, event) {
  if (isLate(state, event)) return [state, []];
  if (event.is === "message") return hear(state, event.message, event.at);
  const react = /** @type {Record<string, (state: State, event: any) => Step>} */ (REACTIONS)[event.is];
  return react(state, event);
}

/** Whether an event is about another call, an epoch or a peer connection before the present one; judged only here. An
 * offer made before the answer has epoch 0. @param {State} state @param {Happening} event */
function isLate({ call }, event) {
  if (event.is !== "message") return "attempt" in event && event.attempt !== call?.attempt;
  const { message } = event;
  if (message.kind === "call_yours" || !("epoch" in message)) return false;
  if (!call || message.call_id !== call.shown.call_id) return true;
  if (message.kind !== "media_offer") return message.epoch !== call.epoch;
  return message.attempt <= call.attempt || (message.epoch !== call.epoch && message.epoch !== 0);
}

/** @param {FromConsole} message @returns {Effect} */
const send = (message) => ({ act: "send", message });

/** @satisfies {{[K in Exclude<Happening["is"], "message">]: (state: State, event: any) => Step}} */
const REACTIONS = {
  ...connection.REACTIONS,
  ...identity.REACTIONS,
  ...deskCheck.REACTIONS,
  line_opened: (state) => {
    const over = state.trouble === "line_lost" ? null : state.trouble;
    return [{ ...state, line: "open", trouble: over, detail: "" }, []];
  },
  line_lost: (state) => [
    { ...state, line: "lost", resumed: true, ring: null, trouble: "line_lost" },
    state.ring ? [{ act: "stop_ringing" }] : [],
  ],
  line_refused: (state) => {
    const trouble = state.trouble === "old_page" ? "old_page" : "line_refused";
    // another page took over, or whoever sat here signed out: this one must neither see nor be seen any more
    return [
      { ...state, line: "refused", now: null, ring: null, call: null, wrapping: null, checking: false, media: "off", trouble },
      [{ act: "stop_ringing" }, { act: "end_media" }, { act: "close_media" }],
    ];
  },
  answer_pressed: (state) => {
    if (!state.ring || state.ring.answering) return [state, []];
    const ring = { ...state.ring, answering: true };
    return [
      { ...state, ring, trouble: null },
      [{ act: "stop_ringing" }, send({ kind: "ring_answered", reservation_id: ring.reservationId })],
    ];
  },
  later_pressed: (state) => {
    if (!state.ring) return [state, []];
    const declined = send({ kind: "ring_declined", reservation_id: state.ring.reservationId });
    return [{ ...state, ring: null }, [{ act: "stop_ringing" }, declined]];
  },
  hang_up_pressed: (state, { at }) => {
    if (!state.call) return [state, []];
    const { shown, epoch } = state.call;
    const hungUp = send({ kind: "call_hung_up", call_id: shown.call_id, epoch });
    return [wrapUp(state, state.call, "staff_hung_up", at), [hungUp, { act: "end_media" }]];
  },
  status_pressed: (before, { status }) => {
    const state = { ...before, chosen: status, checking: false, trouble: before.trouble === "set_away" ? null : before.trouble };
    /** @type {Effect[]} */
    const effects = [send({ kind: "status_chosen", status })];
    const busy = state.call !== null;
    if (status === "available" && ["off", "denied"].includes(state.media)) {
      return [{ ...state, media: "asking" }, [{ act: "open_media" }, ...effects]];
    }
    if (status !== "available" && !busy && state.media !== "off") {
      return [{ ...state, media: "off", trouble: isOfMedia(state.trouble) ? null : state.trouble }, [{ act: "close_media" }, ...effects]];
    }
    return [state, effects];
  },
  form_pressed: (state) => {
    if (!state.call || state.call.formAsked) return [state, []];
    const asked = send({ kind: "form_asked", call_id: state.call.shown.call_id, epoch: state.call.epoch });
    return [{ ...state, call: { ...state.call, formAsked: true } }, [asked]];
  },
  proposed: (state, { id, field, value }) => {
    const call = state.call;
    if (!call || !call.form || call.proposals[field]?.state === "open") return [state, []];
    const proposals = { ...call.proposals, [field]: { id, value, state: /** @type {const} */ ("open"), why: null } };
    const { shown, epoch } = call;
    const message = send({ kind: "proposal", call_id: shown.call_id, epoch, proposal_id: id, field, value });
    return [{ ...state, call: { ...call, proposals } }, [message]];
  },
  outcome_recorded: (state, { outcome, note }) => {
    if (!state.wrapping) return [state, []];
    return [{ ...state, wrapping: null }, [send({ kind: "wrap_up", call_id: state.wrapping.callId, outcome, note })]];
  },
  microphone_pressed: (state) => setTracks(state, !state.microphone, state.camera),
  camera_pressed: (state) => setTracks(state, state.microphone, !state.camera),
  retry_pressed: (state) => [{ ...state, media: "asking", trouble: null }, [{ act: "open_media" }]],
  trouble_read: (state) => [{ ...state, trouble: state.line === "open" ? null : state.trouble }, []],
  media_opened: (state, { camera, microphone }) => {
    const opened = setTracks({ ...state, media: camera ? "ready" : "sound_only" }, state.microphone, state.camera);
    const missing = camera ? (microphone ? null : "no_microphone") : "no_camera";
    return [{ ...opened[0], trouble: missing ?? (isOfMedia(state.trouble) ? null : state.trouble) }, opened[1]];
  },
  media_denied: (state) => [{ ...state, media: "denied", trouble: "no_media" }, []],
  media_waits: (state) => [{ ...state, trouble: state.trouble ?? "media_waits" }, []],
  sound_blocked: (state) => [{ ...state, trouble: "no_sound" }, []],
};

/** @param {Trouble | null} trouble */
const isOfMedia = (trouble) => trouble !== null && ["no_media", "no_camera", "no_microphone", "media_waits"].includes(trouble);

/** @param {State} state @param {boolean} microphone @param {boolean} camera @returns {Step} */
function setTracks(state, microphone, camera) {
  return [{ ...state, microphone, camera }, [{ act: "set_tracks", microphone, camera }]];
}

/** @param {State} state @param {Call} call @param {EndReason} reason @param {number} at @returns {State} */
function wrapUp(state, call, reason, at) {
  const seconds = Math.max(0, Math.round((at - call.answeredAt) / 1000));
  const wrapping = { callId: call.shown.call_id, shown: call.shown, reason, seconds };
  return { ...state, call: null, wrapping, microphone: true, camera: true };
}

/** @param {State} state @param {ToConsole} message @param {number} at local milliseconds @returns {Step} */
function hear(state, message, at) {
  const react = /** @type {Record<string, (state: State, message: any, at: number) => Step>} */ (HEARD)[message.kind];
  return react ? react(state, message, at) : [state, []];
}

/** @satisfies {{[K in ToConsole["kind"]]: (state: State, message: any, at: number) => Step}} */
const HEARD = {
  ...connection.HEARD,
  ...identity.HEARD,
  calls_now: hearNow,
  call_rings: (state, /** @type {import("./messages").CallRings} */ message) => [
    {
      ...state, trouble: state.trouble === "withdrawn" || state.trouble === "taken" ? null : state.trouble,
      ring: {
        reservationId: message.reservation_id, expiresAt: message.expires_at, call: message.call, answering: false,
      },
    },
    [{ act: "ring" }],
  ],
  ring_withdrawn: (state, /** @type {import("./messages").RingWithdrawn} */ message) => {
    if (state.ring?.reservationId !== message.reservation_id) return [state, []];
    const trouble = message.why === "expired" ? "missed" : "withdrawn";
    return [{ ...state, ring: null, trouble }, [{ act: "stop_ringing" }]];
  },
  call_yours: (state, /** @type {import("./messages").CallYours} */ message, at) => {
    const same = state.call?.shown.call_id === message.call.call_id ? state.call : null;
    /** @type {Call} */
    const call = {
      shown: message.call, epoch: message.epoch, attempt: same ? same.attempt : -1, iceServers: message.ice_servers,
      phase: same ? same.phase : "joining", answeredAt: same ? same.answeredAt : at, curtain: false,
      form: same ? same.form : null, formAsked: same ? same.formAsked : false, proposals: same ? same.proposals : {},
      identity: same ? identity.cameBack(same.identity, same.epoch === message.epoch) : identity.NOTHING_FOUND,
    };
    const camera = state.media === "off" || state.media === "denied";
    /** @type {Effect[]} */
    const effects = [{ act: "stop_ringing" }];
    if (camera) effects.push({ act: "open_media" });
    return [
      { ...state, ring: null, wrapping: null, call, checking: false, media: camera ? "asking" : state.media },
      effects,
    ];
  },
  call_ended: (state, /** @type {import("./messages").CallEnded} */ message, at) => {
    if (!state.call) return [state, []];
    return [wrapUp(state, state.call, message.reason, at), [{ act: "end_media" }]];
  },
  pin_curtain: (state, /** @type {import("./messages").PinCurtain} */ message) => [
    { ...state, call: state.call && { ...state.call, curtain: message.drawn } }, [],
  ],
  form_shown: (state, /** @type {import("./messages").FormShown} */ message) => [
    { ...state, call: state.call && { ...state.call, form: message, formAsked: false } }, [],
  ],
  form_hidden: (state) => [
    { ...state, call: state.call && { ...state.call, form: null, formAsked: false, proposals: {} } }, [],
  ],
  proposal_answered: (state, /** @type {import("./messages").ProposalAnswered} */ message) => {
    const call = state.call;
    const found = call && Object.entries(call.proposals).find(([, made]) => made.id === message.proposal_id);
    if (!call || !found) return [state, []];
    const [field, made] = found;
    /** @type {ProposalMade} */
    const answered = { ...made, state: message.accepted ? "accepted" : "declined", why: message.why };
    return [{ ...state, call: { ...call, proposals: { ...call.proposals, [field]: answered } } }, []];
  },
  refused: hearRefused,
};

/** @param {State} before @param {CallsNow} message @param {number} at @returns {Step} */
function hearNow(before, message, at) {
  const state = hearState(
    { ...before, now: message, clockOffset: Date.parse(message.server_time) - at, resumed: false, chosen: null,
      remembered: null, trouble: troubleOfStatus(before, message) },
    message, before.remembered,
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

/** Wrap-up is headquarters' to end: by our record, by its timer, or because the call went back to the waiting ones.
 * @param {State} state @param {CallsNow} message @param {Wrapping | null} remembered @returns {State} */
function hearState(state, message, remembered) {
  if (message.state === "wrapping" && !state.wrapping && !state.call) return { ...state, wrapping: remembered };
  if (message.state === "idle" && state.wrapping) return { ...state, wrapping: null, trouble: "wrap_over" };
  return state;
}

/** A status nobody chose here is said aloud. @param {State} state @param {CallsNow} message @returns {Trouble | null} */
function troubleOfStatus(state, message) {
  if (state.now?.status === "available" && message.status === "break" && state.chosen === null) return "set_away";
  return state.trouble;
}

/** @param {State} before @param {import("./messages").Refused} message @returns {Step} */
function hearRefused(before, message) {
  const state = identity.refused(before, message) ?? before;
  if (state.call?.identity.asked !== before.call?.identity.asked) return [state, []];
  /** @type {Partial<Record<import("./messages").Refused["code"], Trouble>>} */
  const told = {
    already_answered: "taken", unknown_call: "gone", not_allowed: "not_allowed", version_too_old: "old_page",
    version_too_new: "old_page", not_enrolled: "line_refused",
  };
  const trouble = told[message.code];
  if (!trouble) return [state, []];
  const lostRing = state.ring?.answering && (trouble === "taken" || trouble === "gone");
  const detail = message.code === "not_allowed" ? message.detail : "";
  return [{ ...state, trouble, detail, ring: lostRing ? null : state.ring }, lostRing ? [{ act: "stop_ringing" }] : []];
}
