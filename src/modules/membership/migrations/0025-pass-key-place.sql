-- A key is trusted where whoever compared it answers, and beneath; what was compared before holds for the whole house.
alter table pass_key add column org_path text collate "C" not null default '/';
alter table pass_key alter column org_path drop default;
alter table pass_key drop constraint pass_key_pkey;
alter table pass_key add constraint pass_key_pkey primary key (public_key, org_path);
comment on column pass_key.org_path is 'The place of whoever compared the fingerprint: the key is believed there and beneath.';
