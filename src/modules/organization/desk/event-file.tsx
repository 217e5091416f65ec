import type { ReactNode } from "react";
import { document, documents } from "#platform/files/address.ts";
import { download, hrefOf, upload } from "#web/common/api.ts";
import { useDeed } from "#web/desk/ask.ts";
import { FilePick } from "#web/desk/parts/file-pick.tsx";
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
  const { file, organization } = props;
  const sending = useDeed((chosen: File) => {
    const form = new FormData();
    form.set("organizationId", organization);
    form.set("file", chosen);
    return upload<Attached>(documents.path, form, () => undefined);
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
      <FilePick
        id="file"
        accept={ACCEPTED}
        term={organization === "" ? "先选组织，再加文件" : "选择文件"}
        busy={sending.busy}
        disabled={organization === ""}
        onPick={([chosen]) => {
          if (chosen) void sending.run(chosen);
        }}
      />
      <ProblemBox problem={sending.problem} />
    </div>
  );
}

/** Fetches the paper of an event; the reading is told to the audit. */
export function EventPaper(props: { id: string }): ReactNode {
  const fetching = useDeed(() => download(hrefOf(document, { id: props.id }), {}, "GET"));
  return (
    <>
      <button type="button" className="as-link" onClick={() => void fetching.run(undefined)}>
        下载文件
      </button>
      <ProblemBox problem={fetching.problem} />
    </>
  );
}
