// Made from kiosk/protocol by kiosk/headquarters/web/console/wire_types.py; do not edit.

/** From headquarters, answered at once: by a console with a beat, by a booth with a heartbeat. A console is told one every 20 s, and what is silent for 45 s is gone, for both ends. A booth is told one when another comes with its identity, to know which of them is there. */
export interface Beat {
  kind: "beat";
}

/** What is true at the booth of the call it is in. `epoch` is 0 and `answered_by` None while nobody has answered. `attempt` is the newest peer connection offered and `seen` the newest over which something of staff arrived, 0 for none. `form_number` grows whenever the form is shown, changed or hidden, and `asks_heard` is the number of staff's newest question for the form that reached the resident. `voice_first` says that the booth leaves its picture out, because its line carries no more than the voice. For the record, `breaks` counts how often picture or sound of staff had stopped and came back, `broken_s` for how many seconds together. `without` are the devices that are wanted and give nothing now, `held` what the resident keeps back. */
export interface BoothNow {
  kind: "booth_now";
  call_id: string;
  epoch: number;
  number: number;
  waited: Waited;
  answered_by: string | null;
  attempt: number;
  seen: number;
  curtain: boolean;
  form: "hidden" | "asked" | "shown";
  form_number: number;
  asks_heard: number;
  voice_first: boolean;
  without: Array<"camera" | "microphone" | "speaker" | "voice">;
  held: Array<"camera" | "microphone">;
  settled: Array<Settled>;
  card: CardNow | null;
  breaks: number;
  broken_s: number;
}

/** Both ends have decoded a frame. */
export interface CallConnected {
  kind: "call_connected";
  call_id: string;
  epoch: number;
}

/** The call is over, for both sides. */
export interface CallEnded {
  kind: "call_ended";
  call_id: string;
  epoch: number;
  reason: EndReason;
}

/** One side hangs up. */
export interface CallHungUp {
  kind: "call_hung_up";
  call_id: string;
  epoch: number;
}

/** A reservation: this call rings at this console until `expires_at`. */
export interface CallRings {
  kind: "call_rings";
  reservation_id: string;
  expires_at: string;
  call: WaitingCall;
}

/** The answer was accepted: the call is this console's; the booth's offer follows as `MediaOffer`. */
export interface CallYours {
  kind: "call_yours";
  call: WaitingCall;
  counter: string;
  epoch: number;
  ice_servers: Array<IceServer>;
}

/** All a console shows beside its own call; sent whenever it changes. `opens_at`: when this person's counter opens, while it is closed and nobody is called there. `owed`: the call this person has to record the outcome of now, as far as headquarters remembers it. */
export interface CallsNow {
  kind: "calls_now";
  server_time: string;
  status: "available" | "break" | "off";
  state: "idle" | "reserved" | "in_call" | "wrapping";
  waiting: Array<WaitingCall>;
  answered_today: number;
  calls_today: number;
  average_wait_seconds: number | null;
  opens_at: string | null;
  owed: OutcomeOwed | null;
}

/** Staff ask for the card: to compare its photograph (`face`, with 照合番号B copied from it) or for its PIN proof. The resident says yes or no on the screen first. `code` is never kept by headquarters. */
export interface CardAsked {
  kind: "card_asked";
  call_id: string;
  epoch: number;
  ask_id: string;
  want: "face" | "proof";
  code: string | null;
}

/** The card's printed face: PNG in base64, empty where a picture cannot be shown. For one look, never kept. */
export interface CardFace {
  name: string;
  address: string;
  photograph: string;
  birth_date: string;
  sex: string;
  expiry: string;
  integrity: Integrity;
  cautions: Array<string>;
}

/** How far the booth is with what staff asked of the card; the face itself is told once and kept nowhere. */
export interface CardNow {
  ask_id: string;
  state: "agreed" | "declined" | "reading" | "done" | "failed";
  code: Code | null;
}

/** What became of `CardAsked`; sent again at each step. `code` names the fault for `failed`; `face` comes with `done` where a face was asked for. What a proof found goes to the console as `EvidenceFound` from headquarters itself. */
export interface CardTold {
  kind: "card_told";
  call_id: string;
  epoch: number;
  ask_id: string;
  state: "agreed" | "declined" | "reading" | "done" | "failed";
  code: string | null;
  face: CardFace | null;
}

/** What the console asked of the card and has no last word on; the printed code is told once and kept nowhere. */
export interface CardWanted {
  ask_id: string;
  want: "face" | "proof";
}

/** The small code of a fault, shown on both screens so that resident and staff can name it to each other. */
export type Code = "C-01" | "C-02" | "C-03" | "C-04" | "C-05" | "C-06" | "C-07" | "C-08" | "C-09" | "C-10" | "C-11" | "C-12" | "C-13" | "C-14" | "C-15" | "C-16" | "C-17" | "C-18" | "C-19" | "C-20" | "C-21" | "C-22" | "C-23" | "C-24" | "C-25" | "C-26" | "C-27" | "C-28" | "C-29" | "C-30";

/** First message of a console on its line, with what the page remembers of an earlier one. `status`: what the person chose, None on a page that was not told yet. `now`: the call the page is in. `owes`: the call whose outcome it still has to record. Headquarters believes all three only where it knows nothing itself. */
export interface ConsoleHello {
  kind: "console_hello";
  protocol_version: number;
  status: "available" | "break" | "off" | null;
  now: StaffNow | null;
  owes: string | null;
}

/** What is odd about a field on the card: `positions` are characters of the answer from 0, none: the whole field. */
export interface Doubt {
  code: Code;
  positions: Array<number>;
}

/** What staff record at wrap-up. */
export type DutyOutcome = "solved" | "applied" | "call_back" | "referred" | "not_solved" | "dropped";

/** Why a call ended, the same words on both sides. */
export type EndReason = "booth_hung_up" | "staff_hung_up" | "gave_up_waiting" | "nobody_free" | "lost" | "refused";

/** One thing headquarters found out about a person and wrote down. Attributes: by: the staff member's name, or empty where the program looked. steps: the checks behind it, in order; empty where a person looked. */
export interface Evidence {
  evidence_id: string;
  level: "A1" | "A2" | "A3" | "A4";
  method: Method;
  outcome: IdentityOutcome;
  at: string;
  code: string | null;
  by: string;
  steps: Array<StepFound>;
}

/** Headquarters wrote evidence down in this call; told to both ends. */
export interface EvidenceFound {
  kind: "evidence_found";
  call_id: string;
  epoch: number;
  evidence: Evidence;
}

/** A staff member writes down what they saw: the face is the photograph's, or a paper (which, `paper`) was shown. */
export interface EvidenceGiven {
  kind: "evidence_given";
  call_id: string;
  epoch: number;
  method: "face_compared" | "paper_seen";
  outcome: "confirmed" | "not_confirmed";
  paper: string;
}

/** Staff ask to see the form; the resident answers on screen. `number`: as in `StaffNow.form_asks`. */
export interface FormAsked {
  kind: "form_asked";
  call_id: string;
  epoch: number;
  number: number;
}

/** The resident stopped showing the form (or never agreed): no form up to `number` may be seen any more. */
export interface FormHidden {
  kind: "form_hidden";
  call_id: string;
  epoch: number;
  number: number;
}

/** The whole form after the resident agreed to show it, and again after every edit. */
export interface FormShown {
  kind: "form_shown";
  call_id: string;
  epoch: number;
  procedure: string;
  version: string;
  title: string;
  locale: string;
  fields: Array<ShownField>;
  documents: Array<string>;
  asking: Array<string>;
  number: number;
}

/** A STUN or TURN server with short-lived credentials. */
export interface IceServer {
  urls: Array<string>;
  username: string | null;
  credential: string | null;
}

/** How it ended; `NOT_CHECKED` is never good. */
export type IdentityOutcome = "confirmed" | "not_confirmed" | "not_checked";

/** Whether the issuer's signature over what a card gave was checked; `UNCHECKED` is never good. */
export type Integrity = "good" | "bad" | "unchecked";

export type JsonValue = unknown;

/** The console's SDP for one attempt. */
export interface MediaAnswer {
  kind: "media_answer";
  call_id: string;
  epoch: number;
  attempt: number;
  sdp: string;
}

/** One trickled candidate of the console; an empty `candidate` ends them and must be sent. */
export interface MediaCandidate {
  kind: "media_candidate";
  call_id: string;
  epoch: number;
  attempt: number;
  candidate: string;
  sdp_mid: string | null;
  sdp_m_line_index: number | null;
}

/** This end has decoded a frame; the call is connected when both ends said so. */
export interface MediaConnected {
  kind: "media_connected";
  call_id: string;
  epoch: number;
  attempt: number;
}

/** The booth's full SDP (all candidates inside). Made before staff answer (epoch 0), forwarded when they do. `ice_servers`: headquarters' word to the console, fresh for this connection; a booth says none. */
export interface MediaOffer {
  kind: "media_offer";
  call_id: string;
  epoch: number;
  attempt: number;
  sdp: string;
  ice_servers: Array<IceServer>;
}

/** How somebody was looked at. */
export type Method = "declared" | "tap" | "paper_seen" | "card_code" | "card_pin" | "card_key" | "face_compared" | "card_signature";

/** The outcome of this call is in the store: the console may forget it. */
export interface OutcomeKept {
  kind: "outcome_kept";
  call_id: string;
}

/** A call whose outcome nobody has recorded yet, for a page that does not remember it. */
export interface OutcomeOwed {
  call: WaitingCall;
  reason: EndReason;
  talked_s: number;
}

/** A PIN pad is (or is no longer) on the booth's screen: its camera and microphone are cut meanwhile. */
export interface PinCurtain {
  kind: "pin_curtain";
  call_id: string;
  epoch: number;
  drawn: boolean;
}

/** A value staff propose for one field; nothing changes until the resident accepts it by touch. Of a field that only staff write (`ShownField.entry`) it is the value itself: it stands at once, and the booth answers that it was accepted or that it is unfit. */
export interface Proposal {
  kind: "proposal";
  call_id: string;
  epoch: number;
  proposal_id: string;
  field: string;
  value: unknown;
}

/** The resident's touch on a proposal, or why it was never shown to them (`why`; then it is not accepted). */
export interface ProposalAnswered {
  kind: "proposal_answered";
  call_id: string;
  epoch: number;
  proposal_id: string;
  accepted: boolean;
  why: "handing_in" | "unfit" | null;
}

/** One proposal that staff made under this epoch and have no answer to. */
export interface Proposed {
  proposal_id: string;
  field: string;
  value: unknown;
}

/** A message was not accepted; `code` is stable, `detail` is for logs and staff. */
export interface Refused {
  kind: "refused";
  code: "version_too_old" | "version_too_new" | "not_enrolled" | "bad_message" | "stale_epoch" | "unknown_call" | "already_in_call" | "already_answered" | "not_allowed" | "booth_twice";
  detail: string;
  call_id: string | null;
}

/** 応答: take the reserved call. */
export interface RingAnswered {
  kind: "ring_answered";
  reservation_id: string;
}

/** Not now; the call goes to the next person. */
export interface RingDeclined {
  kind: "ring_declined";
  reservation_id: string;
}

/** The reservation is over: expired, taken by nobody, or the resident left. */
export interface RingWithdrawn {
  kind: "ring_withdrawn";
  reservation_id: string;
  why: "expired" | "cancelled" | "lost";
}

/** What became of one proposal of this epoch, as in `ProposalAnswered`. */
export interface Settled {
  proposal_id: string;
  accepted: boolean;
  why: "handing_in" | "unfit" | null;
}

/** One line of the form as staff see it: label and value in Japanese words, with its source. */
export interface ShownField {
  field: string;
  label: string;
  value: unknown;
  text: string;
  source: Source | null;
  is_name: boolean;
  options: Array<ShownOption>;
  proposable: boolean;
  doubts: Array<Doubt>;
  several: boolean;
  entry: "" | "options" | "number" | "text" | "date" | "paper";
  computed: boolean;
  rows: Array<ShownRow>;
}

/** One choice of a field, in words for staff (Japanese). */
export interface ShownOption {
  value: unknown;
  text: string;
}

/** What was answered about one that is entered into a group, in Japanese words. */
export interface ShownPart {
  field: string;
  label: string;
  text: string;
  is_name: boolean;
  doubts: Array<Doubt>;
}

/** One that is entered into a group: 引っ越す人 1. */
export interface ShownRow {
  title: string;
  parts: Array<ShownPart>;
}

/** Where an answer came from; every answer keeps it. */
export type Source = "card" | "resident" | "staff" | "preset";

/** What is true at the console of the call it is in. `answered` is the newest peer connection answered and `seen` the newest over which something of the resident arrived, 0 for none; `broken` says that the connection `answered` carries nothing any more. `form_asks` counts how often the form was asked for under this epoch, and `form_number` is that of the form on the page, 0 for none. `voice_first` says that staff's picture is left out, because their line carries no more than the voice. `breaks` and `broken_s` are as in `BoothNow`, of what should have arrived here, and so are `without` and `held`; of a speaker a page knows nothing. */
export interface StaffNow {
  kind: "staff_now";
  call_id: string;
  epoch: number;
  number: number;
  answered: number;
  seen: number;
  broken: boolean;
  form_asks: number;
  form_number: number;
  voice_first: boolean;
  without: Array<"camera" | "microphone" | "speaker" | "voice">;
  held: Array<"camera" | "microphone">;
  proposals: Array<Proposed>;
  card: CardWanted | null;
  breaks: number;
  broken_s: number;
}

/** A status chosen by the person (never set by the system without saying so). */
export interface StatusChosen {
  kind: "status_chosen";
  status: "available" | "break" | "off";
}

/** One check of a certificate (`kiosk.jpki.certificates.Step`) and how it ended. */
export interface StepFound {
  step: string;
  verdict: Verdict;
  code: string | null;
}

/** How one check of a certificate ended; `NOT_CHECKED` is never good. */
export type Verdict = "good" | "bad" | "not_checked";

/** The request of a call again, for a headquarters that started anew: the call keeps its number and its age. */
export interface Waited {
  topic: string | null;
  language: string;
  waiting_number: number | null;
  waited_s: number;
}

/** One line of the list of waiting calls. `language_spoken`: whether whoever this is sent to speaks the resident's language. */
export interface WaitingCall {
  call_id: string;
  place: string;
  topic: string | null;
  language: string;
  since: string;
  waiting_number: number;
  language_spoken: boolean;
  reserved: boolean;
}

/** Outcome and note after a call; ends the wrap-up. Said again until `OutcomeKept` comes. */
export interface WrapUp {
  kind: "wrap_up";
  call_id: string;
  outcome: DutyOutcome;
  note: string;
}

export type ToConsole =
  | CallsNow
  | CallRings
  | RingWithdrawn
  | CallYours
  | MediaOffer
  | CallConnected
  | CallEnded
  | PinCurtain
  | FormShown
  | FormHidden
  | ProposalAnswered
  | CardTold
  | EvidenceFound
  | BoothNow
  | OutcomeKept
  | Beat
  | Refused;

export type FromConsole =
  | ConsoleHello
  | StatusChosen
  | RingAnswered
  | RingDeclined
  | MediaAnswer
  | MediaCandidate
  | MediaConnected
  | CallHungUp
  | WrapUp
  | FormAsked
  | Proposal
  | CardAsked
  | EvidenceGiven
  | StaffNow
  | Beat;
