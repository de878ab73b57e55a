// @ts-check
/**
 * The card's pictures as dots on a canvas: no address, nothing to cache, drag or save, and gone with the element.
 *
 * Their bytes are a PNG of the booth's own making; its size is read first, so that nothing moves when it is painted.
 */

import { h } from "./dom.js";

const HEAD = 32; // base64 characters that hold a PNG's signature and size
const SIGNATURE = "\x89PNG\r\n\x1a\n";
const LARGEST_SIDE = 2000;

/** @type {WeakMap<Element, string>} */
const painted = new WeakMap();

/** A canvas for one picture, to be painted by `paint`; null when there is none. @param {string} base64
 * @param {import("./identity").PictureName} name @param {string} label */
export function picture(base64, name, label) {
  const size = sizeOf(base64);
  if (!size) return null;
  return h("canvas", {
    class: `picture ${name}`, "data-key": `picture-${name}`, "data-picture": name, role: "img", "aria-label": label, ...size,
  });
}

/** @type {import("./identity").PictureName[]} */
const NAMES = ["photograph", "name", "address"];

/** Paint what is shown and not painted yet; tell what is no picture at all. @param {import("./messages").CardFace | null} face
 * @param {(picture: import("./identity").PictureName) => void} broken */
export function paint(face, broken) {
  for (const name of NAMES) if (face?.[name] && !sizeOf(face[name])) broken(name);
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll("canvas[data-picture]"))) {
    const name = /** @type {import("./identity").PictureName} */ (canvas.dataset.picture);
    const base64 = face?.[name] ?? "";
    if (painted.get(canvas) === base64) continue;
    painted.set(canvas, base64);
    dotsOf(base64).then((dots) => {
      if (canvas.isConnected) canvas.getContext("2d")?.drawImage(dots, 0, 0);
      dots.close();
    }).catch(() => canvas.isConnected && broken(name));
  }
}

/** @param {string} base64 */
async function dotsOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: "image/png" }));
}

/** @param {string} base64 @returns {{width: number, height: number} | null} */
function sizeOf(base64) {
  if (base64.length < HEAD) return null;
  const head = binary(base64.slice(0, HEAD));
  if (!head.startsWith(SIGNATURE)) return null;
  const [width, height] = [16, 20].map((at) => (head.charCodeAt(at + 2) << 8) + head.charCodeAt(at + 3)
    + (head.charCodeAt(at) + head.charCodeAt(at + 1)) * 65_536);
  return 0 < width && width <= LARGEST_SIDE && 0 < height && height <= LARGEST_SIDE ? { width, height } : null;
}

/** @param {string} base64 */
function binary(base64) {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
