// @ts-check
/** What staff press and type to identify somebody, made into events; focus goes to where they go on. */

import { clearCode, inputOf, leadThroughGroups, typedCode } from "./printed_code_entry.js";
import { OTHER_PAPER } from "./identity_words.js";

/** @typedef {(event: import("./identity").Happening) => void} Happen */

/** After the drawing that was asked for just now, focus the first of these that is there. @param {...string} selectors */
function focusSoon(...selectors) {
  queueMicrotask(() => {
    const found = selectors.map((one) => document.querySelector(one)).find((one) => one !== null);
    /** @type {HTMLElement | undefined} */ (found ?? undefined)?.focus();
  });
}

/** @param {Happen} happen @returns {Record<string, (from: HTMLElement) => void>} */
export function identityVerbs(happen) {
  return {
    "way-face": () => choose(happen, "face"),
    "way-proof": () => choose(happen, "proof"),
    "way-paper": () => choose(happen, "paper"),
    "way-back": () => {
      happen({ is: "way_chosen", way: null });
      focusSoon("[data-way]");
    },
    "ask-proof": () => {
      happen({ is: "card_asked", id: crypto.randomUUID(), want: "proof", code: null });
      focusSoon("[data-verb=way-back]");
    },
    "card-again": () => {
      happen({ is: "card_forgotten" });
      focusSoon("#code-birth", "[data-verb=ask-proof]");
    },
    "paper-good": (from) => seen(happen, from, true),
    "paper-bad": (from) => seen(happen, from, false),
    same: () => look(happen, true),
    "not-same": () => look(happen, false),
  };
}

/** What is to be compared has come: go there, but never away from what somebody is typing. */
export function leadToPrinted() {
  if (!document.activeElement?.matches("input, select, textarea")) document.getElementById("printed-title")?.focus();
}

/** @param {Happen} happen @param {import("./identity").Way} way */
function choose(happen, way) {
  happen({ is: "way_chosen", way });
  focusSoon(way === "face" ? "#code-birth" : way === "paper" ? "#paper [name=paper]" : "[data-verb=ask-proof]");
}

/** @param {Happen} happen @param {boolean} confirmed */
function look(happen, confirmed) {
  happen({ is: "looked", method: "face_compared", confirmed, paper: "" });
  focusSoon("#who-title");
}

/** Which paper is told; a touch of Enter in the form writes nothing down. @param {Happen} happen @param {HTMLElement} from
 * @param {boolean} confirmed */
function seen(happen, from, confirmed) {
  const form = /** @type {HTMLFormElement} */ (from.closest("form"));
  if (!form.reportValidity()) return;
  const filled = new FormData(form);
  const other = filled.get("paper") === OTHER_PAPER;
  const paper = String(filled.get(other ? "other" : "paper") ?? "").trim();
  if (!paper) return /** @type {HTMLInputElement} */ (form.elements.namedItem("other")).focus();
  happen({ is: "looked", method: "paper_seen", confirmed, paper });
  focusSoon("#who-title");
}

/** @param {Happen} happen @returns {Record<string, (form: HTMLFormElement) => void>} by the id of a form */
export function identityForms(happen) {
  return {
    "printed-code": (form) => {
      const entry = typedCode(form);
      if ("wrong" in entry) {
        happen({ is: "code_wrong", part: entry.wrong, words: entry.words });
        return inputOf(form, entry.wrong).focus();
      }
      clearCode(form);
      happen({ is: "card_asked", id: crypto.randomUUID(), want: "face", code: entry.code });
      focusSoon("[data-verb=way-back]");
    },
    paper: () => {},
  };
}

/** Typing in groups, no menu that saves a picture, and nothing left behind on a page that is left. @param {Happen} happen */
export function watchIdentity(happen) {
  leadThroughGroups(document);
  document.addEventListener("contextmenu", (event) => {
    if (event.target instanceof HTMLCanvasElement) event.preventDefault();
  });
  window.addEventListener("pagehide", () => happen({ is: "page_left" }));
}
