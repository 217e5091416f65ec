import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import { PersonPick } from "#modules/organization/desk/post-dialogs.tsx";
import * as at from "#modules/organization/elections/address.ts";
import type { StartView, VillageBody } from "#modules/organization/elections/contract.ts";
import { villageCount } from "#modules/organization/elections/rules.ts";
import { sendTo } from "#web/common/api.ts";
import { useAsk, useDeed } from "#web/desk/ask.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { TypedForm } from "#web/desk/parts/leaving.tsx";
import { DayField, Field, Page } from "#web/desk/parts/page.tsx";
import { Answer, Empty, ProblemBox, ProvisionLine } from "#web/desk/parts/say.tsx";
import { useGo } from "#web/desk/place.ts";
import { useToday } from "#web/desk/session.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";
import "./elections.css";

/** The record of a villagers' or residents' committee election: the law has its own procedure, the house its result. */
export function VillageElection(): ReactNode {
  const { id } = usePlace();
  const answer = useAsk(at.start, { id: id ?? "" }, { enabled: id !== undefined });
  return <Answer of={answer}>{(it) => <View key={it.organizationId} of={it} />}</Answer>;
}

interface Line {
  readonly key: number;
  readonly seat: VillageBody["votes"][number]["seat"];
  readonly personId: string;
  readonly name: string;
  readonly votesFor: number;
  readonly elected: boolean;
}

function View({ of: it }: { of: StartView }): ReactNode {
  const go = useGo();
  const today = useToday();
  const [on, setOn] = useState(today);
  const [electors, setElectors] = useState(0);
  const [voted, setVoted] = useState(0);
  const [documentNumber, setNumber] = useState("");
  const [lines, setLines] = useState<readonly Line[]>([blank(0, "village_head"), blank(1, "village_committee_member")]);
  const filled = lines.filter((one) => one.personId !== "" || one.name.trim() !== "");
  const deed = useDeed(
    () =>
      sendTo(
        at.village,
        {},
        {
          organizationId: it.organizationId,
          on,
          electors,
          voted,
          ...(documentNumber.trim() === "" ? {} : { documentNumber: documentNumber.trim() }),
          votes: filled.map(({ seat, personId, name, votesFor, elected }) => ({
            seat,
            ...(personId === "" ? { name: name.trim() } : { personId }),
            votesFor,
            elected,
          })),
        },
      ),
    (made) => go(`/elections/${made.id}`),
  );
  const title = `${it.organizationName}：村（居）民委员会选举`;
  if (!it.village)
    return (
      <Page title={title}>
        <Empty action={<Go href="/elections">看届期一览</Go>}>这里没有村（居）民委员会。请在左边选择村或者社区。</Empty>
      </Page>
    );
  const found = villageCount(
    electors,
    voted,
    filled.map((one) => ({ ...one, name: one.name || "所选党员" })),
  );
  const put = (key: number, more: Partial<Line>): void =>
    setLines((was) => was.map((one) => (one.key === key ? { ...one, ...more } : one)));
  return (
    <Page
      title={title}
      lead="村（居）民委员会由村（居）民依法选举，这里只登记结果。当选的党员自动记入任职，原来的任职到这一天结束。"
    >
      <TypedForm busy={deed.busy}>
        <ProblemBox problem={deed.problem} />
        <div className="form-grid">
          <Field label="选举日" id="village-on" fault={deed.problem?.faultOf("on")}>
            <DayField id="village-on" value={on} max={today} onChange={setOn} />
          </Field>
          <Field label="登记参加选举的人数" id="village-electors">
            <InputNumber
              id="village-electors"
              min={0}
              precision={0}
              value={electors}
              onChange={(one) => setElectors(one ?? 0)}
            />
          </Field>
          <Field label="参加投票的人数" id="village-voted" fault={deed.problem?.faultOf("voted")}>
            <InputNumber
              id="village-voted"
              min={0}
              precision={0}
              value={voted}
              onChange={(one) => setVoted(one ?? 0)}
            />
          </Field>
          <Field label="当选结果的文号（可不填）" id="village-number">
            <Input
              id="village-number"
              maxLength={60}
              value={documentNumber}
              onChange={(one) => setNumber(one.target.value)}
            />
          </Field>
        </div>
        <div className="scroll-x" role="region" aria-label="候选人得票" tabIndex={0}>
          <table className="election-votes">
            <thead>
              <tr>
                <th scope="col">职务</th>
                <th scope="col">党员</th>
                <th scope="col">不是党员的，填姓名</th>
                <th scope="col">得票</th>
                <th scope="col">当选</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((one, at) => (
                <tr key={one.key}>
                  <td>
                    <Select
                      aria-label={`第${at + 1}人的职务`}
                      value={one.seat}
                      options={[
                        { value: "village_head", label: "主任" },
                        { value: "village_committee_member", label: "委员" },
                      ]}
                      onChange={(seat) => put(one.key, { seat })}
                    />
                  </td>
                  <td>
                    <PersonPick
                      id={`village-person-${one.key}`}
                      value={one.personId}
                      org={it.organizationId}
                      onChange={(personId) => put(one.key, { personId })}
                    />
                  </td>
                  <td>
                    <Input
                      aria-label={`第${at + 1}人的姓名`}
                      maxLength={100}
                      disabled={one.personId !== ""}
                      value={one.name}
                      onChange={(typed) => put(one.key, { name: typed.target.value })}
                    />
                  </td>
                  <td>
                    <InputNumber
                      aria-label={`第${at + 1}人的得票`}
                      min={0}
                      precision={0}
                      value={one.votesFor}
                      onChange={(value) => put(one.key, { votesFor: value ?? 0 })}
                    />
                  </td>
                  <td>
                    <Checkbox
                      aria-label={`第${at + 1}人当选`}
                      checked={one.elected}
                      onChange={(box) => put(one.key, { elected: box.target.checked })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p>
          <Button
            onClick={() => setLines((was) => [...was, blank((was.at(-1)?.key ?? 0) + 1, "village_committee_member")])}
          >
            再加一人
          </Button>
        </p>
        {voted > 0 && electors > 0 ? (
          <p
            className={found.value.valid && found.value.short.length === 0 ? "say say-good" : "say say-warn"}
            role="status"
          >
            {found.grounds}。 <ProvisionLine provision={found.provision} />
          </p>
        ) : null}
        <div className="actions">
          <Button
            type="primary"
            loading={deed.busy}
            disabled={!it.can.village || filled.length === 0}
            onClick={() => void deed.run(undefined)}
          >
            登记选举结果
          </Button>
        </div>
      </TypedForm>
    </Page>
  );
}

const blank = (key: number, seat: Line["seat"]): Line => ({
  key,
  seat,
  personId: "",
  name: "",
  votesFor: 0,
  elected: true,
});
