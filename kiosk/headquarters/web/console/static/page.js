// @ts-check
/**
 * Shows a state of `call.js` on the page; decides nothing.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./messages").WaitingCall} WaitingCall
 * @typedef {{local: number, now: number, figures: import("./peer").Figures | null,
 *   level: import("./desk_check").Level}} Moment
 *   milliseconds by this machine's clock and by that of headquarters
 */

import { comparing } from "./comparing.js";
import { checkPanel } from "./desk_check.js";
import { h, icon, outside, patch } from "./dom.js";
import { side } from "./side.js";
import { visible } from "./visible.js";
import { boothOut, clock, EMPTY, language, moment, REASONS, REMEDIES, TROUBLES } from "./words.js";

const SOON_S = 60;
const LONG_S = 180;
const TITLE = document.title;
const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u;

/** @param {string} id */
function element(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing on this page`);
  return found;
}

/** A live region is read aloud at every change: write only what changed. @param {string} id @param {string} text */
function write(id, text) {
  const live = element(id);
  const shown = visible(text);
  if (live.textContent !== shown) live.textContent = shown;
}

/** @param {State} state @param {Moment} moment */
export function show(state, moment) {
  const waiting = state.now?.waiting.filter((call) => call.call_id !== state.ring?.call.call_id) ?? [];
  const count = waiting.length + (state.ring ? 1 : 0);
  document.title = count ? `（${count}）${TITLE}` : TITLE;
  showTrouble(state);
  showStatus(state);
  write("waiting-count", String(count));
  write("announced", state.ring ? `${state.ring.call.place}から呼び出しです。F2 キーで応答できます。` : "");
  patch(element("ring"), state.ring ? [ringingCall(state.ring, moment.now)] : []);
  patch(element("waiting"), waiting.length ? waiting.map((call) => waitingCall(call, moment.now)) : nobody(state));
  patch(element("mine"), state.call ? [myCall(state.call, moment.local)] : []);
  element("mine-title").hidden = !state.call;
  patch(element("today"), today(state));
  patch(element("stage-head"), stageHead(state, moment));
  patch(element("stage-notice"), stageNotice(state));
  patch(element("stage-empty"), state.call ? [] : [state.checking ? checkPanel(state, moment.level) : stageEmpty(state)]);
  patch(element("verbs"), verbs(state));
  patch(element("side"), side(state));
  const compared = comparing(state, moment);
  patch(element("photograph"), compared?.photograph ?? []);
  patch(element("printed"), compared?.printed ?? []);
  element("photograph").hidden = element("printed").hidden = compared === null;
  document.body.classList.toggle("comparing", compared !== null);
  const stage = element("stage");
  stage.dataset.phase = state.call ? state.call.phase : "none";
  stage.classList.toggle("checking", state.checking);
  stage.classList.toggle("curtain", state.call?.curtain ?? false);
  element("own").hidden = !(state.media === "ready" && (state.camera || !state.call));
}

/** @param {State} state */
function showTrouble(state) {
  const bar = element("trouble");
  const trouble = state.trouble ?? (state.call?.voiceOff ? "voice_off" : null);
  bar.hidden = trouble === null;
  if (trouble === null) return;
  const remedy = REMEDIES[trouble];
  const lasting = ["line_lost", "line_refused", "voice_off"].includes(trouble);
  patch(bar, [
    icon(trouble === "line_lost" ? "wifi_off" : trouble === "voice_off" ? "mic_off" : "warning"),
    h("span", { class: "words" }, told(trouble, state.detail)),
    remedy ? h("button", { type: "button", "data-verb": remedy.verb, "data-key": remedy.verb }, remedy.text) : null,
    lasting ? null : h("button", { type: "button", "data-verb": "trouble-read", "data-key": "read" }, "閉じる"),
  ]);
}

/** What headquarters said itself is better than our general words. @param {import("./call").Trouble} trouble
 * @param {string} detail */
function told(trouble, detail) {
  const known = trouble === "line_refused" || trouble === "not_allowed";
  return known && JAPANESE.test(detail) ? detail : TROUBLES[trouble];
}

/** @param {State} state */
function showStatus(state) {
  for (const button of document.querySelectorAll("button[data-status]")) {
    // a press before headquarters was heard would be lost
    /** @type {HTMLButtonElement} */ (button).disabled = state.now === null;
    const pressed = button.getAttribute("data-status") === state.now?.status;
    button.setAttribute("aria-pressed", String(pressed));
  }
}

/** @param {string} since @param {number} now */
const secondsSince = (since, now) => (now - Date.parse(since)) / 1000;

/** @param {number} seconds */
const age = (seconds) => (seconds < SOON_S ? "fresh" : seconds < LONG_S ? "soon" : "long");

/** @param {WaitingCall} call @param {number} now @param {Array<HTMLElement | null>} extra @param {string} kind */
function card(call, now, kind, extra = []) {
  const seconds = secondsSince(call.since, now);
  return h("article", { class: `call-card ${kind}`, "data-key": call.call_id, "data-age": age(seconds) },
    h("div", { class: "line" }, h("strong", { class: "place" }, outside(call.place)), h("span", { class: "age" }, clock(seconds))),
    topic(call),
    h("div", { class: "hint" }, `${call.waiting_number}番・${spoken(call)}`),
    ...extra.filter((part) => part !== null));
}

/** @param {WaitingCall} call */
const topic = ({ topic: named }) => h("div", { class: "topic" }, named ? outside(named) : "用件はまだ聞いていません");

/** The resident's language, and whether whoever sits here can speak it. @param {WaitingCall} call */
function spoken(call) {
  return call.language_spoken ? language(call.language) : `${language(call.language)}（日本語で話します）`;
}

/** @param {WaitingCall} call @param {number} now */
function waitingCall(call, now) {
  return card(call, now, "waiting", [call.reserved ? h("div", { class: "hint" }, "ほかの職員を呼んでいます") : null]);
}

/** @param {import("./call").Ring} ring @param {number} now */
function ringingCall({ call, expiresAt, answering }, now) {
  const left = Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000));
  return card(call, now, "ringing", [
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "action", "data-verb": "answer", "aria-keyshortcuts": "F2" },
        icon("call"), h("span", {}, answering ? "つないでいます" : "応答 (F2)")),
      h("button", { type: "button", class: "quiet", "data-verb": "later" }, "あとで")),
    h("div", { class: "hint", "aria-hidden": "true" }, `あと ${left} 秒で次の職員に回ります`),
  ]);
}

/** @param {import("./call").Call} call @param {number} local */
function myCall(call, local) {
  return h("article", { class: "call-card mine", "data-key": call.shown.call_id },
    h("div", { class: "line" }, h("strong", { class: "place" }, outside(call.shown.place)),
      h("span", { class: "age" }, clock((local - call.answeredAt) / 1000))),
    topic(call.shown),
    h("div", { class: "hint" }, `あなた・${spoken(call.shown)}`));
}

/** @param {State} state */
function nobody(state) {
  return [h("p", { class: "empty" }, state.now ? EMPTY.waiting : (state.line === "refused" ? EMPTY.refused : EMPTY.connecting).text)];
}

/** @param {State} state */
function today({ now }) {
  if (!now) return [];
  const wait = now.average_wait_seconds === null ? "–" : clock(now.average_wait_seconds);
  return [
    h("div", { class: "figure" }, h("span", {}, "応答"), h("strong", {}, String(now.answered_today),
      h("small", {}, ` / ${now.calls_today}`))),
    h("div", { class: "figure" }, h("span", {}, "平均待ち"), h("strong", {}, wait)),
  ];
}

/** @param {State} state @param {Moment} moment */
function stageHead(state, { local, figures }) {
  if (state.wrapping) {
    const { shown, seconds } = state.wrapping;
    return [h("h1", {}, outside(shown.place)), h("span", { class: "chip" }, "通話終了"), h("span", { class: "time" }, clock(seconds))];
  }
  if (!state.call) return [h("h1", {}, state.ring ? [outside(state.ring.call.place), "から呼び出しです"] : state.checking ? "カメラとマイクの確認" : "通話していません")];
  const { call } = state;
  const chips = [];
  if (call.phase === "connected" && figures?.width) {
    chips.push(h("span", { class: "chip good" }, `映像 ${figures.height}p・${figures.fps}コマ・遅れ ${Math.round(figures.delayMs)}ms`));
    if (figures.sendKbps) chips.push(h("span", { class: "chip" }, `送り ${figures.sendHeight}p・${figures.sendKbps} kbit/s`));
  } else if (call.phase === "stalled") chips.push(h("span", { class: "chip warn" }, "映像が止まっています"));
  return [h("h1", {}, outside(call.shown.place)), ...chips, h("span", { class: "time" }, clock((local - call.answeredAt) / 1000))];
}

/** @param {State} state */
function stageNotice({ call }) {
  if (!call) return [];
  if (call.curtain) return [icon("visibility_off"), h("span", {}, EMPTY.curtain)];
  if (call.phase === "joining") return [h("span", {}, EMPTY.joining)];
  const out = boothOut(call.boothWithout, call.boothHeld);
  if (out && call.phase !== "stalled") return [icon("warning"), h("span", {}, out)];
  if (call.phase === "voice") return [icon("call"), h("span", {}, EMPTY.voice)];
  if (call.phase === "stalled") return [icon("warning"), h("span", {}, EMPTY.stalled)];
  if (call.boothVoiceFirst) return [icon("signal_cellular_alt_2_bar"), h("span", {}, EMPTY.narrowThere)];
  if (call.voiceFirst) return [icon("signal_cellular_alt_2_bar"), h("span", {}, EMPTY.narrowHere)];
  return [];
}

/** @param {State} state */
function stageEmpty(state) {
  const words = emptyWords(state);
  return h("div", { class: "empty-card", "data-key": words.icon },
    icon(words.icon), h("h2", {}, words.title), h("p", {}, words.text),
    words.status ? h("button", { type: "button", class: "action", "data-status-wanted": "available" }, "受付をはじめる") : null,
    words.status ? h("button", { type: "button", class: "quiet", "data-verb": "check" }, "カメラとマイクを確かめる") : null);
}

/** @param {State} state
 * @returns {{icon: string, title: string | import("./dom.js").Child[], text: string, status?: boolean}} */
function emptyWords({ line, now, wrapping, ring: ringing }) {
  if (line === "refused") return { icon: "videocam_off", ...EMPTY.refused };
  if (wrapping) return { icon: "check_circle", title: REASONS[wrapping.reason], text: "右の「結果」を選んで記録すると、次の呼び出しを受けられます。" };
  if (!now) return { icon: "phone_in_talk", ...EMPTY.connecting };
  if (ringing) {
    return { icon: "notifications_active", title: [outside(ringing.call.place), "から呼び出し"], text: "F2 キー、または左の「応答」でつながります。" };
  }
  if (now.status === "available" && now.opens_at) {
    return { icon: "schedule", title: EMPTY.closed.title, text: EMPTY.closed.text.replace("%1", moment(now.opens_at)) };
  }
  if (now.status === "available") return { icon: "phone_in_talk", ...EMPTY.ready };
  return { icon: "coffee", ...(now.status === "break" ? EMPTY.away : EMPTY.off), status: true };
}

/** @param {State} state */
function verbs({ call, microphone, camera, media }) {
  if (!call) return [];
  const asked = call.form !== null || call.formAsked;
  return [
    toggle("microphone", microphone, "mic", "マイク"),
    media === "sound_only" ? null : toggle("camera", camera, "videocam", "カメラ"),
    asked ? null : h("button", { type: "button", class: "quiet", "data-verb": "ask-form", "data-key": "ask-form" },
      icon("description"), h("span", {}, "用紙を見せてもらう")),
    h("span", { class: "spring", "data-key": "spring" }),
    h("button", { type: "button", class: "end", "data-verb": "hang-up", "data-key": "hang-up" },
      icon("call_end"), h("span", {}, "終わる")),
  ];
}

/** @param {string} verb @param {boolean} on @param {string} symbol @param {string} words */
function toggle(verb, on, symbol, words) {
  return h("button", {
    type: "button", class: on ? "quiet" : "quiet muted", "data-verb": verb, "data-key": verb,
    "aria-pressed": String(!on), "aria-label": `${words}を${on ? "切る" : "入れる"}`,
  }, icon(on ? symbol : `${symbol}_off`), h("span", {}, on ? words : `${words} 切`));
}
