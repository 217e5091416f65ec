import { Button } from "antd";
import { type ReactNode, useRef } from "react";
import { api, download } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { ProblemBox } from "#web/desk/parts/say.tsx";

interface Attached {
  readonly id: string;
  readonly name: string;
}

const ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx";

/** One paper that goes with an event; kept at the organisation concerned, so that only those who see it may read the paper. */
export function EventFile(props: {
  organization: string;
  file: Attached | null;
  onChange: (file: Attached | null) => void;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const { file, organization } = props;
  const sending = useDeed((chosen: File) => {
    const form = new FormData();
    form.set("organizationId", organization);
    form.set("file", chosen);
    return api.post<Attached>("/api/files", form);
  }, props.onChange);
  if (file) {
    return (
      <ul className="picked">
        <li>
          {file.name}
          <button type="button" aria-label={`去掉文件${file.name}`} onClick={() => props.onChange(null)}>
            ×
          </button>
        </li>
      </ul>
    );
  }
  return (
    <div>
      <input
        ref={input}
        id="file"
        className="only-read"
        type="file"
        tabIndex={-1}
        accept={ACCEPTED}
        onChange={(it) => {
          const [chosen] = it.target.files ?? [];
          if (chosen) void sending.run(chosen);
          it.target.value = "";
        }}
      />
      <Button loading={sending.busy} disabled={organization === ""} onClick={() => input.current?.click()}>
        {organization === "" ? "先选组织，再加文件" : "选择文件"}
      </Button>
      <ProblemBox problem={sending.problem} />
    </div>
  );
}

/** Fetches the paper of an event; the reading is told to the audit. */
export function EventPaper(props: { id: string }): ReactNode {
  const fetching = useDeed(() => download(`/api/files/${props.id}`, {}, "GET"));
  return (
    <>
      <button type="button" className="as-link" onClick={() => void fetching.run(undefined)}>
        下载文件
      </button>
      <ProblemBox problem={fetching.problem} />
    </>
  );
}
