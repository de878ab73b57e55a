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
 * @typedef {import("./messages").DutyOutcome} Outcome
 * @typedef {import("./messages").EndReason} EndReason
 * @typedef {import("./messages").StaffNow["without"][number]} Part
 *
 * @typedef {{id: string, value: unknown, state: "open" | "accepted" | "declined",
 *   why: import("./messages").ProposalAnswered["why"]}} ProposalMade
 * @typedef {{reservationId: string, expiresAt: string, call: WaitingCall, answering: boolean}} Ring
 * @typedef {{
 *   shown: WaitingCall, epoch: number, attempt: number, iceServers: import("./messages").IceServer[],
 *   answered: number, seen: number, broken: boolean, boothNumber: number, formAsks: number, formHidden: number,
 *   phase: "joining" | "connected" | "voice" | "stalled", answeredAt: number, curtain: boolean,
 *   voiceFirst: boolean, boothVoiceFirst: boolean, boothWithout: ReadonlyArray<Part>,
 *   voiceOff: boolean, boothHeld: ReadonlyArray<Part>,
 *   breaks: number, brokenAt: number, brokenMs: number,
 *   form: FormShown | null, formAsked: boolean, proposals: Readonly<Record<string, ProposalMade>>,
 *   identity: import("./identity").Identity,
 * }} Call
 * @typedef {{callId: string, shown: WaitingCall, reason: EndReason, seconds: number, epoch?: number}} Wrapping
 * @typedef {{callId: string, outcome: Outcome, note: string}} Recorded
 * @typedef {"line_lost" | "line_refused" | "old_page" | "no_media" | "no_camera" | "no_microphone" | "media_waits"
 *   | "taken" | "withdrawn" | "gone" | "not_allowed" | "missed" | "no_sound" | "wrap_over" | "not_recorded"
 *   | "set_away" | "voice_off"} Trouble
 * @typedef {{
 *   line: "connecting" | "open" | "lost" | "refused", resumed: boolean, now: CallsNow | null, clockOffset: number,
 *   ring: Ring | null, call: Call | null, wrapping: Wrapping | null, trouble: Trouble | null, detail: string,
 *   remembered: Wrapping | null, unkept: ReadonlyArray<Recorded>, chosen: CallsNow["status"] | null,
 *   media: "off" | "asking" | "ready" | "sound_only" | "denied", microphone: boolean, camera: boolean, checking: boolean,
 *   without: ReadonlyArray<Part>,
 * }} State
 *
 * @typedef {{is: "line_opened"} | {is: "line_lost"} | {is: "line_refused"}
 *   | {is: "message", message: ToConsole, at: number}
 *   | {is: "answer_pressed"} | {is: "later_pressed"} | {is: "hang_up_pressed", at: number}
 *   | {is: "status_pressed", status: "available" | "break" | "off"}
 *   | {is: "outcome_recorded", outcome: Outcome, note: string}
 *   | {is: "microphone_pressed"} | {is: "camera_pressed"} | {is: "retry_pressed"} | {is: "trouble_read"}
 *   | {is: "media_opened", camera: boolean, microphone: boolean} | {is: "media_denied"} | {is: "media_waits"}
 *   | {is: "sound_blocked"} | import("./connection").Happening | import("./form").Happening
 *   | import("./identity").Happening | import("./desk_check").Happening} Happening
 *
 * @typedef {{act: "send", message: FromConsole} | {act: "tell"} | {act: "open_media"} | {act: "close_media"}
 *   | {act: "ring"} | {act: "stop_ringing"}
 *   | {act: "answer_offer", attempt: number, sdp: string, iceServers: import("./messages").IceServer[]}
 *   | {act: "end_media"} | {act: "set_tracks", microphone: boolean, camera: boolean}} Effect
 *
 * @typedef {[State, Effect[]]} Step
 */

import { counted } from "./breaks.js";
import * as connection from "./connection.js";
import * as deskCheck from "./desk_check.js";
import * as form from "./form.js";
import * as identity from "./identity.js";
import { forgotten, recorded, wrapUp } from "./outcome.js";
import { boothTold, mustBeTold } from "./reconcile.js";
import { hearNow } from "./standing.js";

/** `remembered` is the call this page had before it was loaded again, `unkept` the outcomes nobody confirmed yet.
 * @param {Wrapping | null} remembered @param {ReadonlyArray<Recorded>} unkept @returns {State} */
export function start(remembered = null, unkept = []) {
  return {
    line: "connecting", resumed: false, now: null, clockOffset: 0, ring: null, call: null, wrapping: null,
    trouble: null, detail: "", remembered, unkept, chosen: null, media: "off", microphone: true, camera: true,
    checking: false, without: [],
  };
}

/** What changes, what is to be done about it, and whether the booth must be told what is true now.
 * @param {State} state @param {Happening} event @param {number} at local milliseconds @returns {Step} */
export function step(state, event, at = 0) {
  if (isLate(state, event)) return [state, []];
  const [next, effects] = judged(state, event);
  const after = counted(state, next, at);
  return [after, mustBeTold(state, after) ? [...effects, { act: "tell" }] : effects];
}

/** @param {State} state @param {Happening} event @returns {Step} */
function judged(state, event) {
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
  ...form.REACTIONS,
  ...identity.REACTIONS,
  ...deskCheck.REACTIONS,
  line_opened: (state) => {
    const over = state.trouble === "line_lost" ? null : state.trouble;
    const call = state.call && { ...state.call, boothNumber: 0 }; // counted anew on each line
    const again = state.unkept.map((one) => send(recorded(one)));
    if (state.chosen) again.unshift(send({ kind: "status_chosen", status: state.chosen }));
    return [{ ...state, line: "open", trouble: over, detail: "", call }, again];
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
  outcome_recorded: (state, { outcome, note }) => {
    if (!state.wrapping) return [state, []];
    const one = { callId: state.wrapping.callId, outcome, note };
    return [{ ...state, wrapping: null, unkept: [...state.unkept, one] }, [send(recorded(one))]];
  },
  microphone_pressed: (state) => setTracks(state, !state.microphone, state.camera),
  camera_pressed: (state) => setTracks(state, state.microphone, !state.camera),
  retry_pressed: (state) => [{ ...state, media: "asking", trouble: null }, [{ act: "open_media" }]],
  trouble_read: (state) => [{ ...state, trouble: state.line === "open" ? null : state.trouble }, []],
  media_opened: (state, { camera, microphone }) => {
    const without = lacking(camera, microphone);
    const opened = setTracks({ ...state, without, media: camera ? "ready" : "sound_only" }, state.microphone, state.camera);
    const missing = camera ? (microphone ? null : "no_microphone") : "no_camera";
    return [{ ...opened[0], trouble: missing ?? (isOfMedia(state.trouble) ? null : state.trouble) }, opened[1]];
  },
  media_denied: (state) => [{ ...state, without: lacking(false, false), media: "denied", trouble: "no_media" }, []],
  media_waits: (state) => [{ ...state, trouble: state.trouble ?? "media_waits" }, []],
  sound_blocked: (state) => [{ ...state, trouble: "no_sound" }, []],
};

/** @param {boolean} camera @param {boolean} microphone @returns {ReadonlyArray<Part>} */
function lacking(camera, microphone) {
  /** @type {Part[]} */
  const parts = ["camera", "microphone"];
  return parts.filter((part) => !{ camera, microphone, speaker: true }[part]);
}

/** @param {Trouble | null} trouble */
const isOfMedia = (trouble) => trouble !== null && ["no_media", "no_camera", "no_microphone", "media_waits"].includes(trouble);

/** @param {State} state @param {boolean} microphone @param {boolean} camera @returns {Step} */
function setTracks(state, microphone, camera) {
  return [{ ...state, microphone, camera }, [{ act: "set_tracks", microphone, camera }]];
}

/** @param {State} state @param {ToConsole} message @param {number} at local milliseconds @returns {Step} */
function hear(state, message, at) {
  const react = /** @type {Record<string, (state: State, message: any, at: number) => Step>} */ (HEARD)[message.kind];
  return react ? react(state, message, at) : [state, []];
}

/** @satisfies {{[K in ToConsole["kind"]]: (state: State, message: any, at: number) => Step}} */
const HEARD = {
  ...connection.HEARD,
  ...form.HEARD,
  ...identity.HEARD,
  booth_now: boothTold,
  beat: (state) => [state, []],
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
    const before = same ?? joining(message, at);
    /** @type {Call} */
    const call = {
      ...before, shown: message.call, epoch: message.epoch, iceServers: message.ice_servers, curtain: false,
      ...(before.epoch === message.epoch ? {} : { formAsks: 0, formAsked: false, proposals: {} }),
      identity: same ? identity.cameBack(same.identity, same.epoch === message.epoch) : before.identity,
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
  outcome_kept: (state, /** @type {import("./messages").OutcomeKept} */ { call_id }) => [forgotten(state, call_id), []],
  call_ended: (state, /** @type {import("./messages").CallEnded} */ message, at) => {
    if (!state.call) return [state, []];
    return [wrapUp(state, state.call, message.reason, at), [{ act: "end_media" }]];
  },
  pin_curtain: (state, /** @type {import("./messages").PinCurtain} */ message) => [
    { ...state, call: state.call && { ...state.call, curtain: message.drawn } }, [],
  ],
  refused: hearRefused,
};

/** @param {import("./messages").CallYours} message @param {number} at @returns {Call} */
function joining({ call, epoch, ice_servers }, at) {
  return {
    shown: call, epoch, attempt: -1, iceServers: ice_servers, answered: 0, seen: 0, broken: false, boothNumber: 0,
    phase: "joining", answeredAt: at, curtain: false, form: null, formAsks: 0, formHidden: 0, formAsked: false,
    proposals: {}, identity: identity.NOTHING_FOUND, voiceFirst: false, boothVoiceFirst: false, boothWithout: [],
    voiceOff: false, boothHeld: [],
    breaks: 0, brokenAt: 0, brokenMs: 0,
  };
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
  if (state.unkept.some((one) => one.callId === message.call_id)) {
    return [{ ...forgotten(state, message.call_id), trouble: "not_recorded" }, []];
  }
  if (!trouble) return [state, []];
  const lostRing = state.ring?.answering && (trouble === "taken" || trouble === "gone");
  const detail = message.code === "not_allowed" ? message.detail : "";
  return [{ ...state, trouble, detail, ring: lostRing ? null : state.ring }, lostRing ? [{ act: "stop_ringing" }] : []];
}
