import "#web/desk/shell/finder.css";
import { Modal } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { ProblemBox } from "#web/desk/parts/say.tsx";
import { useGo } from "#web/desk/place.ts";
import { type Found, pagesCalled, rowFound, SEARCHED, worthAsking } from "#web/desk/shell/found.ts";
import { useRowsCalled, useSoundingLike } from "#web/desk/shell/sounding-like.ts";
import { lineOf, matches } from "#web/desk/shell/tree-search.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** So many of each kind: who sees more than a screen of them types another letter. */
const MOST = 6;

interface Group {
  readonly title: string;
  readonly of: readonly Found[];
}

/** People, organisations, cases and pages by what is typed; the server answers within reach only. */
function useFound(
  session: SessionView,
  typed: string,
): { groups: readonly Group[]; busy: boolean; fault: Error | null } {
  const tree = useTree();
  const sounding = useSoundingLike(typed);
  const { hits, busy, fault } = useRowsCalled(SEARCHED, typed, { enabled: worthAsking(typed), most: MOST });
  const index = tree.data?.index;
  const organizations =
    index === undefined || typed === ""
      ? []
      : [...index.byId.values()]
          .filter((it) => it.closedOn === null && (sounding.has(it.id) || matches(it, typed)))
          .slice(0, MOST)
          .map((it) => ({
            key: it.id,
            term: it.shortName,
            note: lineOf(index, it.parentId ?? undefined)
              .map((above) => above.shortName)
              .join(" › "),
            href: `/organizations/${it.id}`,
          }));
  const ledgers = hits.map(({ register, rows }) => ({
    title: register.title,
    of: rows.flatMap((row) => rowFound(register, row) ?? []),
  }));
  return {
    groups: [
      ...ledgers.slice(0, 1),
      { title: "组织", of: organizations },
      { title: "页面和办理", of: pagesCalled(session, typed).slice(0, MOST) },
      ...ledgers.slice(1),
    ].filter((it) => it.of.length > 0),
    busy,
    fault,
  };
}

/** One box for people, organisations, cases and pages, opened by Ctrl K. Nothing typed here is kept. */
export function Finder(props: { session: SessionView; onClose: () => void }): ReactNode {
  const go = useGo();
  const [text, setText] = useState("");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { groups, busy, fault } = useFound(props.session, typed);
  const all = groups.flatMap((it) => it.of);
  const at = Math.min(chosen, all.length - 1);
  useEffect(() => {
    const timer = setTimeout(() => {
      setTyped(text.trim());
      setChosen(0);
    }, 180);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const open = (it: Found): void => {
    props.onClose();
    go(it.href);
  };
  const onKey = (it: KeyboardEvent): void => {
    const found = all[at];
    if (it.nativeEvent.isComposing) return;
    if (it.key === "Enter" && found) open(found);
    else if (it.key === "ArrowDown") setChosen(Math.min(all.length - 1, at + 1));
    else if (it.key === "ArrowUp") setChosen(Math.max(0, at - 1));
    else return;
    it.preventDefault();
  };
  return (
    <Modal
      open
      title="查找"
      footer={null}
      onCancel={props.onClose}
      afterOpenChange={(is) => (is ? box.current?.focus() : undefined)}
      width={640}
    >
      <input
        ref={box}
        className="finder-box"
        role="combobox"
        aria-label="找人、找事、找页面"
        aria-expanded={all.length > 0}
        aria-controls="finder-list"
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `finder-${at}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="姓名、拼音、手机号后四位、组织、编号、页面"
        value={text}
        onChange={(it) => setText(it.target.value)}
        onKeyDown={onKey}
      />
      <ProblemBox problem={fault} />
      <div ref={list} id="finder-list" className="finder-list" role="listbox" aria-label="查找结果">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p className="finder-kind" aria-hidden="true">
              {group.title}
            </p>
            {group.of.map((it) => {
              const mine = all.indexOf(it);
              return (
                <div
                  key={it.key}
                  id={`finder-${mine}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={mine === at}
                  className={mine === at ? "finder-one finder-here" : "finder-one"}
                  onMouseMove={() => setChosen(mine)}
                  onClick={() => open(it)}
                  onKeyDown={onKey}
                >
                  <strong>{it.term}</strong>
                  <span className="quiet">{it.note}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
      <p className="quiet finder-says" role="status">
        {busy || text.trim() !== typed
          ? "正在查找…"
          : typed === ""
            ? "上下键选择，回车打开；只显示管理范围内的内容。"
            : all.length === 0
              ? `管理范围内没有与“${typed}”相符的内容。`
              : `${all.length} 项`}
      </p>
    </Modal>
  );
}
