import { useRouter } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactNode } from "react";
import { Go } from "#web/desk/parts/go.tsx";

/** The ways on from a page that cannot be shown: no dead ends. */
export function Ways(): ReactNode {
  const router = useRouter();
  return (
    <>
      {window.history.length > 1 ? <Button onClick={() => router.history.back()}>返回上一页</Button> : null}
      <Go href="/" className="button-link">
        回到工作台
      </Go>
    </>
  );
}
