import { Input, Modal, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { api } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/** Hands members over to another branch inside the zone, or out of it. Until the other side accepts, they stay here. */
export function TransferDialog(props: {
  persons: readonly { id: string; name: string }[];
  onClose: () => void;
}): ReactNode {
  const [inside, setInside] = useState(true);
  const [to, setTo] = useState("");
  const [outsideName, setOutside] = useState("");
  const [reason, setReason] = useState("");
  const [letterNumber, setLetter] = useState("");
  const [duesPaidTo, setDues] = useState("");
  const deed = useDeed(
    () =>
      api.post("/api/transfers", {
        personIds: props.persons.map((it) => it.id),
        reason,
        ...(inside ? { toOrganizationId: to } : { outsideName: outsideName.trim() }),
        ...(letterNumber === "" ? {} : { letterNumber }),
        ...(duesPaidTo === "" ? {} : { duesPaidTo }),
      }),
    props.onClose,
  );
  return (
    <Modal
      open
      title={`转接组织关系：${props.persons.map((it) => it.name).join("、")}`}
      okText="开出转接"
      okButtonProps={{ loading: deed.busy, disabled: inside ? to === "" : outsideName.trim() === "" }}
      onOk={() => void deed.run(undefined)}
      onCancel={props.onClose}
    >
      <p className="quiet">对方接收之前，党员仍由原支部管理；对方不接收，就回到原支部。</p>
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
          <OrgPick id="to" label="接收支部" value={to || undefined} onChange={(id) => setTo(id ?? "")} />
        </Field>
      ) : (
        <Field label="接收党组织名称" id="outside" fault={deed.problem?.faultOf("outsideName")}>
          <Input id="outside" maxLength={100} value={outsideName} onChange={(it) => setOutside(it.target.value)} />
        </Field>
      )}
      <Field label="介绍信编号（可不填）" id="letter">
        <Input id="letter" maxLength={60} value={letterNumber} onChange={(it) => setLetter(it.target.value)} />
      </Field>
      <Field label="党费交至（可不填）" id="dues">
        <DayField id="dues" value={duesPaidTo} onChange={setDues} />
      </Field>
      <Field label="原因" id="transfer-reason">
        <Input.TextArea
          id="transfer-reason"
          autoSize={{ minRows: 2 }}
          maxLength={500}
          value={reason}
          onChange={(it) => setReason(it.target.value)}
        />
      </Field>
    </Modal>
  );
}
