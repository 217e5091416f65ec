import type { ReactNode } from "react";
import type { SessionView } from "#platform/access/contract.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { holds } from "#web/desk/session.ts";

/** What belongs in a zone that has nothing yet, and how to begin. */
export function Beginning(props: { session: SessionView }): ReactNode {
  if (!holds(props.session, ["import", "membership.import", "registers.import"]))
    return <p className="say say-info">还没有组织和党员。开发区组织员导入表格以后，这里才有内容，您不用做什么。</p>;
  return (
    <div className="say say-info">
      <strong>还没有组织和党员</strong>
      <ol className="steps-list">
        <li>找出手里的党组织信息表和各村（社区）的党员花名册，不用改格式。</li>
        <li>一并拖入导入页面，不分先后；先预览，确认前不会写入任何数据。</li>
        <li>导入后即生成组织树、花名册、待办、驾驶舱和统计表。</li>
      </ol>
      <Go href="/imports" className="button-link button-main">
        导入表格
      </Go>
    </div>
  );
}
