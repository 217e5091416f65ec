import type { EventKind } from "#modules/organization/contract.ts";

/** What the form of one event holds, flat, as it is typed and kept as a draft. */
export interface NewOrganizationDraft {
  kind: string;
  fullName: string;
  shortName: string;
  code: string;
  areaKind: string;
  unitSituation: string;
}

export interface EventDraft {
  kind: EventKind;
  happenedOn: string;
  documentNumber: string;
  reason: string;
  /** The paper handed in with it, such as the reply of the committee above; empty for none. */
  fileId: string;
  fileName: string;
  /** The organisation itself; for `establish` and a merge into a new one, the parent. */
  org: string;
  sources: string[];
  intoNew: boolean;
  into: string;
  fresh: NewOrganizationDraft;
  continues: boolean;
  parts: NewOrganizationDraft[];
  /** Person to `stay`, the number of a part (split), or the id of an organisation (dissolve). */
  persons: Record<string, string>;
  /** Organisation beneath to the number of a part. */
  children: Record<string, string>;
  /** Grant to its decision, `carry:2` with the part of a split. */
  grants: Record<string, string>;
}

export const blankOrganization = (): NewOrganizationDraft => ({
  kind: "branch",
  fullName: "",
  shortName: "",
  code: "",
  areaKind: "",
  unitSituation: "",
});

export const blankDraft = (kind: EventKind, org: string, today: string): EventDraft => ({
  kind,
  happenedOn: today,
  documentNumber: "",
  reason: "",
  fileId: "",
  fileName: "",
  org,
  sources: [],
  intoNew: false,
  into: "",
  fresh: blankOrganization(),
  continues: true,
  parts: [blankOrganization()],
  persons: {},
  children: {},
  grants: {},
});

function organization(draft: NewOrganizationDraft, parentId: string | null): Record<string, unknown> {
  const given: Record<string, unknown> = {
    parentId,
    kind: draft.kind,
    fullName: draft.fullName.trim(),
    shortName: draft.shortName.trim(),
  };
  for (const key of ["code", "areaKind", "unitSituation"] as const) if (draft[key] !== "") given[key] = draft[key];
  return given;
}

function decisions(grants: Record<string, string>): unknown[] {
  return Object.entries(grants).map(([grantId, text]) => {
    const [decision, part] = text.split(":");
    return part === undefined ? { grantId, decision } : { grantId, decision, part: Number(part) };
  });
}

const peopleAt = (draft: EventDraft, place: string): string[] =>
  Object.entries(draft.persons).flatMap(([id, to]) => (to === place ? [id] : []));

/** The body for the server. `parentOf` finds where the parts of a split hang: beside the organisation that is split. */
export function toBody(draft: EventDraft, parentOf: (id: string) => string | null): Record<string, unknown> {
  return {
    kind: draft.kind,
    happenedOn: draft.happenedOn,
    documentNumber: draft.documentNumber.trim() === "" ? null : draft.documentNumber.trim(),
    ...(draft.fileId === "" ? {} : { fileId: draft.fileId }),
    reason: draft.reason.trim(),
    details: details(draft, parentOf),
  };
}

function details(draft: EventDraft, parentOf: (id: string) => string | null): Record<string, unknown> {
  switch (draft.kind) {
    case "establish":
      return { organization: organization(draft.fresh, draft.org === "" ? null : draft.org) };
    case "rename":
      return {
        organizationId: draft.org,
        fullName: draft.fresh.fullName.trim(),
        shortName: draft.fresh.shortName.trim(),
      };
    case "move":
      return { organizationId: draft.org, parentId: draft.into };
    case "merge":
      return {
        sourceIds: draft.sources.filter((it) => draft.intoNew || it !== draft.into),
        into: draft.intoNew
          ? { organization: organization(draft.fresh, draft.org === "" ? null : draft.org) }
          : { organizationId: draft.into },
        grants: decisions(draft.grants),
      };
    case "split":
      return {
        organizationId: draft.org,
        continues: draft.continues,
        parts: draft.parts.map((part, at) => ({
          organization: organization(part, parentOf(draft.org)),
          personIds: peopleAt(draft, String(at)),
        })),
        ...(draft.continues ? { stay: peopleAt(draft, "stay") } : {}),
        children: Object.entries(draft.children).flatMap(([organizationId, part]) =>
          part === "stay" || part === "" ? [] : [{ organizationId, part: Number(part) }],
        ),
        grants: decisions(draft.grants),
      };
    case "dissolve": {
      const places = [...new Set(Object.values(draft.persons))].filter((it) => it !== "");
      return {
        organizationId: draft.org,
        destinations: places.map((organizationId) => ({ organizationId, personIds: peopleAt(draft, organizationId) })),
        grants: decisions(draft.grants),
      };
    }
    case "upgrade":
      return {
        organizationId: draft.org,
        kind: draft.fresh.kind,
        fullName: draft.fresh.fullName.trim(),
        shortName: draft.fresh.shortName.trim(),
      };
  }
}

/** A body prepared by the setting adviser as a draft to go on with. Unknown parts are left to the person. */
export function fromPrepared(body: unknown, today: string): EventDraft {
  const given = body as { kind?: EventKind; reason?: string; details?: Record<string, unknown> };
  const kind = given.kind ?? "establish";
  const of = given.details ?? {};
  const text = (key: string): string => (typeof of[key] === "string" ? of[key] : "");
  const draft = blankDraft(kind, text("organizationId"), today);
  draft.reason = given.reason ?? "";
  const fresh = (of["organization"] ?? (of["into"] as Record<string, unknown> | undefined)?.["organization"]) as
    | (Partial<NewOrganizationDraft> & { parentId?: string | null })
    | undefined;
  if (fresh) {
    draft.fresh = { ...draft.fresh, ...onlyText(fresh) };
    draft.org = fresh.parentId ?? "";
    draft.intoNew = kind === "merge";
  }
  if (kind === "rename" || kind === "upgrade") draft.fresh = { ...draft.fresh, ...onlyText(of) };
  if (Array.isArray(of["sourceIds"])) draft.sources = of["sourceIds"].map(String);
  const into = (of["into"] as Record<string, unknown> | undefined)?.["organizationId"];
  if (typeof into === "string") {
    draft.into = into;
    if (!draft.sources.includes(into)) draft.sources = [...draft.sources, into];
  }
  if (kind === "move") draft.into = text("parentId");
  if (typeof of["continues"] === "boolean") draft.continues = of["continues"];
  if (Array.isArray(of["parts"])) {
    const parts = of["parts"] as { organization?: Partial<NewOrganizationDraft>; personIds?: string[] }[];
    draft.parts = parts.map((it) => ({ ...blankOrganization(), ...onlyText(it.organization ?? {}) }));
    for (const [at, part] of parts.entries()) for (const id of part.personIds ?? []) draft.persons[id] = String(at);
  }
  return draft;
}

function onlyText(from: object): Partial<NewOrganizationDraft> {
  const keys = new Set(Object.keys(blankOrganization()));
  return Object.fromEntries(Object.entries(from).filter(([key, value]) => keys.has(key) && typeof value === "string"));
}
