import { parseArgs } from "node:util";
import {
  createAccount,
  disableAccount,
  enableAccount,
  grantRole,
  ROLES,
  type Role,
  removeFactorOf,
  resetPassword,
} from "#platform/access/index.ts";
import { usernameKey } from "#platform/access/tokens.ts";
import { systemScope } from "#platform/database/scope.ts";
import { act } from "#platform/doing.ts";
import type { Doing, House } from "#platform/house.ts";
import { zh } from "../zh.ts";
import { type Session, UsageFault, type Verb, VerbRefusal } from "./verb.ts";

const ROLE_LIST = Object.entries(ROLES)
  .map(([name, { term }]) => `${name}(${term})`)
  .join("、");

/** Accounts from the terminal: for the first administrator, and for when nobody can sign in any more. */
export const userVerbs: readonly Verb[] = [
  {
    name: "user add",
    usage: "user add <用户名> <姓名> [--org <组织编号或名称>] [--phone <手机号>] [--role <角色>]",
    summary: "开户并显示一次性密码",
    async run(session) {
      const { values, words } = parse(
        session,
        { org: { type: "string" }, phone: { type: "string" }, role: { type: "string" } },
        2,
      );
      const [username = "", displayName = ""] = words;
      const role = values["role"] === undefined ? null : roleNamed(values["role"]);
      const made = await doing(session, "access.account.create", async (it) => {
        const organizationId = values["org"] === undefined ? null : await organizationNamed(it.house, values["org"]);
        const account = await createAccount(it, {
          username,
          displayName,
          organizationId,
          phone: values["phone"] ?? null,
        });
        if (role)
          await grantRole(
            { ...it, verb: "access.grant.give" },
            { accountId: account.id, role, organizationId, reason: "命令行开户" },
          );
        return account;
      });
      session.say(zh.cli.added(username, made.oneTimePassword), { username, ...made });
    },
  },
  onAccount("disable", "停用账号，所有登录立即失效", "access.account.disable", async (it, id) => {
    await disableAccount(it, id, { reason: "命令行停用" });
    return { line: zh.cli.disabled };
  }),
  onAccount("enable", "恢复账号", "access.account.disable", async (it, id) => {
    await enableAccount(it, id);
    return { line: zh.cli.enabled };
  }),
  onAccount("reset", "重置密码并显示一次性密码", "access.account.reset", async (it, id) => {
    const { oneTimePassword } = await resetPassword(it, id, { reason: "命令行重置" });
    return { line: (username: string) => zh.cli.reset(username, oneTimePassword), data: { oneTimePassword } };
  }),
  onAccount("remove-factor", "关闭两步验证（换手机、丢手机）", "access.account.reset", async (it, id) => {
    await removeFactorOf(it, id, { reason: "命令行关闭" });
    return { line: zh.cli.factorRemoved };
  }),
  {
    name: "user grant",
    usage: "user grant <用户名> <角色> [--org <组织编号或名称>] [--reason <原因>]",
    summary: "授予角色；不写组织就是全部组织",
    async run(session) {
      const { values, words } = parse(session, { org: { type: "string" }, reason: { type: "string" } }, 2);
      const [username = "", roleName = ""] = words;
      const role = roleNamed(roleName);
      const made = await doing(session, "access.grant.give", async (it) => {
        const organizationId = values["org"] === undefined ? null : await organizationNamed(it.house, values["org"]);
        return await grantRole(it, {
          accountId: await accountNamed(it.house, username),
          role,
          organizationId,
          reason: values["reason"] ?? "命令行授权",
        });
      });
      session.say(zh.cli.granted(username, ROLES[role].term), { username, role, ...made });
    },
  },
];

function onAccount(
  word: string,
  summary: string,
  verb: string,
  work: (
    doing: Doing,
    accountId: string,
  ) => Promise<{ line: (username: string) => string; data?: Readonly<Record<string, unknown>> }>,
): Verb {
  return {
    name: `user ${word}`,
    usage: `user ${word} <用户名>`,
    summary,
    async run(session) {
      const { words } = parse(session, {}, 1);
      const [username = ""] = words;
      const { line, data } = await doing(session, verb, async (it) => work(it, await accountNamed(it.house, username)));
      session.say(line(username), { username, ...data });
    },
  };
}

async function doing<T>(session: Session, verb: string, work: (doing: Doing) => Promise<T>): Promise<T> {
  const { house } = await session.open();
  return await act(house, session.actor, verb, null, work);
}

function parse(
  session: Session,
  options: Record<string, { type: "string" }>,
  words: number,
): { values: Record<string, string | undefined>; words: readonly string[] } {
  try {
    const { values, positionals } = parseArgs({ args: [...session.args], options, allowPositionals: true });
    if (positionals.length !== words) throw new UsageFault();
    return { values: values as Record<string, string | undefined>, words: positionals };
  } catch (error) {
    throw new UsageFault("", { cause: error });
  }
}

function roleNamed(text: string): Role {
  const found = Object.entries(ROLES).find(([name, { term }]) => name === text || term === text);
  if (!found) throw new VerbRefusal(zh.cli.noRole(text, ROLE_LIST));
  return found[0] as Role;
}

/** Id of the account with this user name. */
export async function accountNamed(house: House, username: string): Promise<string> {
  const found = await house.door.read(systemScope("command-line"), (tx) =>
    tx.selectFrom("account").select("id").where("usernameKey", "=", usernameKey(username)).executeTakeFirst(),
  );
  if (!found) throw new VerbRefusal(zh.cli.noAccount(username));
  return found.id;
}

/** By id, by code, or by today's full or short name. */
async function organizationNamed(house: House, text: string): Promise<string> {
  const today = house.clock.today();
  const found = await house.door.read(systemScope("command-line"), (tx) =>
    tx
      .selectFrom("organization as o")
      .innerJoin("organizationVersion as v", "v.organizationId", "o.id")
      .select("o.id")
      .distinct()
      .where("v.validFrom", "<=", today)
      .where((eb) => eb.or([eb("v.validTo", "is", null), eb("v.validTo", ">", today)]))
      .where((eb) =>
        eb.or([
          ...(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? [eb("o.id", "=", text)] : []),
          eb("o.code", "=", text),
          eb("v.fullName", "=", text),
          eb("v.shortName", "=", text),
        ]),
      )
      .limit(2)
      .execute(),
  );
  const [only, another] = found;
  if (!only) throw new VerbRefusal(zh.cli.noOrganization(text));
  if (another) throw new VerbRefusal(zh.cli.manyOrganizations(text));
  return only.id;
}
