import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { RegisterView, Row } from "#platform/registers/contract.ts";
import { cellText } from "#web/desk/pages/register/cells.tsx";
import { Facts } from "#web/desk/parts/page.tsx";

/** All fields of one row, for registers whose rows have no page of their own. */
export function RowDrawer(props: {
  register: RegisterView;
  row: Row | undefined;
  onClose: () => void;
  extra?: ReactNode;
}): ReactNode {
  const { register, row } = props;
  return (
    <Drawer open={row !== undefined} onClose={props.onClose} title={register.title} size={480}>
      {row ? (
        <Facts
          facts={register.fields
            .filter((it) => it.type !== "id")
            .map((it) => [it.term, cellText(row[it.key], it)] as const)}
          columns={1}
        />
      ) : null}
      {props.extra}
    </Drawer>
  );
}
