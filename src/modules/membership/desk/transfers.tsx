import { Button, Input, Modal } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { TransferChoices } from "#modules/membership/contract.ts";
import { personIdOf } from "#modules/organization/desk/post-dialogs.tsx";
import { api } from "#web/common/api.ts";
import { words } from "#web/common/format.ts";
import type { ListView, RegisterView, Row } from "#web/common/shapes.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { cellText } from "#web/desk/pages/register/cells.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Field, Page, Plain } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox } from "#web/desk/parts/say.tsx";
import { lineOf } from "#web/desk/shell/tree-search.ts";
import { usePlace, useTree } from "#web/desk/shell/use-tree.ts";

type Deciding = { readonly row: Row; readonly what: "acceptance" | "refusal" | "withdrawal" };

const WORDS = {
  acceptance: {
    title: "接收",
    says: "接收后，党员从今天起由接收支部管理。",
    saysOut: "收到区外党组织的回执后办结，党员从今天起不再是本区党员。",
    field: "说明（可不填）",
  },
  refusal: { title: "不接收", says: "不接收，党员仍由原支部管理；请写明理由。", saysOut: "", field: "理由" },
  withdrawal: {
    title: "撤回",
    says: "撤回后，这次转接作废，党员仍在原支部。",
    saysOut: "撤回后，这次转接作废，党员仍在原支部。",
    field: "原因（可不填）",
  },
} as const;

/** Transfers that wait for a decision of one side or the other. */
export function Transfers(): ReactNode {
  const { id } = usePlace();
  const tree = useTree();
  const registers = useAsk<readonly RegisterView[]>("/api/registers");
  const list = useAsk<ListView>("/api/registers/transfers", { "f.state": "handed-over", limit: 200 }, { keep: true });
  // A transfer belongs to both its ends, the list of the register only to the sending one.
  const touches = (row: Row): boolean =>
    id === undefined ||
    !tree.data ||
    [row["fromOrganizationId"], row["toOrganizationId"]].some(
      (end) => typeof end === "string" && tree.data && lineOf(tree.data.index, end).some((it) => it.id === id),
    );
  const choices = useAsk<TransferChoices>("/api/transfer-choices");
  const canOf = useMemo(() => new Map(choices.data?.rows.map((it) => [it.id, it.can])), [choices.data]);
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
                answer.rows.filter(touches).length === 0 ? (
                  <Empty action={<Go href="/r/transfers">看全部转接</Go>}>
                    没有等待接收的转接。从党员页面「转接组织关系」开出。
                  </Empty>
                ) : (
                  <Plain
                    caption="转接待办"
                    rows={answer.rows.filter(touches)}
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
                          <Choices
                            can={canOf.get(row.id)}
                            outside={row["kind"] === "out"}
                            onChoose={(what) => setDeciding({ row, what })}
                          />
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
          <p>{deciding.row["kind"] === "out" ? WORDS[deciding.what].saysOut : WORDS[deciding.what].says}</p>
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

/** Only what works: the receiver's buttons for the receiver, the sender's for the sender. */
function Choices(props: {
  can: TransferChoices["rows"][number]["can"] | undefined;
  outside: boolean;
  onChoose: (what: Deciding["what"]) => void;
}): ReactNode {
  const { can, outside, onChoose } = props;
  if (can === undefined) return null;
  if (can.length === 0) return <span className="quiet">等对方支部接收</span>;
  return (
    <span className="row row-start">
      {can.includes("acceptance") ? (
        <Button size="small" type="primary" onClick={() => onChoose("acceptance")}>
          {outside ? "收到回执，办结" : "接收"}
        </Button>
      ) : null}
      {can.includes("refusal") ? (
        <Button size="small" onClick={() => onChoose("refusal")}>
          不接收
        </Button>
      ) : null}
      {can.includes("withdrawal") ? (
        <Button size="small" onClick={() => onChoose("withdrawal")}>
          撤回
        </Button>
      ) : null}
    </span>
  );
}
