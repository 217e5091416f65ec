import { AutoComplete, Button, Checkbox, Select } from "antd";
import type { ReactNode } from "react";
import type { PersonLine, RecordBody } from "#modules/membership/meetings/contract.ts";
import { number } from "#web/common/format.ts";
import { REASONS } from "./texts.ts";

/** What is said of somebody other than that they were there. */
export interface Away {
  readonly state: "excused" | "absent" | "exempt";
  readonly reason: string;
}
export type Aways = Readonly<Record<string, Away>>;

/** The list as a record begins: those who usually come are there. */
export function startOf(people: readonly PersonLine[]): Aways {
  return Object.fromEntries(
    people
      .filter((it) => it.usual !== "present")
      .map((it) => [it.personId, { state: it.usual as Away["state"], reason: it.reason }]),
  );
}

/** What is sent: who was away, and who came though nobody expected it. */
export function exceptionsOf(people: readonly PersonLine[], aways: Aways): RecordBody["exceptions"] {
  return people.flatMap((it): RecordBody["exceptions"] => {
    const away = aways[it.personId];
    if (away)
      return [
        {
          personId: it.personId,
          state: away.state,
          ...(away.reason.trim() === "" ? {} : { reason: away.reason.trim() }),
        },
      ];
    return it.usual === "present" ? [] : [{ personId: it.personId, state: "present" as const }];
  });
}

/** How many are there and have a vote: a count of votes cannot be more. */
export const presentVoters = (people: readonly PersonLine[], aways: Aways): number =>
  people.filter((it) => it.votes && aways[it.personId] === undefined).length;

const STATES = [
  { value: "excused", label: "请假" },
  { value: "absent", label: "缺席" },
  { value: "exempt", label: "不作要求" },
];

/** Everybody is there; the ones who were not are unticked, and why they were not is noted beside. */
export function RollPart(props: {
  people: readonly PersonLine[];
  aways: Aways;
  onChange: (aways: Aways) => void;
}): ReactNode {
  const { people, aways, onChange } = props;
  const set = (personId: string, away: Away | null): void => {
    const { [personId]: _, ...rest } = aways;
    onChange(away === null ? rest : { ...rest, [personId]: away });
  };
  const gone = people.filter((it) => aways[it.personId] !== undefined);
  // What is declared or was said beforehand need not be looked at again.
  const settled = gone.filter((it) => it.usual !== "present" && !it.bySelf && aways[it.personId]?.state === it.usual);
  const noted = gone.filter((it) => !settled.includes(it));
  const present = people.filter((it) => aways[it.personId] === undefined);
  const due = people.filter((it) => it.votes && (it.counted || aways[it.personId] === undefined));
  const presentDue = presentVoters(people, aways);
  const asked = gone.filter((it) => aways[it.personId]?.state !== "exempt").length;
  return (
    <div className="field field-wide">
      <p role="status">
        应到 {number(present.length + asked)} 人，到会 <strong>{number(present.length)}</strong> 人；有表决权的应到{" "}
        {number(due.length)} 人、到会 {number(presentDue)} 人。没有来的，点掉名字前的勾。
        {gone.length > 0 ? (
          <Button type="link" size="small" onClick={() => onChange({})}>
            全部到会
          </Button>
        ) : null}
      </p>
      <div className="roll" role="group" aria-label="到会名单">
        {people.map((it) => (
          <span key={it.personId} className="roll-person">
            <Checkbox
              checked={aways[it.personId] === undefined}
              onChange={(event) => set(it.personId, event.target.checked ? null : { state: "excused", reason: "" })}
            >
              {it.name}
              {it.votes ? (
                ""
              ) : (
                <span className="quiet">（{it.categoryTerm === "正式党员" ? "暂停行使表决权" : "预备"}）</span>
              )}
            </Checkbox>
          </span>
        ))}
      </div>
      {settled.length > 0 ? (
        <p className="quiet">
          已按登记处理：
          {settled.map((it) => `${it.name}${it.reason === "" ? "" : `（${it.reason}）`}`).join("、")}
          。来了的，勾上名字。
        </p>
      ) : null}
      {noted.map((it) => (
        <div key={it.personId} className="roll-away">
          <span>
            {it.name}
            {it.bySelf ? <span className="quiet">（本人请假）</span> : null}
          </span>
          <Select
            aria-label={`${it.name}没有到会的情况`}
            value={aways[it.personId]?.state ?? "excused"}
            options={STATES}
            onChange={(state: Away["state"]) => set(it.personId, { state, reason: aways[it.personId]?.reason ?? "" })}
          />
          <AutoComplete
            aria-label={`${it.name}没有到会的原因`}
            placeholder="原因，可不填"
            maxLength={100}
            value={aways[it.personId]?.reason ?? ""}
            options={REASONS.map((value) => ({ value }))}
            onChange={(reason: string) => set(it.personId, { state: aways[it.personId]?.state ?? "excused", reason })}
          />
        </div>
      ))}
    </div>
  );
}
