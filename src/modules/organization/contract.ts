import { type Static, Type } from "typebox";
import { Code, DayText, Id, Or, ProvisionView } from "#platform/http/shapes.ts";

const Name = (most: number) => Type.String({ minLength: 1, maxLength: most });
/** Longest texts of an organisation, typed into a form or imported. UTF-16 units. */
export const ORGANIZATION_TEXT = {
  fullName: 100,
  shortName: 60,
  code: 40,
  documentNumber: 60,
  phone: 60,
  address: 200,
} as const;

export const EventKind = Type.Enum(["establish", "rename", "move", "merge", "split", "dissolve", "upgrade"]);
export type EventKind = Static<typeof EventKind>;

/** A new organisation as an event sets it up. `parentId` null only for the first one of all. */
export const NewOrganization = Type.Object(
  {
    parentId: Or(Id),
    kind: Code("organization_kind"),
    fullName: Name(ORGANIZATION_TEXT.fullName),
    shortName: Name(ORGANIZATION_TEXT.shortName),
    code: Type.Optional(Name(ORGANIZATION_TEXT.code)),
    territorialLevel: Type.Optional(Code("territorial_level")),
    unitSituation: Type.Optional(Code("unit_situation")),
    areaKind: Type.Optional(Code("area_kind")),
    phone: Type.Optional(Type.String({ maxLength: ORGANIZATION_TEXT.phone })),
    address: Type.Optional(Type.String({ maxLength: ORGANIZATION_TEXT.address })),
    orderNumber: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })),
  },
  { additionalProperties: false },
);
export type NewOrganization = Static<typeof NewOrganization>;

/** What becomes of one grant at an organisation that is reorganised. `part` says which part of a split it is carried to. */
export const GrantDecision = Type.Object(
  {
    grantId: Id,
    decision: Type.Enum(["end", "carry", "stay"]),
    part: Type.Optional(Type.Integer({ minimum: 0, maximum: 50 })),
  },
  { additionalProperties: false },
);
export type GrantDecision = Static<typeof GrantDecision>;

const PersonIds = Type.Array(Id, { maxItems: 20_000 });
const Grants = Type.Optional(Type.Array(GrantDecision, { maxItems: 1_000 }));
const closed = { additionalProperties: false } as const;

export const EstablishDetails = Type.Object({ organization: NewOrganization }, closed);
export const RenameDetails = Type.Object(
  { organizationId: Id, fullName: Name(ORGANIZATION_TEXT.fullName), shortName: Name(ORGANIZATION_TEXT.shortName) },
  closed,
);
export const MoveDetails = Type.Object(
  { organizationId: Id, parentId: Id, orderNumber: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) },
  closed,
);
export const MergeDetails = Type.Object(
  {
    sourceIds: Type.Array(Id, { minItems: 1, maxItems: 50 }),
    into: Type.Union([
      Type.Object({ organizationId: Id }, closed),
      Type.Object({ organization: NewOrganization }, closed),
    ]),
    grants: Grants,
  },
  closed,
);
export const SplitDetails = Type.Object(
  {
    organizationId: Id,
    /** The organisation itself goes on, with those in `stay`. */
    continues: Type.Boolean(),
    parts: Type.Array(Type.Object({ organization: NewOrganization, personIds: PersonIds }, closed), {
      minItems: 1,
      maxItems: 50,
    }),
    stay: Type.Optional(PersonIds),
    /** Where organisations beneath go: a part by its number. */
    children: Type.Optional(
      Type.Array(Type.Object({ organizationId: Id, part: Type.Integer({ minimum: 0, maximum: 50 }) }, closed), {
        maxItems: 500,
      }),
    ),
    grants: Grants,
  },
  closed,
);
export const DissolveDetails = Type.Object(
  {
    organizationId: Id,
    destinations: Type.Optional(
      Type.Array(Type.Object({ organizationId: Id, personIds: PersonIds }, closed), { maxItems: 200 }),
    ),
    grants: Grants,
  },
  closed,
);
export const UpgradeDetails = Type.Object(
  {
    organizationId: Id,
    kind: Code("organization_kind"),
    fullName: Name(ORGANIZATION_TEXT.fullName),
    shortName: Name(ORGANIZATION_TEXT.shortName),
  },
  closed,
);

const eventOf = <K extends EventKind, D extends Parameters<typeof Type.Object>[0][string]>(kind: K, details: D) =>
  Type.Object(
    {
      kind: Type.Literal(kind),
      happenedOn: DayText,
      documentNumber: Type.Optional(Or(Type.String({ maxLength: ORGANIZATION_TEXT.documentNumber }))),
      fileId: Type.Optional(Or(Id)),
      reason: Type.String({ maxLength: 2_000 }),
      details,
    },
    closed,
  );

export const EventBody = Type.Union([
  eventOf("establish", EstablishDetails),
  eventOf("rename", RenameDetails),
  eventOf("move", MoveDetails),
  eventOf("merge", MergeDetails),
  eventOf("split", SplitDetails),
  eventOf("dissolve", DissolveDetails),
  eventOf("upgrade", UpgradeDetails),
]);
export type EventBody = Static<typeof EventBody>;

export const Remark = Type.Object({ text: Type.String(), provision: Or(ProvisionView) });
export type Remark = Static<typeof Remark>;

export const Count = Type.Object({
  members: Type.Integer(),
  full: Type.Integer(),
  probationary: Type.Integer(),
  male: Type.Integer(),
  female: Type.Integer(),
  posts: Type.Integer(),
});
export type Count = Static<typeof Count>;

export const EventPreview = Type.Object({
  /** What refuses the event as it stands; empty = it can be put in force. */
  faults: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String(), provision: Or(ProvisionView) })),
  warnings: Type.Array(Remark),
  /** What the rules say of the organisations as they would be afterwards. */
  notes: Type.Array(Remark),
  competence: Type.Object({
    organizationId: Or(Type.String()),
    name: Type.String(),
    atOnce: Type.Boolean(),
    grounds: Type.String(),
    provision: ProvisionView,
  }),
  organizations: Type.Array(
    Type.Object({
      id: Or(Type.String()),
      name: Type.String(),
      part: Type.String(),
      before: Or(Count),
      after: Or(Count),
    }),
  ),
  totals: Type.Object({ before: Count, after: Count }),
  /** Rows that would be closed and opened, by the Chinese name of the ledger. */
  rows: Type.Array(Type.Object({ ledger: Type.String(), closed: Type.Integer(), opened: Type.Integer() })),
  posts: Type.Array(
    Type.Object({
      id: Type.String(),
      personName: Type.String(),
      post: Type.String(),
      organizationName: Type.String(),
      outcome: Type.String(),
    }),
  ),
  grants: Type.Array(
    Type.Object({
      id: Type.String(),
      holder: Type.String(),
      role: Type.String(),
      roleTerm: Type.String(),
      organizationId: Type.String(),
      organizationName: Type.String(),
      decision: Or(Type.String()),
    }),
  ),
});
export type EventPreview = Static<typeof EventPreview>;

export const EventView = Type.Object({
  id: Type.String(),
  kind: Type.String(),
  kindTerm: Type.String(),
  organizationId: Type.String(),
  organizationName: Type.String(),
  happenedOn: Type.String(),
  documentNumber: Or(Type.String()),
  fileId: Or(Type.String()),
  reason: Type.String(),
  state: Type.String(),
  details: Type.Unknown(),
  preview: Type.Unknown(),
  proposedBy: Or(Type.String()),
  proposedAt: Type.String(),
  decidedBy: Or(Type.String()),
  decidedAt: Or(Type.String()),
  decisionNote: Type.String(),
  parties: Type.Array(Type.Object({ organizationId: Type.String(), name: Type.String(), part: Type.String() })),
  can: Type.Object({ decide: Type.Boolean(), undo: Type.Boolean() }),
});
export type EventView = Static<typeof EventView>;

export const DecisionBody = Type.Object(
  { approve: Type.Boolean(), note: Type.Optional(Type.String({ maxLength: 2_000 })) },
  closed,
);
export type DecisionBody = Static<typeof DecisionBody>;
export const UndoingBody = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 2_000 })) }, closed);
export type UndoingBody = Static<typeof UndoingBody>;

export const TreeView = Type.Object({
  asOf: Type.String(),
  nodes: Type.Array(
    Type.Object({
      id: Type.String(),
      parentId: Or(Type.String()),
      shortName: Type.String(),
      kind: Type.String(),
      path: Type.String(),
      closedOn: Or(Type.String()),
      order: Type.Integer(),
      members: Or(Type.Integer()),
    }),
  ),
});
export type TreeView = Static<typeof TreeView>;
export type TreeNode = TreeView["nodes"][number];

const VersionView = Type.Object({
  validFrom: Type.String(),
  validTo: Or(Type.String()),
  kind: Type.String(),
  fullName: Type.String(),
  shortName: Type.String(),
  territorialLevel: Or(Type.String()),
  unitSituation: Or(Type.String()),
  areaKind: Or(Type.String()),
  phone: Or(Type.String()),
  address: Or(Type.String()),
});

const LineView = Type.Object({
  organizationId: Type.String(),
  name: Type.String(),
  eventId: Type.String(),
  kind: Type.String(),
  on: Type.String(),
});

export const UnitView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  creditCode: Or(Type.String()),
  nature: Or(Type.String()),
  industry: Or(Type.String()),
  areaKind: Or(Type.String()),
  households: Or(Type.Integer()),
  registeredPopulation: Or(Type.Integer()),
  residentPopulation: Or(Type.Integer()),
  collectiveIncomeFen: Or(Type.Integer()),
  employees: Or(Type.Integer()),
  longitude: Or(Type.Number()),
  latitude: Or(Type.Number()),
  note: Type.String(),
  validFrom: Type.String(),
  validTo: Or(Type.String()),
});

export type UnitView = Static<typeof UnitView>;

export const OrganizationView = Type.Object({
  id: Type.String(),
  code: Or(Type.String()),
  path: Type.String(),
  establishedOn: Type.String(),
  closedOn: Or(Type.String()),
  successorId: Or(Type.String()),
  asOf: Type.String(),
  version: Or(VersionView),
  formerNames: Type.Array(
    Type.Object({
      fullName: Type.String(),
      shortName: Type.String(),
      validFrom: Type.String(),
      validTo: Or(Type.String()),
    }),
  ),
  placement: Or(Type.Object({ parentId: Or(Type.String()), validFrom: Type.String(), validTo: Or(Type.String()) })),
  breadcrumb: Type.Array(Type.Object({ id: Type.String(), shortName: Or(Type.String()) })),
  lineage: Type.Object({ predecessors: Type.Array(LineView), successors: Type.Array(LineView) }),
  units: Type.Array(UnitView),
  posts: Type.Array(
    Type.Object({
      id: Type.String(),
      personId: Type.String(),
      personName: Type.String(),
      post: Type.String(),
      postTerm: Type.String(),
      validFrom: Type.String(),
      validTo: Or(Type.String()),
      oneShoulder: Type.Boolean(),
      crossAppointed: Type.Boolean(),
    }),
  ),
  terms: Type.Array(
    Type.Object({
      id: Type.String(),
      termNumber: Type.Integer(),
      startOn: Type.String(),
      years: Type.Integer(),
      dueOn: Type.String(),
      endedOn: Or(Type.String()),
      state: Type.String(),
    }),
  ),
  events: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      kindTerm: Type.String(),
      happenedOn: Type.String(),
      state: Type.String(),
      documentNumber: Or(Type.String()),
      reason: Type.String(),
      /** Names of the other organisations it changed. */
      about: Or(Type.String()),
    }),
  ),
  members: Or(Type.Integer()),
  can: Type.Object({ propose: Type.Boolean(), approve: Type.Boolean(), posts: Type.Boolean(), unit: Type.Boolean() }),
});
export type OrganizationView = Static<typeof OrganizationView>;

export const PostBody = Type.Object(
  {
    organizationId: Id,
    personId: Id,
    post: Code("party_post"),
    from: DayText,
    termId: Type.Optional(Or(Id)),
    documentNumber: Type.Optional(Or(Type.String({ maxLength: ORGANIZATION_TEXT.documentNumber }))),
  },
  closed,
);
export type PostBody = Static<typeof PostBody>;
export const PostEndingBody = Type.Object(
  { on: DayText, reason: Type.Optional(Type.String({ maxLength: 200 })) },
  closed,
);
export type PostEndingBody = Static<typeof PostEndingBody>;

export const TermBody = Type.Object(
  {
    organizationId: Id,
    startOn: DayText,
    /** Absent: by kind, 5 in villages and communities, 3 elsewhere. */
    years: Type.Optional(Type.Integer({ minimum: 2, maximum: 5 })),
    /** Absent: the one after the last. */
    termNumber: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    electedOn: Type.Optional(Or(DayText)),
    documentNumber: Type.Optional(Or(Type.String({ maxLength: ORGANIZATION_TEXT.documentNumber }))),
  },
  closed,
);
export type TermBody = Static<typeof TermBody>;

const Whole = Type.Optional(Or(Type.Integer({ minimum: 0, maximum: 100_000_000 })));
export const UnitBody = Type.Object(
  {
    /** Which unit, when the organisation has several; absent: its only one, or a new one. */
    unitId: Type.Optional(Id),
    /** From which day these facts hold; absent: the facts so far are corrected. */
    since: Type.Optional(DayText),
    name: Name(100),
    creditCode: Type.Optional(Or(Type.String({ maxLength: 18 }))),
    nature: Type.Optional(Or(Code("unit_nature"))),
    industry: Type.Optional(Or(Type.String({ maxLength: 60 }))),
    areaKind: Type.Optional(Or(Code("area_kind"))),
    households: Whole,
    registeredPopulation: Whole,
    residentPopulation: Whole,
    collectiveIncomeFen: Type.Optional(Or(Type.Integer({ minimum: 0, maximum: 9_000_000_000_000 }))),
    employees: Whole,
    longitude: Type.Optional(Or(Type.Number({ minimum: -180, maximum: 180 }))),
    latitude: Type.Optional(Or(Type.Number({ minimum: -90, maximum: 90 }))),
    note: Type.Optional(Type.String({ maxLength: 1_000 })),
  },
  closed,
);
export type UnitBody = Static<typeof UnitBody>;

export const AdviceView = Type.Array(
  Type.Object({
    id: Type.String(),
    kind: Type.String(),
    title: Type.String(),
    organizations: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
    reasons: Type.Array(Type.Object({ text: Type.String(), provision: ProvisionView })),
    /** Body for POST /api/organization-events without day and document; null when a person must first say who goes where. */
    event: Or(Type.Unknown()),
  }),
);
export type AdviceView = Static<typeof AdviceView>;

export const PostMade = Type.Object({ id: Type.String(), warnings: Type.Array(Remark) });
export type PostMade = Static<typeof PostMade>;
export const Proposed = Type.Object({ id: Type.String(), state: Type.String() });
export type Proposed = Static<typeof Proposed>;
export const AsOf = Type.Object({ asOf: Type.Optional(DayText) });
export type AsOf = Static<typeof AsOf>;
export const AdviceQuery = Type.Object({ org: Type.Optional(Id) });
export type AdviceQuery = Static<typeof AdviceQuery>;
