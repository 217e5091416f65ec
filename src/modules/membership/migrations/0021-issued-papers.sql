-- A paper that was issued prints the same for ever: whatever happens in the case, to names or to texts of papers afterwards.
alter table recruiting_record add column paper jsonb;
comment on column recruiting_record.paper is 'The paper of this record as it was issued, never written again; null where its paper is a form that is filled in from the case, and of records from before.';
