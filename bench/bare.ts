/**
 * The limit that the server is measured against: node:http and pg on the same database, with nothing between them: no
 * sign-in, no reach, no masks, no checks, no log. One statement an answer, and the same answer as the server gives.
 * Started by bench/http.ts as a process of its own.
 */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";
import { parsers } from "#platform/database/parsers.ts";

const [host = "", port = "", user = "", database = ""] = process.argv.slice(2);
const pool = new Pool({ host, port: Number(port), user, database, max: 20, types: parsers });

const ROW = `m.id, m.organization_id, m.person_id as "personId", m.name, m.gender, m.ethnicity, m.birth_on as "birthOn",
  p.id_number_cipher is not null as "idNumber", m.education, m.degree,
  case when m.full_on is null then m.category when m.full_on <= $3::date then 'full' else 'probationary' end as category,
  v.short_name, m.group_name as "groupName", m.joined_on as "joinedOn", m.full_on as "fullOn",
  date_part('year', age($3::date, m.full_on)) as "partyYears", m.registry_status as "registryStatus", m.job,
  m.work_unit as "workUnit", m.stratum, p.mobile_mask as mobile, m.migrant_worker as "migrantWorker",
  m.flow_destination as "flowDestination", m.lost_since as "lostSince", m.note, m.valid_from as "validFrom"`;
const LIVING = "m.valid_from <= $3::date and (m.valid_to is null or m.valid_to > $3::date)";

/** As anybody writes it first: the place is found by a join with the tree, the name by a substring, the total by asking twice. */
const NAIVE_FROM = `from membership m
  join organization o on o.id = m.organization_id
  join person p on p.id = m.person_id
  join organization_version v on v.organization_id = m.organization_id and v.valid_from <= $3::date and (v.valid_to is null or v.valid_to > $3::date)
  where o.org_path like $1 || '%' and ${LIVING} and m.gender = $4 and m.education = $5 and m.name like '%' || $6 || '%'`;
const NAIVE_PAGE = `select ${ROW} ${NAIVE_FROM} order by m.stroke_key, m.id limit $2`;
const NAIVE_TOTAL = `select count(*) as n ${NAIVE_FROM.replaceAll("$2", "$1")} and $2::int is not null`;

/** As it is best written on these tables: by the path on the row, in the order of an index. */
const PAGE = `select ${ROW} from (
    select * from membership m where m.org_path >= $1 and m.org_path < $6 and ${LIVING} and m.gender = $4 and m.education = $5
    order by m.stroke_key, m.id limit $2) m
  join person p on p.id = m.person_id
  join organization_version v on v.organization_id = m.organization_id and v.valid_from <= $3::date and (v.valid_to is null or v.valid_to > $3::date)
  order by m.stroke_key, m.id`;

/** One person with everything that the page of a member shows. */
const MEMBER = `select p.id, p.version, p.name, p.former_name as "formerName", p.gender, p.ethnicity, p.birth_on as "birthOn",
  p.birth_precision as "birthPrecision", p.native_place as "nativePlace", p.id_number_cipher is not null as "hasIdNumber", p.mobile_mask as "mobileMask",
  p.address_cipher is not null as "hasAddress", p.registered_address_cipher is not null as "hasRegisteredAddress",
  (select coalesce(json_agg(to_jsonb(m) || jsonb_build_object('organizationName', v.short_name) order by m.valid_from desc), '[]') from membership m
    join organization_version v on v.organization_id = m.organization_id and v.valid_to is null where m.person_id = p.id) as memberships,
  (select coalesce(json_agg(to_jsonb(e) || jsonb_build_object('organizationName', v.short_name) order by e.happened_on desc), '[]') from membership_event e
    join organization_version v on v.organization_id = e.organization_id and v.valid_to is null where e.person_id = p.id) as events,
  (select coalesce(json_agg(to_jsonb(t) || jsonb_build_object('organizationName', v.short_name) order by t.valid_from desc), '[]') from post t
    join organization_version v on v.organization_id = t.organization_id and v.valid_to is null where t.person_id = p.id) as posts,
  (select coalesce(json_agg(to_jsonb(t) order by t.handed_over_on desc), '[]') from transfer t where t.person_id = p.id) as transfers
  from person p where p.id = $1`;

/** A member with the rows that the act writes, the audit among them, in one statement: durable when it returns. */
const CREATE = `with person as (
    insert into person (id, organization_id, org_path, name, pinyin, initials, stroke_key, gender, birth_on)
    values ($1, $2, $3, $4, '', '', '', $5, $6)),
  membership as (
    insert into membership (id, person_id, organization_id, org_path, valid_from, name, pinyin, initials, stroke_key, gender, birth_on, category, joined_on)
    values (gen_random_uuid(), $1, $2, $3, current_date, $4, '', '', '', $5, $6, 'probationary', $7)),
  movement as (
    insert into membership_event (id, person_id, organization_id, org_path, direction, code, happened_on)
    values (gen_random_uuid(), $1, $2, $3, 1, $8, current_date)),
  event as (
    insert into audit_event (at, account_id, actor, verb, event, org_path, organization_id, target_kind, target_id, target_name, details, request_id)
    values (now(), null, 'bare', 'bare', 'bare.member.admitted', $3, $2, 'person', $1::text, $4, '{}', null) returning number)
  insert into audit_subject (event_number, person_id, org_path) select number, $1, $3 from event`;

async function page(query: URLSearchParams): Promise<unknown> {
  const [path, day, q] = [query.get("path") ?? "", query.get("asOf") ?? "", query.get("q")];
  const filters = [query.get("gender"), query.get("education")];
  if (q === null) {
    const { rows } = await pool.query(PAGE, [path, 51, day, ...filters, `${path.slice(0, -1)}0`]);
    return { rows: rows.slice(0, 50).map(shown), next: null, total: null, asOf: day };
  }
  const { rows } = await pool.query(NAIVE_PAGE, [path, 51, day, ...filters, q]);
  const counted = await pool.query<{ n: number }>(NAIVE_TOTAL, [path, 0, day, ...filters, q]);
  return { rows: rows.slice(0, 50).map(shown), next: null, total: counted.rows[0]?.n, asOf: day };
}

function shown({ organization_id, short_name, ...row }: Record<string, unknown>): unknown {
  return { ...row, organizationId: { id: organization_id, name: short_name } };
}

async function create(body: Record<string, string>): Promise<unknown> {
  const personId = randomUUID();
  const { name, sex, birthOn, joinedOn, code, organizationId, path } = body;
  await pool.query(CREATE, [personId, organizationId, path, name, sex, birthOn, joinedOn, code]);
  return { personId, warnings: [] };
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString("utf8")) as Record<string, string>;
}

async function answer(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/page") return await page(url.searchParams);
  if (request.method === "POST") return await create(await bodyOf(request));
  return (await pool.query(MEMBER, [url.pathname.slice("/member/".length)])).rows[0];
}

const server = createServer((request, response) => {
  const send = (status: number, value: unknown): void => {
    const text = JSON.stringify(value);
    response.writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(text),
    });
    response.end(text);
  };
  answer(request).then(
    (value) => send(request.method === "POST" ? 201 : 200, value),
    (error: unknown) => send(500, { error: String(error) }),
  );
});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.on("SIGTERM", () => process.exit(0));
