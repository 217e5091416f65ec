import type { Day } from "#shared/day.ts";
import type { Provision } from "#shared/finding.ts";

/** A regulation in force from a day, and until one (exclusive) where it was replaced; `must` and `should` cite an article of it. */
export function regulation(title: string, from: string, to: string | null = null) {
  const inForce: Provision["inForce"] = { from, to };
  const article =
    (force: Provision["force"]) =>
    (id: string, place: string, gist: string, { confirmed = true } = {}): Provision => ({
      id,
      title: `${title}${place}`,
      gist,
      force,
      confirmed,
      inForce,
    });
  return { title, inForce, must: article("must"), should: article("should") };
}

/**
 * What one provision says in each text of a regulation that was revised, oldest first. Whatever happened on a day is judged
 * by, and cites, the text of that day.
 */
export interface Revised {
  readonly texts: readonly [Provision, ...Provision[]];
  /** The text of a day; of days before the oldest text, which nobody here has read, the oldest. */
  readonly on: (day: Day) => Provision;
  /** The text that holds until it is revised again. */
  readonly now: Provision;
}

/** Puts the texts of one provision together; throws where their days leave a gap or overlap. */
export function revised(oldest: Provision, ...later: readonly Provision[]): Revised {
  const texts = [oldest, ...later] as const;
  texts.forEach((it, at) => {
    if (it.inForce.to !== (texts[at + 1]?.inForce.from ?? null)) throw new RangeError(`days of ${it.id} do not follow`);
  });
  return {
    texts,
    on: (day) => texts.findLast((it) => it.inForce.from <= day) ?? oldest,
    now: texts.at(-1) ?? oldest,
  };
}

/** Regulations and articles that more than one module cites; what one alone cites stands in its own `provisions.ts`. */

export const BRANCH_RULES = regulation("《中国共产党支部工作条例（试行）》", "2018-10-28");
/** Dated by the day it was issued. */
export const RURAL_RULES = regulation("《中国共产党农村基层组织工作条例》", "2018-12-28");
export const TERM_RULES = regulation("中共中央办公厅《关于党的基层组织任期的意见》", "2018-07-12");
export const EDUCATION_RULES = regulation("《中国共产党党员教育管理工作条例》", "2019-05-06");
export const ELECTION_RULES = regulation("《中国共产党基层组织选举工作条例》", "2020-07-13");
export const DISCIPLINE_RULES = regulation("《中国共产党纪律处分条例》", "2024-01-01");
/** Issued on 11 May 2026 and published on the 18th; until the day in force has been read, the day of publication stands for it. */
export const RECRUITING_REVISED_ON = "2026-05-18";
export const RECRUITING_RULES_2014 = regulation(
  "《中国共产党发展党员工作细则》（2014年）",
  "2014-05-28",
  RECRUITING_REVISED_ON,
);
export const RECRUITING_RULES_2026 = regulation("《中国共产党发展党员工作细则》（2026年修订）", RECRUITING_REVISED_ON);

/** The text of the rules of recruiting that a paper of a day cites. */
export const recruitingTextOn = (on: Day): string =>
  (on < RECRUITING_REVISED_ON ? RECRUITING_RULES_2014 : RECRUITING_RULES_2026).title;

/**
 * A provision that stands in both texts of the rules of recruiting: where it stands in each, and what the later one says
 * where that differs. The later text has not been read in its official form, so that nothing of it is confirmed.
 */
export function recruitingRule(
  force: "must" | "should",
  gist: string,
  was: { readonly id: string; readonly at: string; readonly confirmed?: boolean },
  is: { readonly id: string; readonly at: string; readonly gist?: string; readonly force?: "must" },
): Revised {
  return revised(
    RECRUITING_RULES_2014[force](was.id, was.at, gist, { confirmed: was.confirmed ?? false }),
    RECRUITING_RULES_2026[is.force ?? force](is.id, is.at, is.gist ?? gist, { confirmed: false }),
  );
}

/** Our own choices hold for every day that can be asked. */
export const ALWAYS = { from: "1921-07-01", to: null } as const;

export const BRANCH_4_SET_UP = BRANCH_RULES.must(
  "branch-4-set-up",
  "第四条",
  "有正式党员3人以上的，都应当成立党支部。",
);

export const BRANCH_4_SIZE = BRANCH_RULES.should("branch-4-size", "第四条", "党支部党员人数一般不超过50人。");

export const BRANCH_20_SECRETARY = BRANCH_RULES.must(
  "branch-20-secretary",
  "第二十条",
  "党支部委员会设书记和组织委员、宣传委员、纪检委员等；正式党员不足7人的党支部，设1名书记，必要时可以设1名副书记。",
);

export const BRANCH_21_TERM = BRANCH_RULES.must(
  "branch-21-term",
  "第二十一条",
  "村和社区党支部委员会每届任期5年，其他基层单位党支部委员会一般每届任期3年。",
);

export const TERM_COMMITTEE = TERM_RULES.must(
  "term-committee",
  "",
  "党的基层委员会每届任期5年；总支部委员会、支部委员会每届任期3年，其中村和社区的每届任期5年。",
);

export const BRANCH_22_REMINDER = BRANCH_RULES.should(
  "branch-22-reminder",
  "第二十二条",
  "任期届满6个月前，上级党组织提醒做好换届准备；提前或者延期换届一般不超过1年。",
);

export const ELECTION_RIGHTS = ELECTION_RULES.must(
  "election-5-rights",
  "第五条",
  "正式党员有表决权、选举权和被选举权；预备党员、受留党察看处分期间的党员没有。",
);

export const RURAL_19_ONE_SHOULDER = RURAL_RULES.must(
  "rural-19-one-shoulder",
  "第十九条",
  "村党组织书记应当通过法定程序担任村民委员会主任和村级集体经济组织、合作经济组织负责人，推行村“两委”班子成员交叉任职。",
);

export const HOUSE_SUPERIOR_DECIDES: Provision = {
  id: "house-superior-decides",
  title: "本地规定",
  gist: "组织设置的变动由有关组织的共同上级党委、党工委决定；没有法规另行规定时按此办理。",
  force: "house",
  confirmed: true,
  inForce: ALWAYS,
};
