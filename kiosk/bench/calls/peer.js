// The booth's side of a call in a browser: what a booth made of Chromium would do. It offers, and is answered.
let connection = null, own = null;
const MOST_BITS = 2_500_000;

async function makeOffer() {
  endCall();
  own = await navigator.mediaDevices.getUserMedia({
    audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } },
  });
  for (const track of own.getVideoTracks()) track.contentHint = "motion";
  connection = new RTCPeerConnection({ iceServers: [], bundlePolicy: "max-bundle" });
  const stream = new MediaStream();
  const video = document.getElementById("remote");
  connection.addEventListener("track", ({ track }) => {
    stream.addTrack(track);
    video.srcObject = stream;
  });
  video.requestVideoFrameCallback((_, { presentationTime, width, height }) => {
    void firstFrame(performance.timeOrigin + presentationTime, width, height);
  });
  for (const track of own.getTracks()) connection.addTrack(track, own);
  const gathered = new Promise((resolve) => connection.addEventListener("icegatheringstatechange", () => {
    if (connection.iceGatheringState === "complete") resolve();
  }));
  await connection.setLocalDescription();
  await gathered;
  return connection.localDescription.sdp;
}

async function takeAnswer(sdp) {
  await connection.setRemoteDescription({ type: "answer", sdp });
  for (const sender of connection.getSenders()) {
    if (sender.track?.kind !== "video") continue;
    const parameters = sender.getParameters();
    parameters.degradationPreference = "maintain-resolution";
    for (const encoding of parameters.encodings) encoding.maxBitrate = MOST_BITS;
    await sender.setParameters(parameters);
  }
}

async function addCandidate(candidate, sdpMid, sdpMLineIndex) {
  await connection.addIceCandidate(candidate ? { candidate, sdpMid, sdpMLineIndex } : undefined);
}

function endCall() {
  connection?.close();
  for (const track of own?.getTracks() ?? []) track.stop();
  connection = own = null;
  document.getElementById("remote").srcObject = null;
}
