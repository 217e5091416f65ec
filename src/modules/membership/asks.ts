import {
  asks,
  choices,
  code,
  identityNumber,
  long,
  pastDay,
  phone,
  place,
  reason,
  text,
} from "#platform/forms/asks.ts";
import { codeSet } from "#shared/code-sets.ts";
import { entryStatedBy } from "./rules.ts";

/** Longest text of one field of a member, typed into a form or imported. UTF-16 units. */
export const MEMBER_TEXT = 400;
/** Longest name of somebody from elsewhere whom no roster here knows yet. UTF-16 units. */
export const FOREIGN_NAME = 60;

/** What forms ask of a member, by the fields of the record. Forms send codes; the record reads them as a roster would. */
export const MEMBER = asks({
  name: text("姓名", { most: MEMBER_TEXT }),
  idNumber: identityNumber("公民身份号码", { optional: true }),
  gender: code("性别", "sex", { optional: true }),
  ethnicity: code("民族", "ethnic_group", { optional: true }),
  birthOn: pastDay("出生日期", { optional: true }),
  education: code("学历", "education", { optional: true }),
  category: code("人员类别", "membership_category", { optional: true }),
  joinedOn: pastDay("加入党组织日期", { optional: true }),
  fullOn: pastDay("转为正式党员日期", { optional: true }),
  job: code("工作岗位", "work_post", { optional: true }),
  workUnit: text("工作单位及职务", { most: MEMBER_TEXT, optional: true }),
  groupName: text("党小组", { most: MEMBER_TEXT, optional: true }),
  flowDestination: text("外出流向", { most: MEMBER_TEXT, optional: true }),
  lostSince: pastDay("失去联系日期", { optional: true }),
  mobile: phone("手机号码", { optional: true }),
  address: text("家庭住址", { most: MEMBER_TEXT, optional: true }),
});

const { name, idNumber, ethnicity, education, category, joinedOn, fullOn, mobile, address, workUnit } = MEMBER;

/** One member comes onto a roster; sex and day of birth follow from the identity number. */
export const ADMISSION = asks({
  organizationId: place("党支部"),
  code: code("增加原因", "entry_reason", {
    only: codeSet("entry_reason").values.filter((it) => entryStatedBy(it).value === "form"),
  }),
  on: pastDay("列入日期"),
  outsideName: text("转自何处", { most: MEMBER_TEXT, optional: true }),
  name,
  idNumber,
  ethnicity,
  education,
  category,
  joinedOn,
  fullOn,
  mobile,
  address,
  workUnit,
});

/** Somebody leaves a roster for good; who moves to another branch is handed over, and reorganisations say it themselves. */
export const LEAVING = asks({
  code: code("减少原因", "leave_reason", {
    only: codeSet("leave_reason").values.filter((it) => it !== "transferred_out" && it !== "reorganised_out"),
  }),
  on: pastDay("减少日期"),
  documentNumber: text("文号", { most: MEMBER_TEXT, optional: true }),
  note: long("说明", { most: MEMBER_TEXT, optional: true }),
});

/** What is shown whole of one member, and why. */
export const UNMASKING = asks({
  fields: choices("查看内容", [
    ["idNumber", "公民身份号码"],
    ["mobile", "手机号码"],
    ["address", "家庭住址"],
    ["registeredAddress", "户籍所在地"],
  ]),
  reason: reason("查看事由", { hint: "写清要办的事，至少 4 个字，如“核对医保参保信息”。" }),
});
