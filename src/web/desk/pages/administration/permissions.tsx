import type { ReactNode } from "react";
import { useState } from "react";
import { listOf } from "#platform/registers/address.ts";
import type { Cell } from "#platform/registers/contract.ts";
import { ROLES } from "#shared/roles.ts";
import { words } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { AccountPick } from "#web/desk/pages/administration/administration.tsx";
import { OrgPick } from "#web/desk/parts/org-pick.tsx";
import { Field, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { lineOf } from "#web/desk/shell/tree-search.ts";
import { useTree } from "#web/desk/shell/use-tree.ts";

/** Rows carry the organisation with its name; null is the house as a whole. */
function placeId(place: Cell | undefined): string | null {
  if (typeof place === "string") return place;
  return place !== null && typeof place === "object" && "id" in place ? place.id : null;
}

/** Why may this person see that place: the grants, and how each reaches it or does not. */
export function Permissions(): ReactNode {
  const search = useSearchText();
  const tree = useTree();
  const [account, setAccount] = useState("");
  const [org, setOrg] = useState<string | undefined>(search["org"]);
  const list = useAsk(listOf("grants"), { limit: 500, asOf: search["asOf"] }, { enabled: account !== "" });
  const above = tree.data ? lineOf(tree.data.index, org).map((it) => it.id) : [];
  const covers = (place: Cell | undefined): boolean => {
    const at = placeId(place);
    return at === null || above.includes(at);
  };
  return (
    <Page title="权限说明" lead="选一个账号、一个组织，看这个人为什么看得到、或看不到它。">
      <div className="form-grid">
        <Field label="账号" id="why-account">
          <AccountPick id="why-account" value={account} onChange={setAccount} />
        </Field>
        <Field label="组织" id="why-org">
          <OrgPick id="why-org" label="组织" value={org} onChange={setOrg} />
        </Field>
      </div>
      {account !== "" && org !== undefined ? (
        <Answer of={list}>
          {(data) => {
            const own = data.rows.filter((it) => it["accountId"] === account);
            const reaching = own.filter((it) => covers(it["organizationId"]));
            return (
              <>
                <p className={reaching.length > 0 ? "say say-good" : "say say-info"} role="status">
                  {reaching.length > 0
                    ? `看得到：有 ${reaching.length} 项授权管到这个组织。`
                    : "看不到：没有一项授权管到这个组织。"}
                </p>
                <Plain
                  caption="这个账号的授权"
                  rows={own}
                  id={(it) => it.id}
                  empty="这个账号没有任何授权。"
                  columns={[
                    { title: "岗位", show: (it) => words(it["roleTerm"]) },
                    {
                      title: "授权组织",
                      show: (it) => {
                        const at = placeId(it["organizationId"]);
                        if (at === null) return "整个系统";
                        return tree.data?.index.byId.get(at)?.shortName ?? "（您看不到的组织）";
                      },
                    },
                    { title: "从", show: (it) => words(it["validFrom"]) },
                    { title: "到", show: (it) => words(it["validTo"]) },
                    {
                      title: "管到所选组织",
                      show: (it) =>
                        covers(it["organizationId"]) ? <Mark kind="good">管到</Mark> : <Mark kind="plain">管不到</Mark>,
                    },
                  ]}
                />
              </>
            );
          }}
        </Answer>
      ) : (
        <p className="quiet">先选账号和组织。</p>
      )}
      <Section title="各岗位能做什么">
        <Plain
          caption="各岗位能做什么"
          rows={Object.entries(ROLES)}
          id={([role]) => role}
          columns={[
            { title: "岗位", show: ([, it]) => it.term },
            { title: "职责", show: ([, it]) => it.duty },
          ]}
        />
      </Section>
    </Page>
  );
}
