import { Select } from "antd";
import type { ReactNode } from "react";
import type { Count, EventPreview } from "#modules/organization/contract.ts";
import { GRANT_DECISIONS, PARTS } from "#modules/organization/desk/texts.ts";
import { number } from "#web/common/format.ts";
import { Plain, Section } from "#web/desk/parts/page.tsx";
import { ProvisionLine } from "#web/desk/parts/say.tsx";

/** Everything an event would do, before it does it. */
export function PreviewView(props: {
  preview: EventPreview;
  decisions: Record<string, string>;
  parts: readonly string[];
  onDecide?: (decisions: Record<string, string>) => void;
}): ReactNode {
  const { preview, decisions, onDecide } = props;
  const options =
    props.parts.length === 0
      ? GRANT_DECISIONS
      : [
          ...GRANT_DECISIONS.filter((it) => it.value !== "carry"),
          ...props.parts.map((name, at) => ({ value: `carry:${at}`, label: `带到${name}` })),
        ];
  const touched = preview.posts.filter((it) => it.outcome !== "不变");
  const kept = preview.posts.length - touched.length;
  return (
    <>
      {preview.faults.length > 0 ? (
        <div className="say say-bad" role="alert">
          <strong>还不能办理</strong>
          <ul className="bullets">
            {preview.faults.map((it) => (
              <li key={it.pointer + it.message}>
                {it.message} {it.provision ? <ProvisionLine provision={it.provision} /> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {[...preview.warnings, ...preview.notes].length > 0 ? (
        <div className="say say-warn">
          <strong>请留意</strong>
          <ul className="bullets">
            {[...preview.warnings, ...preview.notes].map((it) => (
              <li key={it.text}>
                {it.text} {it.provision ? <ProvisionLine provision={it.provision} /> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <p className="lead">
        {preview.competence.grounds} <ProvisionLine provision={preview.competence.provision} />
      </p>
      <Section title="变动前后">
        <Plain
          caption="变动前后的党员数和任职数"
          rows={[
            ...preview.organizations.map((it) => ({ ...it, key: `${it.id ?? "new"}${it.name}${it.part}` })),
            {
              key: "total",
              id: null,
              name: "合计",
              part: "",
              before: preview.totals.before,
              after: preview.totals.after,
            },
          ]}
          id={(it) => it.key}
          columns={[
            { title: "组织", show: (it) => (it.key === "total" ? <strong>合计</strong> : it.name) },
            {
              title: "变动方式",
              // What is split may go on; only what ends is left behind.
              show: (it) => (it.part === "source" && it.after !== null ? "原组织" : (PARTS[it.part] ?? it.part)),
            },
            ...(["members", "full", "probationary", "female", "posts"] as const).map((key) => ({
              title: COUNT_TERMS[key],
              number: true,
              show: (it: { before: Count | null; after: Count | null }) => (
                <Change before={it.before?.[key] ?? null} after={it.after?.[key] ?? null} />
              ),
            })),
          ]}
        />
        {preview.totals.before.members === preview.totals.after.members ? (
          <p className="quiet">前后合计相等，没有人因此多出或丢失。</p>
        ) : null}
      </Section>
      {preview.rows.length > 0 ? (
        <Section title="记录的变化">
          <Plain
            caption="各台账开关的记录数"
            rows={preview.rows}
            id={(it) => it.ledger}
            columns={[
              { title: "台账", show: (it) => it.ledger },
              { title: "结束（条）", show: (it) => number(it.closed), number: true },
              { title: "新开（条）", show: (it) => number(it.opened), number: true },
            ]}
          />
        </Section>
      ) : null}
      {preview.posts.length > 0 ? (
        <Section title="任职处理" note={kept > 0 ? `其余 ${kept} 项任职不变` : undefined}>
          <Plain
            caption="任职的去向"
            empty="没有任职因此变化。"
            rows={touched}
            id={(it) => it.id}
            columns={[
              { title: "姓名", show: (it) => it.personName },
              { title: "职务", show: (it) => it.post },
              { title: "组织", show: (it) => it.organizationName },
              { title: "结果", show: (it) => it.outcome },
            ]}
          />
        </Section>
      ) : null}
      {preview.grants.length > 0 ? (
        <Section title="授权处理" note="谁也不会因为机构调整无意间多出或失去权限：每一项都要定">
          <Plain
            caption="授权的去留"
            rows={preview.grants}
            id={(it) => it.id}
            columns={[
              { title: "持有人", show: (it) => it.holder },
              { title: "岗位", show: (it) => it.roleTerm },
              { title: "范围", show: (it) => it.organizationName },
              {
                title: "去留",
                width: "14em",
                show: (it) =>
                  onDecide ? (
                    <Select
                      aria-label={`${it.holder}的${it.roleTerm}授权`}
                      placeholder="请选择"
                      className="full"
                      value={decisions[it.id] ?? it.decision ?? null}
                      options={[...options]}
                      onChange={(to: string) => onDecide({ ...decisions, [it.id]: to })}
                    />
                  ) : (
                    (GRANT_DECISIONS.find((one) => one.value === it.decision)?.label ?? "")
                  ),
              },
            ]}
          />
        </Section>
      ) : null}
    </>
  );
}

const COUNT_TERMS = { members: "党员", full: "正式", probationary: "预备", female: "女", posts: "任职" } as const;

function Change(props: { before: number | null; after: number | null }): ReactNode {
  const { before, after } = props;
  if (before === after) return <>{before === null ? "" : number(before)}</>;
  return (
    <>
      <span className="quiet">{before === null ? "—" : number(before)}</span> →{" "}
      <strong>{after === null ? "—" : number(after)}</strong>
    </>
  );
}
