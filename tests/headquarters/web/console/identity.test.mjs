// How somebody is identified in a call, as transcripts; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { start, step } from "../../../../kiosk/headquarters/web/console/static/call.js";
import { faceToCompare } from "../../../../kiosk/headquarters/web/console/static/identity.js";

const CALL = "0190c8f0-0000-7000-8000-000000000001";
const SHOWN = {
  call_id: CALL, place: "家島支所", topic: null, language: "ja",
  since: "2026-11-21T01:00:00Z", waiting_number: 4, language_spoken: true, reserved: true,
};
const NOW = {
  kind: "calls_now", server_time: "2026-11-21T01:00:05Z", status: "available", state: "in_call", waiting: [],
  answered_today: 1, calls_today: 2, average_wait_seconds: 41,
};
const YOURS = { kind: "call_yours", call: SHOWN, counter: "shimin", epoch: 3, ice_servers: [] };
const FACE = {
  name: "bmFtZQ==", address: "", photograph: "cGhvdG8=", birth_date: "19590506", sex: "2", expiry: "20350506",
  integrity: "unchecked", cautions: [],
};
const CODE = "34050620351234";
const hears = (message) => ({ is: "message", message, at: 0 });
const told = (state, more = {}) => hears({ kind: "card_told", call_id: CALL, epoch: 3, ask_id: "a1", state, code: null, face: null, ...more });
const found = (method, outcome, evidence_id = "e1") => hears({
  kind: "evidence_found", call_id: CALL, epoch: 3,
  evidence: { evidence_id, level: "A3", method, outcome, at: "2026-11-21T01:02:00Z", code: null, by: "", steps: [] },
});
const IN_CALL = [{ is: "line_opened" }, hears(NOW), hears(YOURS)];
const ASK_FACE = { is: "card_asked", id: "a1", want: "face", code: CODE };
const ASK_PROOF = { is: "card_asked", id: "a1", want: "proof", code: null };
const COMPARING = [...IN_CALL, ASK_FACE, told("agreed"), told("reading"), told("done", { face: FACE })];
const looked = (confirmed) => ({ is: "looked", method: "face_compared", confirmed, paper: "" });

function play(events, from = start()) {
  const sent = [];
  let state = from;
  for (const event of events) {
    const [next, effects] = step(Object.freeze(state), event);
    state = next;
    sent.push(...effects.filter((one) => one.act === "send").map((one) => one.message));
  }
  return { state, sent, identity: state.call?.identity };
}

test("the number of the card is sent once and kept nowhere", () => {
  const { sent, state } = play([...IN_CALL, ASK_FACE]);
  assert.deepEqual(sent, [{ kind: "card_asked", call_id: CALL, epoch: 3, ask_id: "a1", want: "face", code: CODE }]);
  assert.ok(!JSON.stringify(state).includes(CODE));
});

test("while the line is lost nothing is asked and nothing written down, so that nothing waits in a queue", () => {
  const { sent, identity } = play([...IN_CALL, { is: "line_lost" }, ASK_FACE]);
  assert.deepEqual(sent, []);
  assert.equal(identity.asked, null);
  const lost = play([...COMPARING, { is: "line_lost" }, looked(true)]);
  assert.equal(lost.sent.length, 1);
  assert.notEqual(faceToCompare(lost.identity), null);
});

test("one question at a time: a second one waits until the first is answered or given up", () => {
  assert.equal(play([...IN_CALL, ASK_FACE, { ...ASK_PROOF, id: "a2" }]).sent.length, 1);
  assert.equal(play([...IN_CALL, ASK_FACE, told("declined"), { ...ASK_PROOF, id: "a2" }]).sent.length, 2);
  assert.equal(play([...IN_CALL, ASK_FACE, { is: "way_chosen", way: null }, { ...ASK_PROOF, id: "a2" }]).sent.length, 2);
});

test("each step of the question is shown, and what comes after its end or of another question is not", () => {
  assert.equal(play([...IN_CALL, ASK_FACE, told("reading")]).identity.asked.state, "reading");
  assert.equal(play([...IN_CALL, ASK_FACE, told("declined"), told("done", { face: FACE })]).identity.asked.state, "declined");
  const other = play([...IN_CALL, ASK_FACE, told("done", { ask_id: "a9", face: FACE })]);
  assert.equal(other.identity.asked.state, "asked");
  assert.equal(faceToCompare(other.identity), null);
});

test("pictures are there only to compare: a face that comes too early is dropped", () => {
  assert.equal(play([...IN_CALL, ASK_FACE, told("reading", { face: FACE })]).identity.asked.face, null);
});

for (const [why, event] of [
  ["a decision", looked(true)], ["the other decision", looked(false)], ["giving it up", { is: "way_chosen", way: null }],
  ["leaving the page", { is: "page_left" }], ["hanging up", { is: "hang_up_pressed", at: 1 }],
  ["the resident hanging up", hears({ kind: "call_ended", call_id: CALL, epoch: 3, reason: "booth_hung_up" })],
  ["the call going on under another epoch", hears({ ...YOURS, epoch: 4 })],
]) {
  test(`after ${why} no picture is left`, () => {
    const { state } = play([...COMPARING, event]);
    assert.ok(!JSON.stringify(state).includes(FACE.photograph));
    assert.ok(!JSON.stringify(state).includes(FACE.birth_date));
  });
}

test("the clerk's look is sent, and told as being written down until headquarters wrote it", () => {
  const { sent, state } = play([...COMPARING, looked(true)]);
  assert.deepEqual(sent.at(-1), {
    kind: "evidence_given", call_id: CALL, epoch: 3, method: "face_compared", outcome: "confirmed", paper: "",
  });
  assert.equal(state.call.identity.writing, "face_compared");
  assert.equal(play([looked(true)], state).sent.length, 0);
  assert.equal(play([found("face_compared", "confirmed")], state).identity.writing, null);
  const refused = hears({ kind: "refused", code: "not_allowed", detail: "記録できませんでした", call_id: CALL });
  const again = play([refused], state);
  assert.equal(again.identity.writing, null);
  assert.equal(again.state.trouble, "not_allowed");
});

test("a card that may be forged, or shows no photograph, can confirm nobody", () => {
  const forged = play([...IN_CALL, ASK_FACE, told("done", { face: { ...FACE, integrity: "bad" } }), looked(true)]);
  assert.equal(forged.sent.length, 1);
  assert.equal(play([looked(false)], forged.state).sent.at(-1).outcome, "not_confirmed");
  assert.equal(play([...COMPARING, { is: "picture_broken", picture: "photograph" }, looked(true)]).sent.length, 1);
  assert.equal(play([...IN_CALL, looked(true)]).sent.length, 0);
});

test("papers are told by their name", () => {
  const { sent } = play([...IN_CALL, { is: "looked", method: "paper_seen", confirmed: false, paper: "パスポート" }]);
  assert.deepEqual(sent.at(-1), {
    kind: "evidence_given", call_id: CALL, epoch: 3, method: "paper_seen", outcome: "not_confirmed", paper: "パスポート",
  });
});

test("a proof ends with what headquarters found, whichever of the two words comes first", () => {
  const early = play([...IN_CALL, ASK_PROOF, told("reading"), found("card_key", "confirmed"), told("done")]);
  assert.deepEqual([early.identity.asked, early.identity.found.length], [null, 1]);
  const waiting = play([...IN_CALL, ASK_PROOF, told("done")]);
  assert.equal(waiting.identity.asked.state, "done");
  assert.equal(play([found("card_key", "not_checked")], waiting.state).identity.asked, null);
});

test("a question under way when the line broke is to be asked again, a face already shown stays", () => {
  const back = [{ is: "line_lost" }, { is: "line_opened" }, hears(YOURS)];
  for (const again of [back, [...back.slice(0, 2), hears({ ...YOURS, epoch: 4 })]]) {
    assert.equal(play([...IN_CALL, ASK_FACE, told("reading"), ...again]).identity.asked.state, "failed");
  }
  assert.notEqual(faceToCompare(play([...COMPARING, ...back]).identity), null);
  assert.equal(play([...COMPARING, looked(true), ...back]).identity.writing, null);
});

test("what was found is listed once, and stays when the call goes on under another epoch", () => {
  const twice = play([...IN_CALL, found("tap", "confirmed"), found("tap", "confirmed"), found("card_key", "confirmed", "e2")]);
  assert.deepEqual(twice.identity.found.map((one) => one.evidence_id), ["e1", "e2"]);
  assert.equal(play([hears({ ...YOURS, epoch: 4 })], twice.state).identity.found.length, 2);
});

test("a booth that cannot be reached is told where it was asked, not as a general trouble", () => {
  const { identity, state } = play([...IN_CALL, ASK_FACE, hears({ kind: "refused", code: "not_allowed", detail: "x", call_id: CALL })]);
  assert.deepEqual([identity.asked.state, identity.asked.code, state.trouble], ["failed", null, null]);
});

test("failures in a row are counted, so that nobody is sent round in a circle", () => {
  const failing = [ASK_FACE, told("failed", { code: "C-05" }), { is: "card_forgotten" }];
  const three = play([...IN_CALL, ...failing, ...failing, ...failing]);
  assert.equal(three.identity.failures, 3);
  assert.equal(play([ASK_FACE, told("done", { face: FACE })], three.state).identity.failures, 0);
});

test("another call begins with nothing known", () => {
  const other = { ...YOURS, call: { ...SHOWN, call_id: "0190c8f0-0000-7000-8000-000000000002" } };
  assert.deepEqual(play([...COMPARING, found("tap", "confirmed"), hears(other)]).identity.found, []);
});
