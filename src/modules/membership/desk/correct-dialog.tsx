import type { ReactNode } from "react";
import * as at from "#modules/membership/address.ts";
import { MEMBER } from "#modules/membership/asks.ts";
import type { Correction, MemberView } from "#modules/membership/contract.ts";
import { asks, choice, type Given, pastDay } from "#platform/forms/asks.ts";
import { sendTo } from "#web/common/api.ts";
import { FactDialog, type Values } from "#web/desk/parts/fact-dialog.tsx";

const { idNumber: _number, category: _category, ...CORRECTED } = MEMBER;
const HOW = asks({
  manner: choice("更正方式", [
    ["correction", "原来记错了，改正"],
    ["change", "原来没错，情况变了"],
  ]),
  on: pastDay("变化日期", { when: (given) => given["manner"] === "change", hint: "变化以前的情况留作历史。" }),
});

/** What differs from the record: emptied fields take a value away. What was left as it is was not read again. */
function changed(now: Given, given: Values): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(CORRECTED).flatMap((key) => {
      const [was, is] = [now[key] ?? null, given[key] ?? null];
      return was === is ? [] : [[key, is]];
    }),
  );
}

/** As a form would send it, so that what nobody touched does not differ. */
const plain = (value: unknown): unknown => (typeof value === "string" ? value.trim() : (value ?? undefined));

/** Corrects what the roster says wrongly; only what was changed is sent. Masked values are replaced, never shown. */
export function CorrectDialog(props: {
  member: MemberView;
  membership: MemberView["memberships"][number];
  onClose: () => void;
}): ReactNode {
  const { person } = props.member;
  const now: Given = { ...props.membership, ...person, mobile: undefined, address: undefined };
  const known = Object.fromEntries(Object.keys(CORRECTED).map((key) => [key, plain(now[key])]));
  return (
    <FactDialog
      title={`更正${person.name}的记录`}
      button="保存"
      wide
      asks={{
        ...HOW,
        ...CORRECTED,
        mobile: { ...CORRECTED.mobile, hint: `现在：${person.mobileMask ?? "没有登记"}。填写新的号码，不改的不填。` },
        address: { ...CORRECTED.address, hint: `现在${person.hasAddress ? "已登记" : "没有登记"}。不改的不填。` },
      }}
      start={{ manner: "correction" }}
      known={known}
      send={({ manner, on, ...given }) =>
        sendTo(at.correction, { personId: person.id }, {
          manner,
          ...(on === undefined ? {} : { on }),
          version: person.version,
          fields: changed(known, given),
        } as Correction)
      }
      saved={({ terms, warnings }) => ({ text: `${person.name}的${terms.join("、")}`, warnings })}
      onClose={props.onClose}
    />
  );
}
