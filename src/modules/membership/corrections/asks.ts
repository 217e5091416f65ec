import { asks, choice, identityNumber, long, phone, text } from "#platform/forms/asks.ts";

/** What members may ask to have corrected, in the order of the record; `other` has no field of its own. */
export const CORRECTABLE_TERMS = [
  ["name", "姓名"],
  ["gender", "性别"],
  ["ethnicity", "民族"],
  ["birthOn", "出生日期"],
  ["idNumber", "公民身份号码"],
  ["nativePlace", "籍贯"],
  ["education", "学历"],
  ["degree", "学位"],
  ["joinedOn", "加入党组织日期"],
  ["fullOn", "转为正式党员日期"],
  ["workUnit", "工作单位及职务"],
  ["mobile", "手机号码"],
  ["address", "家庭住址"],
  ["registeredAddress", "户籍所在地"],
  ["other", "其他"],
] as const;
export type CorrectableKey = (typeof CORRECTABLE_TERMS)[number][0];

/** Of these, others see a mask until they read it whole. */
export const HIDDEN = [
  "idNumber",
  "mobile",
  "address",
  "registeredAddress",
] as const satisfies readonly CorrectableKey[];
export const isHidden = (field: string): field is (typeof HIDDEN)[number] =>
  (HIDDEN as readonly string[]).includes(field);

const wanted = text("应当是", { most: 400 });

/** What a request asks; numbers are read while they are typed, the rest by the record, in its own words. */
export const correctionAsks = (field: unknown, waiting: readonly string[] = []) =>
  asks({
    field: choice(
      "哪一项",
      CORRECTABLE_TERMS.filter(([key]) => !waiting.includes(key)),
    ),
    wanted: field === "mobile" ? phone(wanted.term) : field === "idNumber" ? identityNumber(wanted.term) : wanted,
    reason: long("说明，如毕业证上怎么写", { most: 400, optional: true }),
  });
