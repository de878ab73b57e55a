// @ts-check
/**
 * Camera and microphone of this desk, apart from each other: what is left stays when one goes, and what is plugged in
 * again comes back by itself.
 *
 * Asking may take as long as somebody looks at the browser's question, so whatever comes after `close()` or after a
 * newer `open()` is stopped at once: nobody is seen who does not know it.
 *
 * @typedef {"video" | "audio"} Kind
 */

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const WANTED = { video: { video: CAMERA }, audio: { audio: MICROPHONE } };
/** @type {Kind[]} */
const KINDS = ["video", "audio"];
/** So long an unanswered question of the browser holds anything back. */
const PATIENCE_MS = 3000;

export class Devices {
  /** @type {Record<Kind, MediaStreamTrack | null>} */ #tracks = { video: null, audio: null };
  /** @type {Record<Kind, boolean>} */ #enabled = { video: true, audio: true };
  #generation = 0;
  #wanted = false;
  #again = false;
  /** @type {Promise<void> | null} */ #asking = null;
  /** @type {Promise<void>} */ #settled = Promise.resolve();

  /** `changed`: other tracks are there now; `waiting`: the browser's question stands open.
   * @param {{changed: () => void, waiting: () => void}} listener */
  constructor(listener) {
    this.listener = listener;
    navigator.mediaDevices?.addEventListener("devicechange", () => void this.#look());
  }

  /** What is there, camera first. */
  get tracks() {
    return KINDS.map((kind) => this.#tracks[kind]).filter((track) => track !== null);
  }

  /** @param {Kind} kind */
  has(kind) {
    return this.#tracks[kind] !== null;
  }

  /** Ask for what is missing; done when the browser answered or nobody did for `PATIENCE_MS`. */
  open() {
    this.#wanted = true;
    void this.#look();
    return this.#settled;
  }

  /** Until the last `open()` is answered, or nobody answered it in time. */
  get settled() {
    return this.#settled;
  }

  /** Stop both, and whatever comes later. */
  close() {
    this.#wanted = this.#again = false;
    this.#generation += 1;
    this.#asking = null;
    this.#settled = Promise.resolve();
    for (const track of this.tracks) track.stop();
    this.#tracks = { video: null, audio: null };
  }

  /** @param {boolean} microphone @param {boolean} camera */
  enable(microphone, camera) {
    this.#enabled = { video: camera, audio: microphone };
    for (const track of this.tracks) track.enabled = this.#enabled[/** @type {Kind} */ (track.kind)];
  }

  /** Look for what is missing, once more if something was plugged in meanwhile. */
  #look() {
    if (!this.#wanted) return;
    if (this.#asking) {
      this.#again = true;
      return;
    }
    const generation = this.#generation;
    const asking = this.#ask(generation).then(() => {
      if (generation !== this.#generation) return;
      this.#asking = null;
      this.listener.changed();
      const again = this.#again;
      this.#again = false;
      if (again) this.#look();
    });
    this.#asking = asking;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)).then(() => {
      if (this.#asking === asking) this.listener.waiting();
    });
    this.#settled = Promise.race([asking, patience]);
  }

  /** Both in one question where both are missing; apart where that is refused. @param {number} generation */
  async #ask(generation) {
    if (KINDS.every((kind) => !this.has(kind))) {
      await this.#take({ video: CAMERA, audio: MICROPHONE }, generation);
    }
    for (const kind of KINDS) {
      if (generation === this.#generation && !this.has(kind)) await this.#take(WANTED[kind], generation);
    }
  }

  /** @param {MediaStreamConstraints} what @param {number} generation */
  async #take(what, generation) {
    const stream = await navigator.mediaDevices?.getUserMedia(what).catch(() => null);
    for (const track of stream?.getTracks() ?? []) {
      const kind = /** @type {Kind} */ (track.kind);
      if (generation !== this.#generation || this.has(kind)) track.stop();
      else this.#keep(kind, track);
    }
  }

  /** @param {Kind} kind @param {MediaStreamTrack} track */
  #keep(kind, track) {
    if (kind === "video") track.contentHint = "motion";
    track.enabled = this.#enabled[kind];
    this.#tracks[kind] = track;
    track.addEventListener("ended", () => {
      if (this.#tracks[kind] !== track) return;
      this.#tracks[kind] = null;
      this.listener.changed();
      this.#look(); // another one may be there
    });
  }
}
