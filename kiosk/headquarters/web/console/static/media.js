// @ts-check
/**
 * Camera, microphone and the picture of the booth: carries out what `call.js` decided about media.
 *
 * The camera opens when staff choose 受付中, before any call, so that the answer to an offer costs no time. A new offer
 * in a call makes a fresh peer connection; the old picture stays until the new one has decoded a frame.
 *
 * @typedef {import("./call").Happening} Happening
 */

import { decodingAfter, NOTHING_CAME } from "./decoding.js";
import { Devices } from "./devices.js";
import { mutedAfter, NOTHING_HEARD } from "./muted.js";
import { Peer } from "./peer.js";

const LOOK_FAST_MS = 40;
const LOOK_MS = 1000;
const STALLED_AFTER_MS = 4000;
/** Sound for so long and no picture: the call is heard and not seen. */
const VOICE_AFTER_MS = 3000;

export class Media {
  /** @type {{attempt: number, peer: Peer} | null} */ #shown = null;
  /** @type {{attempt: number, peer: Peer} | null} */ #coming = null;
  #listening = new Listening();
  #hush = NOTHING_HEARD;
  /** When the first frame of this call was decoded, in milliseconds of the wall clock. @type {number | null} */
  firstFrameAt = null;

  /** @param {{remote: HTMLVideoElement, own: HTMLVideoElement, report: (event: Happening) => void}} parts */
  constructor({ remote, own, report }) {
    this.remote = remote;
    this.own = own;
    this.report = report;
    this.devices = new Devices({ changed: () => void this.#changed(), waiting: () => report({ is: "media_waits" }) });
  }

  /** Ask for camera and microphone; tells `media_opened`, `media_denied` or `media_waits`. */
  open() {
    return this.devices.open();
  }

  /** Let go of camera and microphone. */
  close() {
    this.devices.close();
    this.own.srcObject = null;
  }

  /** The microphone that is open, for its level. */
  get microphone() {
    return this.devices.tracks.find((track) => track.kind === "audio") ?? null;
  }

  /** @param {boolean} microphone @param {boolean} camera */
  setTracks(microphone, camera) {
    this.devices.enable(microphone, camera);
  }

  /** Answer one offer. @param {number} attempt @param {string} sdp
   * @param {import("./messages").IceServer[]} iceServers */
  async answer(attempt, sdp, iceServers) {
    this.#coming?.peer.close();
    const peer = new Peer(iceServers, {
      found: (candidate, mid, line) => this.report({ is: "candidate_found", attempt, candidate, mid, line }),
      failed: () => this.report({ is: "connection_failed", attempt }),
      carries: () => this.report({ is: "connection_carries", attempt }),
      voiceFirst: (on) => this.report({ is: "voice_first", attempt, on }),
    });
    this.#coming = { attempt, peer };
    await this.devices.settled;
    if (this.#coming?.peer !== peer) return;
    try {
      await peer.answer(sdp, () => this.devices.tracks, (text) => this.report({ is: "answer_made", attempt, sdp: text }));
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
    this.#hush = NOTHING_HEARD;
  }

  /** What was measured last, for the screen and for those who measure from outside. */
  get measured() {
    return { figures: this.#shown?.peer.last ?? null, audioRms: this.#listening.rms() };
  }

  /** Other devices are there, or fewer. A peer that is still answering looks for itself when it is done. */
  async #changed() {
    const { tracks } = this.devices;
    const camera = this.devices.has("video");
    this.own.srcObject = camera ? new MediaStream(tracks) : null;
    for (const one of [this.#shown, this.#coming]) {
      if (one && one.peer.connection.signalingState === "stable") await one.peer.send(tracks);
    }
    this.report(tracks.length ? { is: "media_opened", camera, microphone: this.devices.has("audio") } : { is: "media_denied" });
  }

  /** @param {Peer} peer */
  #show(peer) {
    this.remote.srcObject = peer.remote;
    this.remote.play().catch((error) => {
      if (error.name === "NotAllowedError") this.report({ is: "sound_blocked" });
    });
    this.#listening.to(peer.remote);
  }

  /** Look until the first frame, then every second: frames that stop rising are told, and whether a voice still comes.
   * @param {number} attempt @param {Peer} peer */
  async #watch(attempt, peer) {
    const picture = new Counted();
    const sound = new Counted();
    let decoding = NOTHING_CAME;
    let told = "";
    /** @param {"picture_moved" | "voice_only" | "picture_stalled"} is */
    const tell = (is) => {
      if (is !== told) this.report({ is, attempt });
      told = is;
    };
    while (peer.connection.connectionState !== "closed") {
      const { framesDecoded, picturesReceived, soundReceived, voiceEnergy } = await peer.figures();
      const closed = /** @type {string} */ (peer.connection.connectionState) === "closed";
      if (closed) return;
      if (peer === (this.#coming ?? this.#shown)?.peer) this.#hears(attempt, voiceEnergy);
      if (picture.count === 0 && framesDecoded > 0) this.#first(attempt, peer, "frame_decoded");
      picture.look(framesDecoded);
      if (document.hidden) decoding = NOTHING_CAME; // a browser may leave out what nobody sees
      const [watched, stuck] = decodingAfter(decoding, picturesReceived, framesDecoded, Date.now());
      decoding = watched;
      if (stuck) this.report({ is: "connection_failed", attempt });
      sound.look(soundReceived);
      const heard = sound.count > 0 && sound.still < STALLED_AFTER_MS;
      if (picture.count > 0 && picture.still < STALLED_AFTER_MS) {
        if (told) tell("picture_moved");
      } else if (heard && (picture.count > 0 || sound.known >= VOICE_AFTER_MS)) {
        if (!told && picture.count === 0) this.#first(attempt, peer, "voice_only");
        tell("voice_only");
      } else if (picture.count > 0 || told) tell("picture_stalled");
      await new Promise((resolve) => setTimeout(resolve, picture.count > 0 ? LOOK_MS : LOOK_FAST_MS));
    }
  }

  /** The energy of this desk's voice since the beginning; one that stands still is told. @param {number} attempt
   * @param {number | null} energy */
  #hears(attempt, energy) {
    const before = this.#hush.muted;
    this.#hush = mutedAfter(this.#hush, energy, Date.now());
    if (this.#hush.muted !== before) this.report({ is: "voice_off", attempt, on: this.#hush.muted });
  }

  /** This connection is the one to see and hear now. @param {number} attempt @param {Peer} peer
   * @param {"frame_decoded" | "voice_only"} is */
  #first(attempt, peer, is) {
    if (is === "frame_decoded") this.firstFrameAt ??= performance.timeOrigin + performance.now();
    const earlier = this.#shown;
    if (earlier?.peer !== peer) {
      this.#shown = { attempt, peer };
      this.#coming = null;
      if (earlier) {
        this.#show(peer);
        earlier.peer.close();
      }
    }
    if (is === "frame_decoded") this.report({ is, attempt });
  }
}

/** A count that should go on rising, and for how long it has not. */
class Counted {
  count = 0;
  #movedAt = Date.now();
  #firstAt = Date.now();

  /** @param {number} count */
  look(count) {
    if (count === this.count) return;
    this.#movedAt = Date.now();
    if (this.count === 0) this.#firstAt = this.#movedAt;
    this.count = count;
  }

  /** Milliseconds without a change. */
  get still() {
    return Date.now() - this.#movedAt;
  }

  /** Milliseconds since it first rose. */
  get known() {
    return this.count ? Date.now() - this.#firstAt : 0;
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
