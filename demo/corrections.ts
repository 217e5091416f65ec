import { addDays } from "#shared/day.ts";
import type { Calendar } from "./calendar.ts";
import { CAST, type CastKey } from "./cast.ts";
import type { Deed } from "./deeds.ts";

/** Three requests to have a record put right: one granted, one refused with a reason, one that waits. */
export function correctionDeeds(
  { today }: Calendar,
  officer: (place: string, on: Calendar["today"]) => CastKey,
): Deed[] {
  const ago = (days: number) => addDays(today, -days);
  const { place } = CAST.member;
  return [
    {
      on: ago(190),
      by: "member",
      kind: "correction-asked",
      key: "work",
      asking: { field: "workUnit", wanted: "东巷村老年协会", reason: "去年起在村老年协会帮忙" },
    },
    {
      on: ago(187),
      by: officer(place, ago(187)),
      kind: "correction-answered",
      key: "work",
      accepted: true,
      answer: "已改",
    },
    {
      on: ago(61),
      by: "member",
      kind: "correction-asked",
      key: "seniority",
      asking: { field: "other", wanted: "党龄想从递交入党申请书那年算起", reason: "" },
    },
    {
      on: ago(58),
      by: officer(place, ago(58)),
      kind: "correction-answered",
      key: "seniority",
      accepted: false,
      answer: "党龄从转为正式党员之日算起，按档案记载没有错，书记已当面说明",
    },
    {
      on: ago(4),
      by: "neighbour",
      kind: "correction-asked",
      key: "native",
      asking: { field: "nativePlace", wanted: "江苏灌云", reason: "和户口簿一致" },
    },
  ];
}
