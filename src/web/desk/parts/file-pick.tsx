import { Button } from "antd";
import { type ReactNode, useRef } from "react";

/** A button behind which files are chosen; what the browser draws for that speaks another language than our pages. */
export function FilePick(props: {
  id: string;
  accept: string;
  /** What the button says; 选择文件 when left out. */
  term?: string;
  label?: string;
  multiple?: true;
  busy?: boolean;
  disabled?: boolean;
  onPick: (files: readonly File[]) => void;
}): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <span className="file-pick">
      <input
        ref={input}
        id={props.id}
        className="only-read"
        type="file"
        tabIndex={-1}
        accept={props.accept}
        multiple={props.multiple === true}
        aria-label={props.label}
        onChange={(it) => {
          const files = [...(it.target.files ?? [])];
          // Chosen again after it was mended, the same file is read again.
          it.target.value = "";
          if (files.length > 0) props.onPick(files);
        }}
      />
      <Button loading={props.busy === true} disabled={props.disabled === true} onClick={() => input.current?.click()}>
        {props.term ?? "选择文件"}
      </Button>
    </span>
  );
}
