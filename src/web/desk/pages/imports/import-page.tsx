import { registers as registersAt } from "#platform/registers/address.ts";
import "#web/desk/pages/imports/imports.css";
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Button, Modal, Progress, Radio, Select } from "antd";
import { type DragEvent, type ReactNode, useState } from "react";
import { jobs } from "#platform/jobs/address.ts";
import * as at from "#platform/registers/import/address.ts";
import type { Begun, ImportView } from "#platform/registers/import/contract.ts";
import { Problem, upload } from "#web/common/api.ts";
import { fileSize, moment, number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { ImportFile } from "#web/desk/pages/imports/import-file.tsx";
import { ImportRows } from "#web/desk/pages/imports/import-rows.tsx";
import { KINDS } from "#web/desk/pages/imports/shapes.ts";
import { FilePick } from "#web/desk/parts/file-pick.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { DayField, Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";

/** Drop files of any kind and number; what each of them is, the server finds out. */
export function ImportStart(): ReactNode {
  const search = useSearchText();
  const today = useToday();
  const go = useGo();
  const client = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [over, setOver] = useState(false);
  const [asOf, setAsOf] = useState(today);
  const [org, setOrg] = useState<string | undefined>(undefined);
  const [share, setShare] = useState<number | null>(null);
  const [problem, setProblem] = useState<Error | null>(null);
  const add = (list: readonly File[]): void => {
    setFiles((was) => [
      ...was,
      ...list.filter((it) => !was.some((one) => one.name === it.name && one.size === it.size)),
    ]);
  };
  const onDrop = (it: DragEvent): void => {
    it.preventDefault();
    setOver(false);
    add([...it.dataTransfer.files]);
  };
  const send = async (): Promise<void> => {
    const form = new FormData();
    // Fields first: the server reads the parts in order.
    form.set("asOf", asOf);
    if (search["register"]) form.set("register", search["register"]);
    if (org) form.set("org", org);
    for (const file of files) form.append("files", file, file.name);
    setShare(0);
    setProblem(null);
    try {
      const made = await upload<Begun>(at.importing.path, form, setShare);
      // Long work has begun: the bar shows it.
      void client.invalidateQueries({ queryKey: [jobs.path] });
      go(`/imports/${made.id}`);
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      setProblem(fault);
      setShare(null);
    }
  };
  return (
    <Page
      title="导入"
      lead="支持 Excel（.xlsx、.xls）、WPS（.et）、.ods 和 CSV，可一次导入多份，无需调整格式。先预览，确认前不会写入任何数据。"
    >
      <div
        className={over ? "drop drop-over" : "drop"}
        onDragOver={(it) => {
          it.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <p className="drop-big">把表格拖到这里</p>
        <p className="quiet">党组织信息表、党员花名册可以一起放；先后顺序不用管。</p>
        <FilePick id="import-files" label="选择文件" multiple accept=".xlsx,.csv,.txt,.xls,.et,.ods" onPick={add} />
      </div>
      {files.length > 0 ? (
        <ul className="picked picked-files" aria-label="选好的文件">
          {files.map((it) => (
            <li key={it.name + it.size}>
              {it.name}
              <span className="quiet"> {fileSize(it.size)}</span>
              <button
                type="button"
                aria-label={`不要${it.name}`}
                onClick={() => setFiles(files.filter((one) => one !== it))}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="form-grid">
        <Field label="表格反映哪一天的情况" id="import-day" hint="新增和变化从这一天算起。">
          <DayField id="import-day" value={asOf} max={today} onChange={setAsOf} />
        </Field>
        <Field
          label="表里没写支部的，算哪个组织（可不填）"
          id="import-org"
          hint="花名册标题或文件名里有支部名称的，会自动认出来。"
        >
          <OrgPick id="import-org" label="表里没写支部的，算哪个组织" value={org} onChange={setOrg} />
        </Field>
      </div>
      <ProblemBox problem={problem} />
      {share === null ? null : <Progress percent={Math.round(share * 100)} aria-label="上传进度" />}
      <div className="actions">
        <Button type="primary" size="large" disabled={files.length === 0 || share !== null} onClick={() => void send()}>
          {files.length > 1 ? `预览 ${files.length} 份表格` : "预览"}
        </Button>
      </div>
      <Past />
    </Page>
  );
}

/** What was dropped before: to go on with, to look at, to take back. */
function Past(): ReactNode {
  const answer = useAsk(at.imports);
  return (
    <Section title="以前的导入">
      <Answer of={answer}>
        {(data) => (
          <Plain
            caption="以前的导入"
            rows={data.rows}
            id={(it) => it.id}
            empty="还没有导入过。"
            columns={[
              { title: "时间", width: "11em", show: (it) => moment(it.createdAt) },
              { title: "表格", show: (it) => <Go href={`/imports/${it.id}`}>{it.files || "没有文件"}</Go> },
              { title: "状态", show: (it) => it.stateTerm },
              { title: "新增", number: true, show: (it) => number(it.counts.new) },
              { title: "更新", number: true, show: (it) => number(it.counts.changed) },
              { title: "有错误", number: true, show: (it) => number(it.counts.faulty) },
            ]}
          />
        )}
      </Answer>
    </Section>
  );
}

/** One import: recognised files, rows by kind, one decision, and the way back. */
export function ImportPage(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  const id = params.id ?? "";
  const answer = useAsk(
    at.oneImport,
    { id },
    { keep: true, every: (it) => (it?.state === "reading" || it?.state === "committing") && 700 },
  );
  return <Answer of={answer}>{(it) => <View batch={it} />}</Answer>;
}

function View(props: { batch: ImportView }): ReactNode {
  const { batch } = props;
  const go = useGo();
  const [manner, setManner] = useState<"good-rows" | "all-or-nothing">("good-rows");
  const [file, setFile] = useState<string>("");
  const [undoing, setUndoing] = useState(false);
  const registers = useAsk(registersAt);
  const ledgers = (registers.data ?? []).filter((it) => batch.files.some((file) => file.register === it.id));
  const { id } = batch;
  // What happens now is told at the top of the page.
  const commit = useDeed(at.commitment, { id }, () => window.scrollTo(0, 0));
  const undo = useDeed(at.undoing, { id }, () => setUndoing(false));
  const abandon = useDeed(at.abandoning, { id }, () => go("/imports"));
  const c = batch.counts;
  const bad = c.faulty + batch.undecided;
  const decided = c.conflict - batch.undecided;
  const writes = c.new + c.changed;
  const moving = batch.state === "reading" || batch.state === "committing";
  return (
    <Page
      wide
      title="导入"
      lead={
        <>
          <Mark
            kind={
              batch.state === "committed"
                ? "good"
                : batch.state === "failed"
                  ? "bad"
                  : batch.state === "previewed"
                    ? "warn"
                    : "plain"
            }
          >
            {batch.stateTerm}
          </Mark>{" "}
          {batch.files.length} 份表格，反映 {batch.asOf} 的情况
        </>
      }
      tools={
        <>
          {batch.state === "previewed" ? (
            <Button loading={abandon.busy} onClick={() => void abandon.run(null)}>
              放弃这次导入
            </Button>
          ) : null}
          {batch.state === "committed" ? <Button onClick={() => setUndoing(true)}>整批撤回</Button> : null}
          <Button onClick={() => go("/imports")}>再导一批</Button>
        </>
      }
    >
      <ProblemBox problem={abandon.problem} />
      {moving ? (
        <div className="say say-info" role="status">
          <strong>{batch.stateTerm}…</strong>
          <Progress
            percent={batch.job?.total ? Math.floor((batch.job.done / batch.job.total) * 100) : 0}
            status="active"
            aria-label={batch.stateTerm}
          />
          <p>{batch.job?.note || "可以关掉本页，回来时在“以前的导入”里打开。"}</p>
        </div>
      ) : null}
      {batch.state === "failed" ? (
        <p className="say say-bad" role="alert">
          {batch.note || batch.job?.note || "读取时出了差错，没有写入任何记录。请再试一次。"}
        </p>
      ) : null}
      {batch.state === "committed" ? (
        <div className="say say-good" role="status">
          <strong>导入完成。</strong>
          <p>
            新增 {number(c.new)}，更新 {number(c.changed)}。
            {batch.undoUntil ? `${batch.undoUntil.slice(0, 10)} 前` : "30 天内"}可以整批撤回。
          </p>
          <span className="row row-start">
            {ledgers.map((it) => (
              <Button key={it.id} type="primary" onClick={() => go(`/r/${it.id}`)}>
                看{it.title}
              </Button>
            ))}
            <Button onClick={() => go("/picture")}>查看驾驶舱</Button>
          </span>
        </div>
      ) : null}
      {batch.state === "undone" ? <p className="say say-info">这批导入已经整批撤回，台账回到导入之前。</p> : null}
      <ul className="kinds" aria-label="各类行数">
        {KINDS.map((it) => (
          <li key={it.key}>
            <span className="figure-term">{it.term}</span>
            <span className="figure-value">{number(c[it.key])}</span>
            <span className="quiet">{it.says}</span>
          </li>
        ))}
      </ul>
      <Section
        title="认出的表格"
        note={batch.state === "previewed" ? "栏目识别有误的可以更改，更改后会记住" : undefined}
      >
        {batch.files.map((it) => (
          <ImportFile key={it.id} batch={batch} file={it} open={batch.state === "previewed"} />
        ))}
      </Section>
      {batch.state === "previewed" || batch.state === "committed" ? (
        <Section
          title="逐行看"
          tools={
            batch.files.length > 1 ? (
              <Select
                aria-label="只看一份表格"
                className="file-pick"
                value={file}
                options={[
                  { value: "", label: "全部表格" },
                  ...batch.files.map((it) => ({ value: it.id, label: it.name })),
                ]}
                onChange={(it: string) => setFile(it)}
              />
            ) : null
          }
        >
          <ImportRows batch={batch} file={file} open={batch.state === "previewed"} />
        </Section>
      ) : null}
      {batch.state === "previewed" ? (
        <Section title="决定">
          <ProblemBox problem={commit.problem} />
          <Radio.Group
            className="manners"
            aria-label="怎么导入"
            value={manner}
            onChange={(it) => setManner(it.target.value === "all-or-nothing" ? "all-or-nothing" : "good-rows")}
            options={[
              {
                value: "good-rows",
                label: `导入没有问题的行${bad > 0 ? `，跳过 ${number(bad)} 行有错误或未决定的` : ""}`,
              },
              { value: "all-or-nothing", label: "全部没有问题才导入，否则一行也不导" },
            ]}
          />
          <div className="actions">
            <Button
              type="primary"
              size="large"
              loading={commit.busy}
              disabled={writes + decided === 0 || (manner === "all-or-nothing" && bad > 0)}
              onClick={() => void commit.run({ manner })}
            >
              导入 {number(writes)} 行{decided > 0 ? `，按决定办 ${number(decided)} 行` : ""}
            </Button>
            {manner === "all-or-nothing" && bad > 0 ? (
              <span className="quiet">还有 {number(bad)} 行要处理，处理完才能导入。</span>
            ) : null}
          </div>
        </Section>
      ) : null}
      <Modal
        open={undoing}
        title="整批撤回这次导入？"
        okText="整批撤回"
        okButtonProps={{ danger: true, loading: undo.busy }}
        onOk={() => void undo.run(null)}
        onCancel={() => setUndoing(false)}
      >
        <ProblemBox problem={undo.problem} />
        <p>这批新增的记录会去掉，更新过的会恢复原样。导入以后又办过别的事的，会告诉您是哪些，不会硬撤。</p>
      </Modal>
    </Page>
  );
}
