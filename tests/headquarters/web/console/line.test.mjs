// The line: hello, what waits while it is broken, beats, and a line that is silent; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Line } from "../../../../kiosk/headquarters/web/console/static/line.js";

const CALL = { call_id: "c", epoch: 3 };

class PaperSocket extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static made = [];
  readyState = 0;
  sent = [];
  closed = false;
  constructor() {
    super();
    PaperSocket.made.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text).kind);
  }
  close() {
    this.closed = true;
  }
  comes() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
  says(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
}

/** A line on paper sockets, and what it told. */
function opened(inCall = false) {
  globalThis.WebSocket = PaperSocket;
  PaperSocket.made = [];
  const told = [];
  const line = new Line("ws://x", 1, {
    inCall: () => inCall,
    hello: () => ({ status: "available", now: null, owes: null }), opened: () => told.push("opened"),
    lost: () => told.push("lost"), refused: () => told.push("refused"), heard: (message) => told.push(message.kind),
  });
  line.open();
  return { line, told, socket: PaperSocket.made[0] };
}

test("what is true is told with the hello, so only what staff saw of a person waits for the line", () => {
  const { line, socket } = opened();
  line.send({ kind: "form_asked", ...CALL, number: 1 });
  line.send({ kind: "card_asked", ...CALL, ask_id: "a", want: "face", code: "34050620351234" });
  line.send({ kind: "evidence_given", ...CALL, method: "paper_seen", outcome: "confirmed", paper: "運転免許証" });
  socket.comes();
  assert.deepEqual(socket.sent, ["console_hello", "evidence_given"]);
  line.send({ kind: "card_asked", ...CALL, ask_id: "b", want: "proof", code: null });
  assert.equal(socket.sent.at(-1), "card_asked");
});

test("a beat is answered at once", () => {
  const { socket } = opened();
  socket.comes();
  socket.says({ kind: "beat" });
  assert.deepEqual(socket.sent, ["console_hello", "beat"]);
});

test("a line that was silent too long is given up and opened again, and what it says later is not heard", (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const { line, told, socket } = opened();
  socket.comes();
  t.mock.timers.setTime(1_044_000);
  line.look();
  assert.deepEqual(told, ["opened"]);
  t.mock.timers.setTime(1_046_000);
  line.look();
  assert.deepEqual(told, ["opened", "lost"]);
  assert.ok(socket.closed);
  socket.says({ kind: "calls_now" });
  socket.dispatchEvent(Object.assign(new Event("close"), { code: 1006 }));
  assert.deepEqual(told, ["opened", "lost"]);
  t.mock.timers.tick(15_000);
  assert.equal(PaperSocket.made.length, 2);
});

test("a machine that slept finds it at once, whichever way its clock went", (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 9_000_000 });
  const { line, told, socket } = opened();
  socket.comes();
  t.mock.timers.setTime(9_000_000 - 3_600_000);
  line.look();
  assert.deepEqual(told, ["opened", "lost"]);
});

test("in a call a line is sought every second, and a connection that hangs is begun anew, now and then given its time", (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const { line } = opened(true);
  const born = [1_000_000];
  for (let at = 1_000_500; at <= 1_050_000; at += 500) {
    t.mock.timers.tick(500);
    line.look();
    while (PaperSocket.made.length > born.length) born.push(at);
  }
  const lives = born.slice(1).map((at, number) => at - born[number]);
  assert.ok(lives.every((one, number) => (number % 3 === 2 ? one >= 10_000 && one <= 11_500 : one >= 4_000 && one <= 5_500)), lives);
});

test("outside a call a connection that hangs is given ten seconds", (t) => {
  t.mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_000_000 });
  const { line, told } = opened();
  t.mock.timers.setTime(1_009_900);
  line.look();
  assert.deepEqual(told, []);
  t.mock.timers.setTime(1_010_100);
  line.look();
  assert.deepEqual(told, ["lost"]);
});
