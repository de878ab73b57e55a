// What a page can tell of a call on a bad line: every picture shown, some of them whole, and the sound, with its times.

// Every picture of a video as it is drawn: [number of its clock bar or -1, when, its height].
function observeShown(video) {
  const seen = { frames: [], grabs: [], grab: false, stop: false, end() { this.stop = true; } };
  const canvas = document.createElement("canvas");
  const look = () => {
    if (seen.stop) return;
    seen.frames.push([readBar(video, canvas) ?? -1, Date.now(), video.videoHeight]);
    if (seen.grab) void keepWhole(seen, new VideoFrame(video));
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  return seen;
}

// The same as it is decoded, before it is drawn.
function observeDecoded(track) {
  const copy = track.clone();
  const reader = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 30 }).readable.getReader();
  const seen = { frames: [], grabs: [], grab: false, end() { copy.stop(); void reader.cancel(); } };
  const read = async () => {
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const at = Date.now(), width = frame.codedWidth, height = frame.codedHeight;
      const rect = { x: 0, y: (Math.max(2, Math.floor(height / 45)) >> 1) & ~1, width, height: 2 };
      const bytes = new Uint8Array(frame.allocationSize({ rect }));
      await frame.copyTo(bytes, { rect });
      const value = decodeBar((cell) => bytes[Math.floor(((2 * cell + 1) * width) / 80)]);
      seen.frames.push([value ?? -1, at, height]);
      if (seen.grab) await keepWhole(seen, frame);
      else frame.close();
    }
  };
  void read().catch(() => undefined);
  return seen;
}

// The brightness of one picture, whole.
async function keepWhole(seen, frame) {
  seen.grab = false;
  const bytes = new Uint8Array(frame.allocationSize());
  await frame.copyTo(bytes);
  const { width, height } = frame.visibleRect;
  seen.grabs.push([width, height, bytes.slice(0, width * height)]);
  frame.close();
}

// The sound of a track, mono, in blocks: when each was read, and what it was.
function observeSound(track) {
  const copy = track.clone();
  const reader = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 100 }).readable.getReader();
  const heard = { at: [], blocks: [], rate: 0, end() { copy.stop(); void reader.cancel(); } };
  const read = async () => {
    for (;;) {
      const { value: data, done } = await reader.read();
      if (done) return;
      const samples = new Float32Array(data.numberOfFrames);
      data.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      heard.rate = data.sampleRate;
      heard.at.push(Date.now());
      heard.blocks.push(Int16Array.from(samples, (value) => Math.max(-1, Math.min(1, value)) * 32767));
      data.close();
    }
  };
  void read().catch(() => undefined);
  return heard;
}

// Everything of this end, from now on.
function observeCall(video, drawn, own) {
  const [picture] = video.srcObject.getVideoTracks(), [sound] = video.srcObject.getAudioTracks();
  window.observed = {
    shown: drawn ? observeShown(video) : observeDecoded(picture),
    heard: observeSound(sound), spoken: observeSound(own.getAudioTracks()[0]), taken: watchTaken(own.getVideoTracks()[0]),
  };
}

function observedCall() {
  const { shown, heard, spoken, taken } = window.observed;
  shown.end(); heard.end(); spoken.end(); taken.stop();
  const sound = ({ at, blocks, rate }) => ({ at, rate, blocks: blocks.map((one) => new Uint8Array(one.buffer).toBase64()) });
  return {
    frames: shown.frames, taken: taken.readings, heard: sound(heard), spoken: sound(spoken),
    grabs: shown.grabs.map(([width, height, bytes]) => [width, height, bytes.toBase64()]),
  };
}
