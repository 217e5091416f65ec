import { Button, Segmented } from "antd";
import type { ReactNode } from "react";
import { dayInWords, isDay } from "#web/common/format.ts";
import { DayField } from "#web/desk/parts/page.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";

/** The day the whole desk looks at. */
export function AsOf(): ReactNode {
  const search = useSearchText();
  const patch = usePatchSearch();
  const today = useToday();
  const asOf = search["asOf"];
  return (
    <div className="as-of">
      <label htmlFor="as-of">截至</label>
      <DayField
        id="as-of"
        value={asOf ?? today}
        max={today}
        onChange={(value) => {
          if (isDay(value)) patch({ asOf: value === today ? null : value });
        }}
      />
    </div>
  );
}

/** While another day than today is looked at, a band says so, how places are counted, and how to come back. */
export function AsOfBand(): ReactNode {
  const search = useSearchText();
  const patch = usePatchSearch();
  const today = useToday();
  const asOf = search["asOf"];
  // Lists behind a figure name their day, which is mostly today.
  if (asOf === undefined || asOf === today) return null;
  return (
    <div className="as-of-band" role="status">
      <span>
        正在看 <strong>{dayInWords(asOf)}</strong> 的情况
      </span>
      <Segmented
        size="small"
        aria-label="按哪一天的组织归口"
        value={search["manner"] === "was" ? "was" : "now"}
        options={[
          { label: "按现在的组织", value: "now" },
          { label: "按当时的组织", value: "was" },
        ]}
        onChange={(value) => patch({ manner: value === "was" ? "was" : null })}
      />
      <span className="as-of-why">
        {search["manner"] === "was"
          ? "按那一天的组织树归口：后来撤并的组织仍单列。"
          : "按今天的组织树归口：已撤并组织的数字算在承接它的组织里。"}
      </span>
      <Button size="small" type="link" onClick={() => patch({ asOf: null, manner: null })}>
        回到今天
      </Button>
    </div>
  );
}
