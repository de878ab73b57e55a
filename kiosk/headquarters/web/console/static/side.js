// @ts-check
/**
 * The right-hand panel: who is there and their form during a call, the outcome after it.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Call} Call
 * @typedef {import("./messages").ShownField} ShownField
 * @typedef {import("./messages").ShownRow} ShownRow
 */

import { h, outside } from "./dom.js";
import { identityPanel } from "./identity_panel.js";
import { sentence } from "./identity_words.js";
import { CHECKLIST, clock, COMPUTED, declined, EMPTY, language, OUTCOMES, SOURCES, WRITES } from "./words.js";

/** @param {State} state */
export function side(state) {
  if (state.wrapping) return [wrapUp(state.wrapping)];
  if (!state.call) return [h("p", { class: "empty", "data-key": "empty" }, EMPTY.noCall)];
  return [
    h("div", { class: "call-side", "data-key": state.call.shown.call_id },
      identityPanel(state, state.call), paper(state.call), checklist()),
  ];
}

/** @param {Call} call */
function paper(call) {
  if (!call.form) {
    const words = call.formAsked ? EMPTY.formAsked : EMPTY.noForm;
    return h("section", { class: "paper" }, h("h2", {}, "用紙"), h("p", { class: "empty" }, words));
  }
  return h("section", { class: "paper" },
    h("h2", {}, h("span", {}, "用紙（", outside(call.form.title), "）"), h("span", { class: "agreed" }, "同意あり"), readIn(call.form.locale)),
    papers(call.form, call),
    h("div", { class: "fields" }, ...call.form.fields.filter((field) => field.entry !== "paper").map((field) => row(field, call))));
}

/** Staff read Japanese; other words on the resident's screen are said. @param {string} locale */
function readIn(locale) {
  return locale === "ja" ? null : h("span", { class: "read-in" }, `${language(locale)}で表示中`);
}

/** What is to be shown to the camera, each with its ticks; of an older booth its names alone.
 * @param {import("./messages").FormShown} form @param {Call} call */
function papers(form, call) {
  const ticked = form.fields.filter((field) => field.entry === "paper");
  if (ticked.length) {
    return h("section", { class: "papers", "data-key": "papers" }, h("h3", {}, "見せていただく書類"), ...ticked.map((field) => paperRow(field, call)));
  }
  if (!form.documents.length) return null;
  return h("p", { class: "hint", "data-key": "documents" }, "見せていただく書類: ",
    ...form.documents.flatMap((label, at) => [at ? "、" : null, outside(label)]));
}

/** One paper, and as what it was seen. @param {ShownField} field @param {Call} call */
function paperRow(field, call) {
  const made = call.proposals[field.field];
  const open = made?.state === "open";
  return h("div", { class: "field paper-seen", "data-field": field.field, "data-key": field.field },
    h("span", { class: "label" }, outside(field.label)),
    h("span", { class: "origin" }, origin(field, made)),
    h("span", { class: "control seen", role: "group", "aria-label": `${field.label}を見た` },
      ...field.options.map((option, at) => h("button", { type: "button", class: "small", "data-verb": "see-paper", "data-option": at,
        "aria-pressed": String((open ? made.value : field.value) === option.value), disabled: open }, option.text))));
}

/** @param {ShownField} field @param {Call} call */
function row(field, call) {
  const made = call.proposals[field.field];
  const open = made?.state === "open";
  const value = open ? textOf(field, made.value) : field.text;
  const here = call.form?.asking.includes(field.field) ?? false;
  return h("div", { class: `field${open ? " proposing" : ""}${here ? " asked" : ""}`, "data-field": field.field, "data-key": field.field },
    h("span", { class: "label" }, outside(field.label), here ? h("strong", { class: "here" }, "いま記入中") : null),
    field.rows.length ? h("div", { class: "rows" }, ...field.rows.map(entered)) :
      h("span", { class: field.is_name ? "value name" : "value", lang: "ja" }, value ? outside(value) : h("span", { class: "blank" }, "（まだ）")),
    h("span", { class: "origin" }, origin(field, made)),
    ...field.doubts.map((doubt) => h("span", { class: "doubt" }, `※ ${doubted(doubt)}`)),
    (field.proposable || field.entry) && !open ? control(field) : null);
}

/** One who is entered into a group, with all that was answered about them. @param {ShownRow} row */
function entered(row) {
  return h("section", { class: "entered" }, h("h3", {}, outside(row.title)),
    h("dl", {}, ...row.parts.map((part) => h("div", {}, h("dt", {}, outside(part.label)),
      h("dd", { class: part.is_name ? "value name" : "value", lang: "ja", "data-part": part.field },
        part.text ? outside(part.text) : h("span", { class: "blank" }, "（まだ）"),
        ...part.doubts.map((doubt) => h("span", { class: "doubt" }, `※ ${doubted(doubt)}`)))))));
}

/** What to compare with the card's face, with the characters counted from 1. @param {import("./messages").Doubt} doubt */
function doubted(doubt) {
  const at = doubt.positions.length ? `${doubt.positions.map((position) => position + 1).join("・")}文字目：` : "";
  return `${at}${sentence(doubt.code)}（${doubt.code}）`;
}

/** @param {ShownField} field @param {import("./call").ProposalMade | undefined} made */
function origin(field, made) {
  if (made?.state === "open") return h("span", { class: "tag open" }, field.entry ? WRITES.open : "提案中…");
  if (made?.state === "declined") return h("span", { class: "tag declined" }, declined(made.why));
  if (field.entry) return h("span", { class: `tag ${field.source ? "staff" : "owed"}` }, field.source ? WRITES.done : WRITES.owed);
  if (field.computed) return h("span", { class: "tag computed" }, COMPUTED);
  return field.source ? h("span", { class: `tag ${field.source}` }, SOURCES[field.source]) : null;
}

/** @param {ShownField} field @param {unknown} value */
function textOf(field, value) {
  const values = field.several && Array.isArray(value) ? value : [value];
  const said = field.options.filter((one) => values.includes(one.value)).map((one) => one.text);
  return said.length ? said.join("、") : String(value);
}

/** What staff can propose, or write where only they do: one of the options (by its number), a number, a text, a day.
 * @param {ShownField} field */
function control(field) {
  const label = field.entry ? `${field.label}を書く` : `${field.label}の提案`;
  if (field.several) return severalControl(field, label);
  const input = field.options.length
    ? h("select", { "data-input": field.field, "aria-label": label },
        h("option", { value: "" }, "えらぶ…"),
        ...field.options.map((option, at) => h("option", { value: at }, option.text)))
    : typed(field, label);
  return h("span", { class: "control" }, input, button(field));
}

/** @param {ShownField} field @param {string} label */
function typed(field, label) {
  const shared = { "data-input": field.field, "aria-label": label };
  if (field.entry === "text") return h("input", { type: "text", maxlength: 400, autocomplete: "off", value: field.text, ...shared });
  if (field.entry === "date") return h("input", { type: "text", maxlength: 40, autocomplete: "off", placeholder: WRITES.day, ...shared });
  const bounds = field.entry ? {} : { min: 0, max: 99 };
  return h("input", { type: "number", inputmode: "numeric", step: 1, ...bounds, ...shared });
}

/** @param {ShownField} field */
function button(field) {
  return h("button", { type: "button", class: "small", "data-verb": "propose",
    "aria-label": field.entry ? `${field.label}を書きこむ` : `${field.label}を提案する` }, field.entry ? WRITES.verb : "提案");
}

/** One tick for each option. @param {ShownField} field @param {string} label */
function severalControl(field, label) {
  const chosen = Array.isArray(field.value) ? field.value : [];
  return h("span", { class: "control several", role: "group", "aria-label": label },
    ...field.options.map((option, at) => h("label", {},
      h("input", { type: "checkbox", "data-several": at, checked: chosen.includes(option.value) }), h("span", {}, option.text))),
    button(field));
}

function checklist() {
  return h("section", { class: "checklist" }, h("h2", {}, "確認すること"),
    ...CHECKLIST.map((text) => h("label", {}, h("input", { type: "checkbox" }), h("span", {}, text))));
}

/** @param {import("./call").Wrapping} wrapping */
function wrapUp({ callId, shown, seconds }) {
  return h("form", { class: "wrap-up", "data-key": callId, id: "wrap-up" },
    h("h2", {}, "結果"),
    h("p", { class: "hint" }, outside(shown.place), "・", shown.topic ? outside(shown.topic) : "用件なし", `・${clock(seconds)}`),
    h("fieldset", {}, h("legend", { class: "unseen" }, "通話の結果"),
      ...OUTCOMES.map(([value, text, hint]) => h("label", { class: "outcome" },
        h("input", { type: "radio", name: "outcome", value, required: true, "data-outcome": value }),
        h("span", {}, h("strong", {}, text), h("small", {}, hint))))),
    h("label", { class: "note" }, h("span", {}, "メモ（個人の名前や番号は書かないでください）"),
      h("textarea", { name: "note", rows: 4, maxlength: 2000 })),
    h("button", { type: "submit", class: "action", "data-verb": "record-outcome" }, "結果を記録"));
}
