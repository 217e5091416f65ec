/** Answers of the membership routes, as their pages read them. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  readonly formerName?: string | null;
  readonly gender: string;
  readonly ethnicity: string | null;
  readonly birthOn: string | null;
  readonly nativePlace?: string | null;
  readonly idNumber: string | null;
  readonly mobile: string | null;
  readonly address: string | null;
  readonly registeredAddress?: string | null;
}

export interface MembershipView {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly category: string;
  readonly registryStatus: string;
  readonly joinedOn: string | null;
  readonly fullOn: string | null;
  readonly education: string | null;
  readonly degree?: string | null;
  readonly job: string | null;
  readonly workUnit: string | null;
  readonly stratum?: string | null;
  readonly groupName: string | null;
  readonly flowDestination: string | null;
  readonly lostSince: string | null;
  readonly note?: string;
}

export interface MemberEventView {
  readonly id: string;
  readonly organizationName: string;
  readonly direction: number;
  readonly code: string;
  readonly codeTerm?: string;
  readonly happenedOn: string;
  readonly counterpart: string | null;
  readonly note: string;
}

export interface MemberPostView {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly post: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface TransferView {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly kind: "inside" | "out" | "in";
  readonly fromName: string | null;
  readonly toName: string | null;
  readonly outsideName: string | null;
  readonly state: "handed-over" | "accepted" | "refused" | "withdrawn";
  readonly handedOverOn: string;
  readonly decidedOn: string | null;
  readonly decisionNote: string;
  readonly reason?: string;
  readonly can?: { readonly accept: boolean; readonly refuse: boolean; readonly withdraw: boolean };
}

export interface MemberView {
  readonly person: PersonView;
  readonly memberships: readonly MembershipView[];
  readonly events: readonly MemberEventView[];
  readonly posts: readonly MemberPostView[];
  readonly transfers: readonly TransferView[];
  readonly can: { readonly correct?: boolean; readonly unmask?: boolean; readonly transfer?: boolean; readonly leave?: boolean };
}
