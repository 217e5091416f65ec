import type { ReactNode } from "react";
import { Page } from "#web/desk/parts/page.tsx";
import { Empty } from "#web/desk/parts/say.tsx";
import { Ways } from "#web/desk/parts/ways.tsx";

export function NotHere(): ReactNode {
  return (
    <Page title="没有这个页面">
      <Empty
        action={
          <div className="actions">
            <Ways />
          </div>
        }
      >
        地址可能输错了，或者页面已经改名。没有任何内容因此丢失。可以从上方的标签重新进入，或者：
      </Empty>
    </Page>
  );
}
