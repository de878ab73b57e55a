// Staff's own picture on a thin line, the watch over the booth's and over the own microphone; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { decodingAfter, NOTHING_CAME } from "../../../../kiosk/headquarters/web/console/static/decoding.js";
import { mutedAfter, NOTHING_HEARD } from "../../../../kiosk/headquarters/web/console/static/muted.js";
import { ownAfter, WHOLE } from "../../../../kiosk/headquarters/web/console/static/yielding.js";

/** The picture after each look: [milliseconds, kbit/s or null, loss]. */
function sent(...looks) {
  let own = WHOLE;
  return looks.map(([at, allowedKbit, loss]) => (own = ownAfter(own, { at, allowedKbit, loss })).on);
}

/** When the connection is given up: looks every half second of [whole pictures, decoded ones] at second `at`. */
function givenUp(until, seen) {
  const when = [];
  let decoding = NOTHING_CAME;
  for (let at = 0; at <= until; at += 0.5) {
    const [next, stuck] = decodingAfter(decoding, ...seen(at), at * 1000);
    decoding = next;
    if (stuck) when.push(at);
  }
  return when;
}

test("a picture stays while the line carries it, or nobody knows what it carries", () => {
  assert.deepEqual(sent([0, null, 0.9], [9000, null, 0.9], [20_000, 400, 0.9], [30_000, 150, 0.9]), [true, true, true, true]);
});

test("a line too thin for it takes it away after six seconds, with loss sooner than without", () => {
  assert.deepEqual(sent([0, 149, 0.04], [5999, 149, 0.04], [6000, 149, 0.04]), [true, true, false]);
  assert.deepEqual(sent([0, 149, 0.03], [6000, 149, 0.03], [12_000, 149, 0.03]), [true, true, true]);
  assert.deepEqual(sent([0, 59, 0], [6000, 59, 0]), [true, false]);
  assert.deepEqual(sent([0, 60, 0], [6000, 60, 0]), [true, true]);
});

test("a moment of relief begins the count anew", () => {
  assert.deepEqual(sent([0, 50, 0], [5000, 200, 0], [6000, 50, 0], [11_000, 50, 0]), [true, true, true, true]);
});

test("it is tried again after twenty seconds, whatever the estimate of so little says", () => {
  assert.deepEqual(sent([0, 50, 0], [6000, 50, 0], [25_999, 5000, 0], [26_000, 50, 0]), [true, false, false, true]);
});

test("a picture that comes and is decoded is let be, one a second too", () => {
  assert.deepEqual(givenUp(60, (at) => [10 * at, 5 * at]), []);
  assert.deepEqual(givenUp(60, (at) => [Math.floor(at), Math.floor(at)]), []);
});

test("pictures that are not decoded for ten seconds give the connection up", () => {
  assert.deepEqual(givenUp(12, (at) => [10 + 10 * at, 3]), [10.5]);
  assert.deepEqual(givenUp(18, (at) => [10 + 10 * at, at < 9 ? 3 : 4]), []);
});

test("a connection that never showed anything is kept for its voice, and who sends nothing owes no picture", () => {
  assert.deepEqual(givenUp(60, (at) => [10 + 10 * at, 0]), []);
  assert.deepEqual(givenUp(60, (at) => [10 + 10 * Math.min(at, 1.5), 3]), []);
});

/** Since when the microphone is taken to be off: looks every second, `energy(second)` is null where none is sent. */
function offAt(until, energy, hush = NOTHING_HEARD) {
  const when = [];
  for (let at = 0; at <= until; at += 1) {
    const after = mutedAfter(hush, energy(at), 1000 * at);
    if (after.muted !== hush.muted) when.push(at);
    hush = after;
  }
  return when;
}

test("a microphone that gives nothing for ten seconds is off until it gives something", () => {
  assert.deepEqual(offAt(30, () => 0), [10]);
  assert.deepEqual(offAt(30, (at) => (at < 5 ? at : at < 20 ? 5 : at)), [15, 20]);
  assert.deepEqual(offAt(9, () => 7), []);
});

test("the next silence of one that was taken wrongly is borne longer, up to a minute", () => {
  assert.deepEqual(offAt(180, (at) => (at < 12 ? 0 : at < 40 ? 1 : 2)), [10, 12, 32, 40, 80]);
  assert.deepEqual(offAt(70, () => 0, { ...NOTHING_HEARD, patience: 60_000 }), [60]);
});

test("one switched off by the button is not missed, nor what a page that slept did not look at", () => {
  assert.deepEqual(offAt(40, () => null), []);
  assert.deepEqual(offAt(15, (at) => (at < 8 ? 1 : at < 10 ? null : 1)), []);
  let hush = mutedAfter(NOTHING_HEARD, 1, 0);
  hush = mutedAfter(hush, 1, 60_000);
  assert.equal(hush.muted, false);
});

test("another connection counts from nothing, which is no voice", () => {
  assert.deepEqual(offAt(30, (at) => (at < 12 ? 50 : 0)), [10]);
});
