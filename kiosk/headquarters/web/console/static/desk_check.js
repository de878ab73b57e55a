// @ts-check
/**
 * Before going on duty: own picture, level of the microphone, a tone for the speaker. Opened and closed by a press, so
 * that a break stays a break.
 *
 * @typedef {import("./call").State} State
 * @typedef {import("./call").Step} Step
 * @typedef {{is: "check_pressed"} | {is: "check_closed"}} Happening
 * @typedef {{level: number, heard: boolean}} Level how loud now, 0 to 1, and whether a voice was heard since the beginning
 */

import { h, icon } from "./dom.js";

const VOICE_RMS = 0.02;
const TONE_HZ = 660;
const TONE_S = 0.6;

/** @satisfies {{[K in Happening["is"]]: (state: State, event: any) => Step}} */
export const REACTIONS = {
  check_pressed: (state) => {
    if (state.call || state.checking) return [state, []];
    return [{ ...state, checking: true, media: state.media === "ready" ? "ready" : "asking" }, [{ act: "open_media" }]];
  },
  check_closed: (state) => {
    const over = { ...state, checking: false };
    if (!state.checking || state.call || state.now?.status === "available") return [over, []];
    return [{ ...over, media: "off" }, [{ act: "close_media" }]];
  },
};

/** What the ear of this desk hears, and a tone it can make. */
export class DeskCheck {
  /** @type {AudioContext | null} */ #audio = null;
  /** @type {AnalyserNode | null} */ #analyser = null;
  /** @type {MediaStreamTrack | null} */ #track = null;
  #heard = false;

  /** Listen to this microphone, none ends it. @param {MediaStreamTrack | null} track */
  listen(track) {
    if (track === this.#track) return;
    this.#track = track;
    this.#analyser = null;
    if (track === null) {
      this.#heard = false;
      void this.#audio?.close();
      this.#audio = null;
      return;
    }
    this.#audio ??= new AudioContext();
    this.#analyser = new AnalyserNode(this.#audio, { fftSize: 2048 });
    new MediaStreamAudioSourceNode(this.#audio, { mediaStream: new MediaStream([track]) }).connect(this.#analyser);
  }

  /** @returns {Level} */
  get level() {
    if (!this.#analyser) return { level: 0, heard: false };
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    const level = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
    this.#heard ||= level >= VOICE_RMS;
    return { level, heard: this.#heard };
  }

  /** A soft tone on the speaker. */
  tone() {
    const audio = new AudioContext();
    const volume = new GainNode(audio, { gain: 0.15 });
    const tone = new OscillatorNode(audio, { frequency: TONE_HZ });
    tone.connect(volume).connect(audio.destination);
    tone.addEventListener("ended", () => void audio.close());
    tone.start();
    tone.stop(audio.currentTime + TONE_S);
  }
}

/** What is shown below the own picture, in place of a call. @param {State} state @param {Level} level */
export function checkPanel(state, { level, heard }) {
  const seen = state.media === "ready";
  const microphone = h("meter", { min: "0", max: "0.3", value: level.toFixed(3), "aria-label": "マイクの大きさ" });
  return h("div", { class: "desk-check", "data-key": "desk-check" },
    row("camera", seen, seen ? "videocam" : "videocam_off", CAMERA[state.media]),
    row("microphone", heard, heard ? "mic" : "mic_off", heard ? "マイクに声が届いています" : MICROPHONE[state.media], microphone),
    row("speaker", null, "notifications_active", "押すと音が鳴ります。聞こえるか確かめてください",
      h("button", { type: "button", class: "quiet", "data-verb": "check-tone" }, "音を鳴らす")),
    h("div", { class: "buttons" },
      h("button", { type: "button", class: "quiet", "data-verb": "check-close" }, "確認を終わる"),
      h("button", { type: "button", class: "action", "data-status-wanted": "available" }, "受付をはじめる")));
}

/** @param {string} what @param {boolean | null} good null: only who sits here can tell @param {string} symbol
 * @param {string} words @param {HTMLElement} [more] */
function row(what, good, symbol, words, more) {
  return h("p", { class: "check-row", "data-check": what, "data-good": good === null ? null : String(good) },
    icon(symbol), h("span", {}, words), more);
}

/** @type {Record<State["media"], string>} */
const CAMERA = {
  off: "カメラは切れています", asking: "カメラを開いています…", ready: "この映像が相手に届きます",
  sound_only: "カメラが見つかりません", denied: "カメラが使えません",
};

/** @type {Record<State["media"], string>} */
const MICROPHONE = {
  off: "マイクは切れています", asking: "マイクを開いています…", ready: "声を出してみてください",
  sound_only: "声を出してみてください", denied: "マイクが使えません",
};
