// @ts-check
/** Two small functions instead of a framework: make elements, and bring a part of the page up to date in place. */

import { visible } from "./visible.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | false | undefined} Child */

/** One element. A property that is null or false is left out. Texts stay texts: nothing is read as HTML.
 * @param {string} tag @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Child | Child[])} children @returns {HTMLElement} */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat()) if (child) element.append(typeof child === "string" ? visible(child) : child);
  return element;
}

/** What came from outside (a name, a place, what somebody wrote) in a sentence: however it is written, right to left or
 * mixed, the words of ours around it stay where they are. @param {string} text */
export const outside = (text) => h("bdi", {}, text);

/** A symbol of icons.svg, which every page carries. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Make `parent` hold `wanted`, keeping elements (and so focus, and what was typed or chosen) where they match.
 * Elements match by `data-key`, or by tag and place. @param {Element} parent @param {Child[]} wanted */
export function patch(parent, wanted) {
  const made = wanted.filter(Boolean).map((child) => (child instanceof Node ? child : new Text(visible(String(child)))));
  let at = parent.firstChild;
  for (const next of made) {
    const match = find(parent, at, next);
    if (!match) {
      parent.insertBefore(next, at);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else parent.insertBefore(match, at);
    update(match, next);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

/** @param {Element} parent @param {ChildNode | null} at @param {Node} next @returns {ChildNode | null} */
function find(parent, at, next) {
  const key = keyOf(next);
  if (key === null) return at && keyOf(at) === null && at.nodeName === next.nodeName ? at : null;
  for (let old = at; old; old = old.nextSibling) {
    if (keyOf(old) === key && old.nodeName === next.nodeName) return old;
  }
  return null;
}

/** @param {Node} node */
const keyOf = (node) => (node instanceof Element ? node.getAttribute("data-key") : null);

/** @param {ChildNode} old @param {Node} next */
function update(old, next) {
  if (!(old instanceof Element) || !(next instanceof Element)) {
    if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
    return;
  }
  for (const { name } of [...old.attributes]) {
    // what a person has unfolded stays unfolded
    if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  patch(old, [...next.childNodes]);
}
