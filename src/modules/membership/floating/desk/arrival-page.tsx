import { Button, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { FOREIGN_NAME } from "#modules/membership/asks.ts";
import * as at from "#modules/membership/floating/address.ts";
import type { Inflow, KeyView, PassInflow } from "#modules/membership/floating/contract.ts";
import { KeyQuestion, unknownKey } from "#modules/membership/floating/desk/key-question.tsx";
import { PassField } from "#modules/membership/floating/desk/pass-field.tsx";
import { HOST_CONTACT, LEAVING } from "#modules/membership/floating/desk/texts.ts";
import { asks, code, identityNumber, own, pastDay, place, text } from "#platform/forms/asks.ts";
import { sentOf } from "#platform/forms/faults.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { AskedFields, useAsked } from "#web/desk/parts/asked-fields.tsx";
import { StillMissing } from "#web/desk/parts/fact-dialog.tsx";
import { TypedForm } from "#web/desk/parts/leaving.tsx";
import { type Column, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { saySaved } from "#web/desk/parts/saved.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const { expectedBackOn: _unknownHere, ...AWAY } = LEAVING;
const WITH = asks({
  organizationId: place("编入党支部"),
  pass: own<string>("流动党员活动证"),
  idNumber: identityNumber("本人的公民身份号码", { hint: "用来核对活动证是不是本人的，加密保存。" }),
  ...HOST_CONTACT,
});
const WITHOUT = asks({
  organizationId: WITH.organizationId,
  idNumber: { ...WITH.idNumber, hint: "加密保存。" },
  name: text("姓名", { most: FOREIGN_NAME }),
  gender: code("性别", "sex"),
  homeName: text("原党组织", { hint: "写全称，如“中共某县某镇某村支部委员会”。" }),
  homeContact: text("原党组织联系人及电话", { optional: true }),
  ...HOST_CONTACT,
  arrivedOn: pastDay("流入日期"),
  ...AWAY,
});

/** A member from elsewhere reports: with a flow pass nothing needs to be typed but the number that proves whose it is. */
export function ArrivalPage(): ReactNode {
  const search = useSearchText();
  const { node } = usePlace();
  // Whoever looks after one branch is not asked which; the form begins anew when the tree has come that says so.
  const branch = search["org"] ?? (node?.kind.endsWith("branch") === true ? node.id : undefined);
  return <Arrival key={branch ?? ""} branch={branch} />;
}

function Arrival({ branch }: { branch: string | undefined }): ReactNode {
  const go = useGo();
  const [withPass, setWithPass] = useState(true);
  const [fingerprint, setFingerprint] = useState("");
  const asked = withPass ? WITH : WITHOUT;
  const deed = useDeed(
    (values: object) =>
      withPass
        ? sendTo(at.inflowByPass, {}, { ...(values as PassInflow), ...(fingerprint === "" ? {} : { fingerprint }) })
        : sendTo(at.inflow, {}, values as Inflow),
    ({ id }) => {
      saySaved({ text: "流入登记" });
      go(`/floating/${id}`);
    },
  );
  const form = useAsked(asked, { organizationId: branch }, deed.problem);
  const unknown = unknownKey(deed.problem);
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
        <AskedFields
          form={form}
          prefix="arrival"
          own={{
            pass: ({ value, fault, onChange }) => (
              <div className="field">
                <PassField value={typeof value === "string" ? value : ""} onChange={onChange} />
                {fault ? (
                  <p className="fault" role="alert">
                    {fault}
                  </p>
                ) : null}
              </div>
            ),
          }}
        />
        {unknown === null ? null : <KeyQuestion unknown={unknown} heard={fingerprint} onHeard={setFingerprint} />}
        <StillMissing terms={form.missing} />
        <Button
          type="primary"
          loading={deed.busy}
          onClick={() => void (form.check() && deed.run(sentOf(asked, form.given)))}
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
  { title: "防伪校验码", show: (it) => it.fingerprint },
  { title: "核对", show: (it) => `${it.confirmedOn} ${it.confirmedBy}` },
];

/** Our own fingerprint for the telephone, and those that were compared. */
function Keys(): ReactNode {
  const answer = useAsk(at.passKeys);
  return (
    <Section title="防伪校验码">
      <Answer of={answer}>
        {(keys) => (
          <>
            <p>
              本系统的防伪校验码：<code className="secret">{keys.fingerprint}</code>
            </p>
            <Plain
              caption="核对过的防伪校验码"
              rows={keys.known}
              id={(it) => it.fingerprint}
              empty="还没有核对过别处的防伪校验码。第一次读入外地的活动证时会请您核对。"
              columns={KEY_COLUMNS}
            />
          </>
        )}
      </Answer>
    </Section>
  );
}
