// Transcripts of a call as the console lives through it; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { start, step } from "../../../../kiosk/headquarters/web/console/static/call.js";
import { claimed, lastCall, owes, statusBefore } from "../../../../kiosk/headquarters/web/console/static/remembering.js";

const CALL = "0190c8f0-0000-7000-8000-000000000001";
const SHOWN = {
  call_id: CALL, place: "家島支所", topic: "住民票の写し", language: "ja",
  since: "2026-11-21T01:00:00Z", waiting_number: 4, language_spoken: true, reserved: true,
};
const NOW = {
  kind: "calls_now", server_time: "2026-11-21T01:00:05Z", status: "available", state: "idle", waiting: [],
  answered_today: 1, calls_today: 2, average_wait_seconds: 41,
};
const RINGS = { kind: "call_rings", reservation_id: "r1", expires_at: "2026-11-21T01:00:25Z", call: SHOWN };
const YOURS = { kind: "call_yours", call: SHOWN, counter: "shimin", epoch: 3, ice_servers: [] };
const OFFER = { kind: "media_offer", call_id: CALL, epoch: 0, attempt: 0, sdp: "v=0 booth", ice_servers: [] };
const FORM = {
  kind: "form_shown", call_id: CALL, epoch: 3, number: 1, procedure: "juminhyo", version: "1", title: "住民票の写し", locale: "ja",
  fields: [{ field: "copies", label: "通数", value: 1, text: "1通", source: "resident", is_name: false, options: [], proposable: true }],
};
const hears = (message, at = 0) => ({ is: "message", message, at });

/** Plays events and returns the last state with everything that was done on the way. */
function play(events, from = start()) {
  const done = [];
  let state = from;
  for (const event of events) {
    const frozen = Object.freeze(state);
    const [next, effects] = step(frozen, event);
    state = next;
    done.push(...effects);
  }
  return { state, done, sent: done.filter((one) => one.act === "send").map((one) => one.message) };
}

const ANSWERED = [
  { is: "line_opened" }, hears(NOW), { is: "media_opened", camera: true, microphone: true }, hears(RINGS), { is: "answer_pressed" },
  hears(YOURS, 1000), hears(OFFER),
];
const TALKING = [...ANSWERED, { is: "answer_made", attempt: 0, sdp: "v=0 console" }, { is: "frame_decoded", attempt: 0 }];

test("available staff have camera and microphone open before any call", () => {
  const { done, state } = play([{ is: "line_opened" }, hears(NOW)]);
  assert.deepEqual(done, [{ act: "open_media" }]);
  assert.equal(state.media, "asking");
});

test("the clock of headquarters counts, not this machine's", () => {
  const { state } = play([hears(NOW, Date.parse("2026-11-21T01:02:05Z"))]);
  assert.equal(state.clockOffset, -120_000);
});

test("a whole call: ring, answer, media, hang up, outcome", () => {
  const { sent, done, state } = play([
    ...ANSWERED,
    { is: "answer_made", attempt: 0, sdp: "v=0 console" },
    { is: "candidate_found", attempt: 0, candidate: "candidate:1", mid: "0", line: 0 },
    { is: "candidate_found", attempt: 0, candidate: "", mid: null, line: null },
    { is: "frame_decoded", attempt: 0 },
    hears({ kind: "call_connected", call_id: CALL, epoch: 3 }),
    { is: "hang_up_pressed", at: 66_000 },
    { is: "outcome_recorded", outcome: "solved", note: "済" },
  ]);
  assert.deepEqual(sent, [
    { kind: "ring_answered", reservation_id: "r1" },
    { kind: "media_answer", call_id: CALL, epoch: 3, attempt: 0, sdp: "v=0 console" },
    { kind: "media_candidate", call_id: CALL, epoch: 3, attempt: 0, candidate: "candidate:1", sdp_mid: "0", sdp_m_line_index: 0 },
    { kind: "media_candidate", call_id: CALL, epoch: 3, attempt: 0, candidate: "", sdp_mid: null, sdp_m_line_index: null },
    { kind: "media_connected", call_id: CALL, epoch: 3, attempt: 0 },
    { kind: "call_hung_up", call_id: CALL, epoch: 3 },
    { kind: "wrap_up", call_id: CALL, outcome: "solved", note: "済" },
  ]);
  assert.deepEqual(done.find((one) => one.act === "answer_offer"), { act: "answer_offer", attempt: 0, sdp: "v=0 booth", iceServers: [] });
  assert.ok(done.some((one) => one.act === "ring") && done.some((one) => one.act === "end_media"));
  assert.equal(state.call, null);
  assert.equal(state.wrapping, null);
});

test("hanging up keeps who it was and how long for the wrap-up", () => {
  const { state } = play([...TALKING, { is: "hang_up_pressed", at: 66_000 }]);
  assert.deepEqual(state.wrapping, { callId: CALL, shown: SHOWN, reason: "staff_hung_up", seconds: 65 });
});

test("the booth hangs up: wrap-up without a word from us", () => {
  const { state, sent } = play([...TALKING, hears({ kind: "call_ended", call_id: CALL, epoch: 3, reason: "booth_hung_up" }, 9000)]);
  assert.equal(state.wrapping.reason, "booth_hung_up");
  assert.ok(!sent.some((message) => message.kind === "call_hung_up"));
});

test("pressing answer twice answers once", () => {
  const { sent } = play([hears(RINGS), { is: "answer_pressed" }, { is: "answer_pressed" }]);
  assert.equal(sent.length, 1);
});

test("あとで gives the call to the next person and stops the ring", () => {
  const { sent, done, state } = play([hears(RINGS), { is: "later_pressed" }]);
  assert.deepEqual(sent, [{ kind: "ring_declined", reservation_id: "r1" }]);
  assert.ok(done.some((one) => one.act === "stop_ringing"));
  assert.equal(state.ring, null);
});

test("a ring that is withdrawn goes away and says why; one of another reservation does not", () => {
  const other = play([hears(RINGS), hears({ kind: "ring_withdrawn", reservation_id: "r0", why: "expired" })]);
  assert.notEqual(other.state.ring, null);
  const mine = play([hears(RINGS), hears({ kind: "ring_withdrawn", reservation_id: "r1", why: "cancelled" })]);
  assert.equal(mine.state.ring, null);
  assert.equal(mine.state.trouble, "withdrawn");
});

test("somebody else was quicker: said, and nothing hangs", () => {
  const { state } = play([hears(RINGS), { is: "answer_pressed" },
    hears({ kind: "refused", code: "already_answered", detail: "", call_id: CALL })]);
  assert.equal(state.ring, null);
  assert.equal(state.trouble, "taken");
});

test("messages of an earlier epoch or another call are dropped", () => {
  const late = play([...TALKING, hears({ kind: "call_ended", call_id: CALL, epoch: 2, reason: "lost" })]);
  assert.notEqual(late.state.call, null);
  const foreign = play([...TALKING, hears({ ...FORM, call_id: "0190c8f0-0000-7000-8000-00000000000f" })]);
  assert.equal(foreign.state.call.form, null);
});

test("a new offer in the call makes a new answer; words of the old connection are dropped", () => {
  const again = { ...OFFER, epoch: 3, attempt: 1, sdp: "v=0 again" };
  const { done, sent, state } = play([...TALKING, hears(again), { is: "candidate_found", attempt: 0, candidate: "c", mid: "0", line: 0 },
    { is: "answer_made", attempt: 1, sdp: "v=0 new" }]);
  assert.equal(done.filter((one) => one.act === "answer_offer").length, 2);
  assert.ok(!sent.some((message) => message.kind === "media_candidate"));
  assert.equal(sent.at(-1).attempt, 1);
  assert.equal(state.call.phase, "stalled");
  const back = play([{ is: "frame_decoded", attempt: 1 }], state);
  assert.equal(back.state.call.phase, "connected");
  assert.deepEqual(back.sent, [{ kind: "media_connected", call_id: CALL, epoch: 3, attempt: 1 }]);
});

test("an offer of an attempt already answered is not answered again", () => {
  const { done } = play([...TALKING, hears(OFFER)]);
  assert.equal(done.filter((one) => one.act === "answer_offer").length, 1);
});

test("a picture that stops is told, but not behind the PIN curtain", () => {
  const stalled = { is: "picture_stalled", attempt: 0 };
  assert.equal(play([...TALKING, stalled]).state.call.phase, "stalled");
  assert.equal(play([...TALKING, stalled, { is: "picture_moved", attempt: 0 }]).state.call.phase, "connected");
  const curtain = hears({ kind: "pin_curtain", call_id: CALL, epoch: 3, drawn: true });
  const behind = play([...TALKING, curtain, stalled]);
  assert.equal(behind.state.call.phase, "connected");
  assert.equal(behind.state.call.curtain, true);
});

test("the form: asked once, shown, proposed, answered by the resident's touch", () => {
  const { sent, state } = play([...TALKING, { is: "form_pressed" }, { is: "form_pressed" }, hears(FORM),
    { is: "proposed", id: "p1", field: "copies", value: 2 }, { is: "proposed", id: "p2", field: "copies", value: 3 }]);
  assert.deepEqual(sent.slice(-2), [
    { kind: "form_asked", call_id: CALL, epoch: 3, number: 1 },
    { kind: "proposal", call_id: CALL, epoch: 3, proposal_id: "p1", field: "copies", value: 2 },
  ]);
  assert.equal(state.call.proposals.copies.state, "open");
  const answer = hears({ kind: "proposal_answered", call_id: CALL, epoch: 3, proposal_id: "p1", accepted: false });
  assert.equal(play([answer], state).state.call.proposals.copies.state, "declined");
});

test("the resident hides the form: nothing of it stays", () => {
  const { state } = play([...TALKING, hears(FORM), hears({ kind: "form_hidden", call_id: CALL, epoch: 3, number: 2 })]);
  assert.equal(state.call.form, null);
  assert.deepEqual(state.call.proposals, {});
});

test("the line breaks in a call: the call goes on, and goes on after the line is back", () => {
  const broken = play([...TALKING, { is: "line_lost" }]);
  assert.notEqual(broken.state.call, null);
  assert.equal(broken.state.trouble, "line_lost");
  const back = play([{ is: "line_opened" }, hears({ ...NOW, state: "in_call" })], broken.state);
  assert.notEqual(back.state.call, null);
  assert.equal(back.state.trouble, null);
});

test("the line comes back and the call is gone: wrap up, do not talk to nobody", () => {
  const { state, done } = play([...TALKING, { is: "line_lost" }, { is: "line_opened" }, hears({ ...NOW, state: "wrapping" }, 5000)]);
  assert.equal(state.call, null);
  assert.equal(state.wrapping.reason, "lost");
  assert.deepEqual(done.at(-1), { act: "end_media" });
});

test("a page loaded again claims the call it was in, until headquarters says what became of it", () => {
  const talking = play(TALKING).state;
  const last = lastCall(talking, 61_000);
  assert.deepEqual([last.callId, last.epoch, last.seconds], [CALL, 3, 60]);
  const again = start(last);
  assert.deepEqual([claimed(again).call_id, claimed(again).epoch, claimed(again).answered], [CALL, 3, 0]);
  const waits = play([{ is: "line_opened" }, hears({ ...NOW, state: "in_call" })], again).state;
  assert.equal(claimed(waits).call_id, CALL); // the booth has not come back yet
  assert.deepEqual(lastCall(waits, 0), last);
  const joined = play([hears(YOURS)], waits).state;
  assert.equal(claimed(joined), null);
  const alone = play([hears({ ...NOW, state: "wrapping" })], waits).state;
  assert.equal(alone.wrapping.callId, CALL);
  assert.equal(claimed(alone), null);
  assert.equal(claimed(start(lastCall(alone, 0))), null); // what is over is claimed by nobody
  assert.equal(claimed(play([hears(NOW)], waits).state), null);
});

test("who hung up on a dead line owes the outcome, also after the page was loaded again", () => {
  const over = play([...TALKING, { is: "line_lost" }, { is: "hang_up_pressed", at: 66_000 }]).state;
  assert.equal(owes(over), CALL);
  const again = start(lastCall(over, 70_000));
  assert.deepEqual([owes(again), claimed(again)], [CALL, null]);
  assert.equal(owes(start(lastCall(play(TALKING).state, 61_000))), null); // still in it, as far as the page knows
  assert.equal(owes(start(null, [{ callId: CALL, outcome: "solved", note: "" }])), CALL);
  assert.equal(owes(start()), null);
});

test("a status counts for a page loaded again at once, and for no later one", () => {
  assert.equal(statusBefore({ status: "available", at: 1000 }, 100_000), "available");
  assert.equal(statusBefore({ status: "available", at: 1000 }, 121_000), null);
  assert.equal(statusBefore(null, 0), null);
});

test("a page loaded again still records the outcome of its call", () => {
  const remembered = { callId: CALL, shown: SHOWN, reason: "lost", seconds: 5 };
  const { state } = play([{ is: "line_opened" }, hears({ ...NOW, state: "wrapping" })], start(remembered));
  assert.deepEqual(state.wrapping, remembered);
  assert.equal(play([hears(NOW)], start(remembered)).state.wrapping, null);
});

for (const state of ["idle", "reserved"]) {
  test(`a wrap-up that headquarters ended is over, also when the next word says ${state}`, () => {
    const after = play([...TALKING, { is: "hang_up_pressed", at: 66_000 }, hears({ ...NOW, state: "wrapping" }), hears({ ...NOW, state })]);
    assert.deepEqual([after.state.wrapping, after.state.trouble], [null, "wrap_over"]);
  });
}

test("a status nobody chose here is said aloud; one that was chosen is not", () => {
  const away = hears({ ...NOW, status: "break" });
  assert.equal(play([hears(NOW), away]).state.trouble, "set_away");
  const chosen = play([hears(NOW), { is: "media_opened", camera: true, microphone: true }, { is: "status_pressed", status: "break" }, away]);
  assert.equal(chosen.state.trouble, null);
  assert.ok(chosen.done.some((one) => one.act === "close_media"));
});

test("no camera: the call is taken with sound only; nothing at all: said with a remedy", () => {
  assert.equal(play([{ is: "media_opened", camera: false, microphone: true }]).state.trouble, "no_camera");
  const denied = play([{ is: "media_denied" }]);
  assert.equal(denied.state.trouble, "no_media");
  assert.deepEqual(play([{ is: "retry_pressed" }], denied.state).done, [{ act: "open_media" }]);
});

test("no microphone is said, and goes away with the device that comes", () => {
  const without = play([{ is: "media_opened", camera: true, microphone: false }]).state;
  assert.equal(without.trouble, "no_microphone");
  assert.equal(play([{ is: "media_opened", camera: true, microphone: true }], without).state.trouble, null);
});

test("an open question of the browser is said, and over with a break", () => {
  const waits = play([hears(NOW), { is: "media_waits" }]).state;
  assert.equal(waits.trouble, "media_waits");
  const { state, done } = play([{ is: "status_pressed", status: "break" }], waits);
  assert.equal(state.trouble, null);
  assert.ok(done.some((one) => one.act === "close_media"));
});

test("a booth that is heard and not seen is a whole call, and its picture may come later", () => {
  const voice = { is: "voice_only", attempt: 0 };
  const { state, sent } = play([...ANSWERED, voice]);
  assert.equal(state.call.phase, "voice");
  assert.deepEqual(sent.at(-1), { kind: "media_connected", call_id: CALL, epoch: 3, attempt: 0 });
  assert.equal(play([{ is: "frame_decoded", attempt: 0 }], state).state.call.phase, "connected");
  const stopped = play([...TALKING, voice]);
  assert.equal(stopped.state.call.phase, "voice");
  assert.equal(stopped.sent.filter((one) => one.kind === "media_connected").length, 1);
  assert.equal(play([{ is: "picture_moved", attempt: 0 }], stopped.state).state.call.phase, "connected");
  assert.equal(play([{ is: "picture_stalled", attempt: 0 }], stopped.state).state.call.phase, "stalled");
});

test("a page that was closed on purpose lets go of the call, of camera and microphone", () => {
  const { state, done } = play([...TALKING, { is: "line_refused" }]);
  assert.deepEqual([state.call, state.wrapping, state.now, state.media], [null, null, null, "off"]);
  assert.deepEqual(done.slice(-3), [{ act: "stop_ringing" }, { act: "end_media" }, { act: "close_media" }]);
  assert.equal(play([{ is: "trouble_read" }], state).state.trouble, "line_refused");
});

test("microphone and camera are cut and come back with the next call", () => {
  const { done, state } = play([...TALKING, { is: "microphone_pressed" }]);
  assert.deepEqual(done.slice(-2), [{ act: "set_tracks", microphone: false, camera: true }, { act: "tell" }]);
  assert.equal(play([{ is: "hang_up_pressed", at: 1 }], state).state.microphone, true);
});
