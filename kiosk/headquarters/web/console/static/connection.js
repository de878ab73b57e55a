// @ts-check
/**
 * The peer connection under a call: the same pure steps as `call.js`, for offers, answers and the picture. What is about
 * an earlier connection has been dropped there.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Call} Call
 * @typedef {import("./call").Step} Step
 *
 * @typedef {{is: "answer_made", attempt: number, sdp: string}
 *   | {is: "candidate_found", attempt: number, candidate: string, mid: string | null, line: number | null}
 *   | {is: "connection_failed", attempt: number} | {is: "connection_carries", attempt: number}
 *   | {is: "frame_decoded", attempt: number}
 *   | {is: "picture_stalled", attempt: number} | {is: "picture_moved", attempt: number}
 *   | {is: "voice_off", attempt: number, on: boolean}
 *   | {is: "voice_only", attempt: number} | {is: "voice_first", attempt: number, on: boolean}} Happening
 */

/** @satisfies {{[K in Happening["is"]]: (state: State, event: any) => Step}} */
export const REACTIONS = {
  answer_made: (state, { attempt, sdp }) => inCall(state, (call) => [
    { ...state, call: { ...call, answered: attempt } }, [{ act: "send", message: { kind: "media_answer", ...present(call), attempt, sdp } }],
  ]),
  candidate_found: (state, { attempt, candidate, mid, line }) => inCall(state, (call) => [
    state,
    [{
      act: "send",
      message: { kind: "media_candidate", ...present(call), attempt, candidate, sdp_mid: mid, sdp_m_line_index: line },
    }],
  ]),
  frame_decoded: (state, { attempt }) => inCall(state, (call) => [
    { ...state, call: { ...call, phase: "connected", seen: attempt } },
    [{ act: "send", message: { kind: "media_connected", ...present(call), attempt } }],
  ]),
  connection_failed: (state) => inCall(state, (call) => [
    { ...state, call: { ...call, broken: true, phase: call.phase === "joining" ? "joining" : "stalled" } }, [],
  ]),
  // a browser goes on trying; what came back by itself need not be made anew when the booth's own line is back
  connection_carries: (state) => inCall(state, (call) => [{ ...state, call: { ...call, broken: false } }, []]),
  picture_stalled: (state) => inCall(state, (call) => {
    if (call.curtain || call.phase === "joining") return [state, []];
    return [{ ...state, call: { ...call, phase: "stalled" } }, []];
  }),
  picture_moved: (state) => inCall(state, (call) => {
    if (call.phase === "joining") return [state, []];
    return [{ ...state, call: { ...call, phase: "connected" } }, []];
  }),
  voice_first: (state, { on }) => inCall(state, (call) => [{ ...state, call: { ...call, voiceFirst: on } }, []]),
  voice_off: (state, { on }) => inCall(state, (call) => [{ ...state, call: { ...call, voiceOff: on } }, []]),
  // a booth that is heard and not seen is a whole call
  voice_only: (state, { attempt }) => inCall(state, (call) => {
    if (call.curtain) return [state, []];
    /** @type {import("./call").Effect[]} */
    const told = call.phase === "joining"
      ? [{ act: "send", message: { kind: "media_connected", ...present(call), attempt } }] : [];
    return [{ ...state, call: { ...call, phase: "voice", seen: attempt } }, told];
  }),
};

/** @satisfies {Record<string, (state: State, message: any) => Step>} */
export const HEARD = {
  media_offer: (state, /** @type {import("./messages").MediaOffer} */ message) => inCall(state, (call) => {
    const { attempt, sdp } = message;
    const iceServers = message.ice_servers.length ? message.ice_servers : call.iceServers;
    const phase = call.phase === "joining" ? call.phase : /** @type {const} */ ("stalled");
    return [
      { ...state, call: { ...call, attempt, phase, broken: false, voiceFirst: false, iceServers } },
      [{ act: "answer_offer", attempt, sdp, iceServers }],
    ];
  }),
  call_connected: (state) => [state, []],
};

/** @param {Call} call */
const present = ({ shown, epoch }) => ({ call_id: shown.call_id, epoch });

/** @param {State} state @param {(call: Call) => Step} then @returns {Step} */
function inCall(state, then) {
  return state.call ? then(state.call) : [state, []];
}
