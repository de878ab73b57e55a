// @ts-check
/** The ring: two soft tones every three seconds until answered. Its visual twin is the glowing card. */

const EVERY_MS = 3000;

export class Ring {
  /** @type {AudioContext | null} */ #audio = null;
  /** @type {ReturnType<typeof setInterval> | null} */ #timer = null;

  start() {
    if (this.#timer !== null) return;
    this.#chime();
    this.#timer = setInterval(() => this.#chime(), EVERY_MS);
  }

  stop() {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #chime() {
    this.#audio ??= new AudioContext();
    const audio = this.#audio;
    // a browser keeps sound back until the page was touched once: then the picture alone tells
    if (audio.state === "suspended") void audio.resume();
    const now = audio.currentTime;
    for (const [delay, pitch] of [[0, 784], [0.22, 988], [0.9, 784], [1.12, 988]]) {
      const tone = new OscillatorNode(audio, { type: "sine", frequency: pitch });
      const volume = new GainNode(audio, { gain: 0 });
      volume.gain.setValueAtTime(0, now + delay);
      volume.gain.linearRampToValueAtTime(0.2, now + delay + 0.02);
      volume.gain.exponentialRampToValueAtTime(0.001, now + delay + 0.5);
      tone.connect(volume).connect(audio.destination);
      tone.start(now + delay);
      tone.stop(now + delay + 0.55);
    }
  }
}
