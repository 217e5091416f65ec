import { Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/transfers/address.ts";
import { useAsk } from "#web/desk/ask.ts";

/** A branch of the zone by a part of its name, in reach or not: the member lives where they live. */
export function HostPick(props: { id: string; value: string; onChange: (id: string | undefined) => void }): ReactNode {
  const [words, setWords] = useState("");
  const places = useAsk(at.transferPlaces, { q: words }, { enabled: words.trim() !== "", keep: true });
  return (
    <Select
      id={props.id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      placeholder="输入名称查找"
      value={props.value === "" ? null : props.value}
      notFoundContent={words.trim() === "" ? "输入党支部名称" : "没有找到"}
      options={(places.data?.rows ?? []).map((it) => ({ value: it.id, label: it.shortName, title: it.fullName }))}
      onChange={(it: string | undefined) => props.onChange(it)}
    />
  );
}
