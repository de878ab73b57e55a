// @ts-check
/**
 * The card's photograph beside the live face, what is printed on the card, and the staff member's decision.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./messages").CardFace} CardFace
 */

import { h, icon } from "./dom.js";
import { faceToCompare } from "./identity.js";
import { birthWords, expiryWords, INTEGRITY, sentence, sexWords, SIGNS } from "./identity_words.js";
import { picture } from "./pictures.js";

/** Null when there is nothing to compare. @param {State} state @param {import("./page").Moment} moment */
export function comparing(state, moment) {
  const face = state.call ? faceToCompare(state.call.identity) : null;
  if (!face) return null;
  return { photograph: photograph(face), printed: printed(face, state.line === "open", moment.now) };
}

/** @param {CardFace} face */
function photograph(face) {
  const shown = picture(face.photograph, "photograph", "カードの写真");
  return [
    shown ?? h("p", { class: "no-picture" }, icon("help"), h("span", {}, "カードの写真を表示できません")),
    h("p", { class: "caption", "data-key": "caption" }, "カードの写真"),
  ];
}

/** @param {CardFace} face @param {boolean} open @param {number} now */
function printed(face, open, now) {
  return [
    h("h2", { id: "printed-title", tabindex: -1 }, face.integrity === "bad" ? "このカードは使えません" : "カードの写真と、映っている顔を見くらべてください"),
    h("p", { class: `integrity ${face.integrity}`, role: face.integrity === "bad" ? "alert" : null },
      icon(face.integrity === "bad" ? "warning" : SIGNS[face.integrity]), h("span", {}, INTEGRITY[face.integrity])),
    h("dl", { class: "card-lines" },
      line("氏名", picture(face.name, "name", "カードの氏名の画像") ?? missing(), "wide"),
      line("住所", picture(face.address, "address", "カードの住所の画像") ?? missing(), "wide"),
      line("生年月日", birthWords(face.birth_date)),
      line("性別", sexWords(face.sex)),
      line("有効期限", h("span", {}, expiryWords(face.expiry, now), h("small", {}, "参考（署名なし）")))),
    face.cautions.length ? h("ul", { class: "cautions", role: "list" }, ...face.cautions.map((code) => h("li", {}, icon("help"),
      h("span", {}, sentence(code, "face"), h("span", { class: "code-small" }, code))))) : null,
    decision(face, open),
  ];
}

/** @param {string} label @param {HTMLElement | string} value @param {string} [kind] */
const line = (label, value, kind = "") => h("div", { class: kind }, h("dt", {}, label), h("dd", {}, value));

const missing = () => h("span", { class: "blank" }, "表示できません（映っている券面を見てください）");

/** A photograph that is not there, or that somebody may have changed, proves nobody. @param {CardFace} face @param {boolean} open */
function decision(face, open) {
  if (!picture(face.photograph, "photograph", "")) {
    return h("div", { class: "decision", "data-key": "decision" },
      h("button", { type: "button", class: "action", "data-way": "paper" }, "書類で確かめる"));
  }
  return h("div", { class: "decision", "data-key": "decision" },
    face.integrity === "bad" ? null : h("button", { type: "button", class: "action", "data-verb": "same", "data-key": "same", disabled: !open },
      icon("check_circle"), h("span", {}, "本人と確認した")),
    h("button", { type: "button", class: "quiet", "data-verb": "not-same", "data-key": "not-same", disabled: !open },
      icon("close"), h("span", {}, "確認できない")),
    h("span", { class: "hint" }, "押すと、写真と文字は消えます。"));
}
