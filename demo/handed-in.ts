import { codeSet } from "#shared/code-sets.ts";
import { addYears, type Day } from "#shared/day.ts";
import { checkCharacter } from "#shared/identity-number.ts";
import { DIVISION, type Person } from "./people.ts";

const HEADINGS = [
  "序号",
  "姓名",
  "性别",
  "民族",
  "出生日期",
  "公民身份号码",
  "学历",
  "人员类别",
  "加入党组织日期",
  "转为正式党员日期",
  "手机号码",
  "家庭住址",
];

/**
 * The roster that a village office hands in this week, as CSV: everybody as known but two with a new telephone, one who is
 * new, and one whose identity number was copied wrongly. Waits as a preview for the officer to decide.
 */
export function rosterHandedIn(members: readonly Person[], today: Day): string {
  const rows = members.map((it, at) => {
    const digits = it.idNumber.slice(0, 17);
    const damaged = at === 11 ? digits + (checkCharacter(digits) === "1" ? "2" : "1") : it.idNumber;
    return cells(it, at === 4 || at === 7 ? `19900009${String(990 + at).padStart(3, "0")}` : it.mobile, damaged);
  });
  const birth = addYears(today, -31);
  const first = `${DIVISION}${birth.replaceAll("-", "")}977`;
  const joined = addYears(today, -4);
  rows.push([
    "董浩",
    "男",
    "汉族",
    birth,
    first + checkCharacter(first),
    "大学本科",
    "正式党员",
    joined,
    addYears(joined, 1),
    "19900009999",
    "云湾经济技术开发区朝云街道韩桥村2组17号",
  ]);
  return [HEADINGS, ...rows.map((row, at) => [String(at + 1), ...row])].map((row) => row.join(",")).join("\r\n");
}

function cells(it: Person, mobile: string | null, idNumber: string): string[] {
  return [
    it.name,
    codeSet("sex").term(it.gender),
    codeSet("ethnic_group").term(it.ethnicity),
    it.birth,
    idNumber,
    codeSet("education").term(it.education),
    codeSet("membership_category").term(it.full === null ? "probationary" : "full"),
    it.joined,
    it.full ?? "",
    mobile ?? "",
    it.address,
  ];
}
