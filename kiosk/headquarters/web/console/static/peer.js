// @ts-check
/**
 * One peer connection: answers one offer of the booth, trickles, tells what it measures, and sends what its line carries.
 *
 * @typedef {{framesDecoded: number, picturesReceived: number, soundReceived: number, width: number, height: number,
 *   voiceEnergy: number | null, fps: number, delayMs: number, sendWidth: number, sendHeight: number, sendKbps: number, allowedKbit: number | null,
 *   loss: number}} Figures
 * @typedef {{found: (candidate: string, mid: string | null, line: number | null) => void,
 *   failed: () => void, carries: () => void, voiceFirst: (on: boolean) => void}} Listener
 */

import { ownAfter, pictureEncoding, voiceEncoding, WHOLE } from "./yielding.js";

export class Peer {
  /** Tracks of the booth, together whatever stream ids it gave them. */
  remote = new MediaStream();
  /** @type {Figures | null} */ #last = null;
  #own = WHOLE;
  #totals = { buffered: 0, emitted: 0, sent: 0, at: 0 };

  /** @param {import("./messages").IceServer[]} iceServers @param {Listener} listener */
  constructor(iceServers, listener) {
    const servers = iceServers.map(({ urls, username, credential }) => ({
      urls, username: username ?? undefined, credential: credential ?? undefined,
    }));
    this.connection = new RTCPeerConnection({ iceServers: servers, bundlePolicy: "max-bundle" });
    this.listener = listener;
    this.connection.addEventListener("track", ({ track }) => this.remote.addTrack(track));
    this.connection.addEventListener("connectionstatechange", () => {
      if (this.connection.connectionState === "failed") listener.failed();
      if (this.connection.connectionState === "connected") listener.carries();
    });
  }

  /** Give the answer's SDP, then let the candidates follow it. At which rate to begin stands in the offer: only the
   * booth knows what its line and processor take. `local` is asked again after the answer: a
   * camera may have come meanwhile. @param {string} offer @param {() => MediaStreamTrack[]} local
   * @param {(sdp: string) => void} answered */
  async answer(offer, local, answered) {
    const { connection } = this;
    let said = false;
    /** @type {Array<RTCIceCandidate | null>} */
    const early = [];
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (said) this.#tell(candidate);
      else early.push(candidate);
    });
    await connection.setRemoteDescription({ type: "offer", sdp: offer });
    for (const transceiver of connection.getTransceivers()) transceiver.direction = "sendrecv";
    await this.send(local());
    await connection.setLocalDescription();
    answered(connection.localDescription?.sdp ?? "");
    said = true;
    for (const candidate of early) this.#tell(candidate);
    await this.send(local());
  }

  /** Send these tracks from now on; a camera that comes later needs no new offer. @param {MediaStreamTrack[]} tracks */
  async send(tracks) {
    const together = new MediaStream(tracks);
    for (const { sender, receiver } of this.connection.getTransceivers()) {
      const track = tracks.find((one) => one.kind === receiver.track.kind) ?? null;
      if (track === sender.track) continue;
      if (track) sender.setStreams(together);
      await sender.replaceTrack(track);
    }
    if (this.connection.signalingState === "stable") await this.#shape();
  }

  close() {
    this.connection.close();
  }

  /** @returns {Promise<Figures>} */
  async figures() {
    const report = await this.connection.getStats();
    /** @type {Figures} */
    const figures = { framesDecoded: 0, picturesReceived: 0, soundReceived: 0, width: 0, height: 0, fps: 0, delayMs: 0,
      sendWidth: 0, sendHeight: 0, sendKbps: 0, allowedKbit: null, loss: 0,
      voiceEnergy: null };
    const voice = this.connection.getSenders().find((sender) => sender.track?.kind === "audio")?.track;
    report.forEach((entry) => {
      if (entry.type === "inbound-rtp" && entry.kind === "video") this.#incoming(entry, figures);
      else if (entry.type === "inbound-rtp" && entry.kind === "audio") figures.soundReceived = entry.packetsReceived ?? 0;
      else if (entry.type === "outbound-rtp" && entry.kind === "video") this.#outgoing(entry, figures);
      else if (entry.type === "media-source" && entry.trackIdentifier === voice?.id && voice?.enabled) {
        figures.voiceEnergy = entry.totalAudioEnergy ?? null;
      } else if (entry.type === "remote-inbound-rtp" && entry.kind === "video") figures.loss = entry.fractionLost ?? 0;
      else if (entry.type === "candidate-pair" && entry.nominated) {
        figures.delayMs += (entry.currentRoundTripTime ?? 0) * 500;
        figures.allowedKbit = entry.availableOutgoingBitrate === undefined ? null : entry.availableOutgoingBitrate / 1000;
      }
    });
    this.#last = figures;
    await this.#yield(figures);
    return figures;
  }

  /** The figures of the last look. */
  get last() {
    return this.#last;
  }

  /** @param {any} entry @param {Figures} figures */
  #incoming(entry, figures) {
    figures.framesDecoded = entry.framesDecoded ?? 0;
    figures.picturesReceived = entry.framesReceived ?? 0;
    figures.width = entry.frameWidth ?? 0;
    figures.height = entry.frameHeight ?? 0;
    figures.fps = Math.round(entry.framesPerSecond ?? 0);
    const emitted = (entry.jitterBufferEmittedCount ?? 0) - this.#totals.emitted;
    if (emitted > 0) figures.delayMs += (((entry.jitterBufferDelay ?? 0) - this.#totals.buffered) / emitted) * 1000;
    this.#totals.emitted = entry.jitterBufferEmittedCount ?? 0;
    this.#totals.buffered = entry.jitterBufferDelay ?? 0;
  }

  /** @param {any} entry @param {Figures} figures */
  #outgoing(entry, figures) {
    figures.sendWidth = entry.frameWidth ?? 0;
    figures.sendHeight = entry.frameHeight ?? 0;
    const passed = entry.timestamp - this.#totals.at;
    if (this.#totals.at && passed > 0) figures.sendKbps = Math.round(((entry.bytesSent - this.#totals.sent) * 8) / passed);
    this.#totals.sent = entry.bytesSent ?? 0;
    this.#totals.at = entry.timestamp;
  }

  /** An empty candidate ends them: without it the booth's ICE waits for ever. @param {RTCIceCandidate | null} found */
  #tell(found) {
    if (found === null) this.listener.found("", null, null);
    else if (found.candidate !== "") this.listener.found(found.candidate, found.sdpMid, found.sdpMLineIndex);
  }

  /** The picture yields to the voice on a line that carries no more, and is told. @param {Figures} figures */
  async #yield({ allowedKbit, loss }) {
    const before = this.#own;
    const sends = this.connection.getSenders().some((sender) => sender.track?.kind === "video");
    this.#own = sends ? ownAfter(before, { at: Date.now(), allowedKbit, loss }) : WHOLE;
    if (this.#own.on === before.on) return;
    this.listener.voiceFirst(!this.#own.on);
    await this.#shape();
  }

  /** A staff member's papers and lips must stay readable: fewer frames rather than a smaller picture. */
  async #shape() {
    for (const sender of this.connection.getSenders()) {
      if (!sender.track) continue;
      const picture = sender.track.kind === "video";
      const parameters = sender.getParameters();
      if (picture) Object.assign(parameters, { degradationPreference: "maintain-resolution" });
      const how = picture ? pictureEncoding(this.#own.on) : voiceEncoding(this.#own.on);
      for (const encoding of parameters.encodings) Object.assign(encoding, how);
      await sender.setParameters(parameters).catch(() => undefined); // an older browser keeps its own rule
    }
  }
}
