import { useParams } from "@tanstack/react-router";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/organization/elections/address.ts";
import type { CaseView } from "#modules/organization/elections/contract.ts";
import { RecordStep } from "#modules/organization/elections/desk/step-form.tsx";
import { stepNamed } from "#modules/organization/elections/path.ts";
import { WHO } from "#modules/organization/elections/zh.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { NextStep, PathStep, StepRecord, StepWarnings } from "#web/desk/parts/case-steps.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { ReasonDialog } from "#web/desk/parts/reason-dialog.tsx";
import { Answer, ProvisionLine } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import "./elections.css";

/** One election as a readable path: what was done, what is next and why, and every paper of it. */
export function ElectionCase(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.election, { id: params.id ?? "" }, { keep: true });
  return <Answer of={answer}>{(it) => <View of={it} />}</Answer>;
}

function View({ of: it }: { of: CaseView }): ReactNode {
  const step = useSearchText()["step"];
  const patch = usePatchSearch();
  const [dialog, setDialog] = useState<"end" | "withdraw" | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const asked = it.steps.find((one) => one.code === step && one.mayRecord);
  const recording = asked === undefined ? undefined : stepNamed(asked.code);
  const record = (code: string | null): void => patch({ step: code });
  const underWay = it.endedOn === null;
  const village = it.kind === "village";
  return (
    <Page
      title={it.title}
      lead={
        <>
          <Mark kind={underWay ? "info" : "plain"}>{it.endedTerm ?? "正在办理"}</Mark>{" "}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
          {it.endedNote === "" ? null : <span> · {it.endedNote}</span>}
        </>
      }
      tools={
        underWay && it.can.write && it.effectiveOn === null ? (
          <Button onClick={() => setDialog("end")}>终止选举</Button>
        ) : null
      }
    >
      <StepWarnings warnings={warnings} />
      {it.next === null ? null : (
        <div className="say case-next">
          <NextStep
            title={`${it.next.term}（${it.next.by === "superior" ? (it.superiorName ?? "上级") : it.organizationName}）`}
            grounds={it.next.grounds}
            basis={it.next.basis}
            by={it.superiorName ?? "上级党组织"}
            onRecord={it.next.mayRecord ? () => record(it.next?.step ?? null) : null}
          />
        </div>
      )}
      <Section title="基本情况">
        <Facts
          facts={[
            ["选举类型", it.kindTerm],
            ["选举办法", it.formTerm],
            ["本届届满", it.termDueOn],
            ["批准延期（提前）到", it.postponedTo],
            ["应选", village ? null : seatsInWords(it)],
            ["代表人数", it.delegates === null ? null : `${it.delegates}人`],
            ["应到会", it.due === null ? null : `${it.due}人，实到会${it.present ?? 0}人`],
            ["选举日期", it.heldOn],
            ["任职自", it.effectiveOn],
            ["当选", it.elected.map((one) => `${one.name}（${one.seatTerm}）`).join("、")],
            ["事由", it.reason],
          ]}
        />
      </Section>
      {village ? <VillageRecord of={it} onWithdraw={() => setDialog("withdraw")} /> : null}
      {village ? null : (
        <Section title="办理过程">
          <ol className="case-path">
            {it.steps.map((one) => (
              <PathStep
                key={one.code}
                state={one.state}
                term={one.term}
                by={`${WHO[one.by] ?? ""}${one.optional ? "，没有就不办" : ""}`}
                onRecord={one.mayRecord ? () => record(one.code) : null}
                papers={one.papers.map((paper) => (
                  <Go key={paper.name} href={`/elections/${it.id}/papers/${paper.name}`}>
                    {paper.term}
                  </Go>
                ))}
              >
                {it.records
                  .filter((record_) => record_.step === one.code)
                  .map((record_) => (
                    <RecordOf key={record_.id} of={it} record={record_} onWithdraw={() => setDialog("withdraw")} />
                  ))}
              </PathStep>
            ))}
          </ol>
        </Section>
      )}
      {village ? null : (
        <Section title="材料">
          {it.missing.length === 0 ? (
            <p className="say say-good">整套材料齐全。</p>
          ) : (
            <p>还没有：{it.missing.join("、")}。</p>
          )}
          <ProvisionLine provision={it.recordsBasis} />
        </Section>
      )}
      {recording === undefined ? null : (
        <RecordStep
          key={recording.name}
          of={it}
          step={recording}
          onClose={(found) => {
            setWarnings(found);
            record(null);
          }}
        />
      )}
      {dialog === null ? null : <DialogOf of={it} dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
}

const seatsInWords = (it: CaseView): string =>
  it.form === "direct"
    ? `书记1名${it.deputies > 0 ? `，副书记${it.deputies}名` : ""}`
    : `委员${it.seats}名${it.deputies > 0 ? `，其中副书记${it.deputies}名` : ""}`;

type RecordView = CaseView["records"][number];

function VillageRecord(props: { of: CaseView; onWithdraw: () => void }): ReactNode {
  return (
    <Section title="选举记录" note="村（居）民委员会由村（居）民依法选举，这里只记录结果。">
      {props.of.records.map((it) => (
        <RecordOf key={it.id} of={props.of} record={it} onWithdraw={props.onWithdraw} />
      ))}
    </Section>
  );
}

function RecordOf(props: { of: CaseView; record: RecordView; onWithdraw: () => void }): ReactNode {
  const { of: it, record } = props;
  return (
    <StepRecord
      of={record}
      tools={
        record.id === it.undoable ? (
          <Button type="link" size="small" onClick={props.onWithdraw}>
            撤回
          </Button>
        ) : null
      }
    >
      {record.sheets.map((sheet) => (
        <div key={sheet.seatTerm}>
          <Plain
            caption={`${sheet.seatTerm}得票`}
            rows={sheet.rows}
            id={(one) => one.name}
            columns={[
              { title: `${sheet.seatTerm}（应选${sheet.seats}名）`, show: (one) => one.name },
              { title: "赞成", show: (one) => String(one.votesFor), number: true },
              { title: "不赞成", show: (one) => (one.writtenIn ? "" : String(one.votesAgainst)), number: true },
              { title: "弃权", show: (one) => (one.abstained === null ? "" : String(one.abstained)), number: true },
              {
                title: "结果",
                show: (one) => (
                  <>
                    {one.elected ? <Mark kind="good">当选</Mark> : null}
                    {one.writtenIn ? <span className="quiet"> 另选他人</span> : null}
                  </>
                ),
              },
            ]}
          />
          <p>
            {sheet.grounds}。 <ProvisionLine provision={sheet.basis} />
          </p>
        </div>
      ))}
      {record.note === "" ? null : <p>{record.note}</p>}
    </StepRecord>
  );
}

function DialogOf(props: { of: CaseView; dialog: "end" | "withdraw"; onClose: () => void }): ReactNode {
  const { of: it, dialog, onClose } = props;
  if (dialog === "end")
    return (
      <ReasonDialog
        title="终止选举"
        button="终止"
        send={(note) => sendTo(at.ending, { id: it.id }, { note })}
        onClose={onClose}
      />
    );
  return (
    <ReasonDialog
      title="撤回最后一步"
      button="撤回"
      says={it.effectiveOn === null ? null : "如果这一步使任职生效，撤回以后，新的任职和届次取消，原来的恢复。"}
      send={(reason) => sendTo(at.recordWithdrawal, { id: it.id, recordId: it.undoable ?? "" }, { reason })}
      onClose={onClose}
    />
  );
}
