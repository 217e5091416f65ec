import type { ReactNode } from "react";
import { Go } from "#web/desk/parts/go.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Empty } from "#web/desk/parts/say.tsx";

export function NotHere(): ReactNode {
  return (
    <Page title="没有这个页面">
      <Empty action={<Go href="/">回到工作台</Go>}>地址可能输错了，或者页面已经改名。没有任何内容因此丢失。</Empty>
    </Page>
  );
}
