import "#web/common/tokens.css";
import "#web/desk/desk.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { type ReactNode, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { asks, choice, code, count, long, pastDay, phone, text, yuan } from "#platform/forms/asks.ts";
import { of, post } from "#platform/http/address.ts";
import { sendTo } from "#web/common/api.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { SavedPlace } from "#web/desk/parts/saved.tsx";

const visits = post("/api/visits", "登记走访", { body: of<object>(), answer: of<{ id: string; name: string }>() });
const visitWithdrawal = post("/api/visits/:id/withdrawal", "撤回走访", { body: of<{ reason: string }>() });

/** Taller than the screen, with a fact of most kinds. */
const VISIT = asks({
  name: text("姓名", { most: 6 }),
  mobile: phone("联系电话"),
  level: code("级别", "award_level"),
  on: pastDay("走访日期"),
  sum: yuan("慰问金"),
  times: count("次数", { least: 1, most: 9, unit: "次", optional: true }),
  way: choice("方式", [
    ["visit", "上门"],
    ["call", "电话"],
  ]),
  why: text("上门事由", { when: (given) => given["way"] === "visit" }),
  story: long("情况", { optional: true }),
  wish: long("愿望", { optional: true }),
  plan: long("打算", { least: 4 }),
  more: long("备注", { optional: true }),
});

function Visits(): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <main>
      <button type="button" onClick={() => setOpen(true)}>
        登记走访
      </button>
      {open ? (
        <FactDialog
          title="登记走访"
          button="登记"
          asks={VISIT}
          send={(values) => sendTo(visits, {}, values)}
          saved={(made) => ({
            text: `${made.name}的走访`,
            undo: (reason) => sendTo(visitWithdrawal, { id: made.id }, { reason }),
            next: { term: "查看走访", href: `/visits/${made.id}` },
          })}
          onClose={() => setOpen(false)}
        />
      ) : null}
      <SavedPlace />
    </main>
  );
}

const router = createRouter({
  routeTree: createRootRoute({ component: Visits, notFoundComponent: Visits }),
  history: createMemoryHistory({ initialEntries: ["/"] }),
});
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
