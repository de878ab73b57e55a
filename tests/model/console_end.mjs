// The console's end of the model: the page's own pure steps, driven by lines of JSON ({id, do, ...} in, what it did out).
import { createInterface } from "node:readline";

import { start, step } from "../../kiosk/headquarters/web/console/static/call.js";
import { claimed, lastCall } from "../../kiosk/headquarters/web/console/static/remembering.js";
import { staffNow } from "../../kiosk/headquarters/web/console/static/reconcile.js";

const states = new Map();
let told = 0;

const tell = (state, hello = false) => {
  const now = staffNow(state) ?? (hello ? claimed(state) : null);
  return now && { ...now, number: ++told };
};

function answer({ id, do: verb, event, number }) {
  const before = states.get(id) ?? start();
  switch (verb) {
    case "load": {
      states.set(id, start(lastCall(before, 0), before.unkept));
      return {};
    }
    case "hello": {
      const owes = before.wrapping?.callId ?? before.unkept[0]?.callId ?? null;
      return { kind: "console_hello", protocol_version: number, status: before.now?.status ?? null, now: tell(before, true), owes };
    }
    case "tell":
      return { sent: [tell(before)].filter(Boolean), effects: [] };
    case "look":
      return before;
  }
  const [after, effects] = step(Object.freeze(before), event);
  states.set(id, after);
  const sent = [];
  const others = [];
  for (const effect of effects) {
    if (effect.act === "send") sent.push(effect.message);
    else if (effect.act === "tell") sent.push(tell(after));
    else others.push(effect);
  }
  return { sent: sent.filter(Boolean), effects: others };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answer(JSON.parse(line)))}\n`);
}
