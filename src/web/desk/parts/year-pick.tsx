import { Select } from "antd";
import type { ReactNode } from "react";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";

/** The year that a page is about, kept in its address; `usual` is the one that needs no mention there. */
export function useYear(usual: (thisYear: number) => number = (it) => it): {
  readonly year: number;
  readonly thisYear: number;
  readonly usualYear: number;
} {
  const thisYear = Number(useToday().slice(0, 4));
  const usualYear = usual(thisYear);
  const asked = Number(useSearchText()["year"]);
  const year = Number.isInteger(asked) && asked >= 1921 && asked <= 9998 ? asked : usualYear;
  return { year, thisYear, usualYear };
}

/** Picks the year of a page; years further back than the list are asked for by the address. */
export function YearPick(props: { of: ReturnType<typeof useYear>; from: number; to?: number }): ReactNode {
  const { year, thisYear, usualYear } = props.of;
  const patch = usePatchSearch();
  const last = props.to ?? thisYear;
  return (
    <Select
      aria-label="年度"
      value={year}
      options={Array.from({ length: last - props.from + 1 }, (_, at) => ({
        value: last - at,
        label: `${last - at} 年`,
      }))}
      onChange={(it) => patch({ year: it === usualYear ? null : String(it) })}
    />
  );
}
