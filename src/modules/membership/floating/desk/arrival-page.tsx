import { Button, Input, Radio } from "antd";
import { type ReactNode, useState } from "react";
import type { KeyView } from "#modules/membership/floating/contract.ts";
import { KeyQuestion, unknownKey } from "#modules/membership/floating/desk/key-question.tsx";
import { PassField } from "#modules/membership/floating/desk/pass-field.tsx";
import { HOST_CONTACT, LEAVING } from "#modules/membership/floating/desk/texts.ts";
import { api } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { type Asked, FactField, type Values } from "#web/desk/parts/fact-field.tsx";
import { TypedForm } from "#web/desk/parts/leaving.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { type Column, Field, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const WITHOUT: readonly Asked[] = [
  { key: "name", term: "姓名", kind: "text" },
  { key: "gender", term: "性别", kind: "sex" },
  { key: "homeName", term: "原党组织", kind: "text", hint: "写全称，如“中共某县某镇某村支部委员会”。" },
  { key: "homeContact", term: "原党组织联系人及电话", kind: "text", optional: true },
  HOST_CONTACT,
  { key: "arrivedOn", term: "流入日期", kind: "day" },
  ...LEAVING.filter((it) => it.key !== "expectedBackOn"),
];

/** A member from elsewhere reports: with a flow pass nothing needs to be typed but the number that proves whose it is. */
export function ArrivalPage(): ReactNode {
  const search = useSearchText();
  const go = useGo();
  const [withPass, setWithPass] = useState(true);
  const { node } = usePlace();
  const [chosen, setChosen] = useState<string | undefined>(search["org"]);
  // Whoever looks after one branch is not asked which.
  const organizationId = chosen ?? (node?.kind.endsWith("branch") === true ? node.id : undefined);
  const [pass, setPass] = useState("");
  const [idNumber, setNumber] = useState("");
  const [fingerprint, setFingerprint] = useState("");
  const [values, setValues] = useState<Values>({});
  const deed = useDeed(
    () =>
      withPass
        ? api.post<{ id: string }>("/api/floating-inflows/by-pass", {
            organizationId,
            pass,
            idNumber,
            hostContact: values["hostContact"] ?? "",
            ...(fingerprint === "" ? {} : { fingerprint }),
          })
        : api.post<{ id: string }>("/api/floating-inflows", {
            ...Object.fromEntries(Object.entries(values).filter(([, it]) => it !== undefined && it !== "")),
            organizationId,
            idNumber,
          }),
    ({ id }) => go(`/floating/${id}`),
  );
  const unknown = unknownKey(deed.problem);
  const field = (it: Asked): ReactNode => (
    <FactField
      key={it.key}
      asked={it}
      value={values[it.key]}
      fault={deed.problem?.faultOf(it.key)}
      onChange={(value) => setValues((was) => ({ ...was, [it.key]: value }))}
    />
  );
  return (
    <Page title="流入登记" lead="外地党员在这里生活、工作，组织关系还在原来的支部。">
      <TypedForm busy={deed.busy} className="form">
        <Radio.Group
          aria-label="怎样登记"
          value={withPass}
          onChange={(it) => setWithPass(it.target.value === true)}
          options={[
            { label: "有流动党员活动证", value: true },
            { label: "没有", value: false },
          ]}
        />
        {unknown === null ? <ProblemBox problem={deed.problem} /> : null}
        <Field label="编入党支部" id="arrival-branch">
          <OrgPick id="arrival-branch" label="编入党支部" value={organizationId} onChange={setChosen} />
        </Field>
        {withPass ? <PassField value={pass} onChange={setPass} /> : null}
        <Field
          label="本人的公民身份号码"
          id="arrival-number"
          hint={withPass ? "用来核对活动证是不是本人的，加密保存。" : "加密保存。"}
        >
          <Input id="arrival-number" maxLength={20} value={idNumber} onChange={(it) => setNumber(it.target.value)} />
        </Field>
        {withPass ? field(HOST_CONTACT) : WITHOUT.map(field)}
        {unknown === null ? null : (
          <KeyQuestion
            unknown={unknown}
            confirmed={fingerprint === unknown.fingerprint}
            onConfirm={(yes) => setFingerprint(yes ? unknown.fingerprint : "")}
          />
        )}
        <Button
          type="primary"
          loading={deed.busy}
          disabled={organizationId === undefined || idNumber === "" || (withPass && pass === "")}
          onClick={() => void deed.run(undefined)}
        >
          {withPass ? "核验并接收" : "登记"}
        </Button>
      </TypedForm>
      <Keys />
    </Page>
  );
}

const KEY_COLUMNS: readonly Column<KeyView["known"][number]>[] = [
  { title: "单位", show: (it) => it.name },
  { title: "指纹", show: (it) => it.fingerprint },
  { title: "核对", show: (it) => `${it.confirmedOn} ${it.confirmedBy}` },
];

/** Our own fingerprint for the telephone, and those that were compared. */
function Keys(): ReactNode {
  const answer = useAsk<KeyView>("/api/pass-keys");
  return (
    <Section title="防伪校验码">
      <Answer of={answer}>
        {(keys) => (
          <>
            <p>
              本系统的指纹：<code className="secret">{keys.fingerprint}</code>
            </p>
            <Plain
              caption="核对过的指纹"
              rows={keys.known}
              id={(it) => it.fingerprint}
              empty="还没有核对过别处的指纹。第一次读入外地的活动证时会请您核对。"
              columns={KEY_COLUMNS}
            />
          </>
        )}
      </Answer>
    </Section>
  );
}
