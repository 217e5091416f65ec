import type { Role } from "./policy.ts";

/**
 * Where the norms contradict each other, the zone chooses: OWASP ASVS 5.0 asks for long passwords without composition or
 * rotation; GB/T 22239-2019 level 3 (等保三级, 8.1.4.1) for complexity, periodic change, early sign-out and two factors.
 */
export interface Profile {
  readonly name: "asvs" | "dengbao3" | "guomi";
  readonly term: string;
  /** Characters at least. */
  readonly minLength: number;
  /** Of lower case, upper case, digits, others: how many kinds at least. */
  readonly minKinds: number;
  /** Days until a password must be changed; null never. */
  readonly maxPasswordDays: number | null;
  /** A session ends after so many minutes without a request, and after so many hours in any case. */
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  /** Failed tries within 24 hours: from devices that never signed in to the account, and from each that did. */
  readonly strangerTries: number;
  readonly deviceTries: number;
  /** One-time passwords are good for so many hours. */
  readonly oneTimeHours: number;
  /** Roles that count only in sessions signed in with a second factor. */
  readonly secondFactorRoles: readonly Role[];
}

const ADMINISTRATORS: readonly Role[] = ["auditor", "security_administrator", "system_administrator"];

export const PROFILES = {
  asvs: {
    name: "asvs",
    term: "OWASP ASVS 5.0",
    minLength: 8,
    minKinds: 1,
    maxPasswordDays: null,
    idleMinutes: 8 * 60,
    absoluteHours: 7 * 24,
    strangerTries: 80,
    deviceTries: 20,
    oneTimeHours: 72,
    secondFactorRoles: [],
  },
  dengbao3: {
    name: "dengbao3",
    term: "等保三级（GB/T 22239-2019）",
    minLength: 10,
    minKinds: 3,
    maxPasswordDays: 90,
    idleMinutes: 30,
    absoluteHours: 12,
    strangerTries: 20,
    deviceTries: 10,
    oneTimeHours: 24,
    secondFactorRoles: ADMINISTRATORS,
  },
  /** The rules of sign-in under GB/T 39786; the algorithms themselves (SM2, SM3, SM4) belong to the keyring. */
  guomi: {
    name: "guomi",
    term: "商用密码应用（GB/T 39786-2021）",
    minLength: 12,
    minKinds: 3,
    maxPasswordDays: 90,
    idleMinutes: 15,
    absoluteHours: 8,
    strangerTries: 20,
    deviceTries: 10,
    oneTimeHours: 24,
    secondFactorRoles: ADMINISTRATORS,
  },
} as const satisfies Record<string, Profile>;
