import { Button, Input, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { personIdOf } from "#modules/organization/desk/post-dialogs.tsx";
import { api } from "#web/common/api.ts";
import { words } from "#web/common/format.ts";
import type { ListView, RegisterView, Row } from "#web/common/shapes.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { cellText } from "#web/desk/pages/register/cells.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Field, Page, Plain } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { usePlace } from "#web/desk/shell/use-tree.ts";

type Deciding = { readonly row: Row; readonly what: "acceptance" | "refusal" | "withdrawal" };

const WORDS = {
  acceptance: { title: "接收", says: "接收后，党员从今天起由本支部管理。", field: "说明（可不填）" },
  refusal: { title: "不接收", says: "不接收，党员仍由原支部管理；请写明理由。", field: "理由" },
  withdrawal: { title: "撤回", says: "撤回后，这次转接作废，党员仍在原支部。", field: "原因（可不填）" },
} as const;

/** Transfers that wait for a decision of one side or the other. */
export function Transfers(): ReactNode {
  const { id } = usePlace();
  const registers = useAsk<readonly RegisterView[]>("/api/registers");
  const list = useAsk<ListView>(
    "/api/registers/transfers",
    { org: id, "f.state": "handed-over", limit: 200 },
    { enabled: id !== undefined, keep: true },
  );
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [note, setNote] = useState("");
  const deed = useDeed(
    (it: Deciding) =>
      api.post(`/api/transfers/${it.row.id}/${it.what}`, note.trim() === "" ? {} : { note: note.trim() }),
    () => {
      setDeciding(null);
      setNote("");
    },
  );
  return (
    <Page title="转接待办" lead="已经开出、还没有接收的组织关系转接。">
      <Answer of={registers}>
        {(data) => {
          const register = data.find((it) => it.id === "transfers");
          if (!register) return <Empty>您的岗位不办理转接。</Empty>;
          const shown = register.columns
            .map((key) => register.fields.find((it) => it.key === key))
            .filter((it) => it !== undefined && it.key !== "stateTerm" && it.key !== "decidedOn");
          return (
            <Answer of={list}>
              {(answer) =>
                answer.rows.length === 0 ? (
                  <Empty action={<Go href="/r/transfers">看全部转接</Go>}>
                    没有等待接收的转接。从党员页面「转接组织关系」开出。
                  </Empty>
                ) : (
                  <Plain
                    caption="转接待办"
                    rows={answer.rows}
                    id={(row) => row.id}
                    columns={[
                      ...shown.flatMap((field) =>
                        field === undefined
                          ? []
                          : [
                              {
                                title: field.term,
                                show: (row: Row) =>
                                  field.key === "personName" ? (
                                    <Go href={`/members/${personIdOf(row)}`}>{cellText(row[field.key], field)}</Go>
                                  ) : (
                                    cellText(row[field.key], field)
                                  ),
                              },
                            ],
                      ),
                      {
                        title: "",
                        width: "15em",
                        show: (row: Row) => (
                          <span className="row row-start">
                            <Button
                              size="small"
                              type="primary"
                              onClick={() => setDeciding({ row, what: "acceptance" })}
                            >
                              接收
                            </Button>
                            <Button size="small" onClick={() => setDeciding({ row, what: "refusal" })}>
                              不接收
                            </Button>
                            <Button size="small" onClick={() => setDeciding({ row, what: "withdrawal" })}>
                              撤回
                            </Button>
                          </span>
                        ),
                      },
                    ]}
                  />
                )
              }
            </Answer>
          );
        }}
      </Answer>
      {deciding ? (
        <Modal
          open
          title={`${WORDS[deciding.what].title}：${words(deciding.row["personName"])}`}
          okText={WORDS[deciding.what].title}
          okButtonProps={{ loading: deed.busy, disabled: deciding.what === "refusal" && note.trim() === "" }}
          onOk={() => void deed.run(deciding)}
          onCancel={() => {
            setDeciding(null);
            deed.clear();
          }}
        >
          <p>{WORDS[deciding.what].says}</p>
          <ProblemBox problem={deed.problem} />
          <Field label={WORDS[deciding.what].field} id="decision-note">
            <Input.TextArea
              id="decision-note"
              autoSize={{ minRows: 2 }}
              maxLength={500}
              value={note}
              onChange={(it) => setNote(it.target.value)}
            />
          </Field>
        </Modal>
      ) : null}
    </Page>
  );
}
