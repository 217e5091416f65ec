import { type Static, Type } from "typebox";
import { DayOf, DayText, Or } from "#platform/http/shapes.ts";
import { MOST_WORKDAYS } from "#shared/workdays.ts";

export const YEAR = Type.Integer({ minimum: 1949, maximum: 2100, title: "年份" });

/** A day that an announcement names. */
export const AnnouncedDay = Type.Object(
  {
    on: DayOf("日期"),
    works: Type.Boolean({ title: "上班", description: "true 上班（调休），false 放假" }),
    name: Type.String({ maxLength: 20, title: "节日" }),
  },
  { additionalProperties: false },
);
export type AnnouncedDay = Static<typeof AnnouncedDay>;

export const NewYear = Type.Object(
  {
    basis: Type.String({ minLength: 1, maxLength: 200, title: "依据的通知" }),
    days: Type.Array(AnnouncedDay, { minItems: 1, maxItems: 120, title: "日期" }),
  },
  { additionalProperties: false },
);
export type NewYear = Static<typeof NewYear>;

export const OfYear = Type.Object({ year: YEAR });

export const WorkdayYears = Type.Object({
  years: Type.Array(
    Type.Object({
      year: YEAR,
      basis: Or(Type.String(), { description: "依据的通知；空的还没有录入" }),
      enteredBy: Or(Type.String()),
      enteredAt: Or(Type.String({ format: "date-time" })),
      days: Type.Array(AnnouncedDay),
    }),
    { description: "从最近的年份起；今年和明年没有录入的也在其中" },
  ),
});
export type WorkdayYears = Static<typeof WorkdayYears>;

export const SheetRead = Type.Object({
  days: Type.Array(AnnouncedDay),
  faults: Type.Array(Type.String(), { description: "读不出来的行，一行一句" }),
});
export type SheetRead = Static<typeof SheetRead>;

export const Reckoning = Type.Object(
  {
    from: DayOf("起算日"),
    count: Type.Integer({ minimum: -MOST_WORKDAYS, maximum: MOST_WORKDAYS, title: "工作日数" }),
  },
  { additionalProperties: false },
);
export type Reckoning = Static<typeof Reckoning>;

export const Reckoned = Type.Object({
  on: DayText,
  unknownYears: Type.Array(YEAR, { description: "没有录入节假日安排的年份，只按周一至周五推算" }),
});
export type Reckoned = Static<typeof Reckoned>;
