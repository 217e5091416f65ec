import { useParams } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { type ReactNode, useState } from "react";
import * as at from "#modules/organization/address.ts";
import type { EventKind, OrganizationView } from "#modules/organization/contract.ts";
import { PostDialog, PostEndDialog, TermDialog } from "#modules/organization/desk/post-dialogs.tsx";
import { KINDS, STATES, TERM_STATES } from "#modules/organization/desk/texts.ts";
import { UnitDialog } from "#modules/organization/desk/unit-dialog.tsx";
import { codeSet, isCodeSetName } from "#shared/code-sets.ts";
import { address } from "#web/common/api.ts";
import { dayInWords, money, number } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { DESK } from "#web/desk/collected.ts";
import { Go } from "#web/desk/parts/go.tsx";
import { Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer, Empty, Waiting } from "#web/desk/parts/say.tsx";
import { useGo, useOpened, useSearchText } from "#web/desk/place.ts";
import { sectionsOf } from "#web/desk/sections.tsx";
import { usePlace } from "#web/desk/shell/use-tree.ts";

const More = sectionsOf(DESK.flatMap((part) => part.sections?.organization ?? []));

/** A stored code as its Chinese term; a value that no set knows is shown as it is. */
export function termIn(set: string, value: string | null | undefined): string {
  if (!value || !isCodeSetName(set)) return value ?? "";
  const known = codeSet(set);
  return known.has(value) ? known.term(value) : value;
}

/** The tab's own address shows the organisation chosen in the tree, or the top one. */
export function OrganizationHome(): ReactNode {
  const { id } = usePlace();
  return id === undefined ? <Waiting /> : <OneOrganization id={id} />;
}

export function OrganizationPage(): ReactNode {
  const params: { id?: string } = useParams({ strict: false });
  return <OneOrganization key={params.id} id={params.id ?? ""} />;
}

function OneOrganization(props: { id: string }): ReactNode {
  const asOf = useSearchText()["asOf"];
  const answer = useAsk(at.organization, { id: props.id, asOf }, { keep: true });
  return <Answer of={answer}>{(it) => <View organization={it} />}</Answer>;
}

const OFFERED: readonly EventKind[] = ["establish", "rename", "move", "merge", "split", "dissolve", "upgrade"];

function View(props: { organization: OrganizationView }): ReactNode {
  const it = props.organization;
  const go = useGo();
  const version = it.version;
  const name = version?.shortName ?? "未成立";
  const told = { organizationId: it.id, name: version?.shortName ?? it.breadcrumb.at(-1)?.shortName ?? "" };
  return (
    <Page
      title={name}
      lead={
        <>
          {version && version.fullName !== name ? <span>{version.fullName}</span> : null}
          {it.closedOn ? <Mark kind="bad">{it.closedOn} 撤并</Mark> : null}
        </>
      }
      tools={
        <>
          <Button onClick={() => go(address("/r/members", { org: it.id }))}>
            党员 {it.members === null ? "" : number(it.members)}
          </Button>
          <Button onClick={() => go(address("/picture", { org: it.id }))}>驾驶舱</Button>
          {it.can.propose && it.closedOn === null ? (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: OFFERED.map((kind) => ({
                  key: kind,
                  label: kind === "establish" ? "新建下级组织" : KINDS[kind].term,
                })),
                onClick: ({ key }) => go(address("/organization-events/new", { kind: key, org: it.id })),
              }}
            >
              <Button type="primary">办理变动</Button>
            </Dropdown>
          ) : null}
        </>
      }
    >
      {version === null ? (
        <Empty>{dayInWords(it.asOf)}这个组织还没有成立，或者已经撤并。请换一天看。</Empty>
      ) : (
        <Facts
          facts={[
            ["组织类别", termIn("organization_kind", version.kind)],
            ["组织编码", it.code],
            ["城乡属性", termIn("area_kind", version.areaKind)],
            ["属地关系", termIn("territorial_level", version.territorialLevel)],
            ["所在单位情况", termIn("unit_situation", version.unitSituation)],
            ["成立日期", it.establishedOn],
            ["上级组织", it.breadcrumb.at(-2)?.shortName],
            ["联系电话", version.phone],
            ["地址", version.address],
            [
              "曾用名",
              it.formerNames.map((one) => `${one.fullName}（${one.validFrom} 至 ${one.validTo ?? "今"}）`).join("、"),
            ],
          ]}
        />
      )}
      <Lineage organization={it} />
      <Posts organization={it} />
      <Terms organization={it} />
      <More beneath="届次" of={told} />
      <Units organization={it} />
      <More beneath="所在单位" of={told} />
      <Section title="组织变动">
        {it.events.length === 0 ? (
          <p className="quiet">没有变动记录。</p>
        ) : (
          <ol className="timeline">
            {it.events.map((event) => (
              <li key={event.id}>
                <span className="timeline-day">{event.happenedOn}</span>
                <Go href={`/organization-events/${event.id}`}>{event.kindTerm}</Go>
                <Mark kind={STATES[event.state]?.mark ?? "plain"}>{STATES[event.state]?.term ?? event.state}</Mark>
                {event.about ? <span>{event.about}</span> : null}
                {event.documentNumber ? <span>{event.documentNumber}</span> : null}
                <span className="quiet">{event.reason}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </Page>
  );
}

function Lineage(props: { organization: OrganizationView }): ReactNode {
  const { predecessors, successors } = props.organization.lineage;
  if (predecessors.length + successors.length === 0) return null;
  const line = (it: OrganizationView["lineage"]["predecessors"][number], word: string): ReactNode => (
    <li key={it.eventId + it.organizationId}>
      <span className="timeline-day">{it.on}</span>
      <span className="quiet">{word}</span>
      <Go href={`/organizations/${it.organizationId}`}>{it.name}</Go>
      <Go href={`/organization-events/${it.eventId}`}>{KINDS[it.kind as EventKind]?.term ?? it.kind}</Go>
    </li>
  );
  return (
    <Section title="沿革">
      <ol className="timeline">
        {predecessors.map((it) => line(it, "来自"))}
        {successors.map((it) => line(it, "去向"))}
      </ol>
    </Section>
  );
}

function Posts(props: { organization: OrganizationView }): ReactNode {
  const it = props.organization;
  const [adding, setAdding] = useOpened("post");
  const [ending, setEnding] = useState<OrganizationView["posts"][number] | null>(null);
  const asOf = it.asOf;
  const current = it.posts.filter((one) => one.validTo === null || one.validTo > asOf);
  const past = it.posts.filter((one) => one.validTo !== null && one.validTo <= asOf);
  const columns = [
    { title: "职务", show: (one: OrganizationView["posts"][number]) => one.postTerm, width: "10em" },
    {
      title: "姓名",
      show: (one: OrganizationView["posts"][number]) => (
        <>
          <Go href={`/members/${one.personId}`}>{one.personName}</Go>{" "}
          {one.oneShoulder ? (
            <Mark kind="info">一肩挑</Mark>
          ) : one.crossAppointed ? (
            <Mark kind="plain">交叉任职</Mark>
          ) : null}
        </>
      ),
    },
    { title: "任职日期", show: (one: OrganizationView["posts"][number]) => one.validFrom },
  ];
  const left = { title: "离任日期", show: (one: OrganizationView["posts"][number]) => one.validTo ?? "" };
  return (
    <Section title="班子成员" tools={it.can.posts ? <Button onClick={() => setAdding("new")}>登记任职</Button> : null}>
      <Plain
        caption="班子成员"
        rows={current}
        id={(one) => one.id}
        empty="没有登记在任的班子成员。"
        columns={
          it.can.posts
            ? [
                ...columns,
                {
                  title: "",
                  show: (one) => (
                    <Button size="small" onClick={() => setEnding(one)}>
                      离任
                    </Button>
                  ),
                },
              ]
            : columns
        }
      />
      {past.length > 0 ? (
        <details>
          <summary>以前的任职（{past.length}）</summary>
          <Plain caption="以前的任职" rows={past} id={(one) => one.id} columns={[...columns, left]} />
        </details>
      ) : null}
      {adding !== null && it.can.posts ? <PostDialog organizationId={it.id} onClose={() => setAdding(null)} /> : null}
      {ending ? <PostEndDialog post={ending} onClose={() => setEnding(null)} /> : null}
    </Section>
  );
}

function Terms(props: { organization: OrganizationView }): ReactNode {
  const it = props.organization;
  const [adding, setAdding] = useState(false);
  return (
    <Section title="届次" tools={it.can.posts ? <Button onClick={() => setAdding(true)}>补登届次</Button> : null}>
      <Plain
        caption="届次"
        rows={it.terms}
        id={(one) => one.id}
        empty="没有登记届次。"
        columns={[
          { title: "届次", show: (one) => `第 ${one.termNumber} 届` },
          { title: "开始", show: (one) => one.startOn },
          { title: "任期", show: (one) => `${one.years} 年` },
          { title: "届满", show: (one) => one.dueOn },
          {
            title: "状态",
            show: (one) => (
              <Mark kind={TERM_STATES[one.state]?.mark ?? "plain"}>{TERM_STATES[one.state]?.term ?? one.state}</Mark>
            ),
          },
        ]}
      />
      {adding ? <TermDialog organizationId={it.id} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function Units(props: { organization: OrganizationView }): ReactNode {
  const it = props.organization;
  const [editing, setEditing] = useState<OrganizationView["units"][number] | "new" | null>(null);
  const holds = (one: OrganizationView["units"][number]): boolean =>
    one.validFrom <= it.asOf && (one.validTo === null || one.validTo > it.asOf);
  const current = it.units.filter(holds);
  const earlier = it.units.filter((one) => one.validTo !== null && one.validTo <= it.asOf).toReversed();
  return (
    <Section
      title="所在单位"
      tools={it.can.unit && current.length === 0 ? <Button onClick={() => setEditing("new")}>登记单位</Button> : null}
    >
      {it.units.length === 0 ? <p className="quiet">没有登记所在单位。</p> : null}
      {current.length > 1 ? (
        <p className="quiet">这个组织现在管 {current.length} 个单位（合并、联合设置时各自保留），分别更新。</p>
      ) : null}
      {current.map((unit) => (
        <div key={unit.id} className="unit">
          <Facts
            facts={[
              ["单位名称", unit.name],
              ["统一社会信用代码", unit.creditCode],
              ["单位性质", termIn("unit_nature", unit.nature)],
              ["行业", unit.industry],
              ["户数", unit.households === null ? null : number(unit.households)],
              ["户籍人口", unit.registeredPopulation === null ? null : number(unit.registeredPopulation)],
              ["常住人口", unit.residentPopulation === null ? null : number(unit.residentPopulation)],
              ["在岗职工", unit.employees === null ? null : number(unit.employees)],
              ["集体经济年收入", unit.collectiveIncomeFen === null ? null : money(unit.collectiveIncomeFen)],
              ["备注", unit.note],
              ["自", unit.validFrom],
            ]}
          />
          {it.can.unit ? (
            <Button size="small" onClick={() => setEditing(unit)}>
              更新单位信息
            </Button>
          ) : null}
        </div>
      ))}
      {earlier.length > 0 ? (
        <details>
          <summary>以前登记的情况（{earlier.length}）</summary>
          <Plain
            caption="以前登记的情况"
            rows={earlier}
            id={(one) => one.id}
            columns={[
              { title: "单位名称", show: (one) => one.name },
              { title: "起", show: (one) => one.validFrom },
              { title: "止", show: (one) => one.validTo ?? "" },
              { title: "户数", show: (one) => (one.households === null ? "" : number(one.households)), number: true },
              {
                title: "户籍人口",
                show: (one) => (one.registeredPopulation === null ? "" : number(one.registeredPopulation)),
                number: true,
              },
              {
                title: "常住人口",
                show: (one) => (one.residentPopulation === null ? "" : number(one.residentPopulation)),
                number: true,
              },
              {
                title: "集体经济年收入（元）",
                show: (one) => (one.collectiveIncomeFen === null ? "" : money(one.collectiveIncomeFen)),
                number: true,
              },
            ]}
          />
        </details>
      ) : null}
      {editing ? (
        <UnitDialog organizationId={it.id} unit={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
    </Section>
  );
}
