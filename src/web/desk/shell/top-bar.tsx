import "#web/desk/shell/top-bar.css";
import { MenuOutlined, QuestionCircleOutlined, SearchOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import type { ReactNode } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { useLook } from "#web/desk/look-context.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { useGo, usePathname } from "#web/desk/place.ts";
import { signOut } from "#web/desk/session.ts";
import { Jobs } from "#web/desk/shell/jobs.tsx";
import { Notices } from "#web/desk/shell/notices.tsx";
import { rowsOf, tabOf } from "#web/desk/shell/tabs.ts";

export function TopBar(props: { session: SessionView; onTree: (() => void) | null; onHelp: () => void }): ReactNode {
  const { session } = props;
  const pathname = usePathname();
  const here = tabOf(pathname);
  const { look, change } = useLook();
  const client = useQueryClient();
  const go = useGo();
  const { first, menu } = rowsOf(session);
  return (
    <header className="bar">
      {props.onTree ? (
        <button type="button" className="bar-button bar-menu" aria-label="显示或收起组织树" onClick={props.onTree}>
          <MenuOutlined aria-hidden />
        </button>
      ) : null}
      <Go href="/" className="wordmark" label="连心，回到工作台">
        连心
      </Go>
      <nav className="bar-tabs" aria-label="功能">
        {first.map((it) => (
          <Go key={it.href} href={it.href} keepOrg className={it.tab === here ? "bar-tab bar-here" : "bar-tab"}>
            {it.tab.term}
          </Go>
        ))}
      </nav>
      <div className="bar-tools">
        <button
          type="button"
          className="bar-button bar-find"
          title="找人、找事、找页面"
          aria-keyshortcuts="Control+K"
          onClick={() => window.dispatchEvent(new Event("lianxin:find"))}
        >
          <SearchOutlined aria-hidden />
          <span>查找</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
        <button type="button" className="bar-button" aria-label="使用说明" title="使用说明" onClick={props.onHelp}>
          <QuestionCircleOutlined aria-hidden />
        </button>
        <Jobs />
        <Notices />
        <Dropdown
          trigger={["click"]}
          // It goes and comes at once: opened anew while it still faded out, it closed again under the pointer.
          transitionName=""
          menu={{
            items: [
              {
                key: "who",
                disabled: true,
                label: session.grants.map((it) => `${it.roleTerm}（${it.organizationName}）`).join("、") || "没有授权",
              },
              { type: "divider" },
              ...menu.map((it) => ({ key: it.href, label: it.tab.term })),
              ...(menu.length > 0 ? [{ type: "divider" as const }] : []),
              { key: "theme", label: look.theme === "dark" ? "换成浅色" : "换成深色" },
              { key: "elder", label: look.elder ? "退出长辈版" : "长辈版（大字）" },
              { key: "/me/notices", label: "我的通知" },
              { key: "/me/look", label: "界面设置" },
              { key: "/me/password", label: "修改密码" },
              { key: "/me/second-factor", label: "两步验证" },
              { key: "/me/sessions", label: "我的登录" },
              { key: "keys", label: "键盘快捷键" },
              { type: "divider" },
              { key: "out", label: "退出登录" },
              { key: "program", disabled: true, label: `程序版本 ${session.program}` },
            ],
            onClick: ({ key }) => {
              if (key === "theme") change({ theme: look.theme === "dark" ? "light" : "dark" });
              else if (key === "elder") change({ elder: !look.elder });
              else if (key === "keys") window.dispatchEvent(new Event("lianxin:keys"));
              else if (key === "out") void signOut(client);
              else if (key.startsWith("/")) go(key);
            },
          }}
        >
          <button type="button" className="bar-button" aria-label={`${session.actor?.name ?? ""}的菜单`}>
            <UserOutlined aria-hidden />
            <span className="bar-name">{session.actor?.name}</span>
          </button>
        </Dropdown>
      </div>
    </header>
  );
}
