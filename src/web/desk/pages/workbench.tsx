import * as at from "#modules/assessment/address.ts";
import { listOf } from "#platform/registers/address.ts";
import "#web/desk/pages/workbench.css";
import type { ReactNode } from "react";
import type { FigureView, PictureQuery } from "#modules/assessment/contract.ts";
import { Turn } from "#modules/assessment/desk/turn.tsx";
import type { SessionView } from "#platform/access/contract.ts";
import { dayInWords, moment, number, words } from "#web/common/format.ts";
import { useAsk } from "#web/desk/ask.ts";
import { Beginning } from "#web/desk/parts/beginning.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { Page, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";
import { useSearchText } from "#web/desk/place.ts";
import { holds, useSession } from "#web/desk/session.ts";
import { pagesOf, tabsOf } from "#web/desk/shell/tabs.ts";
import { usePlace } from "#web/desk/shell/use-tree.ts";

/** The first screen: whose turn it is, what is due beneath, what changed, how things stand. */
export function Workbench(): ReactNode {
  const { session } = useSession();
  const { id, node } = usePlace();
  const search = useSearchText();
  const sees = holds(session, ["assessment.picture"]);
  const turns = holds(session, ["assessment.turn"]);
  const picture = useAsk(
    at.picture,
    { org: id, asOf: search["asOf"], manner: search["manner"] as PictureQuery["manner"] },
    { enabled: sees && id !== undefined, keep: true },
  );
  const name = session?.actor?.name ?? "";
  return (
    <Page title="工作台" lead={node ? `${name} · ${node.shortName}` : name}>
      {session?.empty === true ? (
        <Section title="从这里开始">
          <Beginning session={session} />
        </Section>
      ) : null}
      {session?.empty === true || !turns ? null : <Turn />}
      {session && !holds(session, ["assessment.due"]) ? <Places session={session} /> : null}
      <div className="columns">
        {holds(session, ["audit.event"]) ? <Changes org={id} /> : null}
        {sees && id !== undefined ? (
          <Section
            title="基本情况"
            note={picture.data ? `截至${dayInWords(picture.data.asOf)}` : undefined}
            tools={
              <Go href="/picture" keepOrg>
                驾驶舱
              </Go>
            }
          >
            <Answer of={picture}>{(it) => <Figures figures={it.figures.slice(0, 8)} />}</Answer>
          </Section>
        ) : null}
      </div>
    </Page>
  );
}

/** Where somebody works who has no business of members and organisations: the pages that open for them. */
function Places(props: { session: SessionView }): ReactNode {
  const pages = tabsOf(props.session)
    .filter(({ tab }) => tab.key !== "h")
    .flatMap(({ tab, href }) => {
      const own = pagesOf(tab, props.session);
      return own.length > 0 ? own : [{ term: tab.term, href }];
    });
  if (pages.length === 0) return null;
  return (
    <Section title="可办理事项">
      <div className="row row-start row-wrap">
        {pages.map((it) => (
          <Go key={it.href} href={it.href} className="button-link">
            {it.term}
          </Go>
        ))}
      </div>
    </Section>
  );
}

export function Figures(props: { figures: readonly FigureView[] }): ReactNode {
  return (
    <ul className="figures">
      {props.figures.map((it) => {
        const text = (
          <>
            <span className="figure-term">{it.term}</span>
            <span className="figure-value">
              {it.value === null ? "—" : number(it.value)}
              {it.value === null ? null : <small>{it.unit}</small>}
            </span>
          </>
        );
        return (
          <li key={it.key}>
            {it.list ? <Go href={it.list}>{text}</Go> : <span className="figure-plain">{text}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** What was done lately, for whoever reads the audit. */
function Changes(props: { org: string | undefined }): ReactNode {
  const list = useAsk(listOf("audit"), { org: props.org, limit: 40 }, { keep: true });
  return (
    <Section
      title="最近的变化"
      tools={
        <Go href="/audit" keepOrg>
          全部
        </Go>
      }
    >
      <Answer of={list}>
        {(data) => {
          // That somebody signed in changes nothing; the audit page shows it.
          const rows = data.rows.filter((row) => !words(row["event"]).startsWith("access.session.")).slice(0, 12);
          if (rows.length === 0) return <p className="quiet">近期没有变化。</p>;
          return (
            <ul className="changes">
              {rows.map((row) => (
                <li key={row.id}>
                  <span className="quiet">{moment(words(row["at"]))}</span>
                  <span>{words(row["sentence"])}</span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Section>
  );
}
