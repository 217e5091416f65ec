import { InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import type { CaseView, RosterView, StepParticulars } from "#modules/organization/elections/contract.ts";
import type { FieldsOfStep } from "#modules/organization/elections/desk/step-form.tsx";
import {
  ballotValid,
  outcome,
  paperFaults,
  quorum,
  type Seat,
  type Tally,
  tallyFaults,
} from "#modules/organization/elections/rules.ts";
import { codeSet } from "#shared/code-sets.ts";
import { Field } from "#web/desk/parts/page.tsx";
import { ProvisionLine } from "#web/desk/parts/say.tsx";

type Sheet = NonNullable<StepParticulars["sheet"]>;
type Votes = Sheet["contests"][number]["votes"][number];

/** Who stands in one contest of the next vote. */
function standingIn(it: CaseView, seat: string): { personId: string; name: string }[] {
  const won = new Set(it.elected.map((one) => one.personId));
  const officers = it.next?.step === "officers";
  const stands = it.candidates.flatMap((one) =>
    one.seat === seat &&
    one.personId !== null &&
    (officers || (!won.has(one.personId) && (it.tied === null || it.tied.includes(one.personId))))
      ? [{ personId: one.personId, name: one.name }]
      : [],
  );
  // Whoever was proposed for an office and not elected to the committee cannot hold it.
  return officers ? stands.filter((one) => won.has(one.personId) || it.kind === "by_election") : stands;
}

/** The sheet before anybody counts: as many papers as came, a line for each who stands. */
export function sheetGiven(it: CaseView, step: string): StepParticulars {
  const count = step === "officers" ? committeeOf(it).length : (it.present ?? 0);
  return {
    present: count,
    sheet: {
      issued: count,
      returned: count,
      spoiled: 0,
      contests: it.contests.map((one) => ({
        seat: one.seat as "member",
        votes: standingIn(it, one.seat).map(({ personId }) => ({ personId, votesFor: 0, votesAgainst: 0 })),
      })),
    },
    ...(step === "officers" ? { duties: [] } : {}),
  };
}

/** The new committee: those elected, in a by-election with those who sit. */
function committeeOf(it: CaseView): { personId: string; name: string }[] {
  const elected = it.elected.flatMap((one) =>
    one.seat === "member" && one.personId !== null ? [{ personId: one.personId, name: one.name }] : [],
  );
  const sitting = it.kind === "by_election" ? it.sitting : [];
  return [...new Map([...elected, ...sitting].map((one) => [one.personId, one])).values()];
}

const NUMBERS = [
  ["issued", "发出选票"],
  ["returned", "收回选票"],
  ["spoiled", "其中无效票"],
] as const;

/** The counting sheet: what the rules say of it stands below while one types. */
export function SheetFields({ of: it, roster, given, set }: FieldsOfStep): ReactNode {
  const officers = it.next?.step === "officers";
  const sheet = given.sheet ?? { issued: 0, returned: 0, spoiled: 0, contests: [] };
  const committee = committeeOf(it);
  const present = officers ? (given.present ?? committee.length) : (it.present ?? 0);
  const due = officers ? committee.length : (it.due ?? 0);
  const papers = { present, issued: sheet.issued, returned: sheet.returned, spoiled: sheet.spoiled };
  const faults = paperFaults(papers);
  const valid = ballotValid(papers);
  const there = quorum(due, present);
  const put = (more: Partial<Sheet>): void => set({ sheet: { ...sheet, ...more } });
  const names = new Map([
    ...(roster?.people ?? []).map((one) => [one.personId, one.name] as const),
    ...it.candidates.map((one) => [one.personId ?? "", one.name] as const),
    ...committee.map((one) => [one.personId, one.name] as const),
  ]);
  const left = it.contests.reduce((all, one) => all + one.seats, 0);
  return (
    <>
      <p className="field-wide">
        应到会 <strong>{due}</strong> 人，
        {officers ? "新一届委员会全体。" : `实到会 ${present} 人；`}赞成票超过应到会的一半、至少{" "}
        <strong>{Math.floor(due / 2) + 1}</strong> 票当选。
        {it.tied === null ? "" : "这一轮只就票数相等的人投票。"}
      </p>
      {officers ? (
        <Field label="实到会委员" id="sheet-present">
          <InputNumber
            id="sheet-present"
            min={0}
            precision={0}
            value={present}
            onChange={(one) => set({ present: one ?? 0 })}
          />
        </Field>
      ) : null}
      {NUMBERS.map(([key, term]) => (
        <Field key={key} label={term} id={`sheet-${key}`} fault={faults.find((one) => one.field === key)?.message}>
          <InputNumber
            id={`sheet-${key}`}
            min={0}
            precision={0}
            value={sheet[key]}
            onChange={(one) => put({ [key]: one ?? 0 })}
          />
        </Field>
      ))}
      {there.value.enough ? null : (
        <p className="say say-bad field-wide" role="status">
          {there.grounds}，不能进行选举。
        </p>
      )}
      {valid.value ? null : (
        <p className="say say-bad field-wide" role="status">
          {valid.grounds}。 <ProvisionLine provision={valid.provision} />
        </p>
      )}
      {valid.value
        ? it.contests.map((one) => (
            <Contest
              key={one.seat}
              of={it}
              seat={one.seat as Seat}
              term={one.seatTerm}
              seats={one.seats}
              due={due}
              valid={sheet.returned - sheet.spoiled}
              names={names}
              others={officers ? committee : it.tied === null ? (roster?.people ?? []) : []}
              officers={officers}
              votes={sheet.contests.find((contest) => contest.seat === one.seat)?.votes ?? []}
              onChange={(votes) =>
                put({
                  contests: [
                    ...sheet.contests.filter((contest) => contest.seat !== one.seat),
                    { seat: one.seat as "member", votes: [...votes] },
                  ],
                })
              }
            />
          ))
        : null}
      {!officers && it.form === "committee" && left > 0 && it.round > 0 ? (
        <Field
          label="同意减少名额、不再选举的人数（不减少就不填）"
          id="sheet-fewer"
          hint="接近应选名额的，经半数以上选举人同意，可以减少名额。"
          wide
        >
          <InputNumber
            id="sheet-fewer"
            min={0}
            precision={0}
            value={given.fewer?.agreed || null}
            onChange={(one) => set({ fewer: { agreed: one ?? 0 } })}
          />
        </Field>
      ) : null}
      {officers ? <Duties of={it} given={given} set={set} roster={roster} /> : null}
    </>
  );
}

function Contest(props: {
  of: CaseView;
  seat: Seat;
  term: string;
  seats: number;
  due: number;
  valid: number;
  names: ReadonlyMap<string, string>;
  others: readonly { readonly personId: string; readonly name: string }[];
  officers: boolean;
  votes: readonly Votes[];
  onChange: (votes: readonly Votes[]) => void;
}): ReactNode {
  const { of: it, seat, term, seats, due, valid, names, officers, votes, onChange } = props;
  const [picked, setPicked] = useState<string | null>(null);
  const stands = new Set(standingIn(it, seat).map((one) => one.personId));
  const tallies = votes.map(
    (one): Tally => ({
      key: one.personId ?? "",
      name: names.get(one.personId ?? "") ?? "",
      votesFor: one.votesFor,
      votesAgainst: one.votesAgainst ?? 0,
      writtenIn: !officers && !stands.has(one.personId ?? ""),
    }),
  );
  const faults = tallyFaults(seats, valid, tallies);
  const found = outcome(due, seats, tallies);
  const won = new Set(found.value.elected.map((one) => one.key));
  const tied = new Set(found.value.tied.map((one) => one.key));
  const put = (id: string, more: Partial<Votes>): void =>
    onChange(votes.map((one) => (one.personId === id ? { ...one, ...more } : one)));
  const counted = votes.some((one) => one.votesFor > 0);
  return (
    <div className="field-wide">
      <table className="election-votes">
        <thead>
          <tr>
            <th scope="col">
              {term}（应选{seats}名）
            </th>
            <th scope="col">赞成</th>
            <th scope="col">不赞成</th>
            <th scope="col">弃权</th>
            <th scope="col">结果</th>
          </tr>
        </thead>
        <tbody>
          {tallies.map((one) => (
            <tr key={one.key}>
              <td>
                {one.name}
                {one.writtenIn ? <span className="quiet">（另选）</span> : null}
              </td>
              <td>
                <InputNumber
                  aria-label={`${one.name}的赞成票（${term}）`}
                  min={0}
                  precision={0}
                  value={one.votesFor}
                  onChange={(value) => put(one.key, { votesFor: value ?? 0 })}
                />
              </td>
              <td>
                {one.writtenIn ? null : (
                  <InputNumber
                    aria-label={`${one.name}的不赞成票（${term}）`}
                    min={0}
                    precision={0}
                    value={one.votesAgainst}
                    onChange={(value) => put(one.key, { votesAgainst: value ?? 0 })}
                  />
                )}
              </td>
              <td className="num">{one.writtenIn ? "" : Math.max(0, valid - one.votesFor - one.votesAgainst)}</td>
              <td>{won.has(one.key) ? "当选" : tied.has(one.key) ? "票数相等" : ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {props.others.length > 0 ? (
        <Field label={officers ? `加一名${term}人选` : "另选他人（没有就不填）"} id={`sheet-more-${seat}`}>
          <Select
            id={`sheet-more-${seat}`}
            showSearch={{ optionFilterProp: "label" }}
            placeholder="输入姓名选择"
            value={picked}
            options={props.others
              .filter((one) => votes.every((vote) => vote.personId !== one.personId))
              .map((one) => ({ value: one.personId, label: one.name }))}
            onChange={(id: string) => {
              onChange([...votes, { personId: id, votesFor: 0 }]);
              setPicked(null);
            }}
          />
        </Field>
      ) : null}
      {faults.map((one) => (
        <p key={one.message} className="fault" role="alert">
          {one.message}
        </p>
      ))}
      {counted && faults.length === 0 ? (
        <p className={found.value.unfilled === 0 ? "say say-good" : "say say-warn"} role="status">
          {found.grounds}。 <ProvisionLine provision={found.provision} />
        </p>
      ) : null}
    </div>
  );
}

const OFFICES = ["secretary", "deputy_secretary"];

/** How the members of the new committee divide the work. */
function Duties({ of: it, given, set }: FieldsOfStep & { roster: RosterView | undefined }): ReactNode {
  const duties = given.duties ?? [];
  const officers = new Set(
    (given.sheet?.contests ?? []).flatMap((one) =>
      one.votes.filter((vote) => vote.votesFor > 0).map((vote) => vote.personId),
    ),
  );
  const posts = codeSet("party_post")
    .entries.filter((one) => one.value.endsWith("member") && !OFFICES.includes(one.value))
    .filter((one) => one.value !== "village_committee_member");
  return it.elected
    .filter((one) => one.seat === "member" && !officers.has(one.personId ?? ""))
    .map((one) => (
      <Field key={one.personId} label={`${one.name}的分工`} id={`duty-${one.personId}`}>
        <Select
          id={`duty-${one.personId}`}
          value={duties.find((duty) => duty.personId === one.personId)?.post ?? "member"}
          options={posts.map(({ value, term }) => ({ value: value as string, label: term }))}
          onChange={(post: string) =>
            set({
              duties: [
                ...duties.filter((duty) => duty.personId !== one.personId),
                { personId: one.personId ?? "", post },
              ],
            })
          }
        />
      </Field>
    ));
}
