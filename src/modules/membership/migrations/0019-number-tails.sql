-- A mask that shows the end of an identity number gives the number away: division, birth day and sex stand beside it, and the
-- check character leaves one candidate. No part of a number is kept in plain any more; that there is one is told by the
-- sealed column. What was kept of the masks elsewhere goes with them.
alter table person drop column id_number_mask;
alter table floating_case drop column id_number_mask;
alter table transfer drop column id_number_mask;
comment on column person.id_number_cipher is 'The identity number, sealed. No part of it stands in plain anywhere.';

update member_before set person = person - 'idNumberMask' where person ? 'idNumberMask';
update floating_import set stood = stood - 'idNumberMask', wrote = wrote - 'idNumberMask'
  where wrote ? 'idNumberMask' or stood ? 'idNumberMask';

-- What flow passes of ours said out of the number. The signature no longer fits and is emptied; the line is signed anew when
-- the pass is next written (floating/queries.ts). Lines that another installation signed cannot be changed here.
update floating_entry
  set body = (body::jsonb #- '{statement,numberMask}' #- '{statement,salt}' #- '{statement,proof}')::text, signature = ''
  where kind = 'issued' and side = 'home' and org_path is not null and body::jsonb -> 'statement' ? 'proof';

-- Previews of imports quoted damaged numbers and showed new ones by the same masks.
update import_row set
    reasons = regexp_replace(reasons::text, '(\d\d)\*{7,13}\d\d[0-9Xx]', '\1****************', 'g')::jsonb,
    changes = regexp_replace(changes::text, '(\d\d)\*{7,13}\d\d[0-9Xx]', '\1****************', 'g')::jsonb
  where reasons::text ~ '\d\d\*{7,13}\d\d[0-9Xx]' or changes::text ~ '\d\d\*{7,13}\d\d[0-9Xx]';
