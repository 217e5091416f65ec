import { Button } from "antd";
import type { ReactNode } from "react";
import type { Static } from "typebox";
import * as at from "#modules/organization/address.ts";
import type { AdviceView } from "#modules/organization/contract.ts";
import { PREPARED } from "#modules/organization/desk/event-wizard.tsx";
import { address } from "#web/common/api.ts";
import { keepDraft } from "#web/common/draft.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Page } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useGo } from "#web/desk/place.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

type Advice = Static<typeof AdviceView>;

/** What the rules ask for and what would serve better, each with its reasons and a button that prepares the event. */
export function SettingAdvice(): ReactNode {
  const { id, node } = usePlace();
  const go = useGo();
  const answer = useAsk(at.settingAdvice, { org: id }, { enabled: id !== undefined, keep: true });
  return (
    <Page
      title="设置建议"
      lead={`按人数、地域、行业和距离，对照规定为${node?.shortName ?? ""}及下级推算。只是建议，办不办由组织决定。`}
    >
      <Answer of={answer}>
        {(advice) =>
          advice.length === 0 ? (
            <Empty>现在的设置都符合规定，没有建议。</Empty>
          ) : (
            <ul className="advice">
              {advice.map((it) => (
                <li key={it.id}>
                  <div className="row">
                    <h2>{it.title}</h2>
                    {it.event ? (
                      <Button
                        type="primary"
                        ghost
                        onClick={() => {
                          const event = it.event as { kind?: string; reason?: string };
                          // The grounds are at hand: whoever prepares the event needs not type them again.
                          const reason = event.reason || reasonOf(it.reasons);
                          keepDraft(PREPARED, { body: { ...event, reason } });
                          const kind = event.kind ?? "";
                          go(
                            address("/organization-events/new", { kind, org: it.organizations[0]?.id, prepared: "1" }),
                          );
                        }}
                      >
                        准备办理
                      </Button>
                    ) : null}
                  </div>
                  <p className="quiet">
                    {it.organizations.map((one, at) => (
                      <span key={one.id}>
                        {at > 0 ? "、" : ""}
                        <Go href={`/organizations/${one.id}`}>{one.name}</Go>
                      </span>
                    ))}
                  </p>
                  <ul className="bullets">
                    {it.reasons.map((reason) => (
                      <li key={reason.text}>
                        {reason.text} <ProvisionLine provision={reason.provision} />
                      </li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  );
}

const reasonOf = (reasons: Advice[number]["reasons"]): string =>
  reasons.map((it) => (it.provision.force === "house" ? it.text : `${it.text}（${it.provision.title}）`)).join("；");
