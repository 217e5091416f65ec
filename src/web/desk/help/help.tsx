import "#web/desk/help/help.css";
import { Drawer, Select } from "antd";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { type Block, guideFor, type Inline, type Section, sectionFor, sectionsOf } from "#web/desk/help/guide.ts";
import { Waiting } from "#web/desk/parts/say.tsx";
import { usePathname } from "#web/desk/place.ts";
import { pagesOf, tabOf } from "#web/desk/shell/tabs.ts";

/** Each guide is a chunk of its own, fetched when it is opened. */
const LOADERS = import.meta.glob<string>("../../../../docs/guides/*.md", { query: "?raw", import: "default" });
const GUIDES = new Map(
  Object.entries(LOADERS).map(([path, load]) => [path.replace(/^.*\/|\.md$/gu, ""), load] as const),
);

/** The guide beside the page it is about, which stays usable; another page, another section. */
export function Help(props: { session: SessionView; onClose: () => void }): ReactNode {
  const pathname = usePathname();
  const fits = guideFor(
    pathname,
    props.session.grants.map((it) => it.role),
  );
  const [asked, setAsked] = useState<{ readonly at: string; readonly guide: string }>();
  // Chosen by hand for this page; the next page opens what fits it.
  const guide = asked?.at === pathname ? asked.guide : fits;
  const open = (it: string): void => setAsked({ at: pathname, guide: it });
  return (
    <Drawer
      open
      mask={false}
      size={440}
      onClose={props.onClose}
      title="使用说明"
      extra={
        <Select
          aria-label="选择说明"
          value={guide}
          options={[...GUIDES.keys()].map((it) => ({ value: it, label: it }))}
          popupMatchSelectWidth={false}
          onChange={open}
        />
      }
    >
      <Guide key={guide} guide={guide} pathname={pathname} session={props.session} onGuide={open} />
    </Drawer>
  );
}

function Guide(props: {
  guide: string;
  pathname: string;
  session: SessionView;
  onGuide: (guide: string) => void;
}): ReactNode {
  const { guide, pathname, session } = props;
  const [text, setText] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    void GUIDES.get(guide)?.().then(setText, () => setFailed(true));
  }, [guide]);
  const sections = useMemo(() => (text === null ? [] : sectionsOf(text)), [text]);
  const tab = tabOf(pathname);
  const page = pagesOf(tab, session).findLast((it) => pathname === it.href || pathname.startsWith(`${it.href}/`));
  const here = sectionFor(sections, page?.term ?? tab.term, tab.term);
  const at = useRef<HTMLElement>(null);
  useEffect(() => {
    if (sections.length > 0) at.current?.scrollIntoView({ block: "start" });
  }, [sections, here]);
  if (failed) return <p className="say say-bad">说明没有读到。请检查网络，关闭后重新打开。</p>;
  if (text === null) return <Waiting />;
  return (
    <div className="help">
      {sections.map((it, number) => (
        <section key={it.heading} ref={number === here ? at : undefined} className={number === here ? "help-here" : ""}>
          <Drawn section={it} onGuide={props.onGuide} />
        </section>
      ))}
    </div>
  );
}

function Drawn(props: { section: Section; onGuide: (guide: string) => void }): ReactNode {
  const { section, onGuide } = props;
  return (
    <>
      {section.heading === "" ? null : <h2>{section.heading}</h2>}
      {/* Blocks of a guide have no names of their own, and never move. */}
      {section.blocks.map((it, at) => (
        <BlockView key={`${section.heading} ${at}`} block={it} onGuide={onGuide} />
      ))}
    </>
  );
}

function BlockView(props: { block: Block; onGuide: (guide: string) => void }): ReactNode {
  const { block, onGuide } = props;
  const words = (of: readonly Inline[]): ReactNode =>
    of.map((it, at) => <Word key={`${at} ${it.text}`} it={it} onGuide={onGuide} />);
  if (block.kind === "words") return <p>{words(block.words)}</p>;
  if (block.kind === "table")
    return (
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
          {block.rows.map((row) => (
            <tr key={row[0]?.[0]?.text}>
              {row.map((cell, at) => (
                <td key={block.head[at]}>{words(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  const items = block.items.map((it, at) => (
    <li key={`${at} ${it.words[0]?.text ?? ""}`}>
      {words(it.words)}
      {it.under.length === 0 ? null : (
        <ul className="bullets">
          {it.under.map((one) => (
            <li key={one[0]?.text}>{words(one)}</li>
          ))}
        </ul>
      )}
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul className="bullets">{items}</ul>;
}

function Word(props: { it: Inline; onGuide: (guide: string) => void }): ReactNode {
  const { it } = props;
  if (it.kind === "strong") return <strong>{it.text}</strong>;
  if (it.kind === "code") return <code>{it.text}</code>;
  if (it.kind === "guide")
    return (
      <button type="button" className="as-link" onClick={() => props.onGuide(it.guide)}>
        {it.text}
      </button>
    );
  return it.text;
}
