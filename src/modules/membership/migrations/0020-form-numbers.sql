-- Each 入党志愿书 is printed with a number of its own. Numbers stood among the particulars of a record, where two people could have one.
alter table recruiting_record add column form_number text;
comment on column recruiting_record.form_number is 'Number of the pledge form (入党志愿书), which nobody else has; of records from before that share one, none.';
update recruiting_record r set form_number = trim(r.details ->> 'formNumber')
  where r.step = 14 and r.withdrawn_on is null and r.result = 'passed' and not exists (
    select from recruiting_record o
      where o.id <> r.id and o.step = 14 and o.withdrawn_on is null and o.result = 'passed'
        and trim(o.details ->> 'formNumber') = trim(r.details ->> 'formNumber'));
create unique index recruiting_record_form_number on recruiting_record (form_number) where withdrawn_on is null;
