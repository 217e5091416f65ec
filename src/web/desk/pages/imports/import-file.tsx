import { Button, Select } from "antd";
import { type ReactNode, useState } from "react";
import { registers as registersAt } from "#platform/registers/address.ts";
import * as at from "#platform/registers/import/address.ts";
import type { ImportView } from "#platform/registers/import/contract.ts";
import { hrefOf, sendTo } from "#web/common/api.ts";
import { number } from "#web/common/format.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { type ImportFileView, KINDS, SURE } from "#web/desk/pages/imports/shapes.ts";
import { Mark, Plain } from "#web/desk/parts/page.tsx";
import { ProblemBox } from "#web/desk/parts/say.tsx";

const NOTHING = " ";

/** One file of the drop: what it was taken for, which column means what, corrected by hand where it was misread. */
export function ImportFile(props: { batch: ImportView; file: ImportFileView; open: boolean }): ReactNode {
  const { batch, file, open } = props;
  const registers = useAsk(registersAt);
  const known = registers.data ?? [];
  const vocabulary = file.fields.map((it) => ({
    value: it.key,
    label: it.term,
    words: [it.term, ...it.aliases].join(" "),
  }));
  const termOf = (key: string): string => file.fields.find((it) => it.key === key)?.term ?? key;
  const [mapping, setMapping] = useState<Readonly<Record<string, string | null>>>({});
  const here = { id: batch.id, fileId: file.id };
  const deed = useDeed(
    (register: string | null) =>
      sendTo(at.mapping, here, {
        mapping: { ...Object.fromEntries(file.headings.map((it) => [String(it.column), it.field])), ...mapping },
        ...(register === null ? {} : { register }),
      }),
    () => setMapping({}),
  );
  const unsure = file.headings.filter((it) => it.sure < SURE && it.field !== null && !it.ignored).length;
  const unknown = file.headings.filter((it) => it.field === null && !it.numbered && it.text.trim() !== "").length;
  const marks = KINDS.filter((it) => file.counts[it.key] > 0);
  return (
    <div className="file">
      <details open={file.refusal !== null}>
        <summary>
          <strong>{file.name}</strong> <span className="quiet">{file.registerTitle ?? ""}</span>{" "}
          {file.refusal ? <Mark kind="bad">没有读</Mark> : null}
          {marks.map((it) => (
            <Mark key={it.key} kind={it.mark}>
              {it.term} {number(file.counts[it.key])}
            </Mark>
          ))}
          {unsure > 0 ? <Mark kind="warn">{unsure} 栏请核对</Mark> : null}
          {unknown > 0 ? <Mark kind="plain">{unknown} 栏未使用</Mark> : null}
        </summary>
        {file.refusal ? <p className="say say-bad">{file.refusal}</p> : null}
        {file.captions.length > 0 ? <p className="quiet">表头：{file.captions.join(" / ")}</p> : null}
        <ProblemBox problem={deed.problem} />
        {file.headings.length > 0 ? (
          <Plain
            caption={`${file.name}的栏目对应`}
            rows={file.headings}
            id={(it) => String(it.column)}
            columns={[
              { title: "表格里的栏目", show: (it) => it.text || `第 ${it.column + 1} 列（没有标题）` },
              { title: "内容举例", show: (it) => <span className="quiet">{it.samples.join("；")}</span> },
              {
                title: "对应字段",
                width: "18em",
                show: (it) =>
                  open ? (
                    <Select
                      className="full"
                      aria-label={`${it.text}的对应字段`}
                      showSearch={{ optionFilterProp: "words" }}
                      value={
                        (mapping[String(it.column)] === undefined ? it.field : mapping[String(it.column)]) ?? NOTHING
                      }
                      options={[{ value: NOTHING, label: "不用这一栏", words: "不用这一栏" }, ...vocabulary]}
                      onChange={(value: string) =>
                        setMapping((was) => ({ ...was, [String(it.column)]: value === NOTHING ? null : value }))
                      }
                    />
                  ) : (
                    (it.term ?? "没有用")
                  ),
              },
              {
                title: "",
                show: (it) =>
                  it.ignored ? (
                    <span className="quiet">不需要导入</span>
                  ) : it.field === null ? (
                    <span className="quiet">
                      {it.suggestion === null ? "未使用" : `未使用，可能是${termOf(it.suggestion)}`}
                    </span>
                  ) : it.sure >= SURE ? (
                    <Mark kind="good">已识别</Mark>
                  ) : (
                    <Mark kind="warn">请核对</Mark>
                  ),
              },
            ]}
          />
        ) : null}
        <div className="actions">
          {open && Object.keys(mapping).length > 0 ? (
            <Button type="primary" loading={deed.busy} onClick={() => void deed.run(null)}>
              按改过的对应重新预览
            </Button>
          ) : null}
          {open && file.refusal !== null && file.register === null
            ? known
                .filter((it) => it.can.import)
                .map((it) => (
                  <Button key={it.id} loading={deed.busy} onClick={() => void deed.run(it.id)}>
                    按{it.title}导入
                  </Button>
                ))
            : null}
        </div>
      </details>
      {[...file.sheets, ...file.notes].map((it) => (
        <p key={it}>{it}</p>
      ))}
      {file.counts.faulty > 0 ? (
        <Button size="small" href={hrefOf(at.faultyCopy, here)}>
          下载标出问题的表格
        </Button>
      ) : null}
    </div>
  );
}
