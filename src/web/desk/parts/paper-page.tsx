import { Button } from "antd";
import type { ReactNode } from "react";
import { type Address, type GivenOf, wordOf } from "#platform/http/address.ts";
import type { Paper, PaperAddress, PaperBlock } from "#platform/word/contract.ts";
import { hrefOf } from "#web/common/api.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import "./paper-page.css";

/** A paper to be read, printed or taken along as a Word file; `back` leads to where it belongs. */
export function PaperPage<P extends string>(props: {
  paper: PaperAddress<P>;
  given: GivenOf<PaperAddress<P>>;
  back: { term: string; href: string };
}): ReactNode {
  const paperAt: PaperAddress = props.paper;
  const answer = useAsk(paperAt, props.given);
  return (
    <Answer of={answer}>
      {(paper) => (
        <Page
          title={paper.title}
          lead={<Go href={props.back.href}>{props.back.term}</Go>}
          tools={
            <>
              <Button href={hrefOf<Address<"GET">>(wordOf(paperAt), props.given)} download>
                下载 Word
              </Button>
              <Button type="primary" onClick={() => window.print()}>
                打印
              </Button>
            </>
          }
        >
          <PaperSheet paper={paper} />
        </Page>
      )}
    </Answer>
  );
}

/** The sheet itself; its title is the page's heading. */
export function PaperSheet({ paper }: { paper: Paper }): ReactNode {
  return (
    <article className="paper-sheet">
      {paper.number === "" ? null : <p className="paper-sheet-number">{paper.number}</p>}
      {paper.blocks.map((block, at) => (
        // Blocks of one paper never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <Block key={at} block={block} />
      ))}
    </article>
  );
}

const LINE = "________________";

/* Rows and lines of one paper never change places. */
/* oxlint-disable react/no-array-index-key */
function Block({ block }: { block: PaperBlock }): ReactNode {
  switch (block.kind) {
    case "fields":
      return block.fields.map(({ term, text }, at) => (
        <p key={at}>
          <strong>{term}：</strong>
          {text === "" ? LINE : text}
        </p>
      ));
    case "text":
      return block.text.split("\n").map((it, at) => <p key={at}>{it}</p>);
    case "heading":
      return <h2>{block.text}</h2>;
    case "cut":
      return (
        <>
          <hr />
          <h2 className="paper-sheet-title">{block.title}</h2>
        </>
      );
    case "signatures":
      return (
        <div className="paper-sheet-signatures">
          {block.of.map((it) => (
            <span key={it}>{it}：________</span>
          ))}
        </div>
      );
    case "table":
      return (
        <div className="scroll-x" role="region" aria-label={block.head.join("、")} tabIndex={0}>
          <table className="plain">
            <thead>
              <tr>
                {block.head.map((it) => (
                  <th key={it} scope="col">
                    {it}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, place) => (
                    <td key={place}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}
