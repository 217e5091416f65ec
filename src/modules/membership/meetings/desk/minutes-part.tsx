import { Button, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import type { MeetingView, PersonLine } from "#modules/membership/meetings/contract.ts";
import { number } from "#web/common/format.ts";
import { DayField, Field } from "#web/desk/parts/page.tsx";

export interface TaskDraft {
  readonly key: string;
  readonly id?: string;
  readonly what: string;
  readonly personId: string | undefined;
  readonly personName: string;
  readonly dueOn: string;
}
/** Votes as they are typed: null is not yet known, which is not none. */
export type VoteDraft = Readonly<Record<"yes" | "no" | "abstain", number | null>>;
const UNKNOWN_VOTE: VoteDraft = { yes: null, no: null, abstain: null };
export interface ItemDraft {
  readonly key: string;
  readonly title: string;
  readonly discussion: string;
  readonly dissent: string;
  readonly decision: string;
  readonly vote: VoteDraft | null;
  readonly tasks: readonly TaskDraft[];
}

let made = 0;
// The time keeps them apart from those of a draft that was kept before the page was loaded anew.
const nextKey = (): string => `draft-${Date.now().toString(36)}-${(made += 1)}`;
export const emptyItem = (title = ""): ItemDraft => ({
  key: nextKey(),
  title,
  discussion: "",
  dissent: "",
  decision: "",
  vote: null,
  tasks: [],
});

/** The minutes that stand, to be put right. */
export function draftsOf(it: MeetingView): ItemDraft[] {
  return it.items.map((item) => ({
    key: nextKey(),
    title: item.title,
    discussion: item.discussion,
    dissent: item.dissent,
    decision: item.decision,
    vote: item.vote,
    tasks: it.tasks
      .filter((task) => task.itemId === item.id && task.withdrawnOn === null)
      .map((task) => ({
        key: nextKey(),
        id: task.id,
        what: task.what,
        personId: task.personId ?? undefined,
        personName: task.personName,
        dueOn: task.dueOn,
      })),
  }));
}

const filled = (key: string, text: string): Record<string, string> =>
  text.trim() === "" ? {} : { [key]: text.trim() };

/** What is sent of the minutes; an item without a title says nothing. */
export const itemsSent = (items: readonly ItemDraft[]) =>
  items
    .filter((it) => it.title.trim() !== "")
    .map((it) => ({
      title: it.title.trim(),
      ...filled("discussion", it.discussion),
      ...filled("dissent", it.dissent),
      ...filled("decision", it.decision),
      // What was left open is not sent, and the answer asks for it.
      ...(it.vote === null
        ? {}
        : { vote: Object.fromEntries(Object.entries(it.vote).filter(([, votes]) => votes !== null)) }),
      tasks: it.tasks
        .filter((task) => task.what.trim() !== "")
        .map((task) => ({
          ...(task.id === undefined ? {} : { id: task.id }),
          what: task.what.trim(),
          dueOn: task.dueOn,
          ...(task.personId === undefined ? filled("personName", task.personName) : { personId: task.personId }),
        })),
    }));

/** Items of the minutes: what was discussed, other opinions, votes, the decision, and who does what by when. */
export function MinutesPart(props: {
  items: readonly ItemDraft[];
  people: readonly PersonLine[];
  /** How many are there and have a vote. */
  voters: number;
  /** The usual day by which something is done. */
  dueOn: string;
  onChange: (items: readonly ItemDraft[]) => void;
}): ReactNode {
  const { items, onChange } = props;
  const patch = (key: string, some: Partial<ItemDraft>): void =>
    onChange(items.map((it) => (it.key === key ? { ...it, ...some } : it)));
  return (
    <div className="field field-wide">
      {items.map((it, at) => (
        <ItemPart
          key={it.key}
          nth={at + 1}
          item={it}
          people={props.people}
          voters={props.voters}
          dueOn={props.dueOn}
          onChange={(some) => patch(it.key, some)}
          onRemove={() => onChange(items.filter((each) => each.key !== it.key))}
        />
      ))}
      <Button onClick={() => onChange([...items, emptyItem()])}>添加议题</Button>
    </div>
  );
}

function ItemPart(props: {
  nth: number;
  item: ItemDraft;
  people: readonly PersonLine[];
  voters: number;
  dueOn: string;
  onChange: (some: Partial<ItemDraft>) => void;
  onRemove: () => void;
}): ReactNode {
  const { nth, item, onChange } = props;
  return (
    <div className="minutes-item">
      <Field label={`议题${nth}`} id={`${item.key}-title`} wide>
        <Input
          id={`${item.key}-title`}
          maxLength={400}
          value={item.title}
          onChange={(it) => onChange({ title: it.target.value })}
          suffix={
            <Button type="text" size="small" aria-label={`删除议题${nth}`} onClick={props.onRemove}>
              删除
            </Button>
          }
        />
      </Field>
      <Field label="讨论情况（可不填）" id={`${item.key}-discussion`} wide>
        <Input.TextArea
          id={`${item.key}-discussion`}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={5000}
          value={item.discussion}
          onChange={(it) => onChange({ discussion: it.target.value })}
        />
      </Field>
      <Field label="不同意见（可不填）" id={`${item.key}-dissent`} wide>
        <Input
          id={`${item.key}-dissent`}
          maxLength={5000}
          value={item.dissent}
          onChange={(it) => onChange({ dissent: it.target.value })}
        />
      </Field>
      <Field label="决议（可不填）" id={`${item.key}-decision`} wide>
        <Input.TextArea
          id={`${item.key}-decision`}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={5000}
          value={item.decision}
          onChange={(it) => onChange({ decision: it.target.value })}
        />
      </Field>
      <div className="minutes-votes">
        {item.vote === null ? (
          <Button size="small" onClick={() => onChange({ vote: UNKNOWN_VOTE })}>
            登记表决结果
          </Button>
        ) : (
          <VoteFields nth={nth} vote={item.vote} voters={props.voters} onChange={(vote) => onChange({ vote })} />
        )}
        <Button
          size="small"
          onClick={() =>
            onChange({
              tasks: [
                ...item.tasks,
                { key: nextKey(), what: "", personId: undefined, personName: "", dueOn: props.dueOn },
              ],
            })
          }
        >
          添加议定事项
        </Button>
      </div>
      {item.tasks.map((task) => (
        <TaskPart
          key={task.key}
          task={task}
          people={props.people}
          onChange={(some) =>
            onChange({ tasks: item.tasks.map((it) => (it.key === task.key ? { ...it, ...some } : it)) })
          }
          onRemove={() => onChange({ tasks: item.tasks.filter((it) => it.key !== task.key) })}
        />
      ))}
    </div>
  );
}

const VOTES = [
  ["yes", "赞成"],
  ["no", "反对"],
  ["abstain", "弃权"],
] as const;

/** The count of a vote. Nothing stands in it beforehand: how people voted only the meeting knows. */
function VoteFields(props: {
  nth: number;
  vote: VoteDraft;
  voters: number;
  onChange: (vote: VoteDraft | null) => void;
}): ReactNode {
  const { nth, vote, voters, onChange } = props;
  const cast = VOTES.reduce((all, [key]) => all + (vote[key] ?? 0), 0);
  return (
    <>
      <span className="quiet">到会有表决权 {number(voters)} 名</span>
      {VOTES.map(([key, term]) => (
        <InputNumber
          key={key}
          aria-label={`议题${nth}${term}票数`}
          aria-invalid={cast > voters}
          prefix={term}
          min={0}
          max={10_000}
          precision={0}
          style={{ width: 110 }}
          {...(cast > voters ? { status: "error" as const } : {})}
          value={vote[key]}
          onChange={(it) => onChange({ ...vote, [key]: it })}
        />
      ))}
      <Button size="small" type="link" onClick={() => onChange({ yes: voters, no: 0, abstain: 0 })}>
        全部赞成
      </Button>
      <Button size="small" type="link" onClick={() => onChange(null)}>
        未表决
      </Button>
      {cast > voters ? (
        <span className="fault" role="alert">
          已填 {number(cast)} 票，多于到会有表决权的 {number(voters)} 名，请核对。
        </span>
      ) : null}
    </>
  );
}

function TaskPart(props: {
  task: TaskDraft;
  people: readonly PersonLine[];
  onChange: (some: Partial<TaskDraft>) => void;
  onRemove: () => void;
}): ReactNode {
  const { task, onChange } = props;
  return (
    <div className="minutes-task">
      <Input
        aria-label="议定事项"
        placeholder="议定事项"
        maxLength={400}
        value={task.what}
        onChange={(it) => onChange({ what: it.target.value })}
      />
      <Select
        aria-label="责任人"
        placeholder="责任人"
        showSearch={{ optionFilterProp: "label" }}
        value={task.personId ?? null}
        options={props.people.map((it) => ({ value: it.personId, label: it.name }))}
        onChange={(it: string) => onChange({ personId: it })}
      />
      <DayField label="完成期限" value={task.dueOn} onChange={(dueOn) => onChange({ dueOn })} />
      <Button type="text" size="small" onClick={props.onRemove}>
        删除
      </Button>
    </div>
  );
}
