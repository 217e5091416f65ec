-- The branch meeting that admits or converts is one meeting: the vote stands in the case, when and with whom it was held in
-- the ledger of meetings, and each page shows the other's half.
alter table recruiting_record add column meeting_id uuid;
alter table recruiting_record add constraint recruiting_record_meeting foreign key (meeting_id) references meeting (id);
comment on column recruiting_record.meeting_id is 'The members'' meeting in the ledger at which a step of the branch was voted on; null of other steps, of organisations that keep no ledger, and of records from before.';
create index recruiting_record_meeting_id on recruiting_record (meeting_id) where meeting_id is not null;
