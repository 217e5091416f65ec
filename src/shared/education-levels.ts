/**
 * Education (学历) as finely as offices write it, with the codes of GB/T 4658-2006 and the six statistical classes (B4a).
 * Graduation, completion and leaving early (毕业、结业、肄业) of one level share a value.
 */
import { defineCodeSet } from "./code-set.ts";

export const education = defineCodeSet({
  title: "学历",
  source: "GB/T 4658-2006; terms of the national member system",
  confirmed: true,
  entries: [
    {
      value: "doctor",
      term: "博士研究生",
      code: "11",
      aliases: ["博士", "博士毕业", "博士研究生毕业", "12", "13", "博士结业", "博士肄业"],
    },
    {
      value: "master",
      term: "硕士研究生",
      code: "14",
      aliases: ["硕士", "硕士毕业", "硕士研究生毕业", "15", "16", "硕士结业", "硕士肄业", "MBA", "MPA"],
    },
    {
      value: "postgraduate",
      term: "研究生",
      code: "10",
      aliases: [
        "研究生教育",
        "研究生毕业",
        "研究生及以上",
        "研究生以上",
        "在职研究生",
        "党校研究生",
        "省委党校研究生",
        "中央党校研究生",
        "研究生班",
        "17",
        "18",
        "19",
        "研究生班毕业",
        "研究生班结业",
        "研究生班肄业",
        "研究生结业",
        "研究生肄业",
      ],
    },
    {
      value: "bachelor",
      term: "大学本科",
      code: "20",
      aliases: [
        "本科",
        "大学",
        "学士",
        "大本",
        "全日制本科",
        "在职本科",
        "函授本科",
        "自考本科",
        "党校本科",
        "党校大学",
        "中央党校本科",
        "省委党校本科",
        "在职大学",
        "大学本科教育",
        "大学本科毕业",
        "本科毕业",
        "大学毕业",
        "大学普通班",
        "大学普通班毕业",
        "21",
        "22",
        "23",
        "28",
        "大学本科结业",
        "大学本科肄业",
        "本科结业",
        "本科肄业",
        "大学肄业",
      ],
    },
    {
      value: "junior_college",
      term: "大学专科",
      code: "30",
      aliases: [
        "大专",
        "专科",
        "高职",
        "高专",
        "大学大专",
        "全日制大专",
        "在职大专",
        "函授大专",
        "自考大专",
        "电大",
        "党校大专",
        "大专毕业",
        "专科毕业",
        "高职高专",
        "大学专科教育",
        "大学专科毕业",
        "31",
        "32",
        "33",
        "大学专科结业",
        "大学专科肄业",
        "大专结业",
        "大专肄业",
        "大普",
      ],
    },
    {
      value: "secondary_specialised",
      term: "中专",
      code: "41",
      aliases: [
        "中等专科",
        "中等专业学校",
        "中等专业",
        "中师",
        "中专毕业",
        "中等职业教育",
        "40",
        "42",
        "43",
        "中专结业",
        "中专肄业",
        "职业中专",
        "中等师范",
        "中职",
      ],
    },
    {
      value: "vocational_senior_high",
      term: "职业高中",
      code: "44",
      aliases: ["职高", "职业高中毕业", "职高毕业", "45", "46", "职高结业", "职高肄业", "职中"],
    },
    {
      value: "technical_school",
      term: "技工学校",
      code: "47",
      aliases: ["技校", "中技", "技校毕业", "技工", "48", "49", "技校结业", "技校肄业", "高技"],
    },
    {
      value: "senior_high",
      term: "高中",
      code: "61",
      aliases: [
        "普通高中",
        "高中毕业",
        "普高",
        "60",
        "62",
        "63",
        "高中结业",
        "高中肄业",
        "普通高中教育",
        "普通高中毕业",
        // The national term for the class: which of the two it was is not known, and the class is the same.
        "高中、中技",
        "高中中技",
        "高中或中技",
        "高中/中技",
        "高中及中技",
        "高中(中技)",
      ],
    },
    {
      value: "junior_high",
      term: "初中",
      code: "71",
      aliases: ["初中毕业", "普通初中", "70", "73", "初中肄业", "初中教育", "初级中学", "高小初中"],
    },
    {
      value: "primary",
      term: "小学",
      code: "81",
      aliases: ["小学毕业", "80", "83", "小学肄业", "小学教育", "高小", "初小", "完小"],
    },
    {
      value: "junior_high_or_below",
      term: "初中及以下",
      aliases: ["初中以下", "初中及其以下", "初中或以下", "初中及初中以下"],
    },
    {
      value: "illiterate",
      term: "文盲或半文盲",
      code: "90",
      aliases: ["文盲", "半文盲", "不识字", "识字不多", "扫盲班", "未上学", "其他", "私塾"],
    },
  ],
});

export type Education = (typeof education.values)[number];

/** The six classes of the statistics tables (B4a, seen). */
export const educationClass = defineCodeSet({
  title: "学历（统计分类）",
  source: "EduCode prefixes of the annual statistics",
  confirmed: true,
  entries: [
    { value: "postgraduate", term: "研究生", code: "1" },
    { value: "bachelor", term: "大学本科", code: "2" },
    { value: "junior_college", term: "大学专科", code: "3" },
    { value: "secondary_specialised", term: "中专", code: "4" },
    { value: "senior_high", term: "高中、中技", code: "5" },
    { value: "junior_high_or_below", term: "初中及以下", code: "6" },
  ],
});

export type EducationClass = (typeof educationClass.values)[number];

const CLASS_OF: Readonly<Record<Education, EducationClass>> = {
  doctor: "postgraduate",
  master: "postgraduate",
  postgraduate: "postgraduate",
  bachelor: "bachelor",
  junior_college: "junior_college",
  secondary_specialised: "secondary_specialised",
  // GB/T 4658 puts both among 4x; the statistics class of 中技 is named 高中、中技, so technical schools follow the name.
  vocational_senior_high: "secondary_specialised",
  technical_school: "senior_high",
  senior_high: "senior_high",
  junior_high: "junior_high_or_below",
  primary: "junior_high_or_below",
  junior_high_or_below: "junior_high_or_below",
  illiterate: "junior_high_or_below",
};

export function educationClassOf(value: Education): EducationClass {
  return CLASS_OF[value];
}

/** 大专及以上 (GB/T 4658 1x to 3x). */
export function isJuniorCollegeOrAbove(value: Education): boolean {
  const known = CLASS_OF[value];
  return known === "postgraduate" || known === "bachelor" || known === "junior_college";
}
