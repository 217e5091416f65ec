import { Button, Checkbox, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/appraisal/address.ts";
import type { AppraisalDraft, Opening } from "#modules/membership/appraisal/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** The year's appraisal is opened over the roster: only what it does not say is asked. */
export function OpenAppraisal(): ReactNode {
  const { id } = usePlace();
  const answer = useAsk(at.draft, { organizationId: id ?? "" }, { enabled: id !== undefined });
  return <Answer of={answer}>{(it) => <Form key={id} it={it} organizationId={id ?? ""} />}</Answer>;
}

type Exemption = NonNullable<Opening["exempt"]>[number]["reason"];
const REASONS = codeSet("appraisal_exemption")
  .entries.filter((it) => it.value !== "probationary")
  .map((it) => ({ value: it.value, label: it.term }));

function Form(props: { it: AppraisalDraft; organizationId: string }): ReactNode {
  const { it } = props;
  const go = useGo();
  const search = useSearchText();
  const wished = Number(search["year"] ?? it.years[0]?.year ?? 0);
  const [year, setYear] = useState(it.years.some((one) => one.year === wished) ? wished : (it.years[0]?.year ?? 0));
  const [exempt, setExempt] = useState<Readonly<Record<string, Exemption>>>({});
  const [silent, setSilent] = useState<readonly string[]>([]);
  const [ceiling, setCeiling] = useState<Opening["ceiling"]>("third");
  const voters = it.members.filter((one) => one.votes && !silent.includes(one.personId)).length;
  const graded = it.members.filter((one) => one.exempt === null && exempt[one.personId] === undefined).length;
  const crowd = voters >= it.least;
  const [wanted, setManner] = useState<Opening["manner"]>("ballot");
  const manner = crowd ? wanted : "paper";
  const existing = it.years.find((one) => one.year === year)?.existing ?? null;
  const deed = useDeed(
    () =>
      sendTo(
        at.opening,
        {},
        {
          organizationId: props.organizationId,
          year,
          manner,
          ceiling,
          exempt: Object.entries(exempt).map(([personId, reason]) => ({ personId, reason })),
          notVoting: silent,
        },
      ),
    ({ id }) => go(`/appraisals/${id}`),
  );
  return (
    <Page
      title={`开始民主评议：${it.organizationName}`}
      lead="名单来自今天的花名册。预备党员和在流入地参加评议的已经标出，其余有特殊情况的在名单里改。"
      tools={
        existing === null && it.canOpen ? (
          <Button type="primary" loading={deed.busy} disabled={graded === 0} onClick={() => void deed.run(undefined)}>
            开始评议
          </Button>
        ) : null
      }
    >
      <ProblemBox problem={deed.problem} />
      {existing === null ? null : (
        <p className="say" role="status">
          {year} 年度已经开始过，<Go href={`/appraisals/${existing}`}>打开这次评议</Go>。
        </p>
      )}
      {crowd ? null : (
        <div className="say say-bad" role="status">
          <strong>能投票的只有 {voters} 人，不能用手机投票</strong>
          <p>不足 {it.least} 人时，从结果就猜得出谁投了什么。请用纸质票，由监票人计票，只登记总数。</p>
        </div>
      )}
      <Facts
        facts={[
          ["参加评定", `${number(graded)} 人`],
          ["能投票", `${number(voters)} 人`],
        ]}
      />
      <div className="steps">
        <Field label="年度" id="year">
          <Select
            id="year"
            value={year}
            options={it.years.map((one) => ({ value: one.year, label: `${one.year} 年` }))}
            onChange={setYear}
          />
        </Field>
        <Field label="测评方式" id="manner" hint="手机投票的票加密、打乱、只留总数，管理员也看不到谁投了什么。">
          <Radio.Group
            id="manner"
            value={manner}
            onChange={(at) => setManner(at.target.value as Opening["manner"])}
            options={[
              { value: "ballot", label: "手机无记名投票", disabled: !crowd },
              { value: "paper", label: "纸质票，由监票人计票" },
            ]}
          />
        </Field>
        <Field label="优秀等次比例" id="ceiling" hint="条例没有规定，按本地上级党委的通知选。">
          <Select
            id="ceiling"
            value={ceiling}
            options={codeSet("appraisal_ceiling").entries.map((one) => ({ value: one.value, label: one.term }))}
            onChange={(at: Opening["ceiling"]) => setCeiling(at)}
          />
        </Field>
      </div>
      <Section title="名单" note={`${number(it.members.length)} 人，按姓氏笔画`}>
        {it.members.length === 0 ? (
          <Empty>花名册上还没有党员。先把党员列入花名册，再开始评议。</Empty>
        ) : (
          <Plain
            caption="名单"
            rows={it.members}
            id={(one) => one.personId}
            columns={[
              { title: "姓名", show: (one) => one.name },
              { title: "人员类别", show: (one) => one.categoryTerm },
              {
                title: "评定等次",
                show: (one) =>
                  one.exempt !== null ? (
                    <Mark kind="plain">不评定：{one.exemptTerm}</Mark>
                  ) : (
                    <Select
                      aria-label={`${one.name}：评定等次`}
                      size="small"
                      allowClear
                      placeholder="参加评定"
                      value={exempt[one.personId] ?? null}
                      options={REASONS}
                      popupMatchSelectWidth={false}
                      onChange={(reason: Exemption | undefined) =>
                        setExempt(({ [one.personId]: _was, ...rest }) =>
                          reason === undefined ? rest : { ...rest, [one.personId]: reason },
                        )
                      }
                    />
                  ),
              },
              {
                title: "投票",
                show: (one) =>
                  one.votes ? (
                    <Checkbox
                      checked={!silent.includes(one.personId)}
                      onChange={(at) =>
                        setSilent((was) =>
                          at.target.checked ? was.filter((id) => id !== one.personId) : [...was, one.personId],
                        )
                      }
                    >
                      <span className="only-read">{one.name}</span>投票
                    </Checkbox>
                  ) : (
                    <span className="quiet">{one.suspended ? "暂停行使表决权" : "预备党员不投票"}</span>
                  ),
              },
            ]}
          />
        )}
      </Section>
      {it.provisions.map((one) => (
        <p key={one.id}>
          <ProvisionLine provision={one} />
        </p>
      ))}
    </Page>
  );
}
