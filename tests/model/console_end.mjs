// The console's end of the model: the page's own pure steps, driven by lines of JSON ({id, do, ...} in, what it did out).
import { createInterface } from "node:readline";

import { start, step } from "../../kiosk/headquarters/web/console/static/call.js";
import { claimed, lastCall, owes } from "../../kiosk/headquarters/web/console/static/remembering.js";
import { staffNow } from "../../kiosk/headquarters/web/console/static/reconcile.js";

const states = new Map();
const remembered = new Map();
let told = 0;

const tell = (state, hello = false) => {
  const now = staffNow(state) ?? (hello ? claimed(state) : null);
  return now && { ...now, number: ++told };
};

function answer({ id, do: verb, event, number }) {
  const before = states.get(id) ?? start();
  switch (verb) {
    case "load": {
      states.set(id, start(remembered.get(id) ?? null, before.unkept));
      return {};
    }
    case "hello": {
      const status = before.now?.status ?? null;
      return { kind: "console_hello", protocol_version: number, status, now: tell(before, true), owes: owes(before) };
    }
    case "tell":
      return { sent: [tell(before)].filter(Boolean), effects: [] };
    case "look":
      return before;
  }
  const [after, effects] = step(Object.freeze(before), event);
  states.set(id, after);
  const last = lastCall(after, 0);
  if (last || after.now) remembered.set(id, last); // as main.js keeps it
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
