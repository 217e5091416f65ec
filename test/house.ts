import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from "fastify";
import {
  createAccount,
  grantRole,
  hashPassword,
  PROFILES,
  type Profile,
  type Role,
  systemActor,
} from "#platform/access/index.ts";
import { temporaryKeyring } from "#platform/audit/keyring.ts";
import { fixedClock } from "#platform/clock/index.ts";
import { newId } from "#platform/database/ids.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { House } from "#platform/house.ts";
import type { AppOptions } from "#platform/http/app.ts";
import type { Route } from "#platform/http/route.ts";
import type { Part } from "#platform/part.ts";
import { appOf } from "#server/app.ts";
import { type OpenHouse, openHouse } from "#server/house.ts";
import { PARTS } from "#server/modules.ts";
import { day } from "#shared/day.ts";
import { freshDatabase } from "./database.ts";

/** A small zone with the places that laws ask about: inside, beside, outside, and the prefix twin. */
export interface Places {
  readonly zone: string;
  readonly town: string;
  readonly branch: string;
  /** Beside the town. */
  readonly otherTown: string;
  readonly otherBranch: string;
}

export interface TestHouse {
  readonly open: OpenHouse;
  readonly house: House;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly places: Places;
  /** A server over the house; routes may be added to those of the parts. */
  app(more?: { readonly routes?: readonly Route[]; readonly options?: AppOptions }): Promise<FastifyInstance>;
  /** An account with this role there and the password PASSWORD. */
  person(role: Role | null, organizationId: string | null, username: string): Promise<{ id: string; username: string }>;
  close(): Promise<void>;
}

export const PASSWORD = "Weiyi-Qingshan-27";
export const TODAY = day("2026-11-22");

/** A house on a database of its own with a fixed clock and keys in memory; nothing runs in the background. */
export async function freshHouse(
  options: {
    readonly profile?: Profile;
    readonly parts?: readonly Part[];
    /** Tables that no module of the product has: statements that make them. */
    readonly tables?: string;
    readonly backupFolder?: string;
  } = {},
): Promise<TestHouse> {
  const database = await freshDatabase();
  if (options.tables !== undefined) await database.ownerPool.query(options.tables);
  const clock = fixedClock(TODAY);
  const parts = options.parts ?? PARTS;
  const open = await openHouse({
    database,
    keyring: temporaryKeyring(),
    clock,
    profile: options.profile ?? PROFILES.asvs,
    parts,
    ...(options.backupFolder === undefined ? {} : { backupFolder: options.backupFolder }),
  });
  const { house } = open;
  const places = await plant(house);
  const apps: FastifyInstance[] = [];
  // One hash for all: the cost is not what these tests are about.
  const passwordHash = await hashPassword(PASSWORD);
  return {
    open,
    house,
    clock,
    places,
    async app(more = {}) {
      const extra: Part = { name: "test", routes: more.routes ?? [] };
      const app = await appOf(
        { ...open, parts: [...parts, extra] },
        {
          log: false,
          webFolder: null,
          strictViews: true,
          limits: { ordinary: 1e6, heavy: 1e6, signIn: 1e6 },
          ...more.options,
        },
      );
      apps.push(app);
      return app;
    },
    async person(role, organizationId, username) {
      const system = systemActor("test");
      const made = await act(house, system, "access.account.create", null, (doing) =>
        createAccount(doing, { username, displayName: username, organizationId, passwordHash }),
      );
      if (role !== null) {
        await act(house, system, "access.grant.give", null, (doing) =>
          grantRole(doing, { accountId: made.id, role, organizationId, reason: "测试授权" }),
        );
      }
      return { id: made.id, username };
    },
    async close() {
      for (const app of apps) await app.close();
      await open.close();
      await database.close();
    },
  };
}

/** The tree: 1 zone, 2 town, 3 branch, 4 other town, 5 other branch, 20 a town whose number begins like town 2. */
async function plant(house: House): Promise<Places> {
  const places = { zone: newId(), town: newId(), branch: newId(), otherTown: newId(), otherBranch: newId() };
  const rows = [
    { id: places.zone, path: "/1/", name: "清原高新区", parent: null },
    { id: places.town, path: "/1/2/", name: "石岭镇", parent: places.zone },
    { id: places.branch, path: "/1/2/3/", name: "柳河村党支部", parent: places.town },
    { id: places.otherTown, path: "/1/20/", name: "双山镇", parent: places.zone },
    { id: places.otherBranch, path: "/1/20/5/", name: "杏林村党支部", parent: places.otherTown },
  ];
  const from = day("2020-01-01");
  await house.door.write(systemScope("test"), async (tx) => {
    for (const it of rows) {
      await tx.insertInto("organization").values({ id: it.id, orgPath: it.path, establishedOn: from }).execute();
      await tx
        .insertInto("organizationVersion")
        .values({
          id: newId(),
          organizationId: it.id,
          orgPath: it.path,
          validFrom: from,
          kind: "branch",
          fullName: it.name,
          shortName: it.name,
          nameKey: it.name,
          pinyin: "",
          initials: "",
        })
        .execute();
      await tx
        .insertInto("placement")
        .values({ id: newId(), organizationId: it.id, orgPath: it.path, parentId: it.parent, validFrom: from })
        .execute();
    }
  });
  return places;
}

/** A browser of one person: keeps its cookies and sends what a page of ours sends. */
export class Browser {
  readonly #app: FastifyInstance;
  readonly cookies = new Map<string, string>();

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  async send(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    body?: unknown,
    more: InjectOptions = {},
  ): Promise<LightMyRequestResponse> {
    const response = await this.#app.inject({
      method,
      url,
      ...(body === undefined ? {} : { payload: body as object }),
      ...more,
      headers: {
        ...(method === "GET" ? {} : { "x-lianxin": "1" }),
        ...(this.cookies.size > 0
          ? { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ") }
          : {}),
        ...more.headers,
      },
    });
    for (const cookie of response.cookies) {
      if (cookie.value === "") this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, cookie.value);
    }
    return response;
  }

  async signIn(username: string, password = PASSWORD, code?: string): Promise<LightMyRequestResponse> {
    return await this.send("POST", "/api/session", { username, password, ...(code === undefined ? {} : { code }) });
  }
}
