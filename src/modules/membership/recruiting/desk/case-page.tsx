import { useParams } from "@tanstack/react-router";
import { Button, Upload } from "antd";
import { type ReactNode, useState } from "react";
import { OpenAccount } from "#modules/membership/desk/open-account.tsx";
import * as at from "#modules/membership/recruiting/address.ts";
import type { CaseView, Moving } from "#modules/membership/recruiting/contract.ts";
import { RecordStep } from "#modules/membership/recruiting/desk/step-dialog.tsx";
import { PARTS_OF_CASE, stepOf } from "#modules/membership/recruiting/path.ts";
import { place } from "#platform/forms/asks.ts";
import { filled } from "#platform/http/address.ts";
import { hrefOf, sendTo, upload } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { NextStep, PathStep, StepRecord, StepWarnings } from "#web/desk/parts/case-steps.tsx";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Section } from "#web/desk/parts/page.tsx";
import { ReasonDialog } from "#web/desk/parts/reason-dialog.tsx";
import { Answer, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import "./recruiting.css";

/** One case as a readable path: what was done, what is next and why, what stands against it. */
export function RecruitingCase(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const answer = useAsk(at.recruitingCase, { id: params.id ?? "" }, { keep: true });
  return <Answer of={answer}>{(it) => <View of={it} />}</Answer>;
}

type Dialog =
  | { readonly kind: "end" }
  | { readonly kind: "move" }
  | { readonly kind: "withdraw"; readonly recordId: string };

function View(props: { of: CaseView }): ReactNode {
  const { of: it } = props;
  const search = useSearchText();
  const patch = usePatchSearch();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const asked = Number(search["step"] ?? 0);
  const recording = it.steps.find((one) => one.number === asked && one.mayRecord)?.number ?? null;
  const record = (step: number | null): void => patch({ step: step === null ? null : String(step) });
  const underWay = it.endedOn === null;
  return (
    <Page
      title={it.name}
      lead={
        <>
          <Mark kind={underWay ? "info" : "plain"}>{it.endedTerm ?? it.stageTerm}</Mark>{" "}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
          {it.isMember ? (
            <>
              {" · "}
              <Go href={`/members/${it.personId}`}>花名册上的记录</Go>
            </>
          ) : null}
        </>
      }
      tools={
        underWay && !it.isMember ? (
          <>
            <OpenAccount
              may={it.can.account}
              send={(body) => sendTo(at.account, { id: it.id }, body)}
              name={it.name}
              sees="本人用手机看自己办到了哪一步、下一步是什么，写思想汇报，看不到别人的资料。"
            />
            {it.can.move ? <Button onClick={() => setDialog({ kind: "move" })}>移交档案</Button> : null}
            {it.can.record ? <Button onClick={() => setDialog({ kind: "end" })}>终止</Button> : null}
          </>
        ) : null
      }
    >
      <StepWarnings warnings={warnings} />
      <Next of={it} onRecord={record} />
      <Section title="基本情况">
        <Facts
          facts={[
            ["性别", it.genderTerm],
            ["出生日期", it.birthOn],
            ["学历", it.educationTerm],
            ["工作岗位", it.jobTerm],
            ["工作单位及职务", it.workUnit],
            ["居住地", it.awayPlace],
            ["申请入党日期", it.appliedOn],
            ["预备期满", it.probationEnds],
            ["审批的党委", it.approverName],
            ...it.helpers
              .filter((one) => one.validTo === null)
              .map((one) => [`${one.partTerm}：${one.name}`, `自${one.validFrom}起`] as const),
            ["档案还缺", it.gaps.join("、")],
          ]}
        />
      </Section>
      {PARTS_OF_CASE.map((term, at) => (
        <Part
          key={term}
          of={it}
          part={at + 1}
          term={term}
          onRecord={record}
          onWithdraw={(recordId) => setDialog({ kind: "withdraw", recordId })}
        />
      ))}
      {it.reports.length > 0 ? (
        <Section title="思想汇报">
          {it.reports.map((one) => (
            <p key={one.id}>
              <span className="quiet">{one.on}</span> {one.content}
            </p>
          ))}
        </Section>
      ) : null}
      {recording === null ? null : (
        <RecordStep
          key={recording}
          of={it}
          step={recording}
          onClose={(found) => {
            setWarnings(found);
            record(null);
          }}
        />
      )}
      {dialog ? <DialogOf of={it} dialog={dialog} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}

function Next(props: { of: CaseView; onRecord: (step: number) => void }): ReactNode {
  const { of: it } = props;
  if (it.endedOn !== null) {
    return (
      <p className="say say-good" role="status">
        {it.endedOn} {it.endedTerm}
        {it.endedNote === "" ? "" : `：${it.endedNote}`}
      </p>
    );
  }
  const { next } = it;
  const mine = next !== null && it.steps.some((one) => one.number === next.step && one.mayRecord);
  return (
    <div className="say case-next">
      {next === null ? (
        <strong>无待办步骤。</strong>
      ) : (
        <NextStep
          title={`${next.step} ${next.term}${next.deadline === null ? "" : `，${next.deadline}前`}`}
          grounds={next.grounds}
          basis={next.basis}
          by={it.approverName ?? "上级党委"}
          onRecord={mine ? () => props.onRecord(next.step) : null}
        />
      )}
      {it.hindrances.length > 0 ? (
        <ul className="bullets">
          {it.hindrances.map((one) => (
            <li key={one.what}>
              {one.what} <ProvisionLine provision={one.basis} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Part(props: {
  of: CaseView;
  part: number;
  term: string;
  onRecord: (step: number) => void;
  onWithdraw: (recordId: string) => void;
}): ReactNode {
  const { of: it } = props;
  const steps = it.steps.filter((one) => one.part === props.part);
  const last = it.records.findLast((one) => one.withdrawnOn === null);
  return (
    <Section title={`${props.part} ${props.term}`}>
      <ol className="case-path">
        {steps.map((step) => (
          <PathStep
            key={step.number}
            value={step.number}
            state={step.state}
            term={step.term}
            by={step.by === "committee" ? "上级党委" : "党支部"}
            onRecord={step.mayRecord ? () => props.onRecord(step.number) : null}
            papers={
              // A paper that is kept is printed from its record; of a step without one there is a draft.
              stepOf(step.number).handwritten ||
              it.records.some((one) => one.step === step.number && one.document !== null) ? null : (
                <Go href={`/recruiting/${it.id}/documents/${step.number}`}>打印{step.document}</Go>
              )
            }
          >
            {it.records
              .filter((one) => one.step === step.number)
              .map((one) => (
                <StepRecord
                  key={one.id}
                  of={one}
                  tools={
                    <>
                      {one.id === last?.id && it.endedOn === null && one.step > 1 && it.can.record ? (
                        <Button type="link" size="small" onClick={() => props.onWithdraw(one.id)}>
                          撤回
                        </Button>
                      ) : null}
                      {one.document === null ? null : (
                        <Go href={`/recruiting/${it.id}/records/${one.id}/document`}>打印{one.document}</Go>
                      )}
                      {one.meetingId === null ? null : <Go href={`/meetings/${one.meetingId}`}>这次会议</Go>}
                      <KeepPaper of={it} record={one} />
                    </>
                  }
                >
                  {one.opinion === "" ? null : <p>{one.opinion}</p>}
                  <Papers of={it} record={one} />
                </StepRecord>
              ))}
          </PathStep>
        ))}
      </ol>
    </Section>
  );
}

/** Signed papers kept with a record. They help who looks for them later; nothing waits for them. */
function Papers(props: { of: CaseView; record: CaseView["records"][number] }): ReactNode {
  const { of: it, record } = props;
  if (record.papers.length === 0) return null;
  return (
    <p className="recruiting-papers">
      {record.papers.map((one) => (
        <a key={one.id} href={hrefOf(at.keptPaper, { id: it.id, paperId: one.id })} download>
          {one.name}
        </a>
      ))}
    </p>
  );
}

function KeepPaper(props: { of: CaseView; record: CaseView["records"][number] }): ReactNode {
  const { of: it, record } = props;
  const deed = useDeed((file: File) => {
    const form = new FormData();
    form.append("file", file, file.name);
    return upload(filled(at.paperKeeping, { id: it.id, recordId: record.id }).path, form, () => undefined);
  });
  if (!it.can.record || record.withdrawnOn !== null) return null;
  return (
    <>
      <Upload
        accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void deed.run(file);
          return false;
        }}
      >
        <Button type="link" size="small" loading={deed.busy}>
          存入材料
        </Button>
      </Upload>
      <ProblemBox problem={deed.problem} />
    </>
  );
}

function DialogOf(props: { of: CaseView; dialog: Dialog; onClose: () => void }): ReactNode {
  const { of: it, dialog, onClose } = props;
  switch (dialog.kind) {
    case "move":
      return <MoveDialog of={it} onClose={onClose} />;
    case "end":
      return (
        <ReasonDialog
          title="终止发展党员工作"
          button="终止"
          send={(note) => sendTo(at.ending, { id: it.id }, { note })}
          onClose={onClose}
        />
      );
    case "withdraw":
      return (
        <ReasonDialog
          title="撤回这条记录"
          button="撤回"
          send={(reason) => sendTo(at.recordWithdrawal, { id: it.id, recordId: dialog.recordId }, { reason })}
          onClose={onClose}
        />
      );
  }
}

function MoveDialog(props: { of: CaseView; onClose: () => void }): ReactNode {
  return (
    <FactDialog
      title="移交档案"
      says="培养教育时间连续计算，全部记录随档案转去。"
      button="移交"
      asks={{ toOrganizationId: place("接收的党支部") }}
      send={(values) => sendTo(at.move, { id: props.of.id }, values as Moving)}
      onClose={props.onClose}
    />
  );
}
