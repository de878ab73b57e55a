// @ts-check
/**
 * The console's line to headquarters: hello first, JSON both ways, and back again by itself when it breaks.
 *
 * Headquarters beats every 20 s and hears an answer at once; a line that is silent for 45 s is gone, whatever the socket
 * says, and after sleep that is found at once. What could not be said is dropped, because what is true is told again with
 * the next hello; only what staff saw of a person waits, as nothing else tells it.
 *
 * @typedef {import("./messages").ToConsole} ToConsole
 * @typedef {import("./messages").FromConsole} FromConsole
 * @typedef {import("./messages").ConsoleHello} ConsoleHello
 * @typedef {{inCall: () => boolean, hello: () => Pick<ConsoleHello, "status" | "now" | "owes">, opened: () => void, lost: () => void,
 *   refused: () => void, heard: (message: ToConsole) => void}} Listener
 */

/** Headquarters closed on purpose and said why before: coming back would only repeat it. */
const CLOSED_ON_PURPOSE = 1008;
const LONGEST_PAUSE_MS = 15_000;
/** In a call the other side waits for what only this line can bring. */
const LONGEST_PAUSE_IN_CALL_MS = 1_000;
/** So long a connection may take to come to be; one that was begun while nothing passed would wait much longer. */
const OPENING_MS = 10_000;
const OPENING_IN_CALL_MS = 4_000;
const SILENT_MS = 45_000;
const LOOK_MS = 2_000;
const MOST_KEPT = 40;

export class Line {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {FromConsole[]} */ #kept = [];
  #heardAt = 0;
  #tries = 0;

  /** @param {string} url @param {number} version @param {Listener} listener */
  constructor(url, version, listener) {
    this.url = url;
    this.version = version;
    this.listener = listener;
  }

  /** Connect, and look after the line from now on. */
  start() {
    this.open();
    setInterval(() => this.look(), LOOK_MS);
    // a page that was asleep, or a machine: its timers stood still
    for (const wakes of ["visibilitychange", "resume"]) document.addEventListener(wakes, () => this.look());
    for (const wakes of ["online", "pageshow", "focus"]) window.addEventListener(wakes, () => this.look());
  }

  open() {
    const socket = new WebSocket(this.url);
    let opened = false;
    this.#socket = socket;
    this.#heardAt = Date.now();
    socket.addEventListener("open", () => {
      if (socket !== this.#socket) return socket.close();
      opened = true;
      this.#write({ kind: "console_hello", protocol_version: this.version, ...this.listener.hello() });
      this.listener.opened();
      for (const message of this.#kept.splice(0)) this.#write(message);
    });
    socket.addEventListener("message", (event) => {
      if (socket !== this.#socket) return;
      this.#tries = 0;
      this.#heardAt = Date.now();
      const message = /** @type {ToConsole} */ (JSON.parse(event.data));
      if (message.kind === "beat") this.#write({ kind: "beat" });
      this.listener.heard(message);
    });
    socket.addEventListener("close", (event) => {
      if (socket === this.#socket) void this.#closed(event.code, opened);
    });
  }

  /** Give up a line on which nothing was heard for too long; the clock of the wall counts, so sleep is seen. */
  look() {
    if (!this.#socket || Math.abs(Date.now() - this.#heardAt) < this.#patience(this.#socket)) return;
    const silent = this.#socket;
    this.#socket = null;
    silent.close();
    this.#again();
  }

  /** @param {WebSocket} socket */
  #patience(socket) {
    if (socket.readyState !== WebSocket.CONNECTING) return SILENT_MS;
    const given = this.#tries % 3 === 2; // now and then a slow way is given its time
    return this.listener.inCall() && !given ? OPENING_IN_CALL_MS : OPENING_MS;
  }

  /** Send now, or not at all: see above. @param {FromConsole} message */
  send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#write(message);
    else if (message.kind === "evidence_given" && this.#kept.length < MOST_KEPT) this.#kept.push(message);
  }

  /** @param {FromConsole} message */
  #write(message) {
    this.#socket?.send(JSON.stringify(message));
  }

  /** @param {number} code @param {boolean} opened */
  async #closed(code, opened) {
    this.#socket = null;
    if (code === CLOSED_ON_PURPOSE || (!opened && (await isSignedOut()))) {
      this.listener.refused();
      return;
    }
    this.#again();
  }

  #again() {
    this.listener.lost();
    this.#tries += 1;
    // full jitter: a thousand consoles do not come back in the same instant
    const longest = this.listener.inCall() ? LONGEST_PAUSE_IN_CALL_MS : LONGEST_PAUSE_MS;
    const pause = Math.random() * Math.min(longest, 500 * 2 ** this.#tries);
    setTimeout(() => this.open(), pause);
  }
}

/** A refused handshake looks like a broken line to a page; whether the session ended is asked over HTTP. */
async function isSignedOut() {
  const answer = await fetch("/", { redirect: "manual" }).catch(() => null);
  return answer?.type === "opaqueredirect";
}
