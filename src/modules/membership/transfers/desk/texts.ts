import { FOREIGN_NAME, MEMBER } from "#modules/membership/asks.ts";
import { CERTIFICATE_DAYS_MOST, LETTER_DAYS_MOST, PURPOSE_TEXT } from "#modules/membership/transfers/asks.ts";
import { CANCEL_CODES, FILE_WAYS } from "#modules/membership/transfers/zh.ts";
import { asks, choice, code, count, identityNumber, long, pastDay, place, text } from "#platform/forms/asks.ts";

/** What the dialogs of transfers ask. */

const choices = (of: Readonly<Record<string, string>>, without: readonly string[] = []) =>
  Object.entries(of).filter(([value]) => !without.includes(value));

const on = pastDay("日期");
export const ON = asks({ on });
export const WHY = asks({ note: long("理由") });
export const NOTE = asks({ note: long("说明", { optional: true }) });

export const ARRIVAL = asks({
  organizationId: place("编入党支部"),
  name: text("姓名", { most: FOREIGN_NAME }),
  idNumber: identityNumber("公民身份号码", { optional: true }),
  outsideName: text("来自（开信的党组织）"),
  contact: text("对方联系人和电话", { optional: true }),
  letterNumber: text("介绍信编号", { optional: true, hint: "网上转接的不用填。" }),
  letterOn: pastDay("介绍信日期", { optional: true }),
  validDays: count("有效天数", { least: 1, most: LETTER_DAYS_MOST, optional: true }),
  duesPaidTo: pastDay("党费交至", { optional: true }),
  on: pastDay("收到日期"),
});

export const CANCEL = asks({ code: choice("原因", choices(CANCEL_CODES, ["expired"])), ...NOTE });

export const ADMISSION = asks({
  idNumber: identityNumber("公民身份号码", { optional: true, hint: "登记来信时填过的，不用再填。" }),
  category: code("人员类别", "membership_category"),
  joinedOn: MEMBER.joinedOn,
  fullOn: MEMBER.fullOn,
  education: MEMBER.education,
  mobile: MEMBER.mobile,
  workUnit: MEMBER.workUnit,
  on,
});

export const FILE = asks({
  way: choice("送达方式", choices(FILE_WAYS)),
  on,
  more: text("其他材料", { optional: true, hint: "用顿号隔开。" }),
});

export const KEEP = asks({ sinceOn: pastDay("毕业日期"), ...NOTE });

/** What is usually in a member's file; whoever sends it strikes out what is not. */
export const MATERIALS = ["入党志愿书", "入党申请书", "转正申请书", "政治审查材料", "培养教育考察材料", "党员登记表"];

const validDays = count("有效天数", { least: 1, most: LETTER_DAYS_MOST });
export const LETTER = asks({ addressee: text("抬头（接收党组织）"), validDays, on });

export const CERTIFICATE = asks({
  addressee: text("开往（接待的党组织）"),
  purpose: text("事由", { most: PURPOSE_TEXT, hint: "如“外出学习三个月”。" }),
  validDays: { ...validDays, most: CERTIFICATE_DAYS_MOST, hint: "最长六个月；更久的应当转移组织关系或登记外出。" },
});
