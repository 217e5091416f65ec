import { Button } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/membership/address.ts";
import { ADMISSION } from "#modules/membership/asks.ts";
import type { Admission } from "#modules/membership/contract.ts";
import { sendTo } from "#web/common/api.ts";
import { FactDialog } from "#web/desk/parts/fact-dialog.tsx";
import { useGo, useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** The button above the roster that enters one member; shown to those who may, somewhere. */
export function AdmitButton(): ReactNode {
  const { session } = useSession();
  const [open, setOpen] = useState(false);
  if (!holds(session, ["membership.admit"])) return null;
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        新增党员
      </Button>
      {open ? <AdmitDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AdmitDialog(props: { onClose: () => void }): ReactNode {
  const search = useSearchText();
  const { node } = usePlace();
  const go = useGo();
  // Whoever looks after one branch is not asked which.
  const branch = search["org"] ?? (node?.kind.endsWith("branch") === true ? node.id : undefined);
  return (
    <FactDialog
      title="增加党员"
      says="性别和出生日期由身份证号得出，不用再填。一次要登记很多人，用“导入”更快。新发展的党员在“发展党员”中办理，批准后自动列入。"
      button="登记"
      wide
      asks={ADMISSION}
      start={{ organizationId: branch }}
      send={({ organizationId, code, on, outsideName, ...member }) =>
        sendTo(at.admission, {}, {
          organizationId,
          code,
          on,
          member,
          ...(outsideName === undefined ? {} : { outsideName }),
        } as Admission)
      }
      saved={({ warnings, personId }) => ({
        text: "增加党员",
        warnings,
        next: { term: "查看党员", href: `/members/${personId}` },
      })}
      onDone={({ personId }) => go(`/members/${personId}`)}
      onClose={props.onClose}
    />
  );
}
