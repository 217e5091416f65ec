import { Button, Checkbox, Input } from "antd";
import { type ReactNode, useState } from "react";
import type { AccountOpened, AccountOpening } from "#modules/membership/contract.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { OneTime } from "#web/desk/parts/one-time.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

/**
 * Opens the account with which somebody sees what is their own on the telephone. Stands on the page also when it may not
 * be done (any more), because the password is shown after it has been done.
 */
export function OpenAccount(props: {
  may: boolean;
  send: (body: AccountOpening) => Promise<AccountOpened>;
  name: string;
  sees: string;
}): ReactNode {
  const [open, setOpen] = useState(false);
  const [username, setUsername] = useState("");
  const [byPhone, setByPhone] = useState(true);
  const [made, setMade] = useState<AccountOpened | null>(null);
  const deed = useDeed(
    () => props.send({ byPhone, ...(username.trim() === "" ? {} : { username: username.trim() }) }),
    setMade,
  );
  return (
    <>
      {props.may ? <Button onClick={() => setOpen(true)}>开通掌上账号</Button> : null}
      <FormModal
        open={open}
        done={made !== null}
        title={`开通掌上账号：${props.name}`}
        okText={made ? "完成" : "开通"}
        cancelButtonProps={{ style: made ? { display: "none" } : {} }}
        okButtonProps={{ loading: deed.busy }}
        onOk={() => (made ? setOpen(false) : void deed.run(undefined))}
        onCancel={() => setOpen(false)}
      >
        {made ? (
          <OneTime username={made.username} password={made.oneTimePassword} />
        ) : (
          <>
            <p className="quiet">{props.sees}</p>
            <ProblemBox problem={deed.problem} />
            <Field
              label="用户名（可不填）"
              id="own-username"
              fault={deed.problem?.faultOf("username")}
              hint="不填就用姓名拼音。"
            >
              <Input
                id="own-username"
                maxLength={40}
                autoComplete="off"
                value={username}
                onChange={(it) => setUsername(it.target.value)}
              />
            </Field>
            <Field label="" id="own-by-phone" fault={deed.problem?.faultOf("phone")}>
              <Checkbox id="own-by-phone" checked={byPhone} onChange={(it) => setByPhone(it.target.checked)}>
                登记过手机号的，也可以用手机号登录
              </Checkbox>
            </Field>
          </>
        )}
      </FormModal>
    </>
  );
}
