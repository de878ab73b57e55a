// @ts-check
/** The entry of 照合番号B: three groups that lead into each other, checked here, gone from the page once sent. */

import { h } from "./dom.js";
import { cut, digits, LENGTHS, printedCode } from "./printed_code.js";

/** @typedef {import("./printed_code").Part} Part */

/** @type {Array<[Part, string]>} */
const PARTS = [["birth", "① 生年月日"], ["expiry", "② 有効期限の年"], ["security", "③ 4けたの数字"]];

/** @param {boolean} open whether the line is there to ask through @param {import("./identity").Identity["wrong"]} wrong */
export function entry(open, wrong) {
  return [
    h("form", { id: "printed-code", class: "printed-code", novalidate: true, autocomplete: "off", "data-key": "printed-code" },
      h("p", {}, "カードの表をカメラに映してもらい、3つの番号を写してください。"),
      h("img", { src: "/static/card-face.svg", width: 240, height: 151,
        alt: "カードの表の図。①生年月日は写真の右の中ほど、②有効期限はその下、③セキュリティコードは写真の右の下の4けたの数字。" }),
      h("div", { class: "groups", role: "group", "aria-label": "カードの番号（14けた）" },
        ...PARTS.map(([part, label]) => h("label", { class: part }, h("span", {}, label),
          h("input", { id: `code-${part}`, "data-part": part, type: "text", inputmode: "numeric", autocomplete: "off",
            spellcheck: "false", maxlength: LENGTHS[part], "aria-invalid": wrong?.part === part ? "true" : null, "aria-describedby": "code-hint code-wrong" })))),
      h("p", { id: "code-hint", class: "hint" }, "① は和暦の年・月・日を2けたずつ（昭和34年5月6日は 340506）。② は西暦の年、③ は右下のセキュリティコード。"),
      h("p", { id: "code-wrong", class: "wrong", role: "alert", "data-key": "code-wrong" }, wrong?.words ?? ""),
      h("div", { class: "pair" },
        h("button", { type: "submit", class: "action", "data-verb": "ask-face", disabled: !open }, "写真と文字を見る"),
        h("button", { type: "button", class: "plain", "data-verb": "way-back", "data-key": "way-back" }, "もどる"))),
  ];
}

/** What was typed, as one number or as what is wrong with it. @param {HTMLFormElement} form */
export function typedCode(form) {
  const [birth, expiry, security] = PARTS.map(([part]) => inputOf(form, part).value);
  return printedCode({ birth, expiry, security });
}

/** @param {HTMLFormElement} form */
export function clearCode(form) {
  for (const [part] of PARTS) inputOf(form, part).value = "";
}

/** @param {HTMLFormElement} form @param {Part} part @returns {HTMLInputElement} */
export const inputOf = (form, part) => /** @type {HTMLInputElement} */ (form.querySelector(`[data-part=${part}]`));

/** Hands typing on from group to group. @param {Document} page */
export function leadThroughGroups(page) {
  page.addEventListener("input", (event) => typed(event.target, /** @type {InputEvent} */ (event).isComposing));
  page.addEventListener("compositionend", (event) => typed(event.target, false));
  page.addEventListener("keydown", (event) => {
    const at = groupOf(event.target);
    if (event.key !== "Backspace" || !at || at.input.value !== "") return;
    neighbour(at, -1)?.focus();
  });
  page.addEventListener("paste", (event) => {
    const at = groupOf(event.target);
    const groups = at && cut(event.clipboardData?.getData("text") ?? "");
    if (!groups) return;
    event.preventDefault();
    for (const [part] of PARTS) inputOf(at.form, part).value = groups[part];
    inputOf(at.form, "security").focus();
  });
}

/** @param {EventTarget | null} target @param {boolean} composing */
function typed(target, composing) {
  const at = groupOf(target);
  if (!at || composing) return;
  const plain = digits(at.input.value);
  if (plain !== at.input.value) at.input.value = plain;
  const next = plain.length === LENGTHS[at.part] ? neighbour(at, 1) : null;
  next?.focus();
  next?.select();
}

/** @param {EventTarget | null} target */
function groupOf(target) {
  if (!(target instanceof HTMLInputElement) || !target.form || !target.dataset.part) return null;
  return { input: target, form: target.form, part: /** @type {Part} */ (target.dataset.part) };
}

/** @param {{form: HTMLFormElement, part: Part}} at @param {number} step */
function neighbour({ form, part }, step) {
  const place = PARTS.findIndex(([one]) => one === part) + step;
  return PARTS[place] ? inputOf(form, PARTS[place][0]) : null;
}
