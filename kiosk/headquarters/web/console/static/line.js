// @ts-check
/**
 * The console's line to headquarters: hello first, JSON both ways, and back again by itself when it breaks.
 *
 * @typedef {import("./messages").ToConsole} ToConsole
 * @typedef {import("./messages").FromConsole} FromConsole
 * @typedef {{opened: () => void, lost: () => void, refused: () => void, heard: (message: ToConsole) => void}} Listener
 */

/** Headquarters closed on purpose and said why before: coming back would only repeat it. */
const CLOSED_ON_PURPOSE = 1008;
const LONGEST_PAUSE_MS = 15_000;
const KEPT_WHILE_LOST = 200;

export class Line {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {FromConsole[]} */ #kept = [];
  #tries = 0;

  /** @param {string} url @param {number} version @param {Listener} listener */
  constructor(url, version, listener) {
    this.url = url;
    this.version = version;
    this.listener = listener;
  }

  open() {
    const socket = new WebSocket(this.url);
    let opened = false;
    this.#socket = socket;
    socket.addEventListener("open", () => {
      opened = true;
      this.#write({ kind: "console_hello", protocol_version: this.version });
      this.listener.opened();
      for (const message of this.#kept.splice(0)) this.#write(message);
    });
    socket.addEventListener("message", (event) => {
      this.#tries = 0;
      this.listener.heard(JSON.parse(event.data));
    });
    socket.addEventListener("close", (event) => void this.#closed(event.code, opened));
  }

  /** Send now, or as soon as the line is back; a card is asked for now or not at all. @param {FromConsole} message */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#write(message);
    else if (message.kind !== "card_asked" && this.#kept.length < KEPT_WHILE_LOST) this.#kept.push(message);
  }

  /** @param {FromConsole} message */
  #write(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  /** @param {number} code @param {boolean} opened */
  async #closed(code, opened) {
    if (code === CLOSED_ON_PURPOSE || (!opened && (await isSignedOut()))) {
      this.listener.refused();
      return;
    }
    this.listener.lost();
    this.#tries += 1;
    // full jitter: a thousand consoles do not come back in the same instant
    const pause = Math.random() * Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#tries);
    setTimeout(() => this.open(), pause);
  }
}

/** A refused handshake looks like a broken line to a page; whether the session ended is asked over HTTP. */
async function isSignedOut() {
  const answer = await fetch("/", { redirect: "manual" }).catch(() => null);
  return answer?.type === "opaqueredirect";
}
