/** Chinese texts of the module. */
export const zh = {
  figures: {
    members: "党员总数",
    full: "正式党员",
    probationary: "预备党员",
    women: "女党员",
    minority: "少数民族党员",
    old: "60岁及以上党员",
    college: "大专及以上学历党员",
    longStanding: "党龄50年及以上党员",
    averageAge: "平均年龄",
    organizations: "党组织总数",
    oneShoulder: "书记、主任一肩挑",
    closed: "历年撤并的组织",
    noSecretary: "书记空缺的组织",
    termOverdue: "任期届满未换届",
    termDueSoon: "6个月内任期届满",
    tooFew: "正式党员不足3人的支部",
    tooMany: "党员超过50人的支部",
  },
  charts: {
    sex: "党员性别构成",
    age: "党员年龄构成",
    schooling: "党员学历构成",
    standing: "正式党员党龄构成",
    category: "正式党员与预备党员",
    growth: "党员数量变化",
    children: "下级组织党员数",
    moves: "历年增加和减少",
  },
  members: "党员",
  came: "增加",
  left: "减少",
  own: "本级",
  noFullDay: "转正日期不详",
  yearEnd: (year: number): string => `${year}年末`,
  verify: {
    nowhere: "(不在组织树上)",
    path: (name: string, stored: string, path: string): string =>
      `“${name}”登记的路径是 ${stored},按隶属关系应为 ${path}。`,
    stray: (name: string, table: string, count: number): string =>
      `${name}(${table})有${count}行的路径与所在组织不一致。`,
    twice: (name: string, first: string, second: string): string => `${name}同时在“${first}”和“${second}”的花名册上。`,
    closedRoster: (name: string, count: number): string => `“${name}”已经撤并,花名册上还有${count}人。`,
    elsewhere: (name: string, place: string): string => `${name}在“${place}”的花名册上,个人记录却归在别的组织。`,
    outsideTree: (name: string, on: string, count: number): string =>
      `${on},“${name}”有${count}名党员,但当天它不在组织树上。`,
    sums: (on: string, was: number, now: number): string => `${on},按当时的组织树共${was}人,按现在的组织树共${now}人。`,
    identity: (name: string, year: string, grounds: string, difference: number): string =>
      `“${name}”${year}年:${grounds},相差${difference}人。`,
    more: (count: number): string => `另有${count}处,不再一一列出。`,
    tables: {
      membership: "花名册",
      membershipEvent: "党员增减",
      person: "人员",
      post: "任职",
      committeeTerm: "届次",
      unit: "所在单位",
      placement: "隶属关系",
      organizationVersion: "组织名称与类别",
    },
  },
} as const;

/** This module only reads: it tells the audit nothing of its own. */
export const eventSentences: Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, targetName: string) => string>
> = {};
