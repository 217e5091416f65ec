import { Button, Dropdown, Input } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/registers/address.ts";
import type { SavedView } from "#platform/registers/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { viewAddress } from "#web/desk/pages/register/query.ts";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { Field } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { type Patch, parseSearch, type SearchText } from "#web/desk/place.ts";

/** Saved views: a list as one person likes it, under a name. */
export function Views(props: { register: string; search: SearchText; onApply: (patch: Patch) => void }): ReactNode {
  const answer = useAsk(at.views);
  const views = (answer.data ?? []).filter((it) => it.register === props.register);
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const save = useDeed(
    () =>
      sendTo(at.viewSaving, {}, { register: props.register, name: name.trim(), address: viewAddress(props.search) }),
    () => {
      setNaming(false);
      setName("");
    },
  );
  const drop = useDeed((id: string) => sendTo(at.viewDropping, { id }, null));
  const apply = (view: SavedView): void => {
    const cleared = Object.fromEntries(
      Object.keys(props.search)
        .filter((key) => key.startsWith("f.") || key === "q" || key === "sort" || key === "cols")
        .map((key) => [key, ""]),
    );
    props.onApply({ ...cleared, ...parseSearch(view.address) });
  };
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...views.map((it) => ({ key: it.id, label: it.name })),
            ...(views.length > 0 ? [{ type: "divider" as const }] : []),
            { key: "save", label: "保存为常用查询…" },
            ...(views.length > 0
              ? [
                  {
                    key: "drop",
                    label: "删除常用查询",
                    children: views.map((it) => ({ key: `drop ${it.id}`, label: it.name })),
                  },
                ]
              : []),
          ],
          onClick: ({ key }) => {
            if (key === "save") setNaming(true);
            else if (key.startsWith("drop ")) void drop.run(key.slice(5));
            else {
              const view = views.find((it) => it.id === key);
              if (view) apply(view);
            }
          },
        }}
      >
        <Button>常用查询{views.length > 0 ? ` ${views.length}` : ""}</Button>
      </Dropdown>
      <FormModal
        open={naming}
        title="保存为常用查询"
        okText="保存"
        okButtonProps={{ disabled: name.trim() === "", loading: save.busy }}
        onOk={() => void save.run(undefined)}
        onCancel={() => setNaming(false)}
      >
        <ProblemBox problem={save.problem} />
        <Field label="常用查询名称" id="view-name" hint="保存当前的搜索、筛选、排序和显示列，仅本人可见。">
          <Input id="view-name" maxLength={30} value={name} onChange={(it) => setName(it.target.value)} />
        </Field>
      </FormModal>
    </>
  );
}
