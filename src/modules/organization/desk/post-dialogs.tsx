import { Input, Select } from "antd";
import { type ReactNode, useDeferredValue, useState } from "react";
import * as at from "#modules/organization/address.ts";
import type { OrganizationView } from "#modules/organization/contract.ts";
import { listOf } from "#platform/registers/address.ts";
import type { Cell } from "#platform/registers/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { words } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useToday } from "#web/desk/session.ts";

/** Chooses a member within reach by name, pinyin or initials. */
export function PersonPick(props: {
  id: string;
  value: string;
  onChange: (id: string) => void;
  org?: string;
}): ReactNode {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const list = useAsk(listOf("members"), { q, org: q === "" ? props.org : undefined, limit: 20 }, { keep: true });
  const options = (list.data?.rows ?? []).map((row) => ({
    value: personIdOf(row),
    label: `${words(row["name"])} · ${words(row["organization"] ?? row["organizationId"] ?? row["branch"])}`,
  }));
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={props.value === "" ? null : props.value}
      options={options}
      placeholder="输入姓名或拼音"
      notFoundContent={list.isFetching ? "正在找…" : "没有找到"}
      popupMatchSelectWidth={320}
      onChange={(id: string) => props.onChange(id)}
    />
  );
}

/** A row of the members' register stands for a membership; the person is named beside it. */
export function personIdOf(row: { readonly id: string } & Readonly<Record<string, Cell>>): string {
  return words(row["personId"]) || row.id;
}

export function PostDialog(props: { organizationId: string; onClose: () => void }): ReactNode {
  const today = useToday();
  const [personId, setPerson] = useState("");
  const [post, setPost] = useState("");
  const [from, setFrom] = useState(today);
  const [documentNumber, setDocument] = useState("");
  const deed = useDeed(
    () =>
      sendTo(
        at.posts,
        {},
        {
          organizationId: props.organizationId,
          personId,
          post,
          from,
          documentNumber: documentNumber === "" ? null : documentNumber,
        },
      ),
    props.onClose,
  );
  return (
    <FormModal
      open
      title="登记任职"
      okText="登记"
      okButtonProps={{ loading: deed.busy, disabled: personId === "" || post === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Field label="党员" id="post-person" fault={deed.problem?.faultOf("personId")}>
        <PersonPick id="post-person" value={personId} onChange={setPerson} org={props.organizationId} />
      </Field>
      <Field label="职务" id="post-post" fault={deed.problem?.faultOf("post")}>
        <Select
          id="post-post"
          value={post === "" ? null : post}
          placeholder="选择职务"
          options={codeSet("party_post").entries.map((it) => ({ value: it.value, label: it.term }))}
          onChange={(it: string) => setPost(it)}
        />
      </Field>
      <Field label="任职日期" id="post-from" fault={deed.problem?.faultOf("from")}>
        <DayField id="post-from" value={from} onChange={setFrom} />
      </Field>
      <Field label="批准文号（可不填）" id="post-document">
        <Input
          id="post-document"
          maxLength={60}
          value={documentNumber}
          onChange={(it) => setDocument(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}

export function PostEndDialog(props: { post: OrganizationView["posts"][number]; onClose: () => void }): ReactNode {
  const today = useToday();
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState("");
  const deed = useDeed(
    () => sendTo(at.postEnding, { id: props.post.id }, reason === "" ? { on } : { on, reason }),
    props.onClose,
  );
  return (
    <FormModal
      open
      title={`${props.post.personName}离任${props.post.postTerm}`}
      okText="登记离任"
      okButtonProps={{ loading: deed.busy }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Field label="离任日期" id="end-on" fault={deed.problem?.faultOf("on")}>
        <DayField id="end-on" value={on} onChange={setOn} min={props.post.validFrom} />
      </Field>
      <Field label="原因（可不填）" id="end-reason">
        <Input id="end-reason" maxLength={200} value={reason} onChange={(it) => setReason(it.target.value)} />
      </Field>
    </FormModal>
  );
}

export function TermDialog(props: { organizationId: string; onClose: () => void }): ReactNode {
  const today = useToday();
  const [startOn, setStart] = useState(today);
  const [years, setYears] = useState<number | null>(null);
  const [documentNumber, setDocument] = useState("");
  const deed = useDeed(
    () =>
      sendTo(
        at.terms,
        {},
        {
          organizationId: props.organizationId,
          startOn,
          electedOn: startOn,
          documentNumber: documentNumber === "" ? null : documentNumber,
          ...(years === null ? {} : { years }),
        },
      ),
    props.onClose,
  );
  return (
    <FormModal
      open
      title="补登届次"
      okText="登记"
      okButtonProps={{ loading: deed.busy }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <ProblemBox problem={deed.problem} />
      <Field
        label="选举产生日期"
        id="term-start"
        fault={deed.problem?.faultOf("startOn")}
        hint="届次号接着上一届自动编。"
      >
        <DayField id="term-start" value={startOn} onChange={setStart} max={today} />
      </Field>
      <Field
        label="任期"
        id="term-years"
        fault={deed.problem?.faultOf("years")}
        hint="不选就按规定：村、社区和党的基层委员会5年，其他党支部、党总支3年。"
      >
        <Select
          id="term-years"
          allowClear
          value={years}
          placeholder="按规定"
          options={[2, 3, 4, 5].map((it) => ({ value: it, label: `${it} 年` }))}
          onChange={(it: number | null) => setYears(it ?? null)}
        />
      </Field>
      <Field label="批准文号（可不填）" id="term-document">
        <Input
          id="term-document"
          maxLength={60}
          value={documentNumber}
          onChange={(it) => setDocument(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
