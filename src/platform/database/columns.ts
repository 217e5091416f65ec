// Written by `npm run -s generate:columns` from the migrated database. Do not edit.
import type { Day } from "#shared/day.ts";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** What jsonb reads as; narrow it before use. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Who may sign in, and where the account is looked after. A person has at most one account; not every account is a person (system administrator). */
export interface Account {
  id: string;
  /** The place whose system administrator looks after the account; null (path /) for the house as a whole. */
  organizationId: string | null;
  orgPath: string;
  username: string;
  /** User name folded (NFKC, lower case), unique. */
  usernameKey: string;
  displayName: string;
  personId: string | null;
  disabledAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  /** The account by whose hand it was opened or its holder invited; null for the house itself. */
  openedBy: string | null;
}

/** An invitation handed to a member on a slip, with which they open their own account. The slip alone opens nothing: the member's own identity number is asked. */
export interface AccountInvitation {
  id: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  /** SHA-256 of the code on the slip, which itself stands nowhere. */
  codeHash: Buffer;
  invitedBy: string | null;
  invitedByName: string;
  invitedOn: Day;
  /** The last day on which it holds. */
  expiresOn: Day;
  /** Wrong identity numbers given with this slip. */
  tries: Generated<number>;
  endedOn: Day | null;
  /** Null while it holds; replaced: a newer slip, or an account opened another way; locked: too many wrong numbers. */
  outcome: string | null;
}

/** One year's democratic appraisal (民主评议党员) of a branch: where it stands follows from its dates. Of the secret ballot it knows the box by a random id, never what lies in it. */
export interface Appraisal {
  id: string;
  organizationId: string;
  orgPath: string;
  year: number;
  manner: string;
  /** How many may be 优秀: a third, thirty in a hundred, or no limit. Practice, in no regulation. */
  ceiling: string;
  openedOn: Day;
  openedBy: string;
  votingOn: Day | null;
  countedOn: Day | null;
  gradedOn: Day | null;
  publishedOn: Day | null;
  withdrawnOn: Day | null;
  withdrawReason: Generated<string>;
  boxId: string | null;
  publicKey: string | null;
  /** The key that signs the tokens of this ballot, sealed; destroyed when the box is opened or thrown away. */
  signingKeyCipher: string | null;
  /** Ballots (or tokens) handed out, ballots returned, ballots valid, as the tellers or the box say; totals only. */
  issued: number | null;
  returned: number | null;
  valid: number | null;
  unreadable: Generated<number>;
  tellers: Generated<string>;
  decidedAt: Generated<string>;
  publishManner: Generated<string>;
  /** Of those who could vote by telephone, how many had an account younger than thirty days when the box was opened; null for paper and before. */
  youngAccounts: number | null;
  /** By whom those accounts were opened or invited, with how many each, as the minutes say it. */
  youngOpeners: Generated<string>;
}

/** What one member wrote of themselves, how often each grade was marked (totals), the opinion and the grade of the committee, and what follows. Somebody exempt takes part and gets no grade. */
export interface AppraisalItem {
  /** Random: it is also the question on the ballots, and must not tell an order. */
  id: string;
  appraisalId: string;
  organizationId: string;
  orgPath: string;
  year: number;
  personId: string;
  personName: string;
  strokeKey: string;
  exempt: string | null;
  selfText: Generated<string>;
  selfOn: Day | null;
  excellent: number | null;
  qualified: number | null;
  barely: number | null;
  unqualified: number | null;
  opinion: Generated<string>;
  grade: string | null;
  disposition: string | null;
  rectifyFrom: Day | null;
  rectifyTo: Day | null;
  rectifyHelp: Generated<string>;
  rectifiedOn: Day | null;
  rectifyOutcome: string | null;
}

/** Who may vote, and that a token was taken; whether and what somebody voted stands nowhere. */
export interface AppraisalVoter {
  id: string;
  appraisalId: string;
  organizationId: string;
  orgPath: string;
  personId: string;
  /** SHA-256 of the blinded number that was signed, so that an answer lost on the way can be given again; it fits every token as well as another (RFC 9474). */
  blindedHash: Buffer | null;
}

/** What was done, by whom, where, on what: written in the transaction of the act, never changed. */
export interface AuditEvent {
  /** In addresses; says nothing of how many events there are. */
  id: Generated<string>;
  number: GeneratedAlways<number>;
  at: ColumnType<Date, Date | string, Date | string>;
  accountId: string | null;
  /** Name of the person or system job at the time, so that the log reads after they are gone. */
  actor: string;
  verb: string;
  event: string;
  /** Path of the organisation at the time. It is sealed with the row, so a later move of the organisation does not rewrite it. */
  orgPath: string;
  organizationId: string | null;
  targetKind: string;
  targetId: string | null;
  /** Name of the thing at the time. */
  targetName: string | null;
  details: ColumnType<Json, string | undefined, string>;
  requestId: string | null;
}

/** Events told and not sealed yet; emptied by the sealer every second. */
export interface AuditPending {
  eventNumber: number;
}

/** Batches of events: Merkle root (RFC 6962) over the rows, chained to the batch before, signed with Ed25519. */
export interface AuditSeal {
  number: number;
  sealedAt: ColumnType<Date, Date | string, Date | string>;
  eventNumbers: number[];
  /** SHA-256 of each row in the order of event_numbers, 32 bytes each: tells which row of a batch was changed. */
  leaves: Buffer;
  root: Buffer;
  /** Hash of the seal before; 32 zero bytes for the first. */
  previous: Buffer;
  hash: Buffer;
  keyId: string;
  signature: Buffer;
}

/** Whose data an event looked at or changed: the answer to "who looked at my record". */
export interface AuditSubject {
  eventNumber: number;
  personId: string;
  orgPath: string;
}

/** Honours (表彰): who or what was commended, by whom, on which day. Revoked (撤销荣誉) is a fact of its own; withdrawn means entered in error. */
export interface Award {
  id: string;
  personId: string | null;
  /** The organisation that was commended, or the branch of the person on that day. */
  organizationId: string;
  /** Where it was given; person_path is where the person belongs today, so that the next branch sees what the member was commended for. */
  orgPath: string;
  personPath: string | null;
  /** Of the person, or of the organisation, at the time. */
  name: string;
  kind: string;
  title: Generated<string>;
  level: string;
  issuer: string;
  documentNumber: Generated<string>;
  awardedOn: Day;
  revokedOn: Day | null;
  revokeReason: Generated<string>;
  enteredOn: Day;
  enteredBy: string;
  withdrawnOn: Day | null;
  withdrawReason: Generated<string>;
  importId: string | null;
  importFile: string | null;
  importRow: number | null;
}

/** Time-limited, reasoned, audited reach to persons beyond the role of the one who asks. */
export interface BreakGlass {
  id: string;
  accountId: string;
  organizationId: string;
  orgPath: string;
  reason: string;
  openedAt: ColumnType<Date, Date | string, Date | string>;
  expiresAt: ColumnType<Date, Date | string, Date | string>;
}

/** Terms of committees (届次). `due_on` follows from start and years; it is stored because an approved shift may move it. */
export interface CommitteeTerm {
  id: string;
  organizationId: string;
  orgPath: string;
  termNumber: number;
  startOn: Day;
  years: number;
  dueOn: Day;
  endedOn: Day | null;
  electedOn: Day | null;
  documentNumber: string | null;
  openedBy: string | null;
  closedBy: string | null;
}

/** What a member asks to have corrected in the record of themselves, and what came of it. Waits while outcome is null. */
export interface CorrectionRequest {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  field: string;
  /** What the record should say, sealed whatever the field: it may be a number or an address. */
  wantedCipher: string;
  reasonCipher: string | null;
  askedOn: Day;
  decidedOn: Day | null;
  decidedBy: string | null;
  outcome: string | null;
  answer: Generated<string>;
}

/** What proves that somebody is the holder of an account. Only the sign-in and the acts of platform/access read it. */
export interface Credential {
  accountId: string;
  /** Blind index of the phone number for sign-in by phone. */
  phoneIndex: string | null;
  passwordHash: string;
  passwordSetAt: ColumnType<Date, Date | string, Date | string>;
  mustChange: Generated<boolean>;
  totpCipher: string | null;
  /** A second factor shown but not yet confirmed by a code. */
  totpPendingCipher: string | null;
  /** Last time step used, so that a code works once. */
  totpLastStep: number | null;
}

/** Passwords reset and second factors taken off by somebody else, asked for and done: who asked, who confirmed, why. What the holder of the account is told. */
export interface CredentialReset {
  id: string;
  accountId: string;
  /** The place of the account; null (path /) for the house as a whole. */
  organizationId: string | null;
  orgPath: string;
  kind: string;
  reason: Generated<string>;
  /** Null for the command line of the server. */
  askedBy: string | null;
  askedAt: ColumnType<Date, Date | string, Date | string>;
  expiresAt: ColumnType<Date, Date | string, Date | string>;
  /** Null while it waits; lapsed: the holder signed in meanwhile. */
  outcome: string | null;
  /** The second administrator; null where none was needed or nobody decided. */
  decidedBy: string | null;
  decidedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  decisionReason: Generated<string>;
  /** The half of the one-time password that whoever asked has not yet fetched. */
  restCipher: string | null;
}

/** Discipline (党纪处分), organisational disposition (组织处置) and suspension of rights (留置, 逮捕) of a member. Read by verbs of its own; its reasons and papers are sealed; each reading of the whole takes a reason and is told. */
export interface DisciplinaryMeasure {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  /** Where it was decided; person_path is where the person belongs today. */
  orgPath: string;
  personPath: string;
  kind: string;
  validFrom: Day;
  months: number | null;
  extendedOn: Day | null;
  extendedMonths: number | null;
  /** The day after the last day of the period, extension included. Rights come back by a decision (ended_on), not by themselves. */
  periodEnds: Day | null;
  endedOn: Day | null;
  outcome: string | null;
  decidedByCipher: string;
  documentCipher: string | null;
  reasonCipher: string;
  endNoteCipher: string | null;
  enteredOn: Day;
  enteredBy: string;
  /** Entered in error: it never held. */
  withdrawnOn: Day | null;
  withdrawnBy: string | null;
  withdrawReasonCipher: string | null;
}

/** What somebody has put off for oneself, until which day and why. It hides a line of one's own list; the matter and its day stay as they are. */
export interface DueSnooze {
  id: string;
  accountId: string;
  /** Digest of the check, the subject, the day and the deed: when one of them changes, the line is another. */
  item: string;
  untilOn: Day;
  reason: string;
  madeAt: ColumnType<Date, Date | string, Date | string>;
  /** Taken up again before the day, or put off anew. */
  endedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** That a branch published a year's dues to its members, when and how, with the totals as they were published. */
export interface DuesDisclosure {
  id: string;
  organizationId: string;
  orgPath: string;
  year: number;
  publishedOn: Day;
  manner: string;
  payers: number;
  collectedFen: number;
  remittedFen: number;
  usedFen: number;
  recordedBy: string | null;
}

/** What was paid for which month: one live row a person and month, with the due as it was charged. A corrected row stays as it was and names its end. */
export interface DuesEntry {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  /** The branch that took the money; person_path is where the person belongs today, so that the next branch sees what is paid already. */
  orgPath: string;
  personPath: string;
  dueMonth: Day;
  kind: string;
  category: string | null;
  baseFen: number | null;
  dueFen: number;
  paidFen: number;
  paidOn: Day;
  channel: string;
  payer: Generated<string>;
  receiptYear: number | null;
  receiptNumber: number | null;
  ruleId: string | null;
  note: Generated<string>;
  enteredBy: string | null;
  endedOn: Day | null;
  endedBy: string | null;
  endReason: Generated<string>;
  replacedBy: string | null;
  importId: string | null;
  importFile: string | null;
  importRow: number | null;
}

/** From which month on a member pays dues on what: category and base, or the amount the branch chose. The monthly due follows from it and is not kept. */
export interface DuesProfile {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  /** Where the person belongs today, as in person: the branch that answers for the dues. */
  orgPath: string;
  validFrom: Day;
  /** First month that it no longer holds for. Equal to valid_from: was replaced before it ever held. */
  validTo: Day | null;
  category: string;
  baseFen: number | null;
  chosenFen: number | null;
  method: string;
  /** Pays by the quarter, with the consent of the branch. */
  quarterly: Generated<boolean>;
  note: Generated<string>;
  setBy: string | null;
  setOn: Day;
}

/** Brackets of a version: a base above `above_fen` pays the rate on the whole of it; or an amount between two bounds, chosen by the branch. */
export interface DuesRate {
  ruleId: string;
  category: string;
  aboveFen: number;
  perTenThousand: number | null;
  leastFen: number | null;
  mostFen: number | null;
}

/** Dues reduced (or waived: nought) for somebody in hardship: resolved by the branch, decided by the committee above it. */
export interface DuesRelief {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  fromMonth: Day;
  toMonth: Day;
  reducedFen: number;
  reason: string;
  resolvedOn: Day;
  state: string;
  proposedBy: string | null;
  proposedOn: Day;
  decidedBy: string | null;
  decidedOn: Day | null;
  decisionNote: Generated<string>;
}

/** What an organisation passed upward for a period: collected by itself and received from below, retained, remitted. The money itself is elsewhere. */
export interface DuesRemittance {
  id: string;
  organizationId: string;
  orgPath: string;
  toOrganizationId: string | null;
  fromOn: Day;
  toOn: Day;
  collectedFen: number;
  receivedFen: number;
  /** Gifts of 1,000 yuan and more at one time, which go upward as a whole. */
  whollyUpwardFen: number;
  retainedFen: number;
  remittedFen: number;
  remittedOn: Day;
  voucher: Generated<string>;
  note: Generated<string>;
  recordedBy: string | null;
  withdrawnOn: Day | null;
  withdrawnBy: string | null;
  withdrawReason: Generated<string>;
}

/** Versions of the rates of dues, each with the days it is in force and how a fraction is settled (the regulation fixes no rounding). */
export interface DuesRule {
  id: string;
  title: string;
  validFrom: Day;
  validTo: Day | null;
  rounding: string;
  /** Fen to which the due is rounded: 1 a fen, 10 a jiao, 100 a yuan. */
  roundingUnit: number;
}

/** A talk with somebody who is behind with dues: what stands in the way, whether there is a good reason, what was agreed. Arrears lead here and never to a sanction by themselves. */
export interface DuesTalk {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  talkedOn: Day;
  talker: string;
  goodReason: boolean;
  content: string;
  recordedBy: string | null;
}

/** Dues spent: for which of the five uses, decided by which meeting. */
export interface DuesUse {
  id: string;
  organizationId: string;
  orgPath: string;
  usedOn: Day;
  amountFen: number;
  purposeKind: string;
  purpose: string;
  decidedOn: Day;
  decidedAt: string;
  payee: Generated<string>;
  voucher: Generated<string>;
  recordedBy: string | null;
  withdrawnOn: Day | null;
  withdrawnBy: string | null;
  withdrawReason: Generated<string>;
}

/** One election: of a Party committee at the end of its term, a by-election, or the record of a villagers' or residents' committee elected by the law. How far it has come follows from its records. */
export interface Election {
  id: string;
  organizationId: string;
  orgPath: string;
  kind: string;
  /** committee: members elect the committee, its first meeting the secretary; direct: members elect the secretary; villagers: by the law. */
  form: string;
  /** Of a congress of delegates: how many there are. Null: all full members elect. */
  delegates: number | null;
  /** The term that ends, or within which a seat is filled; made_term_id is the one that began by it. */
  termId: string | null;
  termNumber: number | null;
  madeTermId: string | null;
  seats: number;
  deputies: number;
  /** The committee elects its secretary and deputies afterwards; false for a by-election of members alone. */
  officers: Generated<boolean>;
  openedOn: Day;
  reason: Generated<string>;
  /** Until when the level above allowed it to be held later (延期), from its records. */
  postponedTo: Day | null;
  /** Day of the ballot; effective_on of the posts that began by it. Both from its records. */
  heldOn: Day | null;
  effectiveOn: Day | null;
  documentNumber: string | null;
  endedOn: Day | null;
  endedCode: string | null;
  endedNote: Generated<string>;
}

/** Who was named, stood and was elected, with their votes: read from the records that stand, and written anew whenever one is added or withdrawn. */
export interface ElectionCandidate {
  id: string;
  electionId: string;
  organizationId: string;
  orgPath: string;
  personId: string | null;
  personName: string;
  seat: string;
  writtenIn: Generated<boolean>;
  /** Recommended by members; by_masses by villagers or residents (两推一选). */
  byMembers: number | null;
  byMasses: number | null;
  approvedOn: Day | null;
  /** Of the last ballot in which they stood. */
  votesFor: number | null;
  votesAgainst: number | null;
  votesAbstained: number | null;
  heldOn: Day | null;
  elected: Generated<boolean>;
}

/** What was done in an election, a dated row each: letters upward and their answers, the meeting, the counting sheet. What was entered in error is withdrawn, never removed. */
export interface ElectionRecord {
  id: string;
  electionId: string;
  organizationId: string;
  orgPath: string;
  /** Order within the election; two things may lie on one day. */
  position: number;
  step: string;
  result: string;
  happenedOn: Day;
  placeName: string;
  documentNumber: string | null;
  note: Generated<string>;
  /** What the step holds besides: candidates, who was left out and why, ballots and votes (contract.ts). */
  details: ColumnType<Json, string | undefined, string>;
  /** Terms and posts that this record began and ended, so that they can be put back. */
  effect: ColumnType<Json | null, string | null | undefined, string | null>;
  recordedBy: string | null;
  recordedName: string;
  recordedAt: ColumnType<Date, Date | string, Date | string>;
  withdrawnOn: Day | null;
  withdrawnName: string | null;
  withdrawnReason: string | null;
}

/** A member away from the branch of their membership: one case with a home half (organization_id, org_path) and a host half (host_*). A half that lies in another installation has only a name here. Where the case stands follows from its dated facts. */
export interface FloatingCase {
  /** The same in every installation that holds the case: the flow pass names it. */
  id: string;
  personId: string | null;
  personName: string;
  gender: string | null;
  birthYear: number | null;
  /** Of members from elsewhere, who have no record here; of our own it lies with the person. */
  idNumberCipher: string | null;
  idNumberIndex: string | null;
  organizationId: string | null;
  orgPath: string | null;
  homeName: string | null;
  homeContact: string | null;
  hostOrganizationId: string | null;
  hostPath: string | null;
  hostName: string | null;
  hostContact: string | null;
  leftOn: Day;
  expectedBackOn: Day | null;
  scope: string;
  reason: string;
  abroad: Generated<boolean>;
  originJob: string | null;
  destinationKind: string | null;
  destination: Generated<string>;
  workUnit: string | null;
  addressCipher: string | null;
  phoneCipher: string | null;
  phoneMask: string | null;
  emergencyCipher: string | null;
  registeredOn: Day;
  registeredBy: string;
  /** The home branch decided to keep the member as floating, with a person to keep contact (not to transfer). */
  decidedOn: Day | null;
  sentOn: Day | null;
  arrivedOn: Day | null;
  declinedOn: Day | null;
  declineNote: Generated<string>;
  /** Last sign of life; lost_on is the day on which the branch stated the loss. */
  lostSince: Day | null;
  lostOn: Day | null;
  lostReason: string | null;
  stoppedOn: Day | null;
  endedOn: Day | null;
  endCode: string | null;
  endNote: Generated<string>;
  /** A pass that the member brought back by telephone and whose host nobody here has compared yet; the branch reads it in. handed_on is the day. */
  handedPass: string | null;
  handedOn: Day | null;
}

/** The log of a floating case: what was done by home, host and member, each line signed by the installation that wrote it, so that two logs merge by their ids. */
export interface FloatingEntry {
  id: string;
  caseId: string;
  personId: string | null;
  orgPath: string | null;
  hostPath: string | null;
  kind: string;
  side: string;
  happenedOn: Day;
  byName: string;
  content: Generated<string>;
  way: string | null;
  reached: boolean | null;
  hours: number | null;
  grade: string | null;
  /** The signed text, exactly as it travels in a flow pass; the other columns are read from it. */
  body: string;
  publicKey: string;
  signature: string;
}

/** What one row of an imported register of floating members wrote: stood is what the case said before (null: the row made it), wrote what it said afterwards, so that an import can be taken back unless somebody has worked on the case since. */
export interface FloatingImport {
  id: string;
  batchId: string;
  caseId: string;
  orgPath: string | null;
  hostPath: string | null;
  fileId: string;
  fileRow: number;
  stood: ColumnType<Json | null, string | null | undefined, string | null>;
  wrote: ColumnType<Json, string, string>;
  /** Lines that the row entered in the log. */
  lines: string[];
  /** The row of the roster on which it wrote where the member went; null when the roster said so already. */
  rosterRow: string | null;
}

/** One drop of files: read, previewed, decided, and undone as a whole for 30 days. */
export interface ImportBatch {
  id: string;
  /** Who dropped the files; null for the command line. */
  accountId: string | null;
  /** Where the drop lies: who may see it. Null, with the path /, before there is any organisation. */
  organizationId: string | null;
  orgPath: string;
  register: string | null;
  /** The organisation chosen for rows that name none. */
  intoId: string | null;
  jobId: string | null;
  state: string;
  asOf: Day;
  manner: string | null;
  counts: ColumnType<Json, string | undefined, string>;
  note: Generated<string>;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  committedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  undoneAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** One file of a drop: which register it was taken for, its mapping, its counts; `refusal` says why it could not be read. */
export interface ImportFile {
  id: string;
  batchId: string;
  orgPath: string;
  fileId: string;
  position: number;
  name: string;
  register: string | null;
  mapping: ColumnType<Json, string | undefined, string>;
  counts: ColumnType<Json, string | undefined, string>;
  /** What was recognised: headings with their fields, captions, where the headings stand, notes on the file as a whole. */
  about: ColumnType<Json, string | undefined, string>;
  refusal: string | null;
}

/** Which column means what, as a person corrected it, remembered by the signature of the headings. */
export interface ImportMapping {
  id: string;
  accountId: string;
  register: string;
  signature: string;
  mapping: ColumnType<Json, string, string>;
  updatedAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** The rows of a preview a person should look at: changed, warned, conflicting, faulty. Never holds identity numbers or phones. */
export interface ImportRow {
  id: string;
  fileId: string;
  orgPath: string;
  ordinal: number;
  sheet: Generated<string>;
  rowNumber: number;
  kind: string;
  name: Generated<string>;
  reasons: ColumnType<Json, string | undefined, string>;
  effect: Generated<string>;
  changes: ColumnType<Json, string | undefined, string>;
  choices: ColumnType<Json, string | undefined, string>;
  targetId: string | null;
  decision: string | null;
}

/** Long work a person asked for: how far, cancelled or not, what came out. The queue itself is graphile-worker. */
export interface Job {
  id: string;
  accountId: string;
  kind: string;
  title: string;
  state: Generated<string>;
  done: Generated<number>;
  total: number | null;
  note: Generated<string>;
  payload: ColumnType<Json, string | undefined, string>;
  result: ColumnType<Json | null, string | null | undefined, string | null>;
  /** Where the work can be taken up again after a stop. */
  checkpoint: ColumnType<Json | null, string | null | undefined, string | null>;
  attempts: Generated<number>;
  cancelAskedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  startedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  finishedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Which keys this database was ever used with (fingerprints, not keys): a start with another key folder is refused. */
export interface KeyCheck {
  keyId: string;
  purpose: string;
  fingerprint: string;
  firstSeenAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** A meeting of one branch (三会一课, 主题党日, 组织生活会): planned, invited, recorded or cancelled by its dated facts. One event may serve several kinds. Of a joint event each branch has a row of its own, so that it has its own attendance and quorum. */
export interface Meeting {
  id: string;
  organizationId: string;
  orgPath: string;
  /** Of a branch that takes part in the meeting of another: the row of the branch that convenes it, which may write this row too. answer says whether it takes part. */
  jointId: string | null;
  jointOrganizationId: string | null;
  jointPath: string | null;
  answer: string | null;
  kinds: string[];
  /** Who meets: all members of the branch, its committee, or one group. */
  body: string;
  groupName: string | null;
  title: string;
  topic: Generated<string>;
  /** The day on which the topic was set, to tell whether it was beforehand. */
  topicOn: Day | null;
  meetsOn: Day;
  starts: string | null;
  ends: string | null;
  place: Generated<string>;
  chair: Generated<string>;
  recorder: Generated<string>;
  lecturer: Generated<string>;
  superiors: Generated<string>;
  /** Class hours of study that count for those who were present. */
  hours: Generated<number>;
  summary: Generated<string>;
  /** Of an imported ledger that names no persons: what it says. Else counted from meeting_person. */
  toldExpected: number | null;
  toldPresent: number | null;
  toldAbsent: Generated<string>;
  plannedOn: Day;
  plannedBy: string;
  invitedOn: Day | null;
  recordedOn: Day | null;
  recordedBy: string | null;
  cancelledOn: Day | null;
  cancelReason: Generated<string>;
  importId: string | null;
  importFile: string | null;
  importRow: number | null;
}

/** One item of the minutes: what was discussed, other opinions, the decision and the votes it got. */
export interface MeetingItem {
  id: string;
  meetingId: string;
  orgPath: string;
  placeInOrder: number;
  title: string;
  discussion: Generated<string>;
  dissent: Generated<string>;
  decision: Generated<string>;
  yes: number | null;
  no: number | null;
  abstain: number | null;
}

/** Who was called to a meeting and, once it is recorded, who was there: the organiser's record, needed for the quorum. Nobody checks in. */
export interface MeetingPerson {
  id: string;
  meetingId: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  meetsOn: Day;
  category: string;
  /** Had a vote on that day; counted: belongs to the number that a majority is taken of. */
  votes: boolean;
  counted: boolean;
  state: string;
  reason: Generated<string>;
  bySelf: Generated<boolean>;
  hours: Generated<number>;
}

/** What stood before a plan was changed or a record was put right, whole, with the reason. */
export interface MeetingRevision {
  id: string;
  meetingId: string;
  orgPath: string;
  madeOn: Day;
  madeBy: string;
  reason: string;
  stood: ColumnType<Json, string, string>;
}

/** A member who for a time does not stand in meetings as others do: not asked to come (old, ill, disabled), away, or without a vote. Declared once. */
export interface MeetingStanding {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  reason: string;
  /** Consent from above to leave the member out of the number that a majority is taken of; empty = counted. */
  approval: Generated<string>;
  note: Generated<string>;
  validFrom: Day;
  validTo: Day | null;
  declaredOn: Day;
  declaredBy: string;
}

/** A heart-to-heart talk (谈心谈话) between two members of a branch. */
export interface MeetingTalk {
  id: string;
  organizationId: string;
  orgPath: string;
  personId: string;
  personName: string;
  talkerId: string | null;
  talkerName: string;
  talkedOn: Day;
  place: Generated<string>;
  content: string;
  recordedBy: string;
  withdrawnOn: Day | null;
  withdrawReason: Generated<string>;
}

/** What a meeting decided that somebody does by a day. */
export interface MeetingTask {
  id: string;
  meetingId: string;
  itemId: string | null;
  organizationId: string;
  orgPath: string;
  what: string;
  personId: string | null;
  personName: string;
  dueOn: Day;
  doneOn: Day | null;
  doneBy: string | null;
  doneNote: Generated<string>;
  withdrawnOn: Day | null;
  withdrawReason: Generated<string>;
}

/** What an import wrote over, so that it can be taken back; ciphers stay ciphers. Removed with the import after 30 days. */
export interface MemberBefore {
  id: string;
  personId: string;
  orgPath: string;
  importId: string;
  /** Version of the person that the import made: a later one means that somebody changed the record since. */
  madeVersion: number;
  person: ColumnType<Json, string, string>;
  membership: ColumnType<Json | null, string | null | undefined, string | null>;
}

/** The roster in time: what the roster of one branch said of one member over [valid_from, valid_to). A member stands on one roster at a time. */
export interface Membership {
  id: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  validFrom: Day;
  validTo: Day | null;
  name: string;
  pinyin: string;
  initials: string;
  strokeKey: string;
  gender: string;
  ethnicity: string | null;
  birthOn: Day | null;
  education: string | null;
  degree: string | null;
  joinedOn: Day | null;
  joinedPrecision: Generated<string>;
  fullOn: Day | null;
  fullPrecision: Generated<string>;
  /** As the roster said when the row began; with joined_on and full_on known, the category of a day follows from them (rules.ts). */
  category: string;
  registryStatus: Generated<string>;
  joinKind: string | null;
  job: string | null;
  workUnit: string | null;
  stratum: string | null;
  frontLine: boolean | null;
  migrantWorker: boolean | null;
  groupName: string | null;
  flowDestination: string | null;
  lostSince: Day | null;
  note: Generated<string>;
  /** Organisation event that made this row, if one did; closed_by likewise. */
  openedBy: string | null;
  closedBy: string | null;
  importId: string | null;
  importFile: string | null;
  importRow: number | null;
}

/** In (+1) and out (-1) of a roster, with its code: last year + in - out = this year, at every place. */
export interface MembershipEvent {
  id: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  direction: number;
  code: string;
  happenedOn: Day;
  counterpart: string | null;
  documentNumber: string | null;
  note: Generated<string>;
  transferId: string | null;
  openedBy: string | null;
  importId: string | null;
}

/** Graduates without a place of work whose membership the school or home branch keeps for a while, as a rule no longer than two years. */
export interface MembershipKeep {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  sinceOn: Day;
  note: Generated<string>;
  registeredBy: string;
  endedOn: Day | null;
  endNote: Generated<string>;
}

/** Which migration files were applied, with the hash of their text. */
export interface Migration {
  folder: string;
  name: string;
  hash: string;
  appliedAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** Notices to those who must act. `why` says why the person gets it and how to stop it. */
export interface Notice {
  id: string;
  accountId: string;
  kind: string;
  title: string;
  body: Generated<string>;
  link: string | null;
  why: string;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  readAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** Things that wait for a decision; each goes when it is decided. Empty for news. */
  about: Generated<string[]>;
  /** When the last of the waiting things was decided, by whomever: the notice is read then for everybody. */
  settledAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Kinds of notice a person has turned off. */
export interface NoticeChoice {
  accountId: string;
  kind: string;
  muted: boolean;
}

/** How many rows of committed rosters named somebody who is registered beyond the reach of the account, by day: who tries numbers is stopped. Counts, no persons. */
export interface NumberElsewhere {
  id: string;
  accountId: string | null;
  happenedOn: Day;
  importId: string;
  rows: number;
}

/** Keys of deeds, so that a phone that repeats after a lost answer does nothing twice. Written in the transaction of the deed; never for what belongs to nobody. */
export interface Once {
  accountId: string;
  key: string;
  /** Keyed digest of route and everything that was sent: a plain one would let identity numbers be guessed from it. */
  deedDigest: string;
  route: string;
  /** The first answer, sealed; null where it is shown once only (one-time passwords, what was unmasked) or there was none. */
  answerCipher: string | null;
  keptAt: ColumnType<Date, Date | string, Date | string>;
}

/** Party organisations. What changes with time (name, kind, parent) lies in organization_version and placement. */
export interface Organization {
  id: string;
  /** Label of this organisation in paths. */
  node: Generated<number>;
  /** Today's path /1/3/7/: a closed organisation lies beneath its successor, so that today's reach covers its past. */
  orgPath: string;
  code: string | null;
  establishedOn: Day;
  closedOn: Day | null;
  successorId: string | null;
  openedBy: string | null;
  closedBy: string | null;
  importId: string | null;
}

/** Establish, rename, move, merge, split, dissolve, upgrade: dated, documented, approved, undone until a dependent event exists. */
export interface OrganizationEvent {
  id: string;
  sequence: GeneratedAlways<number>;
  /** Where the event belongs: the organisation concerned, the successor of a merger, the parent of one that is set up. */
  organizationId: string;
  orgPath: string;
  kind: string;
  happenedOn: Day;
  documentNumber: string | null;
  fileId: string | null;
  reason: Generated<string>;
  state: string;
  /** The decided particulars, by kind (contract.ts). */
  details: ColumnType<Json, string, string>;
  /** What was shown before it was decided, and then what it did. */
  preview: ColumnType<Json, string | undefined, string>;
  /** What undoing has to put back that the changed rows no longer say, such as the planned end of a grant. */
  restores: ColumnType<Json, string | undefined, string>;
  proposedBy: string | null;
  /** Name at the time, as the audit writes it; decided_name likewise. */
  proposedName: Generated<string>;
  proposedAt: ColumnType<Date, Date | string | undefined, Date | string>;
  decidedBy: string | null;
  decidedName: Generated<string>;
  decidedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  decisionNote: Generated<string>;
  undoneBy: string | null;
  undoneAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Which organisations an event touches, and as what: the lineage. */
export interface OrganizationEventParty {
  eventId: string;
  organizationId: string;
  orgPath: string;
  /** subject: changed itself; source and successor: merged, split or dissolved; parent: above, before or after; child: moved along. */
  part: string;
}

/** What an organisation was called and what kind it was, from day to day [valid_from, valid_to). */
export interface OrganizationVersion {
  id: string;
  organizationId: string;
  orgPath: string;
  validFrom: Day;
  validTo: Day | null;
  kind: string;
  fullName: string;
  shortName: string;
  /** Name folded for matching (organisationKey in src/shared/office-text.ts). */
  nameKey: string;
  pinyin: string;
  initials: string;
  territorialLevel: string | null;
  unitSituation: string | null;
  areaKind: string | null;
  phone: string | null;
  address: string | null;
  openedBy: string | null;
  closedBy: string | null;
}

/** Keys of other installations whose fingerprint somebody here compared with the people there (trust on first use). */
export interface PassKey {
  publicKey: string;
  name: string;
  confirmedOn: Day;
  confirmedBy: string;
  /** The place of whoever compared the fingerprint: the key is believed there and beneath. */
  orgPath: string;
}

/** A person, once: who they are and how to reach them. What the roster says of them in time lies in membership. */
export interface Person {
  id: string;
  organizationId: string;
  /** Where the person belongs today: the place that answers for the record. */
  orgPath: string;
  name: string;
  formerName: string | null;
  pinyin: string;
  initials: string;
  strokeKey: string;
  gender: string;
  ethnicity: string | null;
  birthOn: Day | null;
  birthPrecision: Generated<string>;
  nativePlace: string | null;
  /** The identity number, sealed. No part of it stands in plain anywhere. */
  idNumberCipher: string | null;
  /** Keyed blind index of the identity number: equal numbers have equal indexes, nothing else can be read from it. */
  idNumberIndex: string | null;
  mobileCipher: string | null;
  mobileIndex: string | null;
  mobileMask: string | null;
  addressCipher: string | null;
  registeredAddressCipher: string | null;
  importId: string | null;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  version: Generated<number>;
}

/** The tree in time: under which parent an organisation stood, [valid_from, valid_to). The root has no parent. */
export interface Placement {
  id: string;
  organizationId: string;
  orgPath: string;
  parentId: string | null;
  validFrom: Day;
  validTo: Day | null;
  orderNumber: Generated<number>;
  openedBy: string | null;
  closedBy: string | null;
}

/** Who holds which post since when, in Party committees and villagers' or residents' committees alike. */
export interface Post {
  id: string;
  organizationId: string;
  orgPath: string;
  personId: string;
  /** Name at the time. */
  personName: string;
  post: string;
  termId: string | null;
  validFrom: Day;
  validTo: Day | null;
  documentNumber: string | null;
  leaveReason: Generated<string>;
  openedBy: string | null;
  closedBy: string | null;
}

/** One case (发展对象档案) for one person, from the application on. Stage and next step follow from its records and are not stored. */
export interface RecruitingCase {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  /** Where the person belongs today; the case travels with the person (recruiting_follows_person). */
  orgPath: string;
  appliedOn: Day;
  gender: string;
  birthOn: Day | null;
  education: string | null;
  job: string | null;
  workUnit: string | null;
  /** Where a floating applicant lives, when elsewhere than registered: both Party organisations are asked in the political review. */
  awayPlace: string | null;
  /** Day on which the person is known to leave the unit. */
  leavesOn: Day | null;
  endedOn: Day | null;
  endedCode: string | null;
  endedNote: Generated<string>;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** Who trains a candidate (培养联系人) and who introduces them (入党介绍人), from day to day. */
export interface RecruitingHelper {
  id: string;
  caseId: string;
  recordId: string;
  organizationId: string;
  orgPath: string;
  personId: string;
  personName: string;
  part: string;
  validFrom: Day;
  validTo: Day | null;
}

/** A signed paper kept with the record it belongs to. The file keeps the place where it was handed in; the paper travels with the person. */
export interface RecruitingPaper {
  id: string;
  caseId: string;
  recordId: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  fileId: string;
  fileName: string;
  addedOn: Day;
  addedName: string;
}

/** How many an organisation may admit in a year (发展计划), with the structure aimed at. What was done is counted, never typed. */
export interface RecruitingPlan {
  id: string;
  organizationId: string;
  orgPath: string;
  year: number;
  quota: number;
  activists: number | null;
  women: number | null;
  youth: number | null;
  college: number | null;
  documentNumber: string | null;
  note: Generated<string>;
  version: Generated<number>;
}

/** What was done in a case: one dated row for each step, several for the steps that repeat. A record entered in error is withdrawn, never removed. */
export interface RecruitingRecord {
  id: string;
  caseId: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  step: number;
  result: string;
  happenedOn: Day;
  /** Name of the organisation that did it, as it was called then. */
  placeName: string;
  opinion: Generated<string>;
  documentNumber: string | null;
  /** What this step records besides: votes, class hours, replies of the review (contract.ts). */
  details: ColumnType<Json, string | undefined, string>;
  recordedBy: string | null;
  recordedName: string;
  recordedAt: ColumnType<Date, Date | string, Date | string>;
  withdrawnOn: Day | null;
  withdrawnName: string | null;
  withdrawnReason: string | null;
  /** Number of the pledge form (入党志愿书), which nobody else has; of records from before that share one, none. */
  formNumber: string | null;
  /** The paper of this record as it was issued, never written again; null where its paper is a form that is filled in from the case, and of records from before. */
  paper: ColumnType<Json | null, string | null | undefined, string | null>;
  /** The members' meeting in the ledger at which a step of the branch was voted on; null of other steps, of organisations that keep no ledger, and of records from before. */
  meetingId: string | null;
}

/** What a candidate reports to the branch of their thinking (思想汇报), in their own words. Asked of nobody: handed in when they want to. */
export interface RecruitingReport {
  id: string;
  caseId: string;
  personId: string;
  organizationId: string;
  orgPath: string;
  handedInOn: Day;
  content: string;
}

/** Dated grants: who holds which role at which organisation. A grant covers the subtree. */
export interface RoleGrant {
  id: string;
  accountId: string;
  role: string;
  /** Null (path /) for the house as a whole, before there is any organisation. */
  organizationId: string | null;
  orgPath: string;
  validFrom: Day;
  validTo: Day | null;
  reason: Generated<string>;
  grantedBy: string | null;
  endedBy: string | null;
  /** Organisation event that made this grant, if one did. */
  openedBy: string | null;
  /** Organisation event that ended this grant, if one did. */
  closedBy: string | null;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** A list as a person likes it: the query part of its address, under a name. */
export interface SavedView {
  id: string;
  accountId: string;
  register: string;
  name: string;
  address: string;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
}

/** Signed-in sessions. The token itself is never stored, only its SHA-256. */
export interface Session {
  id: string;
  tokenHash: Buffer;
  accountId: string;
  createdAt: ColumnType<Date, Date | string, Date | string>;
  seenAt: ColumnType<Date, Date | string, Date | string>;
  expiresAt: ColumnType<Date, Date | string, Date | string>;
  secondFactor: Generated<boolean>;
  device: Generated<string>;
  endedAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Attempts of the last days, counted per account and device (E1). Holds keyed hashes, not names. */
export interface SignInAttempt {
  id: GeneratedAlways<number>;
  accountKey: string;
  deviceKey: string;
  /** Whether the device had signed in to the account before: the two are counted apart. */
  known: boolean;
  at: ColumnType<Date, Date | string, Date | string>;
  succeeded: boolean;
  /** When a failed attempt was told to the audit; successes are told as sessions. */
  toldAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Files handed in or made: name as given, type found by content. The content is encrypted in stored_file_part. */
export interface StoredFile {
  id: string;
  accountId: string | null;
  organizationId: string | null;
  orgPath: string;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: Buffer;
  purpose: string;
  createdAt: ColumnType<Date, Date | string | undefined, Date | string>;
  expiresAt: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** Encrypted pieces of a file, 1 MiB each before encryption. */
export interface StoredFilePart {
  fileId: string;
  orgPath: string;
  part: number;
  content: Buffer;
}

/** The declared class of every table. A table without a row here stops the start. */
export interface TableClass {
  tableName: string;
  class: string;
  /** Which reach opens rows of a scoped table: persons, places, or restricted (verbs of their own). */
  sees: string | null;
  /** Columns holding the path of an organisation; a row is in reach when any of them is. */
  pathColumns: Generated<string[]>;
  /** Column naming the person (scoped) or account (self) whose own row this is. */
  selfColumn: string | null;
  /** Rows may be added from anywhere and never changed (the audit). */
  appends: Generated<boolean>;
}

/** Transfers of organisational relations: handed over by one branch, accepted by the other; the sender answers for the member until then. */
export interface Transfer {
  id: string;
  personId: string | null;
  personName: string;
  kind: string;
  fromOrganizationId: string | null;
  orgPath: string;
  toOrganizationId: string | null;
  toPath: string | null;
  outsideName: string | null;
  reason: Generated<string>;
  duesPaidTo: Day | null;
  letterNumber: string | null;
  letterOn: Day | null;
  validDays: number | null;
  state: string;
  handedOverBy: string | null;
  handedOverOn: Day;
  decidedBy: string | null;
  decidedOn: Day | null;
  decisionNote: Generated<string>;
  batchId: string | null;
  /** By the national system or by this one, or by a letter on paper (介绍信). */
  channel: Generated<string>;
  scope: string | null;
  /** Who answers for it at the organisation outside, with telephone. */
  contact: string | null;
  /** Of a letter from outside, until the member is admitted; of our own members it lies with the person. */
  idNumberCipher: string | null;
  verifiedOn: Day | null;
  verifiedNote: Generated<string>;
  /** Out: the receipt (回执) came. In: our receipt was sent back. */
  receiptOn: Day | null;
  receiptNumber: string | null;
  remindedOn: Day | null;
  fileWay: string | null;
  /** The member's file (档案) was sent; file_received_on: the other side acknowledged it. */
  fileSentOn: Day | null;
  fileReceivedOn: Day | null;
  fileNote: Generated<string>;
}

/** The letter book (介绍信登记簿): letters of introduction for transfers and certificates of membership, each with its stub number in the series of the organisation that issued it. */
export interface TransferLetter {
  id: string;
  kind: string;
  transferId: string | null;
  personId: string;
  personName: string;
  /** The branch of the member when the letter was issued. */
  organizationId: string;
  orgPath: string;
  issuerOrganizationId: string;
  year: number;
  serial: number;
  number: string;
  addressee: string;
  purpose: Generated<string>;
  duesPaidTo: Day | null;
  issuedOn: Day;
  validDays: number;
  issuedBy: string;
  /** The letter that was lost, expired or mistaken, in whose stead this one was issued. */
  replacesId: string | null;
  cancelledOn: Day | null;
  cancelCode: string | null;
  cancelNote: Generated<string>;
}

/** What is in the member's file that travels with a transfer, as listed when it was sent. */
export interface TransferMaterial {
  id: string;
  transferId: string;
  personId: string | null;
  orgPath: string;
  toPath: string | null;
  position: number;
  term: string;
  copies: number;
}

/** A member asks the own branch for a transfer; handing over takes it up. */
export interface TransferRequest {
  id: string;
  personId: string;
  personName: string;
  organizationId: string;
  orgPath: string;
  askedOn: Day;
  destination: string;
  reason: Generated<string>;
  answeredOn: Day | null;
  answer: string | null;
  answerNote: Generated<string>;
  transferId: string | null;
}

/** The path of a transfer: what was done, on which day, by whom; by either side. */
export interface TransferStep {
  id: string;
  transferId: string;
  personId: string | null;
  orgPath: string;
  toPath: string | null;
  kind: string;
  happenedOn: Day;
  byName: string;
  content: Generated<string>;
}

/** The unit an organisation stands in, over [valid_from, valid_to): village, community, enterprise, office; its people, income and position. */
export interface Unit {
  id: string;
  organizationId: string;
  orgPath: string;
  name: string;
  creditCode: string | null;
  nature: string | null;
  industry: string | null;
  areaKind: string | null;
  households: number | null;
  registeredPopulation: number | null;
  residentPopulation: number | null;
  collectiveIncomeFen: number | null;
  employees: number | null;
  longitude: number | null;
  latitude: number | null;
  note: Generated<string>;
  validFrom: Day;
  validTo: Day | null;
  openedBy: string | null;
  closedBy: string | null;
  importId: string | null;
}

/** Days that an announcement names: holidays, and days worked instead. It also names the last days of the year before. */
export interface Workday {
  day: Day;
  year: number;
  works: boolean;
  name: Generated<string>;
}

/** Years whose announcement of holidays is entered. A year without a row goes by Monday to Friday, and whoever reckons in it is told. */
export interface WorkdayYear {
  year: number;
  /** The announcement, as title and number. */
  basis: string;
  enteredBy: string;
  enteredAt: ColumnType<Date, Date | string, Date | string>;
}

export interface Database {
  account: Account;
  accountInvitation: AccountInvitation;
  appraisal: Appraisal;
  appraisalItem: AppraisalItem;
  appraisalVoter: AppraisalVoter;
  auditEvent: AuditEvent;
  auditPending: AuditPending;
  auditSeal: AuditSeal;
  auditSubject: AuditSubject;
  award: Award;
  breakGlass: BreakGlass;
  committeeTerm: CommitteeTerm;
  correctionRequest: CorrectionRequest;
  credential: Credential;
  credentialReset: CredentialReset;
  disciplinaryMeasure: DisciplinaryMeasure;
  dueSnooze: DueSnooze;
  duesDisclosure: DuesDisclosure;
  duesEntry: DuesEntry;
  duesProfile: DuesProfile;
  duesRate: DuesRate;
  duesRelief: DuesRelief;
  duesRemittance: DuesRemittance;
  duesRule: DuesRule;
  duesTalk: DuesTalk;
  duesUse: DuesUse;
  election: Election;
  electionCandidate: ElectionCandidate;
  electionRecord: ElectionRecord;
  floatingCase: FloatingCase;
  floatingEntry: FloatingEntry;
  floatingImport: FloatingImport;
  importBatch: ImportBatch;
  importFile: ImportFile;
  importMapping: ImportMapping;
  importRow: ImportRow;
  job: Job;
  keyCheck: KeyCheck;
  meeting: Meeting;
  meetingItem: MeetingItem;
  meetingPerson: MeetingPerson;
  meetingRevision: MeetingRevision;
  meetingStanding: MeetingStanding;
  meetingTalk: MeetingTalk;
  meetingTask: MeetingTask;
  memberBefore: MemberBefore;
  membership: Membership;
  membershipEvent: MembershipEvent;
  membershipKeep: MembershipKeep;
  migration: Migration;
  notice: Notice;
  noticeChoice: NoticeChoice;
  numberElsewhere: NumberElsewhere;
  once: Once;
  organization: Organization;
  organizationEvent: OrganizationEvent;
  organizationEventParty: OrganizationEventParty;
  organizationVersion: OrganizationVersion;
  passKey: PassKey;
  person: Person;
  placement: Placement;
  post: Post;
  recruitingCase: RecruitingCase;
  recruitingHelper: RecruitingHelper;
  recruitingPaper: RecruitingPaper;
  recruitingPlan: RecruitingPlan;
  recruitingRecord: RecruitingRecord;
  recruitingReport: RecruitingReport;
  roleGrant: RoleGrant;
  savedView: SavedView;
  session: Session;
  signInAttempt: SignInAttempt;
  storedFile: StoredFile;
  storedFilePart: StoredFilePart;
  tableClass: TableClass;
  transfer: Transfer;
  transferLetter: TransferLetter;
  transferMaterial: TransferMaterial;
  transferRequest: TransferRequest;
  transferStep: TransferStep;
  unit: Unit;
  workday: Workday;
  workdayYear: WorkdayYear;
}
