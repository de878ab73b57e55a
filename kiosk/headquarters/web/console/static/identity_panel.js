// @ts-check
/**
 * 「本人確認」 beside the form: how it stands, the ways to find out more, and what was found in this call.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Call} Call
 * @typedef {import("./identity").Asked} Asked
 * @typedef {import("./messages").Evidence} Evidence
 */

import { h, icon, outside } from "./dom.js";
import { faceToCompare } from "./identity.js";
import { AT, OTHER_PAPER, PAPERS, PROGRESS, SAID, sentence, SIGNS, stepWords, WAYS, WORDS } from "./identity_words.js";
import { entry } from "./printed_code_entry.js";

const MOST_FAILURES = 3;
const TIME = new Intl.DateTimeFormat("ja-JP", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Tokyo" });

/** @param {State} state @param {Call} call */
export function identityPanel(state, call) {
  const { identity } = call;
  return h("section", { class: "who-panel", "aria-labelledby": "who-title", "data-key": "who" },
    h("h2", { id: "who-title", tabindex: -1 }, "本人確認"),
    h("div", { role: "status", "data-key": "standing" }, standing(call)),
    h("div", { class: "way", "data-key": `way-${identity.way}` }, ...way(state, call)),
    identity.found.length ? found(identity.found) : null);
}

/** How it stands in one box: what is wrong before what is missing before what is good. @param {Call} call */
function standing({ identity, form }) {
  const latest = [...new Map(identity.found.map((one) => [one.method, one])).values()];
  const wrong = identity.found.find(isForged);
  const changed = faceToCompare(identity)?.integrity === "bad" ? SAID.changed : null;
  if (wrong || changed) {
    return box("forged", "warning", changed ?? WORDS.forged[wrong?.code ?? ""], SAID.neverUse, { role: "alert" });
  }
  if (latest.some((one) => one.outcome === "not_confirmed")) {
    return box("open", "help", "確認できなかったものがあります", "下の記録を見て、ほかの方法で確かめてください。");
  }
  const good = latest.filter((one) => one.outcome === "confirmed");
  if (good.length) {
    const proven = latest.some((one) => one.method === "card_key") || !good.some((one) => one.method === "face_compared");
    return box("known", "verified_user", `確認した: ${good.map((one) => WORDS.methods[one.method]).join("・")}`, proven ? "" : SAID.notProven);
  }
  const read = form?.fields.filter((field) => field.source === "card") ?? [];
  const words = read.length ? ["カードから読み取った項目: ", ...read.flatMap((field, at) => [at ? "・" : null, outside(field.label)])]
    : "どれかの方法で確かめてください。";
  return box("unknown", "badge", "本人確認はまだです", words);
}

/** @param {string} kind @param {string} symbol @param {string} title @param {string | import("./dom.js").Child[]} words
 * @param {Record<string, string>} [more] */
function box(kind, symbol, title, words, more = {}) {
  return h("div", { class: `identity ${kind}`, "data-key": `standing-${kind}`, ...more }, icon(symbol),
    h("div", {}, h("strong", {}, title), words.length ? h("p", {}, words) : null));
}

/** @param {Evidence} one */
const isForged = (one) => one.outcome === "not_confirmed" && (one.code ?? "") in WORDS.forged;

/** @param {State} state @param {Call} call */
function way(state, { identity }) {
  if (identity.writing) return [h("p", { class: "said", role: "status" }, icon("hourglass_top"), h("span", {}, "記録しています…"))];
  if (identity.asked) return progress(state, identity.asked);
  const offline = state.line === "open" ? null : h("p", { class: "said" }, icon("wifi_off"), h("span", {}, SAID.noLine));
  switch (identity.way) {
    case "face": return [title("face"), ...entry(state.line === "open", identity.wrong), offline];
    case "proof": return [title("proof"), ...proof(state), offline];
    case "paper": return [title("paper"), ...paper(state), offline];
    default: return ways();
  }
}

function ways() {
  return WAYS.map(([name, symbol, text, hint]) => h("button", {
    type: "button", class: "quiet way-button", "data-way": name, "data-key": `choose-${name}`,
  }, icon(symbol), h("span", {}, h("strong", {}, text), h("small", {}, hint))));
}

/** @param {import("./identity").Way} name */
const title = (name) => h("h3", { "data-key": "way-title" }, WAYS.find(([one]) => one === name)?.[2] ?? "");

/** @param {string} [text] */
const back = (text = "もどる") => h("button", { type: "button", class: "plain", "data-verb": "way-back", "data-key": "way-back" }, text);

/** @param {State} state */
function proof(state) {
  return [
    h("p", {}, "住民の方が、端末で4けたの暗証番号（利用者証明用）を入れます。入れるあいだ、映像と声は切れます。"),
    h("p", { class: "never" }, icon("visibility_off"), h("span", {}, SAID.neverAsk)),
    h("div", { class: "pair" },
      h("button", { type: "button", class: "action", "data-verb": "ask-proof", "data-key": "ask-proof", disabled: state.line !== "open" }, "確かめてもらう"),
      back()),
  ];
}

/** @param {State} state */
function paper(state) {
  const closed = state.line !== "open";
  return [
    h("form", { id: "paper", autocomplete: "off", class: "paper-form", "data-key": "paper-form" },
      h("p", {}, "書類の写真と、映っている顔を見くらべてください。顔写真のない書類は2点見て、1点ずつ記録します。番号は書きません。"),
      h("fieldset", {}, h("legend", { class: "unseen" }, "見た書類"),
        ...[...PAPERS, OTHER_PAPER].map((name) => h("label", { class: "choice" },
          h("input", { type: "radio", name: "paper", value: name, required: true }), h("span", {}, name)))),
      h("label", { class: "other" }, h("span", {}, "その他の書類の名前"),
        h("input", { type: "text", name: "other", maxlength: 60, autocomplete: "off" })),
      h("div", { class: "pair" },
        h("button", { type: "button", class: "action", "data-verb": "paper-good", disabled: closed }, "確認した"),
        h("button", { type: "button", class: "quiet", "data-verb": "paper-bad", disabled: closed }, "確認できない"),
        back())),
  ];
}

/** @param {State} state @param {Asked} asked */
function progress(state, asked) {
  if (asked.state === "failed") return failed(asked, state.call?.identity.failures ?? 0);
  if (asked.state === "declined") return [said("front_hand", SAID.declined), next("paper")];
  if (asked.state === "done" && asked.want === "face") {
    return asked.face?.photograph ? [said("face", asked.face.integrity === "bad" ? SAID.pressNot : SAID.compare), back("見くらべをやめる")]
      : [said("help", SAID.noFace), next("again")];
  }
  const at = AT[asked.state];
  return [
    title(asked.want),
    h("ol", { class: "progress", "data-key": "progress" }, ...PROGRESS[asked.want].map((words, place) => h("li", {
      class: place < at ? "past" : place === at ? "now" : "later", "aria-current": place === at ? "step" : null,
    }, icon(place < at ? "check_circle" : place === at ? "hourglass_top" : "schedule"),
    h("span", {}, words, h("span", { class: "unseen" }, place < at ? "（済み）" : place === at ? "（いま）" : "（これから）"))))),
    h("p", { class: "unseen", role: "status", "data-key": "progress-said" }, at in PROGRESS[asked.want] ? `いま: ${PROGRESS[asked.want][at]}` : ""),
    asked.want === "proof" ? h("p", { class: "never" }, icon("visibility_off"), h("span", {}, SAID.neverAsk)) : null,
    asked.state === "done" ? said("hourglass_top", "本庁の結果を待っています…") : null,
    back("やめる"),
  ];
}

/** @param {string} symbol @param {string} words */
const said = (symbol, words) => h("p", { class: "said", role: "status", "data-key": "said" }, icon(symbol), h("span", {}, words));

/** After the same road failed again and again the other way is offered. @param {Asked} asked @param {number} failures */
function failed({ code, want }, failures) {
  if (code === null) return [said("help", SAID.notAsked), next("again")];
  const forged = WORDS.forged[code];
  return [
    h("div", { class: forged ? "identity forged" : "identity open", role: forged ? "alert" : "status", "data-key": `failed-${code}` },
      icon(forged ? "warning" : "help"),
      h("div", {}, forged ? h("strong", {}, forged) : null, h("p", {}, sentence(code, want)), h("small", { class: "code-small" }, code))),
    next(failures < MOST_FAILURES || forged ? (WORDS.remedies[code] ?? "paper") : "paper"),
  ];
}

/** The one thing to do next. @param {"again" | "paper" | "report"} remedy */
function next(remedy) {
  if (remedy === "report") return h("div", { class: "pair", "data-key": "next" }, back("閉じる"));
  return h("div", { class: "pair", "data-key": "next" },
    remedy === "again"
      ? h("button", { type: "button", class: "action", "data-verb": "card-again" }, "もう一度ためす")
      : h("button", { type: "button", class: "action", "data-way": "paper" }, "書類で確かめる"),
    back());
}

/** @param {ReadonlyArray<Evidence>} all */
function found(all) {
  return h("div", { class: "found", "data-key": "found" }, h("h3", {}, "この通話で分かったこと"),
    h("ul", { class: "evidence-list", role: "list" }, ...[...all].reverse().map(evidence)));
}

/** @param {Evidence} one */
function evidence(one) {
  const forged = isForged(one);
  return h("li", { class: `evidence ${forged ? "forged" : one.outcome}`, "data-key": one.evidence_id, "data-method": one.method },
    icon(forged ? "warning" : SIGNS[one.outcome]),
    h("div", {},
      h("div", {}, h("strong", {}, WORDS.outcomes[one.outcome]), h("span", { class: "method" }, WORDS.methods[one.method])),
      one.code ? h("p", {}, sentence(one.code)) : null,
      h("p", { class: "meta" }, TIME.format(new Date(one.at)), one.by ? ["　", outside(one.by)] : null, h("span", { class: "code-small" }, one.code ?? "")),
      one.steps.length ? steps(one.steps) : null));
}

/** @param {Evidence["steps"]} all */
function steps(all) {
  return h("details", {}, h("summary", {}, `くわしく（${all.length}項目）`),
    h("ul", { class: "steps", role: "list" }, ...all.map((one) => h("li", { class: one.verdict }, icon(SIGNS[one.verdict]),
      h("span", {}, stepWords(one.step), one.code && one.verdict !== "good" ? h("span", { class: "code-small" }, one.code) : null),
    h("strong", {}, WORDS.verdicts[one.verdict])))));
}
