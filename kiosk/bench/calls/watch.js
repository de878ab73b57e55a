// What a page can tell of a video: which pictures were shown and when, and when the camera gave them.

// Counts pictures of a video element as they are shown; with ages also reads the clock bar of each.
function watchShown(video) {
  const seen = { count: 0, ages: false, readings: [], stop: false };
  const canvas = document.createElement("canvas");
  const look = (now, told) => {
    seen.count = told.presentedFrames;
    if (seen.ages) {
      const value = readBar(video, canvas);
      if (value !== null) seen.readings.push([value, Date.now()]);
    }
    if (!seen.stop) video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  return seen;
}

// The number in the clock bar, null where there is none; the same code as kiosk/media/clock_bar.py.
function readBar(source, canvas) {
  const width = source.videoWidth, height = source.videoHeight;
  if (!width) return null;
  canvas.width = width; canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(source, 0, Math.max(2, Math.floor(height / 45)) >> 1, width, 1, 0, 0, width, 1);
  const pixels = context.getImageData(0, 0, width, 1).data;
  return decodeBar((cell) => pixels[4 * Math.floor(((2 * cell + 1) * width) / 80)]);
}

function decodeBar(brightness) {
  const bits = [];
  for (let cell = 0; cell < 40; cell++) bits.push(brightness(cell) > 128 ? 1 : 0);
  if (bits.slice(0, 4).join("") !== "1011") return null;
  let value = 0, check = 0;
  for (let place = 0; place < 32; place++) value += bits[4 + place] * 2 ** place;
  for (let nibble = 0; nibble < 8; nibble++) check += Math.floor(value / 16 ** nibble) % 16;
  for (let place = 0; place < 4; place++) if (((check >> place) & 1) !== bits[36 + place]) return null;
  return value;
}

// Notes which picture of a camera track was captured when. Chromium stamps it with the machine's monotonic clock
// (base::TimeTicks), so a page that is late in reading does not make it younger. With `arrived` it notes instead when
// a picture of a received track was decoded and given to the page, in wall clock, before it is drawn.
function watchTaken(track, arrived = false) {
  const copy = track.clone();
  const reader = new MediaStreamTrackProcessor({ track: copy, maxBufferSize: 30 }).readable.getReader();
  const taken = { readings: [], stop: () => { copy.stop(); void reader.cancel(); } };
  const read = async () => {
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      const at = arrived ? Date.now() : frame.timestamp / 1000;
      const width = frame.codedWidth;
      const rect = { x: 0, y: (Math.max(2, Math.floor(frame.codedHeight / 45)) >> 1) & ~1, width, height: 2 };
      const bytes = new Uint8Array(frame.allocationSize({ rect }));
      await frame.copyTo(bytes, { rect });
      frame.close();
      const value = decodeBar((cell) => bytes[Math.floor(((2 * cell + 1) * width) / 80)]);
      if (value !== null) taken.readings.push([value, at]);
    }
  };
  void read().catch(() => undefined);
  return taken;
}
