import { Button, Input, Select } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/recruiting/address.ts";
import type { MapView, Opening } from "#modules/membership/recruiting/contract.ts";
import { type CodeSetName, codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field, Page, Plain } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession, useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const STAGES = ["applicant", "activist", "target", "probationary", "full"] as const;
type StageKey = (typeof STAGES)[number];

/** All cases of a place by branch and stage; every count opens onto its rows. */
export function RecruitingMap(): ReactNode {
  const { id, node, ready } = usePlace();
  const asOf = useSearchText()["asOf"];
  const { session } = useSession();
  const [opening, setOpening] = useState(false);
  const answer = useAsk(at.recruitingMap, { org: id, asOf }, { keep: true, enabled: ready });
  return (
    <Page
      title={`发展党员：${node?.shortName ?? ""}`}
      lead="从递交入党申请书到转正，每个支部每个阶段有多少人。点数字看名单，点姓名看一个人办到了哪一步。"
      tools={
        <>
          {holds(session, ["recruiting.enter"]) ? (
            <Go href={`/recruiting-entry${id === undefined ? "" : `?org=${id}`}`}>补录纸质档案</Go>
          ) : null}
          {holds(session, ["recruiting.open"]) ? (
            <Button type="primary" onClick={() => setOpening(true)}>
              登记入党申请
            </Button>
          ) : null}
        </>
      }
    >
      <Answer of={answer}>{(map) => <Table map={map} place={id} />}</Answer>
      {opening ? <OpeningDialog organizationId={id} onClose={() => setOpening(false)} /> : null}
    </Page>
  );
}

function Table(props: { map: MapView; place: string | undefined }): ReactNode {
  const { map, place } = props;
  const terms = codeSet("development_stage");
  const sum = (stage: StageKey): number => map.rows.reduce((all, it) => all + it[stage], 0);
  const total = {
    organizationId: "",
    organizationName: "合计",
    ...(Object.fromEntries(STAGES.map((it) => [it, sum(it)])) as Record<StageKey, number>),
  };
  const list = (organization: string, stage: StageKey): string => {
    const where = organization === "" ? place : organization;
    // Those converted this year, filed already or not; of the other stages those under way.
    const which =
      stage === "full" ? `f.convertedOn=${map.asOf.slice(0, 4)}-01-01..${map.asOf}` : `f.stage=${stage}&f.state=open`;
    return `/r/recruiting-cases?${where === undefined ? "" : `org=${where}&`}${which}`;
  };
  return (
    <Plain
      caption="各支部发展党员情况"
      rows={map.rows.length === 0 ? [] : [...map.rows, total]}
      id={(it) => it.organizationId}
      empty="这里还没有发展党员的档案。收到入党申请书后，点“登记入党申请”。"
      columns={[
        {
          title: "党支部",
          show: (it) =>
            it.organizationId === "" ? (
              <strong>{it.organizationName}</strong>
            ) : (
              <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
            ),
        },
        ...STAGES.map((stage) => ({
          title: stage === "full" ? "本年转正" : terms.term(stage),
          number: true,
          show: (it: (typeof map.rows)[number]) =>
            it[stage] === 0 ? "–" : <Go href={list(it.organizationId, stage)}>{number(it[stage])}</Go>,
        })),
      ]}
    />
  );
}

/** What an application says of somebody. */
export const FIELDS: readonly { readonly key: string; readonly term: string; readonly kind: "text" | CodeSetName }[] = [
  { key: "name", term: "姓名", kind: "text" },
  { key: "idNumber", term: "公民身份号码", kind: "text" },
  { key: "ethnicity", term: "民族", kind: "ethnic_group" },
  { key: "education", term: "学历", kind: "education" },
  { key: "job", term: "工作岗位", kind: "work_post" },
  { key: "workUnit", term: "工作单位及职务", kind: "text" },
  { key: "mobile", term: "手机号码", kind: "text" },
  { key: "address", term: "家庭住址", kind: "text" },
];

/** Step 1. Sex and birthday follow from the number; nothing else is asked that somebody knows already. */
function OpeningDialog(props: { organizationId: string | undefined; onClose: () => void }): ReactNode {
  const today = useToday();
  const go = useGo();
  const [organizationId, setOrganization] = useState(props.organizationId);
  const [on, setOn] = useState(today);
  const [awayPlace, setAway] = useState("");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const deed = useDeed(
    () => {
      const applicant = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
      const away = awayPlace.trim() === "" ? {} : { awayPlace: awayPlace.trim() };
      return sendTo(at.opening, {}, { organizationId, applicant, on, ...away } as Opening);
    },
    (made) => {
      props.onClose();
      go(`/recruiting/${made.id}`);
    },
  );
  const set = (key: string, value: string): void => setValues((was) => ({ ...was, [key]: value }));
  return (
    <FormModal
      open
      width={680}
      title="登记入党申请"
      okText="登记"
      okButtonProps={{
        loading: deed.busy,
        disabled: organizationId === undefined || (values["name"] ?? "").trim() === "",
      }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">性别和出生日期由身份证号得出，不用再填。登记以后，一个月内派人谈话。</p>
      <ProblemBox problem={deed.problem} />
      <div className="form-grid">
        <Field label="党支部" id="open-org" fault={deed.problem?.faultOf("organizationId")}>
          <OrgPick id="open-org" label="党支部" value={organizationId} onChange={setOrganization} />
        </Field>
        <Field label="递交申请书的日期" id="open-on" fault={deed.problem?.faultOf("on")}>
          <DayField id="open-on" value={on} max={today} onChange={setOn} />
        </Field>
        {FIELDS.map((it) => {
          const id = `open-${it.key}`;
          return (
            <Field key={it.key} label={it.term} id={id} fault={deed.problem?.faultOf(`applicant.${it.key}`)}>
              {it.kind === "text" ? (
                <Input
                  id={id}
                  maxLength={200}
                  autoComplete="off"
                  value={values[it.key] ?? ""}
                  onChange={(one) => set(it.key, one.target.value)}
                />
              ) : (
                <Select
                  id={id}
                  allowClear
                  showSearch={{ optionFilterProp: "label" }}
                  value={values[it.key] || null}
                  options={codeSet(it.kind).entries.map((one) => ({ value: one.term, label: one.term }))}
                  onChange={(one: string | null) => set(it.key, one ?? "")}
                />
              )}
            </Field>
          );
        })}
        <Field label="居住在外地的，写明居住地" id="open-away" hint="政治审查时户籍地、居住地都要函调。">
          <Input id="open-away" maxLength={100} value={awayPlace} onChange={(it) => setAway(it.target.value)} />
        </Field>
      </div>
    </FormModal>
  );
}
