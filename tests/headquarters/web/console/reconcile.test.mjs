// What is true of a call at both ends: told, compared, and found again after a broken line; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { start, step } from "../../../../kiosk/headquarters/web/console/static/call.js";
import { staffNow } from "../../../../kiosk/headquarters/web/console/static/reconcile.js";

const CALL = "0190c8f0-0000-7000-8000-000000000001";
const SHOWN = {
  call_id: CALL, place: "家島支所", topic: "住民票の写し", language: "ja", since: "2026-11-21T01:00:00Z",
  waiting_number: 4, language_spoken: true, reserved: true,
};
const NOW = {
  kind: "calls_now", server_time: "2026-11-21T01:00:05Z", status: "available", state: "in_call", waiting: [],
  answered_today: 1, calls_today: 2, average_wait_seconds: 41, opens_at: null, owed: null,
};
const YOURS = { kind: "call_yours", call: SHOWN, counter: "shimin", epoch: 3, ice_servers: [] };
const OFFER = { kind: "media_offer", call_id: CALL, epoch: 3, attempt: 1, sdp: "v=0", ice_servers: [] };
const FORM = { kind: "form_shown", call_id: CALL, epoch: 3, number: 5, procedure: "juminhyo", title: "", fields: [] };
const hears = (message, at = 0) => ({ is: "message", message, at });
const booth = (number, true_) => hears({
  kind: "booth_now", call_id: CALL, epoch: 3, number, waited: {}, attempt: 1, seen: 1, curtain: false, form: "shown",
  form_number: 5, asks_heard: 1, settled: [], card: null, voice_first: false, without: [], held: [], ...true_,
});

function play(events, from = start()) {
  const done = [];
  let state = from;
  for (const event of events) {
    const [next, effects] = step(Object.freeze(state), event);
    state = next;
    done.push(...effects);
  }
  return { state, done, sent: done.filter((one) => one.act === "send").map((one) => one.message) };
}

const TALKING = [
  { is: "line_opened" }, hears(NOW), hears(YOURS), hears(OFFER), { is: "answer_made", attempt: 1, sdp: "v=0" },
  { is: "frame_decoded", attempt: 1 },
];
const PROPOSED = [...TALKING, { is: "form_pressed" }, hears(FORM), { is: "proposed", id: "p1", field: "copies", value: 2 }];

test("all that is true here is told: connection, question, form, open proposals", () => {
  assert.deepEqual(staffNow(play(PROPOSED).state), {
    kind: "staff_now", call_id: CALL, epoch: 3, answered: 1, seen: 1, broken: false, form_asks: 1, form_number: 5,
    voice_first: false, without: [], held: [],
    proposals: [{ proposal_id: "p1", field: "copies", value: 2 }], card: null, breaks: 0, broken_s: 0,
  });
  assert.equal(staffNow(start()), null);
});

test("what had stopped and came back is counted with its seconds, for the record", () => {
  let { state } = play(TALKING);
  const at = (event, ms) => {
    const [next, effects] = step(state, event, ms);
    state = next;
    return effects.some((one) => one.act === "tell");
  };
  at({ is: "picture_stalled", attempt: 1 }, 10_000);
  at({ is: "connection_failed", attempt: 1 }, 12_000);
  assert.ok(at({ is: "picture_moved", attempt: 1 }, 17_400));
  assert.deepEqual([staffNow(state).breaks, staffNow(state).broken_s], [1, 7]);
  at(hears({ ...OFFER, attempt: 2 }), 20_000);
  at({ is: "frame_decoded", attempt: 2 }, 21_000);
  assert.deepEqual([staffNow(state).breaks, staffNow(state).broken_s], [2, 8]);
});

test("the booth is told when something of it changes, and not for a form it sent itself", () => {
  const { state } = play(TALKING);
  assert.ok(play([{ is: "form_pressed" }], state).done.some((one) => one.act === "tell"));
  const failed = play([{ is: "connection_failed", attempt: 1 }], state);
  assert.ok(failed.done.some((one) => one.act === "tell"));
  const carries = play([{ is: "connection_carries", attempt: 1 }], failed.state);
  assert.ok(carries.done.some((one) => one.act === "tell"), "the booth need not make it anew");
  assert.equal(carries.state.call.broken, false);
  assert.ok(!play([hears(FORM)], state).done.some((one) => one.act === "tell"));
});

test("a form hidden while the line was broken is gone, and one that arrives late stays gone", () => {
  const hidden = play([...PROPOSED, booth(1, { form: "hidden", form_number: 6 })]).state;
  assert.equal(hidden.call.form, null);
  assert.deepEqual(hidden.call.proposals, {});
  assert.equal(play([hears(FORM)], hidden).state.call.form, null);
  assert.notEqual(play([hears({ ...FORM, number: 7 })], hidden).state.call.form, null);
});

test("a picture that yields to the voice is told to the other side, until it is sent again", () => {
  const yielding = play([...TALKING, { is: "voice_first", attempt: 1, on: true }]);
  assert.equal(staffNow(yielding.state).voice_first, true);
  assert.ok(yielding.done.some((one) => one.act === "tell"));
  assert.equal(staffNow(play([hears({ ...OFFER, attempt: 2 })], yielding.state).state).voice_first, false);
  const there = play([...TALKING, booth(1, { voice_first: true })]).state;
  assert.equal(there.call.boothVoiceFirst, true);
  assert.equal(play([booth(2, {})], there).state.call.boothVoiceFirst, false);
});

test("a curtain that fell or rose unseen is where the booth says it is", () => {
  const drawn = play([...TALKING, booth(1, { curtain: true })]).state;
  assert.equal(drawn.call.curtain, true);
  assert.equal(play([booth(2, { curtain: false })], drawn).state.call.curtain, false);
});

test("an answer to a proposal that was lost is found", () => {
  const settled = [{ proposal_id: "p1", accepted: true, why: null }];
  assert.equal(play([...PROPOSED, booth(1, { settled })]).state.call.proposals.copies.state, "accepted");
});

test("a question the booth never heard stays asked; one that was answered can be asked again", () => {
  const asked = play([...TALKING, { is: "form_pressed" }, booth(1, { form: "hidden", asks_heard: 0 })]).state;
  assert.equal(asked.call.formAsked, true);
  const answered = play([booth(2, { form: "hidden", asks_heard: 1 })], asked).state;
  assert.equal(answered.call.formAsked, false);
  assert.equal(play([{ is: "form_pressed" }], answered).sent[0].number, 2);
});

test("a page loaded again counts on from the questions the booth knows", () => {
  const { state } = play([...TALKING, booth(1, { form: "hidden", asks_heard: 4 })]);
  assert.equal(play([{ is: "form_pressed" }], state).sent[0].number, 5);
});

test("an older state than the one heard changes nothing; on another line the numbers begin anew", () => {
  const { state } = play([...TALKING, booth(5, {})]);
  assert.equal(play([booth(5, { curtain: true })], state).state.call.curtain, false);
  const back = play([{ is: "line_lost" }, { is: "line_opened" }, booth(1, { curtain: true })], state);
  assert.equal(back.state.call.curtain, true);
});

test("another person's call begins with no question and no proposal", () => {
  const { state } = play([...PROPOSED, hears({ ...YOURS, epoch: 4 })]);
  assert.deepEqual([state.call.formAsks, state.call.proposals], [0, {}]);
});

// -- the outcome -------------------------------------------------------------------------------------------------------

const RECORDED = [
  ...TALKING, { is: "hang_up_pressed", at: 9000 }, { is: "outcome_recorded", outcome: "solved", note: "済" },
];
const WRAP_UP = { kind: "wrap_up", call_id: CALL, outcome: "solved", note: "済" };

test("an outcome is said again on each line until headquarters has it", () => {
  const { state } = play(RECORDED);
  assert.deepEqual(play([{ is: "line_lost" }, { is: "line_opened" }], state).sent, [WRAP_UP]);
  const kept = play([hears({ kind: "outcome_kept", call_id: CALL })], state).state;
  assert.deepEqual(play([{ is: "line_lost" }, { is: "line_opened" }], kept).sent, []);
});

test("a page loaded again goes on saying what it recorded", () => {
  const { unkept } = play(RECORDED).state;
  assert.deepEqual(play([{ is: "line_opened" }], start(null, unkept)).sent, [WRAP_UP]);
});

test("an outcome that cannot be recorded is said, and not tried for ever", () => {
  const { state } = play([...RECORDED, hears({ kind: "refused", code: "unknown_call", detail: "", call_id: CALL })]);
  assert.deepEqual([state.trouble, state.unkept], ["not_recorded", []]);
});

test("a page that remembers nothing is told by headquarters which outcome is missing, and not while it is on its way", () => {
  const owed = { call: SHOWN, reason: "lost", talked_s: 40 };
  const wrapping = hears({ ...NOW, state: "wrapping", owed });
  assert.deepEqual(play([{ is: "line_opened" }, wrapping]).state.wrapping, {
    callId: CALL, shown: SHOWN, reason: "lost", seconds: 40,
  });
  assert.equal(play([wrapping], play(RECORDED).state).state.wrapping, null);
});

test("a status chosen while the line was broken is said when it is back", () => {
  const { sent } = play([...TALKING, { is: "line_lost" }, { is: "status_pressed", status: "break" }, { is: "line_opened" }]);
  assert.deepEqual(sent.at(-1), { kind: "status_chosen", status: "break" });
});

test("what this desk has to do without is told, and forgotten when it is there again", () => {
  const pulled = play([...TALKING, { is: "media_opened", camera: true, microphone: false }]);
  assert.ok(pulled.done.some((one) => one.act === "tell"));
  assert.deepEqual(staffNow(pulled.state).without, ["microphone"]);
  const nothing = play([{ is: "media_denied" }], pulled.state).state;
  assert.deepEqual(staffNow(nothing).without, ["camera", "microphone"]);
  assert.deepEqual(staffNow(play([{ is: "media_opened", camera: true, microphone: true }], nothing).state).without, []);
});

test("a microphone switched off at itself is told until something comes of it, or none is there, and not of the next call", () => {
  const off = play([...TALKING, { is: "voice_off", attempt: 1, on: true }]);
  assert.ok(off.done.some((one) => one.act === "tell"));
  assert.deepEqual(staffNow(off.state).without, ["voice"]);
  assert.deepEqual(staffNow(play([{ is: "media_opened", camera: true, microphone: false }], off.state).state).without, ["microphone"]);
  assert.deepEqual(staffNow(play([{ is: "voice_off", attempt: 1, on: false }], off.state).state).without, []);
  const next = play([{ is: "hang_up_pressed", at: 1 }, ...TALKING], off.state).state;
  assert.deepEqual(staffNow(next).without, []);
});

test("what staff switch off on the page is told, but nothing that is not there", () => {
  const held = play([...TALKING, { is: "microphone_pressed" }, { is: "camera_pressed" }]);
  assert.ok(held.done.some((one) => one.act === "tell"));
  assert.deepEqual(staffNow(held.state).held, ["camera", "microphone"]);
  const less = play([{ is: "media_opened", camera: false, microphone: true }], held.state).state;
  assert.deepEqual(staffNow(less).held, ["microphone"]);
});

test("a resident who stops their voice is known", () => {
  assert.deepEqual(play([...TALKING, booth(1, { held: ["microphone"] })]).state.call.boothHeld, ["microphone"]);
});

test("what the booth has to do without is kept as it told it last", () => {
  const out = play([...TALKING, booth(1, { without: ["speaker"] })]).state;
  assert.deepEqual(out.call.boothWithout, ["speaker"]);
  assert.deepEqual(play([booth(2)], out).state.call.boothWithout, []);
});
