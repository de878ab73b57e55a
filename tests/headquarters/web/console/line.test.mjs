// What the line keeps while it is broken; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Line } from "../../../../kiosk/headquarters/web/console/static/line.js";

const CALL = { call_id: "c", epoch: 3 };

class PaperSocket extends EventTarget {
  static OPEN = 1;
  static made = [];
  readyState = 0;
  sent = [];
  constructor() {
    super();
    PaperSocket.made.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text).kind);
  }
  comes() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }
}

test("what was said while the line was broken goes out when it is back, but a card's number waits nowhere", () => {
  globalThis.WebSocket = PaperSocket;
  const line = new Line("ws://x", 1, { opened() {}, lost() {}, refused() {}, heard() {} });
  line.open();
  line.send({ kind: "form_asked", ...CALL });
  line.send({ kind: "card_asked", ...CALL, ask_id: "a", want: "face", code: "34050620351234" });
  PaperSocket.made[0].comes();
  assert.deepEqual(PaperSocket.made[0].sent, ["console_hello", "form_asked"]);
  line.send({ kind: "card_asked", ...CALL, ask_id: "b", want: "proof", code: null });
  assert.equal(PaperSocket.made[0].sent.at(-1), "card_asked");
});
