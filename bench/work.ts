import { type RawBuilder, sql } from "kysely";
import { loadClasses } from "#platform/database/classes.ts";
import { Door } from "#platform/database/door.ts";
import type { Database } from "#platform/database/open.ts";
import { systemScope } from "#platform/database/scope.ts";
import type { Day } from "#shared/day.ts";

/**
 * What the work of a year and more leaves in a filled zone (data.ts): dues of every month, cases of recruiting and of
 * members away with their logs, a year of meetings with who was there, appraisals, transfers, elections, awards and
 * measures. Shares are those of a zone in order: a few in a hundred late, some not set. Which member gets what follows
 * from the members' ids, so that a zone is filled alike each time.
 */
export async function fillWork(database: Database, today: Day): Promise<void> {
  const door = new Door(database.ownerPool, await loadClasses(database.ownerPool));
  const work = [dues, floating, recruiting, meetings, appraisals, transfers, elections, corrections, honours];
  for (const statement of work.flatMap((it) => it(today)))
    await door.write(systemScope("bench"), (tx) => statement.execute(tx));
  await database.ownerPool.query("analyze");
}

/** A number from 0 to 9,999 that belongs to a row: spread evenly, and another one for another purpose. */
const lot = (id: string, purpose: string): RawBuilder<number> =>
  sql<number>`(abs(hashtext(${sql.ref(id)}::text || ${purpose})) % 10000)`;
const uuid = sql`gen_random_uuid()`;
const standing = sql`membership m where m.valid_to is null`;

function dues(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into dues_profile (id, person_id, person_name, organization_id, org_path, valid_from, category, base_fen, method, set_on)
      select ${uuid}, m.person_id, m.name, m.organization_id, m.org_path, date_trunc('month', ${today}::date - interval '1 year')::date,
        'monthly_wage', 200000 + ${lot("m.person_id", "base")} * 60, 'following', ${today}::date - 360
      from ${standing} and ${lot("m.person_id", "set")} >= 100`,
    // Late: of a hundred members two owe for some months. What was set before the first entry would be owed by all.
    sql`insert into dues_entry (id, person_id, person_name, organization_id, org_path, person_path, due_month, kind, category,
        base_fen, due_fen, paid_fen, paid_on, channel, rule_id)
      select ${uuid}, p.person_id, p.person_name, p.organization_id, p.org_path, p.org_path, month::date, 'normal', p.category,
        p.base_fen, p.base_fen / 200, p.base_fen / 200, least(month::date + 20, ${today}::date), 'wechat', '2008-3'
      from dues_profile p, generate_series(date_trunc('month', ${today}::date - interval '1 year'),
        date_trunc('month', ${today}::date - interval '1 month'), interval '1 month') as month
      where ${lot("p.person_id", "late")} >= 200 or month < ${today}::date - ${lot("p.person_id", "since")} / 30`,
  ];
}

/** An award for one in fifty members; a measure upon one in two hundred, half of them a period that ends soon. */
function honours(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into award (id, person_id, organization_id, org_path, person_path, name, kind, level, issuer, awarded_on, entered_on, entered_by)
      select ${uuid}, m.person_id, m.organization_id, m.org_path, m.org_path, m.name, 'excellent_member', 'county', '区党工委',
        ${today}::date - 180, ${today}::date - 170, '登记人'
      from ${standing} and ${lot("m.person_id", "award")} < 200`,
    sql`insert into disciplinary_measure (id, person_id, person_name, organization_id, org_path, person_path, kind, valid_from, months,
        period_ends, decided_by_cipher, reason_cipher, entered_on, entered_by)
      select ${uuid}, m.person_id, m.name, m.organization_id, m.org_path, m.org_path,
        case when soon then 'probation_within_party' else 'warning' end, began, case when soon then 12 end,
        case when soon then (began + interval '12 months')::date end, '', '', began, '登记人'
      from (select membership.*, ${lot("membership.person_id", "soon")} < 5000 as soon,
          ${today}::date - 300 - ${lot("membership.person_id", "began")} / 100 as began from membership) m
      where m.valid_to is null and ${lot("m.person_id", "measure")} < 50`,
  ];
}

function floating(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into floating_case (id, person_id, person_name, gender, organization_id, org_path, home_contact, left_on, scope, reason,
        destination, registered_on, registered_by, decided_on, lost_since, lost_on)
      select ${uuid}, m.person_id, m.name, m.gender, m.organization_id, m.org_path, '联系人',
        ${today}::date - 200 - ${lot("m.person_id", "left")} / 10, 'other_city', 'work_or_trade', '苏州市', ${today}::date - 190, '登记人',
        ${today}::date - 180, case when ${lot("m.person_id", "lost")} < 300 then ${today}::date - 300 end,
        case when ${lot("m.person_id", "lost")} < 300 then ${today}::date - 100 end
      from ${standing} and ${lot("m.person_id", "away")} < 800`,
    sql`insert into floating_entry (id, case_id, person_id, org_path, kind, side, happened_on, by_name, content, way, reached, body,
        public_key, signature)
      select ${uuid}, c.id, c.person_id, c.org_path, 'contact', 'home', ${today}::date - nth * 70 - ${lot("c.id", "contact")} / 250, '联系人',
        '电话联系，工作和生活正常', 'phone', c.lost_on is null, '', '', ''
      from floating_case c, generate_series(0, 7) as nth where nth > 1 or ${lot("c.id", "silent")} >= 500`,
  ];
}

/** Steps that are done, with the days after the application on which they were. */
const STEPS: readonly (readonly [step: number, days: number])[] = [
  [2, 20],
  [3, 200],
  [4, 215],
  [5, 230],
  [6, 400],
  [7, 580],
  [9, 600],
  [10, 610],
  [11, 640],
  [12, 650],
  [13, 660],
  [14, 665],
  [15, 680],
  [17, 740],
];

function recruiting(today: Day): RawBuilder<unknown>[] {
  const steps = sql.join(STEPS.map(([step, days]) => sql`(${step}::int, ${days}::int)`));
  return [
    sql`insert into recruiting_case (id, person_id, person_name, organization_id, org_path, applied_on, gender, birth_on)
      select ${uuid}, m.person_id, m.name, m.organization_id, m.org_path, ${today}::date - ${lot("m.person_id", "applied")} / 9, m.gender, m.birth_on
      from ${standing} and ${lot("m.person_id", "case")} < 300`,
    sql`insert into recruiting_record (id, case_id, person_id, organization_id, org_path, step, result, happened_on, place_name, recorded_name,
        recorded_at)
      select ${uuid}, c.id, c.person_id, c.organization_id, c.org_path, it.step, 'passed', c.applied_on + it.days, '党支部', '登记人', now()
      from recruiting_case c, (values ${steps}) as it (step, days)
      where c.applied_on + it.days < ${today}::date`,
  ];
}

const branches = sql`organization o join organization_version v on v.organization_id = o.id and v.valid_to is null
  where o.closed_on is null and v.kind in ('branch', 'joint_branch')`;

/** Each month the committee and a theme day, each quarter all members; of a hundred meetings three were not held. */
function meetings(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into meeting (id, organization_id, org_path, kinds, body, title, topic, topic_on, meets_on, starts, hours, summary,
        planned_on, planned_by, invited_on, recorded_on, recorded_by)
      select ${uuid}, o.id, o.org_path, array[it.kind], it.body, it.title, '学习', month::date, month::date + it.day, '09:00', it.hours, '已开',
        month::date, '登记人', month::date, month::date + it.day, '登记人'
      from generate_series(date_trunc('month', ${today}::date - interval '1 year'), ${today}::date - 28, interval '1 month') as month
        cross join (values ('committee_meeting', 'committee', '支委会', 3, 0), ('theme_day', 'members', '主题党日', 9, 3),
          ('members_meeting', 'members', '党员大会', 19, 1)) as it (kind, body, title, day, hours)
        cross join ${branches} and (it.kind <> 'members_meeting' or extract(month from month)::int % 3 = 2)
        and abs(hashtext(o.id::text || it.kind || month)) % 100 >= 3`,
    sql`insert into meeting_person (id, meeting_id, person_id, person_name, organization_id, org_path, meets_on, category, votes, counted,
        state, hours)
      select ${uuid}, k.id, m.person_id, m.name, k.organization_id, k.org_path, k.meets_on, m.category, m.category = 'full',
        m.category = 'full', it.state, case it.state when 'present' then k.hours else 0 end
      from meeting k join membership m on m.organization_id = k.organization_id and m.valid_to is null
        cross join lateral (select case when abs(hashtext(m.person_id::text || k.id)) % 100 < 85 then 'present' else 'excused' end as state) as it
      where k.body = 'members'`,
    sql`insert into meeting_task (id, meeting_id, organization_id, org_path, what, person_name, due_on, done_on, done_by)
      select ${uuid}, k.id, k.organization_id, k.org_path, '整改', '经办人', k.meets_on + 30,
        case when ${lot("k.id", "done")} >= 300 then k.meets_on + 20 end, case when ${lot("k.id", "done")} >= 300 then '经办人' end
      from meeting k where k.kinds @> array['members_meeting']`,
    sql`insert into meeting_talk (id, organization_id, org_path, person_id, person_name, talker_name, talked_on, content, recorded_by)
      select ${uuid}, m.organization_id, m.org_path, m.person_id, m.name, '书记', ${today}::date - ${lot("m.person_id", "talk")} / 30, '谈心', '书记'
      from ${standing} and ${lot("m.person_id", "talks")} < 3000`,
  ];
}

/** Last year's everywhere, published; this year's counted in a third of the branches. */
function appraisals(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into appraisal (id, organization_id, org_path, year, manner, ceiling, opened_on, opened_by, voting_on, counted_on,
        graded_on, published_on, issued, returned, valid)
      select ${uuid}, o.id, o.org_path, year, 'paper', 'third', ${today}::date - 40, '登记人', ${today}::date - 30, ${today}::date - 29,
        ${today}::date - 25, ${today}::date - 20, 30, 30, 30
      from generate_series(extract(year from ${today}::date)::int - 1, extract(year from ${today}::date)::int) as year cross join ${branches}
        and (year < extract(year from ${today}::date) or ${lot("o.id", "appraised")} < 3333)`,
    sql`insert into appraisal_item (id, appraisal_id, organization_id, org_path, year, person_id, person_name, stroke_key, excellent, qualified,
        barely, unqualified, grade, disposition, rectify_from, rectify_to)
      select ${uuid}, a.id, a.organization_id, a.org_path, a.year, m.person_id, m.name, m.stroke_key, 10, 20, 0, 0, it.grade,
        case it.grade when 'unqualified' then 'rectify' end, case it.grade when 'unqualified' then a.graded_on end,
        case it.grade when 'unqualified' then a.graded_on + 180 end
      from appraisal a join membership m on m.organization_id = a.organization_id and m.valid_to is null and m.category = 'full'
        cross join lateral (select case when ${lot("m.person_id", "grade")} < 2500 then 'excellent'
          when ${lot("m.person_id", "grade")} < 9980 then 'qualified' else 'unqualified' end as grade) as it`,
  ];
}

/** Of a hundred members one is on the way to another branch of the zone, one out of it with a letter. */
function transfers(today: Day): RawBuilder<unknown>[] {
  const other = sql`(select o.id, o.org_path, row_number() over (order by o.id) - 1 as nth, count(*) over () as many from ${branches})`;
  return [
    sql`insert into transfer (id, person_id, person_name, kind, from_organization_id, org_path, to_organization_id, to_path, reason, state,
        handed_over_on)
      select ${uuid}, m.person_id, m.name, 'inside', m.organization_id, m.org_path, b.id, b.org_path, '迁居', 'handed-over',
        ${today}::date - ${lot("m.person_id", "handed")} / 200
      from (select * from ${standing} and ${lot("m.person_id", "moving")} < 100) as m
        join ${other} as b on b.nth = ${lot("m.person_id", "to")} % b.many and b.id <> m.organization_id`,
    sql`insert into transfer (id, person_id, person_name, kind, channel, scope, from_organization_id, org_path, outside_name, reason, state,
        handed_over_on, letter_on, letter_number, valid_days)
      select ${uuid}, m.person_id, m.name, 'out', 'letter', 'nationwide', m.organization_id, m.org_path, '外地党支部', '工作调动', 'handed-over',
        ${today}::date - 60, ${today}::date - 58 + ${lot("m.person_id", "issued")} / 200, '〔2026〕1号', 30
      from ${standing} and ${lot("m.person_id", "moving")} between 100 and 199`,
  ];
}

/** Elections begun where the term ends within half a year, agreed to above in half of them. */
function elections(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into election (id, organization_id, org_path, kind, form, term_id, term_number, seats, deputies, opened_on)
      select ${uuid}, t.organization_id, t.org_path, 'term', 'committee', t.id, t.term_number + 1, 3, 0, ${today}::date - 60
      from committee_term t where t.ended_on is null and t.due_on < ${today}::date + 180`,
    sql`insert into election_record (id, election_id, organization_id, org_path, position, step, result, happened_on, place_name, recorded_name,
        recorded_at)
      select ${uuid}, e.id, e.organization_id, e.org_path, it.position, it.step, 'passed', ${today}::date - 60 + it.position * 7, '党支部', '登记人', now()
      from election e cross join (values (1, 'request'), (2, 'reply')) as it (position, step)
      where it.position = 1 or ${lot("e.id", "agreed")} < 5000`,
  ];
}

function corrections(today: Day): RawBuilder<unknown>[] {
  return [
    sql`insert into correction_request (id, person_id, person_name, organization_id, org_path, field, wanted_cipher, asked_on)
      select ${uuid}, m.person_id, m.name, m.organization_id, m.org_path, 'education', '', ${today}::date - ${lot("m.person_id", "asked")} / 300
      from ${standing} and ${lot("m.person_id", "corrects")} < 50`,
  ];
}
