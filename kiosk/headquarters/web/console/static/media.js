// @ts-check
/**
 * Camera, microphone and the picture of the booth: carries out what `call.js` decided about media.
 *
 * The camera opens when staff choose 受付中, before any call, so that the answer to an offer costs no time. A new offer
 * in a call makes a fresh peer connection; the old picture stays until the new one has decoded a frame.
 *
 * @typedef {import("./call").Happening} Happening
 */

import { Peer } from "./peer.js";

const LOOK_FAST_MS = 40;
const LOOK_MS = 1000;
const STALLED_AFTER_MS = 4000;
const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

export class Media {
  /** @type {MediaStream | null} */ #local = null;
  /** @type {Promise<void> | null} */ #opening = null;
  /** @type {{attempt: number, peer: Peer} | null} */ #shown = null;
  /** @type {{attempt: number, peer: Peer} | null} */ #coming = null;
  #listening = new Listening();
  #tracks = { microphone: true, camera: true };
  /** When the first frame of this call was decoded, in milliseconds of the wall clock. @type {number | null} */
  firstFrameAt = null;

  /** @param {{remote: HTMLVideoElement, own: HTMLVideoElement, report: (event: Happening) => void}} parts */
  constructor({ remote, own, report }) {
    this.remote = remote;
    this.own = own;
    this.report = report;
  }

  /** Ask for camera and microphone; tells `media_opened` or `media_denied`. */
  open() {
    this.#opening ??= this.#ask().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  /** Let go of camera and microphone. */
  close() {
    for (const track of this.#local?.getTracks() ?? []) track.stop();
    this.#local = null;
    this.own.srcObject = null;
  }

  /** @param {boolean} microphone @param {boolean} camera */
  setTracks(microphone, camera) {
    this.#tracks = { microphone, camera };
    for (const track of this.#local?.getAudioTracks() ?? []) track.enabled = microphone;
    for (const track of this.#local?.getVideoTracks() ?? []) track.enabled = camera;
  }

  /** Answer one offer. @param {number} attempt @param {string} sdp
   * @param {import("./messages").IceServer[]} iceServers */
  async answer(attempt, sdp, iceServers) {
    this.#coming?.peer.close();
    const peer = new Peer(iceServers, {
      found: (candidate, mid, line) => this.report({ is: "candidate_found", attempt, candidate, mid, line }),
      failed: () => this.report({ is: "picture_stalled", attempt }),
    });
    this.#coming = { attempt, peer };
    await this.#opening;
    try {
      await peer.answer(sdp, this.#local, (text) => this.report({ is: "answer_made", attempt, sdp: text }));
    } catch (error) {
      if (this.#coming?.peer !== peer) return; // hung up, or a newer offer came meanwhile
      throw error;
    }
    if (this.#shown === null) this.#show(peer);
    void this.#watch(attempt, peer);
  }

  /** The call is over: no picture, no sound, camera stays ready for the next one. */
  end() {
    this.#coming?.peer.close();
    this.#shown?.peer.close();
    this.#coming = this.#shown = null;
    this.remote.srcObject = null;
    this.firstFrameAt = null;
    this.#listening.stop();
  }

  /** What was measured last, for the screen and for those who measure from outside. */
  get measured() {
    return { figures: this.#shown?.peer.last ?? null, audioRms: this.#listening.rms() };
  }

  async #ask() {
    this.close();
    const devices = navigator.mediaDevices;
    const stream =
      (await devices?.getUserMedia({ video: CAMERA, audio: MICROPHONE }).catch(() => null)) ??
      (await devices?.getUserMedia({ audio: MICROPHONE }).catch(() => null)) ?? null;
    if (stream === null) {
      this.report({ is: "media_denied" });
      return;
    }
    for (const track of stream.getVideoTracks()) track.contentHint = "motion";
    // unplugged in the middle: take what is left, and what is plugged in next
    for (const track of stream.getTracks()) track.addEventListener("ended", () => void this.open());
    this.#local = stream;
    this.own.srcObject = stream;
    this.setTracks(this.#tracks.microphone, this.#tracks.camera);
    for (const one of [this.#shown, this.#coming]) {
      if (one && one.peer.connection.signalingState === "stable") await one.peer.send(stream);
    }
    this.report({ is: "media_opened", camera: stream.getVideoTracks().length > 0 });
  }

  /** @param {Peer} peer */
  #show(peer) {
    this.remote.srcObject = peer.remote;
    this.remote.play().catch((error) => {
      if (error.name === "NotAllowedError") this.report({ is: "sound_blocked" });
    });
    this.#listening.to(peer.remote);
  }

  /** Look until the first frame, then every second: frames that stop rising are told. @param {number} attempt
   * @param {Peer} peer */
  async #watch(attempt, peer) {
    let frames = 0;
    let movedAt = Date.now();
    while (peer.connection.connectionState !== "closed") {
      const { framesDecoded } = await peer.figures();
      const closed = /** @type {string} */ (peer.connection.connectionState) === "closed";
      if (closed) return;
      if (frames === 0 && framesDecoded > 0) this.#firstFrame(attempt, peer);
      if (framesDecoded > frames) {
        if (frames > 0 && Date.now() - movedAt >= STALLED_AFTER_MS) this.report({ is: "picture_moved", attempt });
        frames = framesDecoded;
        movedAt = Date.now();
      } else if (frames > 0 && Date.now() - movedAt >= STALLED_AFTER_MS) {
        this.report({ is: "picture_stalled", attempt });
      }
      await new Promise((resolve) => setTimeout(resolve, frames > 0 ? LOOK_MS : LOOK_FAST_MS));
    }
  }

  /** @param {number} attempt @param {Peer} peer */
  #firstFrame(attempt, peer) {
    this.firstFrameAt ??= performance.timeOrigin + performance.now();
    const earlier = this.#shown;
    this.#shown = { attempt, peer };
    this.#coming = null;
    if (earlier) {
      this.#show(peer);
      earlier.peer.close();
    }
    this.report({ is: "frame_decoded", attempt });
  }
}

/** How loud the booth is: the root mean square of its last sound, 0 to 1. */
class Listening {
  /** @type {AudioContext | null} */ #audio = null;
  /** @type {AnalyserNode | null} */ #analyser = null;
  /** @type {MediaStreamAudioSourceNode | null} */ #source = null;

  /** @param {MediaStream} stream */
  to(stream) {
    this.stop();
    if (stream.getAudioTracks().length === 0) return;
    this.#audio ??= new AudioContext();
    if (this.#audio.state === "suspended") void this.#audio.resume();
    this.#analyser = new AnalyserNode(this.#audio, { fftSize: 2048 });
    this.#source = new MediaStreamAudioSourceNode(this.#audio, { mediaStream: stream });
    this.#source.connect(this.#analyser);
  }

  stop() {
    this.#source?.disconnect();
    this.#source = this.#analyser = null;
  }

  rms() {
    if (!this.#analyser) return 0;
    const samples = new Float32Array(this.#analyser.fftSize);
    this.#analyser.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
  }
}
