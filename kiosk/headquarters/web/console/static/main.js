// @ts-check
/**
 * The call page: puts reducer, line, media and page together.
 *
 * Stable names for tests and the scripted staff member:
 * - sign-in page: `#sign-in-name`, `#sign-in-password`, `#sign-in-submit`
 * - status: `[data-status=available|break|off]` (aria-pressed tells the present one)
 * - before duty: `[data-verb=check|check-tone|check-close]`, `[data-check=camera|microphone]` (`data-good` tells the outcome)
 * - ring: `#ring [data-verb=answer]` (also key F2), `[data-verb=later]`
 * - call: `video#remote`, `video#own`, `#stage[data-phase=none|joining|connected|voice|stalled]`, `[data-verb=microphone]`,
 *   `[data-verb=camera]`, `[data-verb=ask-form]`, `[data-verb=hang-up]`
 * - form: `[data-field=copies]` (row), in it `[data-input]` (select by option number, or number) and `[data-verb=propose]`
 * - identification: `[data-way=face|proof|paper]`; `#code-birth`, `#code-expiry`, `#code-security`, `[data-verb=ask-face]`;
 *   `#printed [data-verb=same|not-same]`; `[data-verb=ask-proof]`; `#paper [name=paper]`, `[data-verb=paper-good|paper-bad]`;
 *   `[data-verb=card-again|way-back]`; what was found: `.evidence[data-method]`, its class is the outcome
 * - wrap-up: `[data-outcome=solved|applied|...]`, `#wrap-up [name=note]`, `[data-verb=record-outcome]`
 * - trouble: `#trouble`, `[data-verb=trouble-read|retry-media|reload]`
 * - `window.counter.stats()`: `{frames, width, height, audioRms, answeredAt, firstFrameAt}`; the two instants are
 *   milliseconds of the wall clock with fractions, or null; read only.
 * - `window.counter.call()`: what this page holds for true of its call, as it tells headquarters, or null.
 */

import { start, step } from "./call.js";
import { DeskCheck } from "./desk_check.js";
import { faceToCompare } from "./identity.js";
import { identityForms, identityVerbs, leadToPrinted, watchIdentity } from "./identity_verbs.js";
import { Line } from "./line.js";
import { Media } from "./media.js";
import { show } from "./page.js";
import { paint } from "./pictures.js";
import { staffNow } from "./reconcile.js";
import { claimed, lastCall, owes, statusBefore } from "./remembering.js";
import { Ring } from "./sound.js";

// of whoever is signed in: another person at the same desk takes over nothing
const STAFF = document.body.dataset.staff;
const REMEMBERED = `counter.call.${STAFF}`;
const UNKEPT = `counter.outcomes.${STAFF}`;
const STATUS = `counter.status.${STAFF}`;
const EVERY_MS = 1000;
const LEVEL_MS = 100;
const TELL_EVERY_MS = 20_000;

let state = start(kept(REMEMBERED) ?? null, kept(UNKEPT) ?? []);
const before = statusBefore(kept(STATUS), Date.now());
let told = 0;
/** @type {number | null} */
let answeredAt = null;
let showing = false;
let comparing = false;

const remote = /** @type {HTMLVideoElement} */ (document.getElementById("remote"));
const own = /** @type {HTMLVideoElement} */ (document.getElementById("own"));
const media = new Media({ remote, own, report: happen });
const ring = new Ring();
const deskCheck = new DeskCheck();
const line = new Line(
  `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/console/line?protocol=${document.body.dataset.protocolSpoken}`,
  Number(document.body.dataset.protocolVersion),
  {
    inCall: () => state.call !== null,
    hello: () => ({ status: state.now?.status ?? before, now: toldNow(), owes: owes(state) }),
    opened: () => happen({ is: "line_opened" }),
    lost: () => happen({ is: "line_lost" }),
    refused: () => happen({ is: "line_refused" }),
    heard: (message) => happen({ is: "message", message, at: Date.now() }),
  },
);

/** @param {import("./call").Happening} event */
function happen(event) {
  const [next, effects] = step(state, event, Date.now());
  state = next;
  for (const effect of effects) carryOut(effect);
  remember();
  showSoon();
}

/** @param {import("./call").Effect} effect */
function carryOut(effect) {
  switch (effect.act) {
    case "send": return line.send(effect.message);
    case "tell": return tell();
    case "open_media": return void media.open();
    case "close_media": return media.close();
    case "answer_offer": return void media.answer(effect.attempt, effect.sdp, effect.iceServers);
    case "end_media": return endMedia();
    case "set_tracks": return media.setTracks(effect.microphone, effect.camera);
    case "ring": return ring.start();
    case "stop_ringing": return ring.stop();
  }
}

function endMedia() {
  media.end();
  media.setTracks(true, true);
  if (state.now && state.now.status !== "available") media.close();
}

/** All that is true here of the call, with the next number. @returns {import("./messages").StaffNow | null} */
function toldNow() {
  const now = staffNow(state) ?? claimed(state);
  return now && { ...now, number: ++told };
}

function tell() {
  const now = state.call && toldNow();
  if (now) line.send(now);
}

/** @param {string} key */
function kept(key) {
  const text = sessionStorage.getItem(key);
  return text ? JSON.parse(text) : null;
}

/** See `remembering.js`. */
function remember() {
  const last = lastCall(state, Date.now());
  if (state.now) sessionStorage.setItem(STATUS, JSON.stringify({ status: state.now.status, at: Date.now() }));
  else if (state.line === "refused") sessionStorage.removeItem(STATUS);
  if (last) sessionStorage.setItem(REMEMBERED, JSON.stringify(last));
  else if (state.now) sessionStorage.removeItem(REMEMBERED);
  sessionStorage.setItem(UNKEPT, JSON.stringify(state.unkept));
}

/** Many events in one turn make one drawing. */
function showSoon() {
  if (showing) return;
  showing = true;
  queueMicrotask(draw);
}

function draw() {
  showing = false;
  const local = Date.now();
  deskCheck.listen(state.checking ? media.microphone : null);
  show(state, { local, now: local + state.clockOffset, figures: media.measured.figures, level: deskCheck.level });
  const face = state.call ? faceToCompare(state.call.identity) : null;
  paint(face, (picture) => happen({ is: "picture_broken", picture }));
  if (face && !comparing) leadToPrinted();
  comparing = face !== null;
}

/** @type {Record<string, (from: HTMLElement) => void>} */
const VERBS = {
  answer: () => {
    answeredAt = performance.timeOrigin + performance.now();
    happen({ is: "answer_pressed" });
  },
  later: () => happen({ is: "later_pressed" }),
  "hang-up": () => happen({ is: "hang_up_pressed", at: Date.now() }),
  "ask-form": () => happen({ is: "form_pressed" }),
  microphone: () => happen({ is: "microphone_pressed" }),
  camera: () => happen({ is: "camera_pressed" }),
  "retry-media": () => happen({ is: "retry_pressed" }),
  "trouble-read": () => happen({ is: "trouble_read" }),
  reload: () => location.reload(),
  check: () => happen({ is: "check_pressed" }),
  "check-close": () => happen({ is: "check_closed" }),
  "check-tone": () => deskCheck.tone(),
  propose,
  "see-paper": (button) => {
    const name = /** @type {HTMLElement | null} */ (button.closest("[data-field]"))?.dataset.field ?? "";
    const option = state.call?.form?.fields.find((one) => one.field === name)?.options[Number(button.dataset.option)];
    if (option) happen({ is: "proposed", id: crypto.randomUUID(), field: name, value: option.value });
  },
  ...identityVerbs(happen),
};

/** @param {HTMLElement} button */
function propose(button) {
  const row = /** @type {HTMLElement | null} */ (button.closest("[data-field]"));
  if (row?.querySelector("[data-several]")) return proposeSeveral(row);
  const input = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (row?.querySelector("[data-input]") ?? null);
  if (!row || !input || input.value === "") return void input?.focus();
  const name = row.dataset.field ?? "";
  const field = state.call?.form?.fields.find((one) => one.field === name);
  if (field && (field.entry === "text" || field.entry === "date")) {
    return happen({ is: "proposed", id: crypto.randomUUID(), field: name, value: input.value });
  }
  const number = Number(input.value);
  if (!field || !Number.isInteger(number)) return void input.focus();
  const value = field.options.length ? field.options[number].value : number;
  happen({ is: "proposed", id: crypto.randomUUID(), field: name, value });
}

/** The options that are ticked; none of them is no answer, and nothing to propose. @param {HTMLElement} row */
function proposeSeveral(row) {
  const name = row.dataset.field ?? "";
  const field = state.call?.form?.fields.find((one) => one.field === name);
  const ticks = /** @type {HTMLInputElement[]} */ ([...row.querySelectorAll("[data-several]")]);
  const value = ticks.filter((one) => one.checked).map((one) => field?.options[Number(one.dataset.several)]?.value);
  if (!field || value.length === 0) return void ticks[0]?.focus();
  happen({ is: "proposed", id: crypto.randomUUID(), field: name, value });
}

document.addEventListener("click", (event) => {
  const from = /** @type {HTMLElement} */ (event.target).closest?.("button");
  if (!from) return;
  const status = from.dataset.status ?? from.dataset.statusWanted;
  if (status) happen({ is: "status_pressed", status: /** @type {"available" | "break" | "off"} */ (status) });
  else VERBS[from.dataset.way ? `way-${from.dataset.way}` : (from.dataset.verb ?? "")]?.(from);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "F2" || event.repeat || !state.ring) return;
  event.preventDefault();
  VERBS.answer(document.body);
});

/** @type {Record<string, (form: HTMLFormElement) => void>} */
const FORMS = {
  "wrap-up": (form) => {
    const filled = new FormData(form);
    happen({
      is: "outcome_recorded", outcome: /** @type {import("./messages").DutyOutcome} */ (filled.get("outcome")),
      note: String(filled.get("note") ?? ""),
    });
  },
  ...identityForms(happen),
};

document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!(form.id in FORMS)) return;
  event.preventDefault();
  FORMS[form.id](form);
});

// closing the page in a call would leave the resident alone: ask first
window.addEventListener("beforeunload", (event) => {
  if (state.call) event.preventDefault();
});

Object.defineProperty(window, "counter", {
  value: Object.freeze({
    stats() {
      const { figures, audioRms } = media.measured;
      return {
        frames: figures?.framesDecoded ?? 0, width: figures?.width ?? 0, height: figures?.height ?? 0, audioRms,
        answeredAt, firstFrameAt: media.firstFrameAt,
      };
    },
    call: () => staffNow(state),
  }),
});

watchIdentity(happen);
setInterval(draw, EVERY_MS);
setInterval(() => {
  if (state.checking) draw();
}, LEVEL_MS);
setInterval(tell, TELL_EVERY_MS);
draw();
line.start();
