import { Button, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/appraisal/address.ts";
import type { AppraisalView, Grading, PaperCount } from "#modules/membership/appraisal/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { Field, Plain, Section } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

type Item = AppraisalView["items"][number];
type Grade = NonNullable<Item["grade"]>;
type Marks = Omit<PaperCount["marks"][number], "itemId">;

const COLUMNS = [
  ["excellent", "优秀"],
  ["qualified", "合格"],
  ["barely", "基本合格"],
  ["unqualified", "不合格"],
] as const;
const NONE: Marks = { excellent: 0, qualified: 0, barely: 0, unqualified: 0 };

const gradedOf = (it: AppraisalView): readonly Item[] => it.items.filter((one) => one.exemptTerm === null);

/** The totals of the tellers; what is not marked of the valid sheets is an abstention. */
export function CountForm(props: { it: AppraisalView; onClose: () => void }): ReactNode {
  const { it } = props;
  const [sheets, setSheets] = useState({ issued: it.voters, returned: it.voters, valid: it.voters });
  const [tellers, setTellers] = useState("");
  const [marks, setMarks] = useState<Readonly<Record<string, Marks>>>({});
  const graded = gradedOf(it);
  const sumOf = (id: string): number => Object.values(marks[id] ?? NONE).reduce((sum, one) => sum + one, 0);
  const deed = useDeed(
    () =>
      sendTo(
        at.paperCount,
        { id: it.id },
        {
          ...sheets,
          tellers: tellers.trim(),
          marks: graded.map((one) => ({ itemId: one.id, ...NONE, ...marks[one.id] })),
        },
      ),
    props.onClose,
  );
  return (
    <Section title="登记纸质票的总数" note="监票人、计票人当场计出的数">
      <ProblemBox problem={deed.problem} />
      <div className="grading">
        {(
          [
            ["issued", "发出（张）"],
            ["returned", "收回（张）"],
            ["valid", "有效（张）"],
          ] as const
        ).map(([key, term]) => (
          <Field key={key} label={term} id={key}>
            <InputNumber
              id={key}
              min={0}
              max={it.voters}
              value={sheets[key]}
              onChange={(value) => setSheets((was) => ({ ...was, [key]: value ?? 0 }))}
            />
          </Field>
        ))}
        <Field label="监票人、计票人" id="tellers">
          <Input id="tellers" maxLength={100} value={tellers} onChange={(at) => setTellers(at.target.value)} />
        </Field>
        <Plain
          caption="各人的得票"
          rows={graded}
          id={(one) => one.id}
          columns={[
            { title: "姓名", show: (one) => one.name },
            ...COLUMNS.map(([key, term]) => ({
              title: term,
              show: (one: Item) => (
                <InputNumber
                  aria-label={`${one.name}：${term}`}
                  size="small"
                  min={0}
                  max={sheets.valid}
                  value={marks[one.id]?.[key] ?? 0}
                  onChange={(value) =>
                    setMarks((was) => ({ ...was, [one.id]: { ...NONE, ...was[one.id], [key]: value ?? 0 } }))
                  }
                />
              ),
            })),
            {
              title: "弃权",
              number: true,
              show: (one) => {
                const left = sheets.valid - sumOf(one.id);
                return left < 0 ? `多出 ${-left}` : left;
              },
            },
          ]}
        />
      </div>
      <div className="actions">
        <Button
          type="primary"
          loading={deed.busy}
          disabled={tellers.trim().length < 2 || graded.some((one) => sumOf(one.id) > sheets.valid)}
          onClick={() => void deed.run(undefined)}
        >
          保存票数
        </Button>
        <Button onClick={props.onClose}>取消</Button>
      </div>
    </Section>
  );
}

/** The committee's grades, filled by the votes and decided by people. */
export function GradeForm(props: { it: AppraisalView; onClose: () => void }): ReactNode {
  const { it } = props;
  const graded = gradedOf(it);
  const [decidedAt, setDecidedAt] = useState(it.decidedAt);
  const [lines, setLines] = useState<Readonly<Record<string, { grade: Grade; opinion: string }>>>(() =>
    Object.fromEntries(
      graded.map((one) => [one.id, { grade: one.grade ?? one.suggested ?? "qualified", opinion: one.opinion }]),
    ),
  );
  const excellent = Object.values(lines).filter((one) => one.grade === "excellent").length;
  const over = it.excellentMost !== null && excellent > it.excellentMost;
  const set = (id: string, patch: Partial<{ grade: Grade; opinion: string }>): void =>
    setLines((was) => ({ ...was, [id]: { grade: "qualified", opinion: "", ...was[id], ...patch } }));
  const deed = useDeed(
    () =>
      sendTo(at.grades, { id: it.id }, {
        decidedAt: decidedAt.trim(),
        grades: graded.map((one) => {
          const line = lines[one.id];
          return { itemId: one.id, grade: line?.grade ?? "qualified", opinion: line?.opinion ?? "" };
        }),
      } satisfies Grading),
    props.onClose,
  );
  return (
    <Section title="登记组织评定" note="先按得票填好，由支部委员会综合分析后改定">
      <ProblemBox problem={deed.problem} />
      <div className="grading">
        <Field label="哪次会议评定的" id="decided-at" hint="如“12 月 10 日支委会会议”。">
          <Input id="decided-at" maxLength={100} value={decidedAt} onChange={(at) => setDecidedAt(at.target.value)} />
        </Field>
        <p className={over ? "fault" : "quiet"} role="status">
          优秀 {excellent} 人{it.excellentMost === null ? "，不限名额" : `，最多 ${it.excellentMost} 人`}
          {over ? "，请调整" : ""}。
        </p>
        <Plain
          caption="评定"
          rows={graded}
          id={(one) => one.id}
          columns={[
            { title: "姓名", show: (one) => one.name },
            ...COLUMNS.map(([key, term]) => ({
              title: `${term}票`,
              number: true,
              show: (one: Item) => one.marks?.[key] ?? "",
            })),
            {
              title: "等次",
              show: (one) => (
                <Select
                  aria-label={`${one.name}：等次`}
                  value={lines[one.id]?.grade ?? "qualified"}
                  options={it.totals.map((total) => ({ value: total.grade, label: total.term }))}
                  onChange={(grade: Grade) => set(one.id, { grade })}
                />
              ),
            },
            {
              title: "意见",
              show: (one) => (
                <Input
                  aria-label={`${one.name}：意见`}
                  maxLength={800}
                  placeholder={lines[one.id]?.grade === "unqualified" ? "不合格必须写" : ""}
                  value={lines[one.id]?.opinion ?? ""}
                  onChange={(at) => set(one.id, { opinion: at.target.value })}
                />
              ),
            },
          ]}
        />
      </div>
      <div className="actions">
        <Button
          type="primary"
          loading={deed.busy}
          disabled={decidedAt.trim().length < 2 || over}
          onClick={() => void deed.run(undefined)}
        >
          保存评定
        </Button>
        <Button onClick={props.onClose}>取消</Button>
      </div>
    </Section>
  );
}
