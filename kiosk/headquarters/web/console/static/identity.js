// @ts-check
/**
 * How somebody is identified in a call: the same pure steps as `call.js`, for the card, papers and what was found.
 *
 * 照合番号B passes through and is kept nowhere. The card's pictures live in the state only until they are decided on.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Step} Step
 * @typedef {import("./messages").CardTold} CardTold
 * @typedef {import("./messages").CardFace} CardFace
 * @typedef {import("./messages").Evidence} Evidence
 * @typedef {import("./messages").EvidenceGiven} EvidenceGiven
 *
 * @typedef {"face" | "proof" | "paper"} Way
 * @typedef {{
 *   id: string, want: "face" | "proof", state: "asked" | CardTold["state"], code: string | null, face: CardFace | null,
 * }} Asked
 * @typedef {{
 *   way: Way | null, asked: Asked | null, writing: EvidenceGiven["method"] | null, found: ReadonlyArray<Evidence>,
 *   failures: number, wrong: {part: import("./printed_code").Part, words: string} | null,
 * }} Identity
 *
 * @typedef {"photograph" | "name" | "address"} PictureName
 * @typedef {{is: "way_chosen", way: Way | null}
 *   | {is: "card_asked", id: string, want: "face" | "proof", code: string | null}
 *   | {is: "code_wrong", part: import("./printed_code").Part, words: string}
 *   | {is: "card_forgotten"} | {is: "page_left"}
 *   | {is: "picture_broken", picture: PictureName}
 *   | {is: "looked", method: EvidenceGiven["method"], confirmed: boolean, paper: string}} Happening
 */

/** @type {Identity} */
export const NOTHING_FOUND = { way: null, asked: null, writing: null, found: [], failures: 0, wrong: null };

/** The line came back in a call: what was told meanwhile is lost, so a question that was under way is asked again by
 * the staff member; under another epoch headquarters knows nothing of it at all. What was found stays and is told again.
 * @param {Identity} identity @param {boolean} sameEpoch @returns {Identity} */
export function cameBack(identity, sameEpoch) {
  const { asked, found } = identity;
  if (asked && isUnderWay(identity)) return { ...identity, writing: null, asked: { ...asked, state: "failed", code: null, face: null } };
  return sameEpoch ? { ...identity, writing: null } : { ...NOTHING_FOUND, found };
}

/** What was asked of the card and has no last word yet, for the booth to compare.
 * @param {Identity} identity @returns {import("./messages").CardWanted | null} */
export function wanted({ asked }) {
  return asked && !isOver(asked) ? { ask_id: asked.id, want: asked.want } : null;
}

/** The booth tells how far it is with the card. A face is told once: one that was read and did not come has to be asked
 * for again, and so has a question that the booth does not know.
 * @param {Identity} identity @param {import("./messages").CardNow | null} now @returns {Identity} */
export function boothTold(identity, now) {
  const { asked } = identity;
  if (!asked || isOver(asked) || !now || now.ask_id !== asked.id) return identity;
  const lost = now.state === "done" && asked.want === "face";
  return { ...identity, asked: { ...asked, state: lost ? "failed" : now.state, code: now.code } };
}

/** @param {Identity} identity @returns {CardFace | null} */
export const faceToCompare = ({ asked }) => (asked?.state === "done" ? asked.face : null);

/** @satisfies {{[K in Happening["is"]]: (state: State, event: any) => Step}} */
export const REACTIONS = {
  way_chosen: (state, { way }) => [change(state, { way, asked: null, wrong: null }), []],
  code_wrong: (state, { part, words }) => [change(state, { wrong: { part, words } }), []],
  card_asked: (state, { id, want, code }) => {
    // a code must not wait in the line's queue, and the resident is asked one thing at a time
    if (!state.call || state.line !== "open" || isUnderWay(state.call.identity)) return [state, []];
    const { shown, epoch } = state.call;
    const asked = { id, want, state: /** @type {const} */ ("asked"), code: null, face: null };
    return [
      change(state, { way: want, asked, wrong: null }),
      [{ act: "send", message: { kind: "card_asked", call_id: shown.call_id, epoch, ask_id: id, want, code } }],
    ];
  },
  card_forgotten: (state) => [change(state, { asked: null, wrong: null }), []],
  // the browser may keep a page that was left, and show it again
  page_left: (state) => [change(state, { asked: null, way: null, wrong: null }), []],
  picture_broken: (state, { picture }) => {
    const asked = state.call?.identity.asked;
    if (!asked?.face) return [state, []];
    return [change(state, { asked: { ...asked, face: { ...asked.face, [picture]: "" } } }), []];
  },
  looked: (state, { method, confirmed, paper }) => {
    const call = state.call;
    if (!call || state.line !== "open" || call.identity.writing) return [state, []];
    const face = faceToCompare(call.identity);
    if (method === "face_compared" && (!face?.photograph || (confirmed && face.integrity === "bad"))) return [state, []];
    const outcome = confirmed ? /** @type {const} */ ("confirmed") : /** @type {const} */ ("not_confirmed");
    const given = { call_id: call.shown.call_id, epoch: call.epoch, method, outcome, paper };
    return [
      change(state, { way: null, asked: null, writing: method }),
      [{ act: "send", message: { kind: "evidence_given", ...given } }],
    ];
  },
};

/** @satisfies {Record<string, (state: State, message: any) => Step>} */
export const HEARD = {
  card_told: (state, /** @type {CardTold} */ message) => {
    const { asked, failures } = state.call?.identity ?? NOTHING_FOUND;
    if (!asked || asked.id !== message.ask_id || isOver(asked)) return [state, []];
    const face = message.state === "done" ? message.face : null;
    return [
      change(state, {
        asked: { ...asked, state: message.state, code: message.code, face },
        failures: message.state === "failed" ? failures + 1 : message.state === "done" ? 0 : failures,
      }),
      [],
    ];
  },
  evidence_found: (state, /** @type {import("./messages").EvidenceFound} */ { evidence }) => {
    const identity = state.call?.identity;
    if (!identity || identity.found.some((one) => one.evidence_id === evidence.evidence_id)) return [state, []];
    const proven = evidence.method === "card_key" && identity.asked?.want === "proof";
    return [
      change(state, {
        found: [...identity.found, evidence],
        writing: evidence.method === identity.writing ? null : identity.writing,
        ...(proven ? { asked: null, way: null } : {}),
      }),
      [],
    ];
  },
};

/** Headquarters did not accept something: what was being asked or written down may be tried again; null when it was
 * neither. @param {State} state @param {import("./messages").Refused} message @returns {State | null} */
export function refused(state, message) {
  const { asked, writing } = state.call?.identity ?? NOTHING_FOUND;
  if (asked?.state === "asked" && message.code === "not_allowed") {
    return change(state, { asked: { ...asked, state: "failed" } });
  }
  return writing ? change(state, { writing: null }) : null;
}

/** @param {State} state @param {Partial<Identity>} changed @returns {State} */
function change(state, changed) {
  return { ...state, call: state.call && { ...state.call, identity: { ...state.call.identity, ...changed } } };
}

/** Nothing more is told of it. @param {Asked} asked */
const isOver = (asked) => asked.state === "declined" || asked.state === "done" || asked.state === "failed";

/** @param {Identity} identity */
const isUnderWay = ({ asked }) => asked !== null && !isOver(asked);
