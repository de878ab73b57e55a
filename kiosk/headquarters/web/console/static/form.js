// @ts-check
/**
 * The resident's form at the console: the same pure steps as `call.js`. It is asked for, seen as long as it is shown, and
 * changed by proposals only. A form comes with a number; one that is not later than what was hidden is not shown again.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Step} Step
 * @typedef {import("./call").ProposalMade} ProposalMade
 *
 * @typedef {{is: "form_pressed"} | {is: "proposed", id: string, field: string, value: unknown}} Happening
 */

/** @satisfies {{[K in Happening["is"]]: (state: State, event: any) => Step}} */
export const REACTIONS = {
  form_pressed: (state) => {
    if (!state.call || state.call.formAsked) return [state, []];
    const { shown, epoch } = state.call;
    const number = state.call.formAsks + 1;
    return [
      { ...state, call: { ...state.call, formAsked: true, formAsks: number } },
      [{ act: "send", message: { kind: "form_asked", call_id: shown.call_id, epoch, number } }],
    ];
  },
  proposed: (state, { id, field, value }) => {
    const call = state.call;
    if (!call || !call.form || call.proposals[field]?.state === "open") return [state, []];
    const proposals = { ...call.proposals, [field]: { id, value, state: /** @type {const} */ ("open"), why: null } };
    const { shown, epoch } = call;
    /** @type {import("./messages").FromConsole} */
    const message = { kind: "proposal", call_id: shown.call_id, epoch, proposal_id: id, field, value };
    return [{ ...state, call: { ...call, proposals } }, [{ act: "send", message }]];
  },
};

/** @satisfies {Record<string, (state: State, message: any) => Step>} */
export const HEARD = {
  form_shown: (state, /** @type {import("./messages").FormShown} */ message) => {
    const call = state.call;
    if (!call || (message.number && message.number <= call.formHidden)) return [state, []];
    return [{ ...state, call: { ...call, form: message, formAsked: false } }, []];
  },
  form_hidden: (state, /** @type {import("./messages").FormHidden} */ { number }) => {
    const call = state.call;
    if (!call) return [state, []];
    const formHidden = Math.max(number, call.formHidden);
    return [{ ...state, call: { ...call, form: null, formAsked: false, formHidden, proposals: {} } }, []];
  },
  proposal_answered: (state, /** @type {import("./messages").ProposalAnswered} */ message) => {
    const call = state.call;
    const found = call && Object.entries(call.proposals).find(([, made]) => made.id === message.proposal_id);
    if (!call || !found) return [state, []];
    const [field, made] = found;
    /** @type {ProposalMade} */
    const answered = { ...made, state: message.accepted ? "accepted" : "declined", why: message.why };
    return [{ ...state, call: { ...call, proposals: { ...call.proposals, [field]: answered } } }, []];
  },
};
