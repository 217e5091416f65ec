import "#web/desk/shell/keys.css";
import { Modal } from "antd";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { useGo } from "#web/desk/place.ts";
import { tabsOf } from "#web/desk/shell/tabs.ts";

const Finder = lazy(() => import("#web/desk/shell/finder.tsx").then((it) => ({ default: it.Finder })));

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Ctrl K to find anything, `/` to the search box, `g` and a letter to a tab, `?` for this list. Esc closes drawers by itself. */
export function Keys(props: { session: SessionView }): ReactNode {
  const { session } = props;
  const tabs = useMemo(() => tabsOf(session), [session]);
  const go = useGo();
  const [open, setOpen] = useState(false);
  const [finding, setFinding] = useState(false);
  const afterG = useRef(0);
  useEffect(() => {
    const onKey = (it: KeyboardEvent): void => {
      // Also while one types: no field of the desk has a use for it, and browsers would go to their own search.
      if ((it.ctrlKey || it.metaKey) && !it.altKey && !it.shiftKey && it.key.toLowerCase() === "k") {
        it.preventDefault();
        setFinding(true);
        return;
      }
      if (it.ctrlKey || it.metaKey || it.altKey || typing(it.target)) return;
      if (it.key === "/") {
        it.preventDefault();
        (
          document.querySelector<HTMLInputElement>("#list-search") ??
          document.querySelector<HTMLInputElement>("#tree-search")
        )?.focus();
      } else if (it.key === "?") setOpen(true);
      else if (it.key === "g") afterG.current = it.timeStamp;
      else if (it.timeStamp - afterG.current < 1500) {
        const tab = tabs.find((one) => one.tab.key === it.key);
        afterG.current = 0;
        if (tab) {
          it.preventDefault();
          go(tab.href);
        }
      }
    };
    window.addEventListener("keydown", onKey);
    const show = (): void => setOpen(true);
    const find = (): void => setFinding(true);
    window.addEventListener("lianxin:keys", show);
    window.addEventListener("lianxin:find", find);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener("lianxin:keys", show);
      window.removeEventListener("lianxin:find", find);
    };
  }, [go, tabs]);
  return (
    <>
      {finding ? (
        <Suspense>
          <Finder session={session} onClose={() => setFinding(false)} />
        </Suspense>
      ) : null}
      <Modal open={open} onCancel={() => setOpen(false)} footer={null} title="键盘快捷键">
        <dl className="keys">
          <div>
            <dt>
              <kbd>Ctrl</kbd> <kbd>K</kbd>
            </dt>
            <dd>查找人员、组织、事项和页面</dd>
          </div>
          <div>
            <dt>
              <kbd>/</kbd>
            </dt>
            <dd>到搜索框</dd>
          </div>
          {tabs.map((it) => (
            <div key={it.tab.key}>
              <dt>
                <kbd>g</kbd> <kbd>{it.tab.key}</kbd>
              </dt>
              <dd>到“{it.tab.term}”</dd>
            </div>
          ))}
          <div>
            <dt>
              <kbd>↑</kbd> <kbd>↓</kbd> <kbd>←</kbd> <kbd>→</kbd>
            </dt>
            <dd>在组织树和表格里移动、展开、收起</dd>
          </div>
          <div>
            <dt>
              <kbd>Enter</kbd>
            </dt>
            <dd>打开选中的一行</dd>
          </div>
          <div>
            <dt>
              <kbd>Esc</kbd>
            </dt>
            <dd>关闭抽屉和对话框</dd>
          </div>
        </dl>
      </Modal>
    </>
  );
}
