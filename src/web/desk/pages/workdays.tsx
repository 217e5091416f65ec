import { Button, Input, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#platform/workdays/address.ts";
import type { AnnouncedDay, SheetRead, WorkdayYears } from "#platform/workdays/contract.ts";
import { addDays, type Day, partsOf, weekdayInWords } from "#shared/day.ts";
import { hrefOf, upload } from "#web/common/api.ts";
import { dayInWords, isDay, moment } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { FilePick } from "#web/desk/parts/file-pick.tsx";
import { FormModal } from "#web/desk/parts/form-modal.tsx";
import { DayField, Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { usePatchSearch, useSearchText } from "#web/desk/place.ts";
import { holds, useSession, useToday } from "#web/desk/session.ts";

type Year = WorkdayYears["years"][number];

/** Which years' holidays are entered, what day so many working days from now is, and, for whoever may, entering a year. */
export function Workdays(): ReactNode {
  const years = useAsk(at.years);
  const { session } = useSession();
  const patch = usePatchSearch();
  const entering = Number(useSearchText()["year"]);
  const mayWrite = session !== undefined && holds(session, ["workday.write"]);
  return (
    <Page
      title="节假日安排"
      lead="按国务院办公厅公布的通知，一年一录。按工作日计算的期限由此推算：周一至周五上班，节假日不算，调休上班的日子算。"
    >
      <Reckon />
      <Answer of={years}>
        {(it) => (
          <>
            {it.years.map((year) => (
              <OneYear
                key={year.year}
                year={year}
                onEnter={mayWrite ? () => patch({ year: String(year.year) }) : null}
              />
            ))}
            {mayWrite && Number.isInteger(entering) && entering > 0 ? (
              <Entering key={entering} year={entering} onClose={() => patch({ year: undefined })} />
            ) : null}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Reckon(): ReactNode {
  const today = useToday();
  const [from, setFrom] = useState<string>(today);
  const [count, setCount] = useState(5);
  const answer = useAsk(at.reckoning, { from, count }, { enabled: isDay(from), keep: true });
  return (
    <Section title="工作日推算" note="起算日当天不计入；填负数往前推">
      <div className="form-grid">
        <Field label="起算日" id="reckon-from">
          <DayField id="reckon-from" value={from} onChange={setFrom} />
        </Field>
        <Field label="工作日数" id="reckon-count">
          <InputNumber
            id="reckon-count"
            min={-1000}
            max={1000}
            precision={0}
            value={count}
            onChange={(it) => setCount(it ?? 0)}
          />
        </Field>
      </div>
      <ProblemBox problem={answer.error} />
      {answer.data ? (
        <p role="status">
          <strong>
            {dayInWords(answer.data.on)}（{weekdayInWords(answer.data.on as Day)}）
          </strong>
          {answer.data.unknownYears.length > 0 ? (
            <>
              {" "}
              <Mark kind="warn">待补</Mark> {answer.data.unknownYears.join("、")}
              年的节假日安排还没有录入，涉及的日子只按周一至周五推算。
            </>
          ) : null}
        </p>
      ) : null}
    </Section>
  );
}

function OneYear(props: { year: Year; onEnter: (() => void) | null }): ReactNode {
  const { year, onEnter } = props;
  const known = year.basis !== null;
  const tools = onEnter ? (
    <Button type={known ? "default" : "primary"} onClick={onEnter}>
      {known ? "重新录入" : "录入"}
    </Button>
  ) : undefined;
  return (
    <Section
      title={`${year.year} 年`}
      note={known ? `依据${year.basis ?? ""}，${year.enteredBy ?? ""} ${moment(year.enteredAt ?? "")} 录入` : undefined}
      tools={tools}
    >
      {known ? (
        <Announcement days={year.days} caption={`${year.year} 年放假和调休`} />
      ) : (
        <p>
          <Mark kind="warn">待补</Mark> 还没有录入，只按周一至周五推算。
        </p>
      )}
    </Section>
  );
}

interface Festival {
  readonly name: string;
  readonly off: string;
  readonly works: string;
}

function Announcement(props: { days: readonly AnnouncedDay[]; caption: string }): ReactNode {
  return (
    <Plain
      rows={festivalsOf(props.days)}
      id={(it) => `${it.name} ${it.off}`}
      caption={props.caption}
      columns={[
        { title: "节日", show: (it) => it.name || "（没有写）" },
        { title: "放假", show: (it) => it.off || "无" },
        { title: "调休上班", show: (it) => it.works || "无" },
      ]}
    />
  );
}

/** By festival in the order of the year; days in a row are written as one span. */
function festivalsOf(days: readonly AnnouncedDay[]): readonly Festival[] {
  const ordered = days.toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const names = [...new Set(ordered.map((it) => it.name))];
  return names.map((name) => {
    const of = (works: boolean) => ordered.filter((it) => it.name === name && it.works === works).map((it) => it.on);
    return {
      name,
      off: spansOf(of(false) as Day[]),
      works: of(true)
        .map((it) => shown(it as Day))
        .join("、"),
    };
  });
}

function spansOf(days: readonly Day[]): string {
  const spans: { from: Day; to: Day }[] = [];
  for (const on of days) {
    const last = spans.at(-1);
    if (last && addDays(last.to, 1) === on) last.to = on;
    else spans.push({ from: on, to: on });
  }
  return spans.map(({ from, to }) => (from === to ? shown(from) : `${shown(from)}至${shown(to)}`)).join("、");
}

const shown = (on: Day): string => `${partsOf(on).month}月${partsOf(on).date}日`;

/** A sheet is read first and shown as it was understood; nothing is kept before somebody has looked. */
function Entering(props: { year: number; onClose: () => void }): ReactNode {
  const { year } = props;
  const [basis, setBasis] = useState(`国务院办公厅关于${year}年部分节假日安排的通知`);
  const [sheet, setSheet] = useState<SheetRead | null>(null);
  const read = useDeed((file: File) => {
    const form = new FormData();
    form.append("files", file, file.name);
    return upload<SheetRead>(at.reading.path, form, () => undefined);
  }, setSheet);
  const enter = useDeed(at.entering, { year }, props.onClose);
  const faults = sheet?.faults ?? [];
  const ready = sheet !== null && faults.length === 0 && sheet.days.length > 0;
  return (
    <FormModal
      open
      title={`录入 ${year} 年的节假日安排`}
      done={false}
      okText="保存"
      okButtonProps={{ loading: enter.busy, disabled: !ready || basis.trim() === "" }}
      onOk={() => void enter.run({ basis: basis.trim(), days: sheet?.days ?? [] })}
      onCancel={props.onClose}
    >
      <p>
        放假的每一天、调休上班的每一天各写一行。<a href={hrefOf(at.template)}>下载空白表格</a>
      </p>
      <Field label="依据的通知" id="workday-basis" needed>
        <Input id="workday-basis" maxLength={200} value={basis} onChange={(it) => setBasis(it.target.value)} />
      </Field>
      <Field label="表格" id="workday-file" hint="先读出来给您核对，点“保存”才录入；原来录入的整年替换。" needed>
        <FilePick
          id="workday-file"
          accept=".xlsx,.csv"
          busy={read.busy}
          onPick={([file]) => {
            enter.clear();
            setSheet(null);
            if (file) void read.run(file);
          }}
        />
      </Field>
      <ProblemBox problem={read.problem ?? enter.problem} />
      {faults.length > 0 ? (
        <div className="say say-bad" role="alert">
          <strong>有 {faults.length} 处要改</strong>
          <ul>
            {faults.slice(0, 20).map((it) => (
              <li key={it}>{it}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {sheet !== null && sheet.days.length > 0 ? <Announcement days={sheet.days} caption="表格里读出的日期" /> : null}
    </FormModal>
  );
}
