import { Button, Checkbox, Input, Radio, Select, Steps } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import * as at from "#modules/organization/address.ts";
import type { EventBody, EventKind, EventPreview } from "#modules/organization/contract.ts";
import { Allocation } from "#modules/organization/desk/allocation.tsx";
import {
  blankDraft,
  blankOrganization,
  type EventDraft,
  fromPrepared,
  type NewOrganizationDraft,
  toBody,
} from "#modules/organization/desk/event-draft.ts";
import { EventFile } from "#modules/organization/desk/event-file.tsx";
import { PreviewView } from "#modules/organization/desk/event-preview.tsx";
import { KINDS } from "#modules/organization/desk/texts.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { dropDraft, keepDraft, readDraft } from "#web/common/draft.ts";
import { useDeed } from "#web/desk/ask.ts";
import { LeavingGuard } from "#web/desk/parts/leaving.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field, Page, Section } from "#web/desk/parts/page.tsx";
import { ProblemBox, Waiting } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

export const PREPARED = "event.prepared";

/** Form, then preview of every effect, then confirmation: nothing happens before the third step. */
export function EventWizard(): ReactNode {
  const tree = useTree();
  return tree.data ? <Wizard /> : <Waiting />;
}

function Wizard(): ReactNode {
  const search = useSearchText();
  const today = useToday();
  const go = useGo();
  const tree = useTree();
  const kind = (search["kind"] && search["kind"] in KINDS ? search["kind"] : "establish") as EventKind;
  const org = search["org"] ?? "";
  const key = `event.${kind}.${org}`;
  const [first] = useState<EventDraft>(() => {
    const prepared = search["prepared"] ? readDraft<{ body: unknown }>(PREPARED).body : undefined;
    if (prepared !== undefined) return fromPrepared(prepared, today);
    const plain = blankDraft(kind, org, today);
    if (kind === "merge" && org !== "") plain.sources = [org];
    return { ...plain, ...readDraft<EventDraft>(key) };
  });
  const [draft, setDraft] = useState(first);
  const [preview, setPreview] = useState<EventPreview | null>(null);
  const parentOf = (id: string): string | null => tree.data?.index.byId.get(id)?.parentId ?? null;
  const change = (patch: Partial<EventDraft>): void => {
    const next = { ...draft, ...patch };
    setDraft(next);
    keepDraft(key, next);
  };
  const body = (of: EventDraft = draft): EventBody => toBody(of, parentOf) as EventBody;
  const look = useDeed((of: EventDraft) => sendTo(at.eventPreview, {}, body(of)), setPreview);
  const propose = useDeed(
    () => sendTo(at.events, {}, body()),
    (made) => {
      dropDraft(key);
      dropDraft(PREPARED);
      go(`/organization-events/${made.id}`);
    },
  );
  return (
    <Page title={`组织变动：${KINDS[draft.kind].term}`} lead={KINDS[draft.kind].says}>
      <LeavingGuard dirty={draft !== first && !propose.busy} kept />
      <Steps
        size="small"
        className="steps"
        current={preview ? 1 : 0}
        items={[{ title: "填写" }, { title: "预览影响" }, { title: "确认" }]}
      />
      {preview ? (
        <>
          <PreviewView
            preview={preview}
            decisions={draft.grants}
            parts={draft.kind === "split" ? draft.parts.map((it) => it.shortName) : []}
            onDecide={(grants) => change({ grants })}
          />
          <ProblemBox problem={propose.problem ?? look.problem} />
          <div className="actions">
            <Button onClick={() => setPreview(null)}>返回修改</Button>
            {preview.grants.length > 0 ? (
              <Button loading={look.busy} onClick={() => void look.run(draft)}>
                按选择重新预览
              </Button>
            ) : null}
            <Button
              type="primary"
              loading={propose.busy}
              disabled={
                preview.faults.length > 0 || preview.grants.some((it) => !draft.grants[it.id] && it.decision === null)
              }
              onClick={() => void propose.run(undefined)}
            >
              {preview.competence.atOnce ? "确认，立即生效" : `提交${preview.competence.name}批准`}
            </Button>
          </div>
        </>
      ) : (
        <form
          onSubmit={(it) => {
            it.preventDefault();
            void look.run(draft);
          }}
        >
          <Subject draft={draft} change={change} />
          <Section title="依据">
            <div className="form-grid">
              <Field label="变动日期" id="on" fault={look.problem?.faultOf("happenedOn")}>
                <DayField
                  id="on"
                  value={draft.happenedOn}
                  max={today}
                  onChange={(happenedOn) => change({ happenedOn })}
                />
              </Field>
              <Field label="文号（可不填）" id="document" hint="如 连开党〔2024〕12号">
                <Input
                  id="document"
                  maxLength={60}
                  value={draft.documentNumber}
                  onChange={(it) => change({ documentNumber: it.target.value })}
                />
              </Field>
              <Field
                label="文件（可不填）"
                id="file"
                hint="决定、批复或请示的扫描件：PDF、图片、Word 或 Excel，20 MB 以内。"
              >
                <EventFile
                  organization={draft.org || draft.sources[0] || draft.into}
                  file={draft.fileId === "" ? null : { id: draft.fileId, name: draft.fileName }}
                  onChange={(it) => change({ fileId: it?.id ?? "", fileName: it?.name ?? "" })}
                />
              </Field>
              <Field label="理由" id="reason" wide fault={look.problem?.faultOf("reason")}>
                <Input.TextArea
                  id="reason"
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  maxLength={2000}
                  value={draft.reason}
                  onChange={(it) => change({ reason: it.target.value })}
                />
              </Field>
            </div>
          </Section>
          <ProblemBox problem={look.problem} />
          <div className="actions">
            <Button type="primary" htmlType="submit" loading={look.busy}>
              预览影响
            </Button>
            <span className="quiet">这一步只是预览，不改任何记录。</span>
          </div>
        </form>
      )}
    </Page>
  );
}

function Subject(props: { draft: EventDraft; change: (patch: Partial<EventDraft>) => void }): ReactNode {
  const { draft, change } = props;
  const tree = useTree();
  const nameOf = (id: string): string => tree.data?.index.byId.get(id)?.shortName ?? "";
  const beneath = useMemo(
    () =>
      tree.data && draft.org !== ""
        ? (tree.data.index.children.get(draft.org) ?? []).filter((it) => it.closedOn === null)
        : [],
    [tree.data, draft.org],
  );
  switch (draft.kind) {
    case "establish":
      return (
        <Section title="新组织">
          <Field label="上级组织" id="parent">
            <OrgPick
              id="parent"
              label="上级组织"
              value={draft.org || undefined}
              onChange={(id) => change({ org: id ?? "" })}
            />
          </Field>
          <OrganizationFields draft={draft.fresh} id="fresh" onChange={(fresh) => change({ fresh })} />
        </Section>
      );
    case "rename":
    case "upgrade":
      return (
        <Section title={draft.kind === "rename" ? "新名称" : "升格为"}>
          <Field label="组织" id="org">
            <OrgPick
              id="org"
              label="组织"
              value={draft.org || undefined}
              onChange={(id) => change({ org: id ?? "" })}
            />
          </Field>
          <OrganizationFields
            draft={draft.fresh}
            id="fresh"
            only={draft.kind === "rename" ? "names" : "kind"}
            onChange={(fresh) => change({ fresh })}
          />
        </Section>
      );
    case "move":
      return (
        <Section title="改由谁管理">
          <div className="form-grid">
            <Field label="组织" id="org">
              <OrgPick
                id="org"
                label="组织"
                value={draft.org || undefined}
                onChange={(id) => change({ org: id ?? "" })}
              />
            </Field>
            <Field
              label="新的上级组织"
              id="into"
              hint={
                draft.org
                  ? `现在的上级：${nameOf(tree.data?.index.byId.get(draft.org)?.parentId ?? "") || "无"}`
                  : undefined
              }
            >
              <OrgPick
                id="into"
                label="新的上级组织"
                value={draft.into || undefined}
                onChange={(id) => change({ into: id ?? "" })}
              />
            </Field>
          </div>
        </Section>
      );
    case "merge":
      return <Merge draft={draft} change={change} />;
    case "split":
      return (
        <>
          <Section title="分设方案">
            <WhoseMembers label="要分设的组织" draft={draft} change={change} />
            <Checkbox checked={draft.continues} onChange={(it) => change({ continues: it.target.checked })}>
              原组织继续存在，留下一部分党员
            </Checkbox>
            {draft.parts.map((part, at) => (
              <fieldset key={at} className="part">
                <legend>新组织 {at + 1}</legend>
                <OrganizationFields
                  draft={part}
                  id={`part-${at}`}
                  onChange={(it) => change({ parts: draft.parts.map((one, place) => (place === at ? it : one)) })}
                />
                {draft.parts.length > 1 ? (
                  <Button
                    size="small"
                    onClick={() =>
                      change({ parts: draft.parts.filter((_, place) => place !== at), persons: {}, children: {} })
                    }
                  >
                    删除该新组织
                  </Button>
                ) : null}
              </fieldset>
            ))}
            <Button onClick={() => change({ parts: [...draft.parts, blankOrganization()] })}>再加一个新组织</Button>
          </Section>
          {beneath.length > 0 ? (
            <Section title="下级组织归谁">
              {beneath.map((it) => (
                <Field key={it.id} label={it.shortName} id={`child-${it.id}`}>
                  <Select
                    id={`child-${it.id}`}
                    value={draft.children[it.id] ?? (draft.continues ? "stay" : null)}
                    placeholder="选择"
                    options={[
                      ...(draft.continues ? [{ value: "stay", label: "留在原组织" }] : []),
                      ...draft.parts.map((part, at) => ({
                        value: String(at),
                        label: part.shortName || `新组织 ${at + 1}`,
                      })),
                    ]}
                    onChange={(to: string) => change({ children: { ...draft.children, [it.id]: to } })}
                  />
                </Field>
              ))}
            </Section>
          ) : null}
          <Section title="党员逐人分配">
            {draft.org === "" ? (
              <p className="quiet">先选择要分设的组织。</p>
            ) : (
              <Allocation
                org={draft.org}
                persons={draft.persons}
                places={[
                  ...(draft.continues ? [{ value: "stay", label: `留在${nameOf(draft.org)}` }] : []),
                  ...draft.parts.map((part, at) => ({
                    value: String(at),
                    label: part.shortName || `新组织 ${at + 1}`,
                  })),
                ]}
                onChange={(persons) => change({ persons })}
              />
            )}
          </Section>
        </>
      );
    case "dissolve":
      return (
        <>
          <Section title="要撤销的组织">
            <WhoseMembers label="要撤销的组织" draft={draft} change={change} />
          </Section>
          <Section title="党员转到哪里">
            {draft.org === "" ? (
              <p className="quiet">先选择要撤销的组织。</p>
            ) : (
              <Allocation
                org={draft.org}
                persons={draft.persons}
                places={null}
                onChange={(persons) => change({ persons })}
              />
            )}
          </Section>
        </>
      );
  }
}

/** The organisation whose members must be allotted; another one has others. */
function WhoseMembers(props: {
  label: string;
  draft: EventDraft;
  change: (patch: Partial<EventDraft>) => void;
}): ReactNode {
  return (
    <Field label={props.label} id="org">
      <OrgPick
        id="org"
        label={props.label}
        value={props.draft.org || undefined}
        onChange={(id) => props.change({ org: id ?? "", persons: {} })}
      />
    </Field>
  );
}

function Merge(props: { draft: EventDraft; change: (patch: Partial<EventDraft>) => void }): ReactNode {
  const { draft, change } = props;
  const tree = useTree();
  const nameOf = (id: string): string => tree.data?.index.byId.get(id)?.shortName ?? id;
  return (
    <Section title="哪些组织合并">
      <ul className="picked">
        {draft.sources.map((id) => (
          <li key={id}>
            {nameOf(id)}
            <button
              type="button"
              aria-label={`不合并${nameOf(id)}`}
              onClick={() =>
                change({ sources: draft.sources.filter((it) => it !== id), into: draft.into === id ? "" : draft.into })
              }
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <Field label="加入一个组织" id="source">
        <OrgPick
          id="source"
          label="加入一个要合并的组织"
          value={undefined}
          only={(it) => !draft.sources.includes(it.id)}
          onChange={(id) => {
            if (id !== undefined) change({ sources: [...draft.sources, id] });
          }}
        />
      </Field>
      <fieldset className="part">
        <legend>合并以后</legend>
        <Radio.Group
          aria-label="合并以后"
          value={draft.intoNew ? "new" : "one"}
          onChange={(it) => {
            const parent = tree.data?.index.byId.get(draft.sources[0] ?? "")?.parentId ?? "";
            change({ intoNew: it.target.value === "new", org: it.target.value === "new" ? parent : draft.org });
          }}
          options={[
            { label: "并入其中一个", value: "one" },
            { label: "成立新组织", value: "new" },
          ]}
        />
        {draft.intoNew ? (
          <>
            <Field label="新组织的上级" id="parent">
              <OrgPick
                id="parent"
                label="新组织的上级"
                value={draft.org || undefined}
                onChange={(id) => change({ org: id ?? "" })}
              />
            </Field>
            <OrganizationFields draft={draft.fresh} id="fresh" onChange={(fresh) => change({ fresh })} />
          </>
        ) : (
          <Field label="并入" id="into">
            <Select
              id="into"
              value={draft.into === "" ? null : draft.into}
              placeholder="选择留下的组织"
              options={draft.sources.map((id) => ({ value: id, label: nameOf(id) }))}
              onChange={(into: string) => change({ into })}
            />
          </Field>
        )}
      </fieldset>
    </Section>
  );
}

function OrganizationFields(props: {
  draft: NewOrganizationDraft;
  id: string;
  only?: "names" | "kind";
  onChange: (draft: NewOrganizationDraft) => void;
}): ReactNode {
  const { draft, id } = props;
  const set = (patch: Partial<NewOrganizationDraft>): void => props.onChange({ ...draft, ...patch });
  const full = props.only === undefined;
  return (
    <div className="form-grid">
      {props.only === "names" ? null : (
        <Field label="组织类别" id={`${id}-kind`}>
          <Select
            id={`${id}-kind`}
            value={draft.kind}
            options={codeSet("organization_kind").entries.map((it) => ({ value: it.value, label: it.term }))}
            onChange={(kind: string) => set({ kind })}
          />
        </Field>
      )}
      <Field label="全称" id={`${id}-full`} hint="与印章一致，如 中共××村支部委员会">
        <Input
          id={`${id}-full`}
          maxLength={100}
          value={draft.fullName}
          onChange={(it) => set({ fullName: it.target.value })}
        />
      </Field>
      <Field label="简称" id={`${id}-short`} hint="平时叫的名字，列表和统计用它">
        <Input
          id={`${id}-short`}
          maxLength={60}
          value={draft.shortName}
          onChange={(it) => set({ shortName: it.target.value })}
        />
      </Field>
      {full ? (
        <>
          <Field label="城乡属性" id={`${id}-area`}>
            <Select
              id={`${id}-area`}
              allowClear
              value={draft.areaKind === "" ? null : draft.areaKind}
              placeholder="可不填"
              options={codeSet("area_kind").entries.map((it) => ({ value: it.value, label: it.term }))}
              onChange={(areaKind: string | null) => set({ areaKind: areaKind ?? "" })}
            />
          </Field>
          <Field label="组织编码（可不填）" id={`${id}-code`}>
            <Input
              id={`${id}-code`}
              maxLength={40}
              value={draft.code}
              onChange={(it) => set({ code: it.target.value })}
            />
          </Field>
        </>
      ) : null}
    </div>
  );
}
