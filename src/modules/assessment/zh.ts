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
} as const;

/** This module only reads: it tells the audit nothing of its own. */
export const eventSentences: Readonly<
  Record<string, (details: Readonly<Record<string, unknown>>, targetName: string) => string>
> = {};
