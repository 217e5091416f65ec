alter table appraisal add column young_accounts integer;
alter table appraisal add column young_openers text not null default '';
comment on column appraisal.young_accounts is 'Of those who could vote by telephone, how many had an account younger than thirty days when the box was opened; null for paper and before.';
comment on column appraisal.young_openers is 'By whom those accounts were opened or invited, with how many each, as the minutes say it.';
