"""What the booth writes into its session descriptions (SDP) beside what aiortc says."""

import re


def with_start_bitrate(sdp: str, start_kbit: int, most_kbit: int) -> str:
    """Tell whoever reads `sdp` to start sending video at `start_kbit` (Chromium begins with 300) up to `most_kbit`.

    Only the booth writes this, once: it knows what its line and its processor take in.
    """
    parameters = f"x-google-start-bitrate={start_kbit};x-google-max-bitrate={most_kbit}"
    sections = re.split(r"(?m)^(?=m=)", sdp)
    return "".join(
        _with_parameters(section, parameters) if section.startswith("m=video") else section for section in sections
    )


def unsynchronised(sdp: str) -> str:
    """Name the picture as a stream of its own in our offer, so that it is shown as soon as it is there.

    Chromium holds pictures back until the sound of the same stream can be played, by 20 ms and more on a good line:
    ours leave 10 ms after they were taken. Sound up to 125 ms behind the lips is not noticed (ITU-R BT.1359-1).
    """
    sections = re.split(r"(?m)^(?=m=)", sdp)
    return "".join(
        re.sub(r"(?m)^a=msid:(\S+)", r"a=msid:picture-\1", section) if section.startswith("m=video") else section
        for section in sections
    )


def for_one_voice(sdp: str) -> str:
    """Ask for Opus as one voice over a line that loses packets (RFC 7587, 6.1): copies of earlier packets, no silence.

    Browsers take what their peer's description says of receiving as what they send.
    """
    parameters = "minptime=10;useinbandfec=1;usedtx=1;stereo=0;maxaveragebitrate=40000"
    sections = re.split(r"(?m)^(?=m=)", sdp)
    return "".join(
        _with_parameters(section, parameters, "opus") if section.startswith("m=audio") else section
        for section in sections
    )


def _with_parameters(section: str, parameters: str, codecs: str = "VP8|H264") -> str:
    for payload in re.findall(rf"(?m)^a=rtpmap:(\d+) (?:{codecs})/", section):
        line = re.compile(rf"(?m)^a=fmtp:{payload} ([^\r\n]*)")
        if line.search(section):
            section = line.sub(lambda found: f"{found.group(0)};{parameters}", section)
        else:
            section = re.sub(
                rf"(?m)^(a=rtpmap:{payload} [^\r\n]*)", rf"\g<1>\r\na=fmtp:{payload} {parameters}", section
            )
    return section
