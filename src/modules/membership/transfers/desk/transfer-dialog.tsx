import { Input, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import { HostPick } from "#modules/membership/floating/desk/host-pick.tsx";
import * as at from "#modules/membership/transfers/address.ts";
import type { HandOver } from "#modules/membership/transfers/contract.ts";
import { codeSet } from "#shared/code-sets.ts";
import { sendTo } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo } from "#web/desk/place.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** Hands members over to another branch inside the zone, or out of it. Until the other side accepts, they stay here. */
export function TransferDialog(props: {
  persons: readonly { id: string; name: string }[];
  /** What the member asked for on the phone: where to, and why. */
  wish?: { readonly destination: string; readonly reason: string };
  onClose: () => void;
}): ReactNode {
  const go = useGo();
  const { wish } = props;
  const tree = useTree();
  // A destination that names an organisation of the zone is one; any other lies outside.
  const meant =
    wish &&
    [...(tree.data?.index.byId.values() ?? [])].find(
      (it) => it.closedOn === null && it.shortName !== "" && wish.destination.includes(it.shortName),
    );
  const [inside, setInside] = useState(wish === undefined || meant !== undefined);
  const [to, setTo] = useState(meant?.id ?? "");
  const [outsideName, setOutside] = useState(wish === undefined || meant !== undefined ? "" : wish.destination);
  const [channel, setChannel] = useState<NonNullable<HandOver["channel"]>>("letter");
  const [scope, setScope] = useState<string | null>(null);
  const [contact, setContact] = useState("");
  const [reason, setReason] = useState(wish?.reason ?? "");
  const [duesPaidTo, setDues] = useState("");
  const deed = useDeed(
    () =>
      sendTo(
        at.handOver,
        {},
        {
          personIds: props.persons.map((it) => it.id),
          reason,
          ...(inside
            ? { toOrganizationId: to }
            : {
                outsideName: outsideName.trim(),
                channel,
                ...(scope === null ? {} : { scope }),
                ...(contact.trim() === "" ? {} : { contact: contact.trim() }),
              }),
          ...(duesPaidTo === "" ? {} : { duesPaidTo }),
        },
      ),
    ({ ids }) => {
      props.onClose();
      if (ids.length === 1) go(`/transfers/${ids[0] ?? ""}`);
    },
  );
  return (
    <FormModal
      open
      title={`转接组织关系：${props.persons.map((it) => it.name).join("、")}`}
      okText="发起转接"
      okButtonProps={{ loading: deed.busy, disabled: inside ? to === "" : outsideName.trim() === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">
        接收之前，党员仍由原支部管理；对方退回的，仍回原支部。
        {wish === undefined ? "" : `本人申请转往：${wish.destination}。`}
      </p>
      <ProblemBox problem={deed.problem} />
      <Radio.Group
        aria-label="转到哪里"
        value={inside ? "inside" : "out"}
        onChange={(it) => setInside(it.target.value === "inside")}
        options={[
          { label: "本区的支部", value: "inside" },
          { label: "区外", value: "out" },
        ]}
      />
      {inside ? (
        <Field label="接收支部" id="to" fault={deed.problem?.faultOf("toOrganizationId")}>
          <HostPick id="to" value={to} onChange={(id) => setTo(id ?? "")} />
        </Field>
      ) : (
        <>
          <Field label="接收党组织名称" id="outside" fault={deed.problem?.faultOf("outsideName")}>
            <Input id="outside" maxLength={100} value={outsideName} onChange={(it) => setOutside(it.target.value)} />
          </Field>
          <Field label="方式" id="channel">
            <Radio.Group
              id="channel"
              aria-label="方式"
              value={channel}
              onChange={(it) => setChannel(it.target.value === "online" ? "online" : "letter")}
              options={[
                { label: "纸质介绍信", value: "letter" },
                { label: "网上转接", value: "online" },
              ]}
            />
          </Field>
          <Field label="范围（可不填）" id="scope" hint="决定介绍信一般有效多少天。">
            <Select
              id="scope"
              allowClear
              placeholder="请选择"
              value={scope}
              options={codeSet("transfer_scope").entries.map((it) => ({ value: it.value, label: it.term }))}
              onChange={(it: string | undefined) => setScope(it ?? null)}
            />
          </Field>
          <Field label="对方联系人和电话（可不填）" id="contact">
            <Input id="contact" maxLength={100} value={contact} onChange={(it) => setContact(it.target.value)} />
          </Field>
        </>
      )}
      <Field label="党费交至（可不填）" id="dues" hint="不填的，按党费台账里交到的月份。">
        <DayField id="dues" value={duesPaidTo} onChange={setDues} />
      </Field>
      <Field label="原因" id="transfer-reason">
        <Input.TextArea
          id="transfer-reason"
          autoSize={{ minRows: 2 }}
          maxLength={400}
          value={reason}
          onChange={(it) => setReason(it.target.value)}
        />
      </Field>
    </FormModal>
  );
}
