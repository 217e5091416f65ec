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
}

/** Kinds of notice a person has turned off. */
export interface NoticeChoice {
  accountId: string;
  kind: string;
  muted: boolean;
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
  idNumberCipher: string | null;
  /** Keyed blind index of the identity number: equal numbers have equal indexes, nothing else can be read from it. */
  idNumberIndex: string | null;
  idNumberMask: string | null;
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
  personId: string;
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

export interface Database {
  account: Account;
  auditEvent: AuditEvent;
  auditPending: AuditPending;
  auditSeal: AuditSeal;
  auditSubject: AuditSubject;
  breakGlass: BreakGlass;
  committeeTerm: CommitteeTerm;
  credential: Credential;
  importBatch: ImportBatch;
  importFile: ImportFile;
  importMapping: ImportMapping;
  importRow: ImportRow;
  job: Job;
  keyCheck: KeyCheck;
  memberBefore: MemberBefore;
  membership: Membership;
  membershipEvent: MembershipEvent;
  migration: Migration;
  notice: Notice;
  noticeChoice: NoticeChoice;
  organization: Organization;
  organizationEvent: OrganizationEvent;
  organizationEventParty: OrganizationEventParty;
  organizationVersion: OrganizationVersion;
  person: Person;
  placement: Placement;
  post: Post;
  roleGrant: RoleGrant;
  savedView: SavedView;
  session: Session;
  signInAttempt: SignInAttempt;
  storedFile: StoredFile;
  storedFilePart: StoredFilePart;
  tableClass: TableClass;
  transfer: Transfer;
  unit: Unit;
}
