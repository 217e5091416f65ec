import { newId } from "#platform/database/ids.ts";
import { covers, subtree } from "#platform/database/reach.ts";
import type { Doing } from "#platform/house.ts";
import { absent, conflict, type Fault, refused } from "#platform/http/problem.ts";
import { addDays, type Day, dayInWords, isDay } from "#shared/day.ts";
import { provisionView } from "#shared/finding.ts";
import { ELECTION_RIGHTS } from "#shared/regulations.ts";
import type { PostBody, PostEndingBody, Remark, TermBody } from "./contract.ts";
import { BRANCH_20_SEATS } from "./provisions.ts";
import { organizationById, rollOn, versionOn, withoutVote } from "./queries.ts";
import { COMMITTEE_POSTS, dueOn, LIMITS, mayHoldSeat, SINGLE_POSTS, termYears } from "./rules.ts";
import { PROBLEMS, postTerm } from "./zh.ts";

/**
 * Records that somebody holds a post from a day on. Refused when the organisation does not stand then, when the post is one
 * person's and somebody else holds it, when the same person holds it already, and for a seat of the Party committee when the
 * person cannot be elected that day. Warns beyond 7 seats, and of somebody from elsewhere.
 */
export async function appointPost(doing: Doing, body: PostBody): Promise<{ id: string; warnings: Remark[] }> {
  const from = dayOr(body.from, "/from", "post-refused");
  const place = await standing(doing, body.organizationId, from, "post-refused");
  const person = await doing.tx
    .selectFrom("person")
    .select(["id", "name", "orgPath"])
    .where("id", "=", body.personId)
    .executeTakeFirst();
  if (!person) throw absent("人员");
  const faults: Fault[] = [];
  const held = await doing.tx
    .selectFrom("post")
    .select(["id", "personId", "personName", "post", "validFrom", "validTo"])
    .where("organizationId", "=", body.organizationId)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", from)]))
    .execute();
  for (const it of held.filter((one) => one.post === body.post)) {
    if (it.personId === body.personId)
      faults.push({
        pointer: "/personId",
        message: `${it.personName}自${it.validFrom}起已任${postTerm(it.post)}，不用重复登记。`,
      });
    else if ((SINGLE_POSTS as readonly string[]).includes(it.post))
      faults.push({
        pointer: "/post",
        message: `${it.personName}自${it.validFrom}起任${postTerm(it.post)}，请先登记${it.personName}离任。`,
      });
  }
  const seat = (COMMITTEE_POSTS as readonly string[]).includes(body.post);
  const rolled = seat ? await rollOn(doing.tx, person.id, from) : null;
  if (seat) {
    const { value, grounds } = mayHoldSeat({
      member: rolled !== null,
      full: rolled?.full ?? false,
      suspended: (await withoutVote(doing.tx, [person.id], from)).has(person.id),
    });
    if (value !== null)
      faults.push({
        pointer: "/personId",
        message: `${person.name}${grounds}，不能担任${postTerm(body.post)}（${ELECTION_RIGHTS.title}）。请核对人员和任职日期。`,
      });
  }
  if (body.termId) {
    const term = await doing.tx
      .selectFrom("committeeTerm")
      .select(["startOn", "endedOn"])
      .where("id", "=", body.termId)
      .where("organizationId", "=", body.organizationId)
      .executeTakeFirst();
    if (!term) faults.push({ pointer: "/termId", message: "这个组织没有这一届，请重新选择。" });
    else if (term.startOn > from || (term.endedOn !== null && term.endedOn <= from))
      faults.push({ pointer: "/termId", message: "任职日期不在这一届之内，请核对。" });
  }
  refuse("post-refused", faults);
  const id = newId();
  await doing.tx
    .insertInto("post")
    .values({
      id,
      organizationId: body.organizationId,
      orgPath: place.orgPath,
      personId: person.id,
      personName: person.name,
      post: body.post,
      termId: body.termId ?? null,
      validFrom: from,
      documentNumber: body.documentNumber ?? null,
    })
    .execute();
  await doing.tell({
    event: "organization.post.appointed",
    organizationId: body.organizationId,
    orgPath: place.orgPath,
    target: { kind: "post", id, name: person.name },
    details: { post: body.post, on: from },
    persons: [{ id: person.id, path: person.orgPath }],
  });
  const warnings: Remark[] = [];
  if (rolled !== null && !covers([subtree(place.orgPath)], rolled.orgPath))
    warnings.push({ text: `${person.name}的组织关系不在本组织，请核对任职文件。`, provision: null });
  const seats = new Set([
    ...held
      .filter((it) => it.validFrom <= from && (COMMITTEE_POSTS as readonly string[]).includes(it.post))
      .map((it) => it.personId),
    ...(seat ? [body.personId] : []),
  ]).size;
  if (seats > LIMITS.mostSeats)
    warnings.push({
      text: `委员会现有${seats}人，超过${LIMITS.mostSeats}人。`,
      provision: provisionView(BRANCH_20_SEATS),
    });
  return { id, warnings };
}

/** Ends a post; `on` is the first day on which it is no longer held. */
export async function endPost(doing: Doing, id: string, body: PostEndingBody): Promise<{ id: string }> {
  const on = dayOr(body.on, "/on", "post-refused");
  // Held until the act ends: of two people who end it at once, the second is told that it has ended.
  const post = await doing.tx.selectFrom("post").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (!post) throw absent("任职");
  if (post.validTo !== null)
    throw conflict("post-refused", PROBLEMS["post-refused"], `这项任职已于${dayInWords(post.validTo)}结束。`);
  if (on <= post.validFrom)
    refuse("post-refused", [{ pointer: "/on", message: `离任日期要在任职日期${post.validFrom}之后。` }]);
  await doing.tx
    .updateTable("post")
    .set({ validTo: on, leaveReason: body.reason ?? "" })
    .where("id", "=", id)
    .execute();
  await doing.tell({
    event: "organization.post.ended",
    organizationId: post.organizationId,
    orgPath: post.orgPath,
    target: { kind: "post", id, name: post.personName },
    details: { post: post.post, on },
    persons: [{ id: post.personId, path: post.orgPath }],
  });
  return { id };
}

/**
 * Starts a term of a committee; the one before ends with it. Years follow from the kind of organisation and of
 * place ({@link termYears}); others are taken with a warning.
 */
export async function startTerm(doing: Doing, body: TermBody): Promise<{ id: string; warnings: Remark[] }> {
  const startOn = dayOr(body.startOn, "/startOn", "term-refused");
  const electedOn =
    body.electedOn === undefined || body.electedOn === null
      ? null
      : dayOr(body.electedOn, "/electedOn", "term-refused");
  const place = await standing(doing, body.organizationId, startOn, "term-refused");
  const usual = termYears(place.kind, place.areaKind, startOn);
  const years = body.years ?? usual.value;
  const terms = await doing.tx
    .selectFrom("committeeTerm")
    .selectAll()
    .where("organizationId", "=", body.organizationId)
    .orderBy("termNumber", "desc")
    .execute();
  const last = terms[0];
  const faults: Fault[] = [];
  const termNumber = body.termNumber ?? (last?.termNumber ?? 0) + 1;
  if (terms.some((it) => it.termNumber === termNumber))
    faults.push({ pointer: "/termNumber", message: `第${termNumber}届已经登记过。` });
  const later = terms.find((it) => it.startOn >= startOn);
  if (later)
    faults.push({ pointer: "/startOn", message: `第${later.termNumber}届自${later.startOn}开始，新一届要在它之后。` });
  if (electedOn !== null && electedOn > addDays(startOn, 366))
    faults.push({ pointer: "/electedOn", message: "选举日期不能晚于任期开始一年以上，请核对。" });
  refuse("term-refused", faults);
  const open = terms.find((it) => it.endedOn === null);
  if (open) await doing.tx.updateTable("committeeTerm").set({ endedOn: startOn }).where("id", "=", open.id).execute();
  const id = newId();
  await doing.tx
    .insertInto("committeeTerm")
    .values({
      id,
      organizationId: body.organizationId,
      orgPath: place.orgPath,
      termNumber,
      startOn,
      years,
      dueOn: dueOn(startOn, years),
      electedOn,
      documentNumber: body.documentNumber ?? null,
    })
    .execute();
  await doing.tell({
    event: "organization.term.started",
    organizationId: body.organizationId,
    orgPath: place.orgPath,
    target: { kind: "committee-term", id, name: place.shortName },
    details: { term: termNumber, on: startOn, years },
  });
  const warnings: Remark[] =
    years === usual.value
      ? []
      : [
          {
            text: `${usual.grounds}的任期应为${usual.value}年，这里登记为${years}年，请核对批复。`,
            provision: provisionView(usual.provision),
          },
        ];
  return { id, warnings };
}

async function standing(doing: Doing, organizationId: string, day: Day, slug: "post-refused" | "term-refused") {
  // Held until the act ends: whether a post or a term is free is decided by one act at a time.
  await doing.tx.selectFrom("organization").select("id").where("id", "=", organizationId).forNoKeyUpdate().execute();
  const it = await organizationById(doing.tx, organizationId);
  if (!it) throw absent("组织");
  const version = await versionOn(doing.tx, organizationId, day);
  if (!version || it.establishedOn > day || (it.closedOn !== null && it.closedOn <= day))
    refuse(slug, [
      { pointer: "/organizationId", message: `这个组织在${dayInWords(day)}还没有成立或已经撤并，请核对日期。` },
    ]);
  return {
    orgPath: it.orgPath,
    shortName: version?.shortName ?? "",
    kind: version?.kind ?? "",
    areaKind: version?.areaKind ?? null,
  };
}

function dayOr(text: string, pointer: string, slug: "post-refused" | "term-refused"): Day {
  if (!isDay(text)) refuse(slug, [{ pointer, message: "没有这一天，请写成 2026-11-22 这样的日期。" }]);
  return text as Day;
}

function refuse(slug: "post-refused" | "term-refused", faults: readonly Fault[]): void {
  if (faults.length > 0)
    throw refused(slug, PROBLEMS[slug], `${faults.map((it) => it.message).join(" ")} 什么都没有保存。`, { faults });
}
