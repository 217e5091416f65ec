import type { Pool } from "pg";

/**
 * Everything the zone holds, told without ids and in a fixed order, so that two zones can be compared: two lists of facts
 * are equal when the same things happened to the same people at the same places on the same days.
 */
export async function factsOf(owner: Pool): Promise<Record<string, unknown[]>> {
  const person = "p.name || ' ' || p.birth_on || ' ' || case when p.id_number_cipher is null then '' else '有号码' end";
  const queries: Record<string, string> = {
    organizations: `select o.code, o.established_on, o.closed_on, s.code as successor, v.valid_from, v.valid_to, v.kind, v.full_name, v.short_name, v.area_kind
      from organization o join organization_version v on v.organization_id = o.id left join organization s on s.id = o.successor_id`,
    placements: `select o.code, u.code as parent, p.valid_from, p.valid_to, p.order_number
      from placement p join organization o on o.id = p.organization_id left join organization u on u.id = p.parent_id`,
    events: `select o.code, e.kind, e.happened_on, e.state, e.document_number, e.reason, e.proposed_name, e.decided_name
      from organization_event e left join organization o on o.id = e.organization_id`,
    units:
      "select o.code, u.name, u.valid_from, u.valid_to, u.households, u.registered_population, u.resident_population, u.collective_income_fen from unit u join organization o on o.id = u.organization_id",
    terms:
      "select o.code, t.term_number, t.start_on, t.due_on, t.ended_on from committee_term t join organization o on o.id = t.organization_id",
    posts: `select o.code, ${person} as person, t.post, t.valid_from, t.valid_to, t.leave_reason
      from post t join organization o on o.id = t.organization_id join person p on p.id = t.person_id`,
    memberships: `select o.code, ${person} as person, m.valid_from, m.valid_to, m.gender, m.education, m.joined_on, m.full_on, m.category, m.job, m.flow_destination, m.lost_since
      from membership m join organization o on o.id = m.organization_id join person p on p.id = m.person_id`,
    movements: `select o.code, ${person} as person, e.direction, e.code as reason, e.happened_on, e.counterpart
      from membership_event e join organization o on o.id = e.organization_id join person p on p.id = e.person_id`,
    transfers: `select ${person} as person, t.kind, f.code as "from", g.code as "to", t.outside_name, t.state, t.handed_over_on, t.decided_on
      from transfer t join person p on p.id = t.person_id left join organization f on f.id = t.from_organization_id left join organization g on g.id = t.to_organization_id`,
    grants:
      "select a.username, g.role, o.code, g.valid_from, g.valid_to from role_grant g join account a on a.id = g.account_id left join organization o on o.id = g.organization_id",
    duesProfiles: `select o.code, ${person} as person, d.valid_from, d.valid_to, d.category, d.base_fen, d.chosen_fen, d.method
      from dues_profile d join organization o on o.id = d.organization_id join person p on p.id = d.person_id`,
    duesEntries: `select o.code, ${person} as person, d.due_month, d.kind, d.due_fen, d.paid_fen, d.paid_on
      from dues_entry d join organization o on o.id = d.organization_id join person p on p.id = d.person_id`,
    duesReliefs: `select ${person} as person, d.from_month, d.to_month, d.state from dues_relief d join person p on p.id = d.person_id`,
    duesRemittances: `select o.code, d.from_on, d.to_on, d.collected_fen, d.remitted_fen
      from dues_remittance d join organization o on o.id = d.organization_id`,
    recruitingCases: `select o.code, ${person} as person, c.applied_on, c.away_place, c.ended_on, c.ended_code, c.ended_note
      from recruiting_case c join organization o on o.id = c.organization_id join person p on p.id = c.person_id`,
    recruitingRecords: `select o.code, ${person} as person, r.step, r.result, r.happened_on, r.place_name, r.opinion, r.document_number,
        r.details - 'personIds' - 'approver' as details
      from recruiting_record r join organization o on o.id = r.organization_id join person p on p.id = r.person_id`,
    recruitingPlans: `select o.code, r.year, r.quota, r.activists, r.women, r.youth, r.college
      from recruiting_plan r join organization o on o.id = r.organization_id`,
    elections: `select o.code, e.kind, e.form, e.seats, e.held_on, e.effective_on, e.postponed_to, e.document_number, e.ended_code
      from election e join organization o on o.id = e.organization_id`,
    electionCandidates: `select o.code, ${person} as person, c.seat, c.approved_on, c.held_on, c.elected
      from election_candidate c join organization o on o.id = c.organization_id join person p on p.id = c.person_id`,
    electionRecords: `select o.code, r.step, r.result, r.happened_on, r.document_number, r.recorded_name
      from election_record r join organization o on o.id = r.organization_id`,
    appraisals: `select o.code, a.year, a.manner, a.opened_on, a.counted_on, a.published_on, a.issued, a.valid
      from appraisal a join organization o on o.id = a.organization_id`,
    appraisalItems: `select o.code, ${person} as person, i.year, i.exempt, i.grade, i.excellent, i.qualified, i.barely, i.unqualified, i.disposition
      from appraisal_item i join organization o on o.id = i.organization_id join person p on p.id = i.person_id`,
    awards: `select o.code, a.name, a.kind, a.level, a.issuer, a.awarded_on, a.revoked_on
      from award a join organization o on o.id = a.organization_id`,
    measures: `select o.code, ${person} as person, m.kind, m.valid_from, m.period_ends
      from disciplinary_measure m join organization o on o.id = m.organization_id join person p on p.id = m.person_id`,
    told: "select event, actor, verb, target_name, at from audit_event",
  };
  const out: Record<string, unknown[]> = {};
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await owner.query<{ fact: unknown }>(
      `select to_jsonb(it) as fact from (${query}) it order by to_jsonb(it)::text collate "C"`,
    );
    out[name] = rows.map((row) => row.fact);
  }
  return out;
}
