// The SDP of the booth as the browser is to read it; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.MediaStream ??= class {};
const { startFast } = await import("../../../../kiosk/headquarters/web/console/static/peer.js");

const SDP = [
  "v=0", "m=audio 9 UDP/TLS/RTP/SAVPF 96", "a=rtpmap:96 opus/48000/2", "m=video 9 UDP/TLS/RTP/SAVPF 97 98 99",
  "a=rtpmap:97 VP8/90000", "a=rtpmap:98 rtx/90000", "a=fmtp:98 apt=97", "a=rtpmap:99 H264/90000",
  "a=fmtp:99 packetization-mode=1;profile-level-id=42e01f", "",
].join("\r\n");

test("every video codec starts fast; sound and retransmission stay as they were", () => {
  const lines = startFast(SDP).split("\r\n");
  assert.deepEqual(lines.filter((line) => line.includes("x-google")), [
    "a=fmtp:97 x-google-start-bitrate=1500",
    "a=fmtp:99 packetization-mode=1;profile-level-id=42e01f;x-google-start-bitrate=1500",
  ]);
  assert.equal(lines[lines.indexOf("a=rtpmap:97 VP8/90000") + 1], "a=fmtp:97 x-google-start-bitrate=1500");
  assert.deepEqual(lines.filter((line) => !line.includes("x-google")), SDP.split("\r\n").filter((line) => !line.startsWith("a=fmtp:99")));
});

test("an offer without video is left alone", () => {
  const sound = SDP.split("m=video")[0];
  assert.equal(startFast(sound), sound);
});
