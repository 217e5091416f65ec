import type { Random } from "./random.ts";

/** Surnames with their weight, roughly as common as in the north of Jiangsu. */
const SURNAMES: readonly (readonly [string, number])[] = [
  ["王", 72],
  ["张", 68],
  ["李", 66],
  ["刘", 58],
  ["陈", 44],
  ["徐", 30],
  ["孙", 30],
  ["周", 28],
  ["杨", 26],
  ["赵", 24],
  ["朱", 22],
  ["吴", 22],
  ["马", 16],
  ["胡", 15],
  ["高", 14],
  ["郭", 13],
  ["何", 11],
  ["林", 10],
  ["曹", 10],
  ["韩", 10],
  ["董", 10],
  ["宋", 10],
  ["许", 9],
  ["唐", 8],
  ["沈", 8],
  ["袁", 8],
  ["魏", 7],
  ["江", 7],
  ["程", 7],
  ["丁", 7],
  ["潘", 6],
  ["姜", 6],
  ["范", 6],
  ["汪", 6],
  ["卞", 5],
  ["仲", 5],
  ["惠", 4],
  ["相", 4],
  ["伏", 3],
  ["尚", 3],
  ["司", 3],
  ["乔", 4],
  ["葛", 4],
  ["季", 4],
  ["嵇", 2],
  ["欧阳", 1],
];

interface Generation {
  readonly until: number;
  readonly male: { readonly first: string; readonly second: string; readonly single: string };
  readonly female: { readonly first: string; readonly second: string; readonly single: string };
}

/** Letters of given names by year of birth: first and second letter of two, and single ones. */
const GENERATIONS: readonly Generation[] = [
  {
    until: 1952,
    male: {
      first: "德广兆学士殿怀从振宝有长同明永玉",
      second: "福贵才山海田林生宽厚宏昌堂礼义发余",
      single: "福寿康禄泰",
    },
    female: { first: "桂秀玉凤兰素月翠", second: "英兰珍芳华云莲香梅", single: "英兰" },
  },
  {
    until: 1966,
    male: { first: "国建卫志永洪立成开兴中玉加维庆", second: "华国平民东军强清林才洲明忠宝春友", single: "明平军忠" },
    female: { first: "秀桂玉红春爱素建", second: "英兰芳珍梅华霞云萍琴", single: "英梅萍" },
  },
  {
    until: 1978,
    male: { first: "海志建文永晓少立学家正春宏", second: "军峰波明东江斌林祥辉成亮兵洋", single: "军勇刚斌强峰波" },
    female: { first: "丽海春晓红艳爱玉", second: "霞红梅芹娟燕萍华玲芬", single: "丽霞红燕娟" },
  },
  {
    until: 1990,
    male: { first: "晓海家文俊志明振少", second: "伟磊鹏超飞龙杰涛亮凯东", single: "伟磊鹏超涛杰凯" },
    female: { first: "晓丽文雪海小", second: "婷静娟敏倩洁燕丹琳", single: "静婷敏倩洁丹" },
  },
  {
    until: 9999,
    male: { first: "子宇浩俊嘉梓天一文", second: "轩豪然宇辰航杰阳恒", single: "浩鑫宇晨睿" },
    female: { first: "雨欣梦思佳子诗雅", second: "涵怡瑶琪彤萱宁妍", single: "悦妍琪颖" },
  },
];

/** A name for somebody born in `year`. `clan` is the surname that one in five or more carries in that village. */
export function makeName(random: Random, gender: "male" | "female", year: number, clan: string | null): string {
  const surname = clan !== null && random.chance(0.22) ? clan : random.weighted(SURNAMES);
  const generation = GENERATIONS.find((it) => year <= it.until) ?? GENERATIONS[0];
  const letters = (generation as Generation)[gender];
  if (random.chance(year > 1966 ? 0.28 : 0.1)) return surname + random.pick(Array.from(letters.single));
  const first = random.pick(Array.from(letters.first));
  const second = random.pick(Array.from(letters.second).filter((it) => it !== first));
  return surname + first + second;
}
