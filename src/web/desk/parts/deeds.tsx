import { Button, type ButtonProps } from "antd";
import { type ReactNode, useState } from "react";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";

type Dialog = Omit<Parameters<typeof FactDialog>[0], "title" | "button" | "onClose">;

/** Something that may be done now: its button, and the dialog that asks what it takes. */
export interface DeedOffered extends Dialog {
  /** On the button: 更正. */
  readonly term: string;
  /** Above the dialog; the term unless said. */
  readonly title?: string;
  /** On the button that sends it; the term unless said. */
  readonly button?: string;
}

/** Buttons for what may be done now, each with its dialog. What may not be done is left out (`null`). */
export function Deeds({
  deeds: offered,
  ...look
}: { deeds: readonly (DeedOffered | null)[] } & Pick<ButtonProps, "size" | "type">): ReactNode {
  const [open, setOpen] = useState<string | null>(null);
  const deeds = offered.filter((it) => it !== null);
  const chosen = deeds.find((it) => it.term === open);
  return (
    <>
      {deeds.map(({ term }) => (
        <Button key={term} {...look} onClick={() => setOpen(term)}>
          {term}
        </Button>
      ))}
      {chosen === undefined ? null : <DeedDialog deed={chosen} onClose={() => setOpen(null)} />}
    </>
  );
}

function DeedDialog({ deed, onClose }: { deed: DeedOffered; onClose: () => void }): ReactNode {
  const { term, title = term, button = term, ...dialog } = deed;
  return <FactDialog {...dialog} title={title} button={button} onClose={onClose} />;
}
