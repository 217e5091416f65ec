import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Asks, Given } from "#platform/forms/asks.ts";
import { said } from "#platform/forms/said.ts";
import { correctionOf, WITHDRAWAL } from "#platform/kept/asks.ts";
import type { AboutView } from "#platform/kept/contract.ts";
import { type DeedOffered, Deeds } from "#web/desk/parts/deeds.tsx";
import type { Values } from "#web/desk/parts/fact-dialog.tsx";
import { Go } from "#web/desk/parts/go.tsx";
import { type Column, Facts, Mark, Page, Plain, Section } from "#web/desk/parts/page.tsx";
import { Answer } from "#web/desk/parts/say.tsx";

/** Pages of registers that people write (platform/kept): the part on the page of whose they are, and the page of one row. */

/** On the page of a member or an organisation: its rows, and the button that enters one. Nothing where there is neither. */
export function FactsPart<Row extends { readonly id: string }>(props: {
  /** What a row is called: 表彰. */
  term: string;
  /** Whose page it is. */
  name: string;
  answer: UseQueryResult<{ readonly rows: readonly Row[]; readonly can: { readonly write: boolean } }>;
  columns: readonly Column<Row>[];
  /** Where the page of a row lies: `/awards`. */
  page: string;
  asks: Asks;
  start?: Values;
  send: (values: Values) => Promise<{ readonly id: string }>;
  withdraw: (id: string, reason: string) => Promise<unknown>;
}): ReactNode {
  const { term, name, answer } = props;
  if (!answer.data) return null;
  const { rows, can } = answer.data;
  if (rows.length === 0 && !can.write) return null;
  const enter: DeedOffered = {
    term: `登记${term}`,
    title: `登记${term}：${name}`,
    button: "登记",
    asks: props.asks,
    ...(props.start === undefined ? {} : { start: props.start }),
    send: props.send,
    saved: (made) => {
      const { id } = made as { readonly id: string };
      return {
        text: `${name}的${term}`,
        undo: (reason) => props.withdraw(id, reason),
        next: { term: "查看", href: `${props.page}/${id}` },
      };
    },
  };
  return (
    <Section title={term} tools={can.write ? <Deeds size="small" deeds={[enter]} /> : null}>
      <Plain caption={term} rows={rows} id={(it) => it.id} columns={props.columns} empty={`没有登记过${term}。`} />
    </Section>
  );
}

interface RowPage<Row extends AboutView> {
  /** What a row is called: 表彰. */
  term: string;
  asks: Asks;
  title: (row: Row) => string;
  /** How it stands, as long as it was not withdrawn. */
  mark: (row: Row) => ReactNode;
  /** What became of it, besides what was asked. */
  facts?: (row: Row) => readonly (readonly [string, ReactNode])[];
  /** Corrects the row; left out where rows are not corrected. */
  correct?: { readonly asks: (row: Row) => Asks; readonly send: (row: Row, values: Values) => Promise<unknown> };
  withdraw: (row: Row, values: Values) => Promise<unknown>;
  /** What else may be done, by who may write. */
  deeds?: (row: Row) => readonly (DeedOffered | null)[];
}

/** The page of one row: whose it is, what it says, what became of it, and what may be done. */
export function FactPage<Row extends AboutView>({
  answer,
  ...props
}: RowPage<Row> & { answer: UseQueryResult<Row> }): ReactNode {
  return <Answer of={answer}>{(it) => <OneRow {...props} row={it} />}</Answer>;
}

function OneRow<Row extends AboutView>({ row: it, ...props }: RowPage<Row> & { row: Row }): ReactNode {
  const { term, correct } = props;
  const deeds: readonly (DeedOffered | null)[] = [
    correct === undefined
      ? null
      : {
          term: "更正",
          title: `更正${term}的登记`,
          asks: correctionOf(correct.asks(it)),
          start: it as unknown as Given,
          send: (values) => correct.send(it, values),
        },
    ...(props.deeds?.(it) ?? []),
    {
      term: "登记有误，撤回",
      title: "撤回登记",
      says: "只用于登记错了的。撤回以后不再统计，记录保留。",
      button: "撤回",
      asks: WITHDRAWAL,
      send: (values) => props.withdraw(it, values),
    },
  ];
  return (
    <Page
      title={props.title(it)}
      lead={
        <>
          {it.withdrawnOn === null ? props.mark(it) : <Mark kind="bad">登记已撤回</Mark>}{" "}
          {it.personId === null ? null : (
            <>
              <Go href={`/members/${it.personId}`}>{it.name}</Go>
              {" · "}
            </>
          )}
          <Go href={`/organizations/${it.organizationId}`}>{it.organizationName}</Go>
        </>
      }
      tools={it.can.write ? <Deeds deeds={deeds} /> : null}
    >
      <Facts
        facts={[
          ...said(props.asks, it as unknown as Given).map((one) => [one.term, one.value] as const),
          ...(props.facts?.(it) ?? []),
          ["撤回登记", it.withdrawnOn === null ? null : `${it.withdrawnOn}，${it.withdrawReason}`],
          ["登记", `${it.enteredOn}，${it.enteredBy}`],
        ]}
      />
    </Page>
  );
}
