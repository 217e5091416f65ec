import type { Reader } from "#platform/database/door.ts";
import { absent } from "#platform/http/problem.ts";
import { BLANK, type Paper, type PaperBlock } from "#platform/word/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { type Day, dayInWords, yearOf } from "#shared/day.ts";
import { shortNames } from "../queries.ts";
import { categoryOn } from "../rules.ts";
import { validUntil } from "./rules.ts";
import type { LetterRow } from "./writes.ts";
import { CANCEL_CODES, LETTER_KINDS, zh } from "./zh.ts";

const fields = (...of: readonly (readonly [string, string | null])[]): PaperBlock => ({
  kind: "fields",
  fields: of.map(([term, text]) => ({ term, text: text ?? "" })),
});
const said = (text: string): PaperBlock => ({ kind: "text", text });
const signed = (...of: string[]): PaperBlock => ({ kind: "signatures", of });
const words = (on: Day | null): string => (on === null ? BLANK : dayInWords(on));

/** Dues are paid by the month, and so a letter says the month. */
const monthInWords = (on: Day | null): string => (on === null ? BLANK : dayInWords(on, "month"));

/** An organisation as on its seal, and how it is reached; short names where the reader may know no more. */
interface Seal {
  readonly name: string;
  readonly phone: string;
  readonly address: string;
}

async function sealsOf(tx: Reader, ids: readonly string[], on: Day): Promise<(id: string) => Seal> {
  const short = await shortNames(tx, ids);
  const rows = await tx
    .selectFrom("organizationVersion")
    .select(["organizationId", "fullName", "phone", "address"])
    .where("organizationId", "in", [...ids])
    .where("validFrom", "<=", on)
    .where((eb) => eb.or([eb("validTo", "is", null), eb("validTo", ">", on)]))
    .execute();
  return (id) => {
    const row = rows.find((it) => it.organizationId === id);
    return { name: row?.fullName ?? short.get(id) ?? "", phone: row?.phone ?? "", address: row?.address ?? "" };
  };
}

/** What a letter says of the member, besides the name. */
interface Bearer {
  readonly gender: string;
  readonly age: string;
  readonly ethnicity: string;
  readonly category: string;
  readonly hasIdNumber: boolean;
}

async function bearerOf(tx: Reader, letter: LetterRow): Promise<Bearer> {
  const person = await tx
    .selectFrom("person")
    .select(["gender", "ethnicity", "birthOn", "idNumberCipher"])
    .where("id", "=", letter.personId)
    .executeTakeFirst();
  const membership = await tx
    .selectFrom("membership")
    .select(["category", "joinedOn", "fullOn"])
    .where("personId", "=", letter.personId)
    .where("validFrom", "<=", letter.issuedOn)
    .orderBy("validFrom", "desc")
    .executeTakeFirst();
  const sexes = codeSet("sex");
  const groups = codeSet("ethnic_group");
  const term = (codes: { has(value: unknown): boolean; term(value: never): string }, value: string | null): string =>
    value !== null && codes.has(value) ? codes.term(value as never) : "";
  return {
    gender: term(sexes, person?.gender ?? null),
    age: person?.birthOn ? String(yearOf(letter.issuedOn) - yearOf(person.birthOn)) : "",
    ethnicity: term(groups, person?.ethnicity ?? null),
    category: membership
      ? codeSet("membership_category").term(
          categoryOn(
            { ...membership, category: membership.category === "full" ? "full" : "probationary" },
            letter.issuedOn,
          ).value,
        )
      : "",
    hasIdNumber: (person?.idNumberCipher ?? null) !== null,
  };
}

async function letterRow(tx: Reader, id: string): Promise<LetterRow> {
  const row = await tx.selectFrom("transferLetter").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw absent(zh.letter);
  return row;
}

/** The sentence of a letter, the same on paper and on the member's phone. */
export function letterSentence(
  letter: LetterRow,
  who: Pick<Bearer, "gender" | "age" | "ethnicity" | "category">,
): string {
  const person = [letter.personName, who.gender, who.age === "" ? "" : `${who.age}岁`, who.ethnicity]
    .filter((it) => it !== "")
    .join("，");
  const until = dayInWords(validUntil(letter).value);
  if (letter.kind === "certificate")
    return `${letter.addressee}：\n兹证明${person}，系中共${who.category}。因${letter.purpose}，请予接洽，并请安排其参加组织生活。\n有效期至${until}。`;
  return `${letter.addressee}：\n${person}，系中共${who.category}，组织关系由我处转到你处，请接转。\n党费交至${monthInWords(letter.duesPaidTo)}。有效期至${until}。`;
}

/** The letter with its stub, and with the receipt that the other side cuts off and sends back. */
export async function letterPaper(tx: Reader, id: string): Promise<Paper> {
  const letter = await letterRow(tx, id);
  const who = await bearerOf(tx, letter);
  const sealOf = await sealsOf(tx, [letter.issuerOrganizationId, letter.organizationId], letter.issuedOn);
  const issuer = sealOf(letter.issuerOrganizationId);
  const branch = sealOf(letter.organizationId).name;
  const former = letter.replacesId === null ? null : await letterRow(tx, letter.replacesId);
  const title = LETTER_KINDS[letter.kind] ?? "";
  const until = dayInWords(validUntil(letter).value);
  const cancelled =
    letter.cancelledOn === null
      ? []
      : [said(`（${letter.cancelledOn}作废：${CANCEL_CODES[letter.cancelCode ?? ""] ?? ""}）`)];
  const stub: PaperBlock[] = [
    { kind: "cut", title: `${title}存根` },
    said(letter.number),
    fields(
      ["姓名", letter.personName],
      ["原所在党支部", branch],
      [letter.kind === "certificate" ? "开往" : "转往", letter.addressee],
      ["开具日期", dayInWords(letter.issuedOn)],
      ["有效期至", until],
      ...(former === null ? [] : ([["代替", former.number]] as const)),
    ),
    signed("经办人", "领取人"),
    ...(letter.kind === "certificate" ? [] : [said("（贴回执联处）")]),
  ];
  const receipt: PaperBlock[] =
    letter.kind === "certificate"
      ? []
      : [
          { kind: "cut", title: `${title}回执` },
          said(
            `${issuer.name}：\n你处${letter.number}介绍的${letter.personName}同志，组织关系已经转到我处，编入${BLANK}党支部。特此回复。`,
          ),
          fields(["经办人", ""], ["联系电话", ""]),
          signed("接收党组织（盖章）", "日期"),
        ];
  return {
    title,
    number: letter.number,
    blocks: [
      ...cancelled,
      said(letterSentence(letter, who)),
      fields(["公民身份号码", who.hasIdNumber ? "（交接时凭本人身份证核对）" : ""], ["原所在党支部", branch]),
      fields(
        ["党员联系电话", ""],
        ["通讯地址", issuer.address],
        ["联系电话", issuer.phone],
        ["传真", ""],
        ["邮政编码", ""],
      ),
      fields(["开具日期", dayInWords(letter.issuedOn)]),
      signed(`${issuer.name}（盖章）`),
      ...receipt,
      said(`（骑缝章）${letter.number}`),
      ...stub,
    ],
  };
}

/** Our receipt to the organisation that sent a member here. */
export async function receiptPaper(tx: Reader, id: string): Promise<Paper> {
  const row = await tx.selectFrom("transfer").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row || row.kind !== "in" || row.state !== "accepted") throw absent(zh.transfer);
  const names = await shortNames(tx, [row.toOrganizationId ?? ""]);
  const to = names.get(row.toOrganizationId ?? "") ?? "";
  const number = row.letterNumber === null ? "" : `你处${row.letterNumber}介绍信介绍的`;
  return {
    title: "组织关系介绍信回执",
    number: row.letterNumber ?? "",
    blocks: [
      said(
        `${row.outsideName ?? ""}：\n${number}${row.personName}同志，组织关系已于${words(row.decidedOn)}转到我处，编入${to}。特此回复。`,
      ),
      fields(
        ["党费交至", row.duesPaidTo === null ? "" : monthInWords(row.duesPaidTo)],
        ["经办人", ""],
        ["联系电话", ""],
      ),
      signed(`${to}（盖章）`, "日期"),
    ],
  };
}

/** The list of what is in the file, with the line to sign for it. */
export async function filePaper(tx: Reader, id: string): Promise<Paper> {
  const row = await tx.selectFrom("transfer").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row || row.fileSentOn === null) throw absent(zh.transfer);
  const materials = await tx
    .selectFrom("transferMaterial")
    .select(["term", "copies"])
    .where("transferId", "=", id)
    .orderBy("position")
    .execute();
  return {
    title: "党员档案移交清单",
    number: "",
    blocks: [
      fields(["姓名", row.personName], ["移交日期", dayInWords(row.fileSentOn)]),
      {
        kind: "table",
        head: ["序号", "材料名称", "份数", "核对"],
        rows: materials.map((it, at) => [String(at + 1), it.term, String(it.copies), ""]),
      },
      signed("移交人", "接收人", "日期"),
      { kind: "cut", title: "档案签收回执" },
      said(`${row.personName}同志的党员档案共${materials.length}种材料，经核对已收到。`),
      signed("接收党组织（盖章）", "接收人", "日期"),
    ],
  };
}

/** What the member reads of the own letters. */
export async function ownLetterText(tx: Reader, letter: LetterRow): Promise<string> {
  return letterSentence(letter, await bearerOf(tx, letter));
}
