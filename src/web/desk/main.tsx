import "#web/common/tokens.css";
import "#web/desk/desk.css";
import "#web/desk/print.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { App, ConfigProvider } from "antd";
import zhCN from "antd/es/locale/zh_CN.js";
import { type ReactNode, StrictMode, useCallback, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { jobs } from "#platform/jobs/address.ts";
import { notices } from "#platform/notices/address.ts";
import { watchActivity } from "#web/common/activity.ts";
import { Problem, whenSignedOut } from "#web/common/api.ts";
import { loadLettersIfMissing } from "#web/common/letters.ts";
import { applyLook, type Look, readLook } from "#web/common/look.ts";
import { antdTheme } from "#web/desk/antd-theme.ts";
import { LookContext } from "#web/desk/look-context.ts";
import { deskRouter } from "#web/desk/router.tsx";
import { forgetAnswers, SESSION_KEY } from "#web/desk/session.ts";

applyLook(readLook());
loadLettersIfMissing();

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // A refusal stays a refusal; only a missing answer is asked for again.
      retry: (tries, fault) => tries < 2 && fault instanceof Problem && (fault.status === 0 || fault.status === 503),
    },
  },
});
// The session has ended: the shell then shows the sign-in page at the same address.
whenSignedOut(() => void client.invalidateQueries({ queryKey: SESSION_KEY }));
watchActivity({
  // Beside the session, what others change without a word: it is fresh while somebody works, and silent otherwise.
  atWork: () => {
    for (const queryKey of [SESSION_KEY, [notices.path], [jobs.path]]) void client.invalidateQueries({ queryKey });
  },
  over: () => forgetAnswers(client),
});
const router = deskRouter();

function Desk(): ReactNode {
  const [look, setLook] = useState<Look>(readLook);
  const change = useCallback(
    (patch: Partial<Look>) =>
      setLook((was) => {
        const next = { ...was, ...patch };
        applyLook(next);
        return next;
      }),
    [],
  );
  const holder = useMemo(() => ({ look, change }), [look, change]);
  const theme = useMemo(() => antdTheme(look), [look]);
  return (
    <LookContext value={holder}>
      <ConfigProvider locale={zhCN} theme={theme} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
        <App>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </App>
      </ConfigProvider>
    </LookContext>
  );
}

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
);
