-- Answers that belong to nobody lie in a schema of their own beside ours, reached by a role of its own on connections of its
-- own. Nothing here refers to a person, an account or a place, and nothing there refers to a row here by a key: a box is known
-- to both sides by a random id, an answer to one side only. No column holds a time, and no key grows: whoever reads all of it,
-- system columns included, finds neither who nor when. README.md beside this folder says what each table may tell.
do $$
declare
  here constant text := current_schema();
  beside constant text := current_schema() || '_anonymous';
begin
  -- So that the role can tell where it is; no table of ours is granted to it.
  execute format('grant usage on schema %I to lianxin_anonymous', here);
  execute format('create schema %I', beside);
  execute format('grant usage on schema %I to lianxin_anonymous', beside);
  execute format('set local search_path to %I', beside);

  create table box (
    id         uuid constraint box_pkey primary key default gen_random_uuid(),
    public_key text not null,
    pool_key   uuid not null,
    questions  uuid[] not null,
    choices    text[] not null,
    state      text not null default 'open' constraint box_state check (state in ('open', 'settled', 'discarded')),
    sheets     integer,
    unreadable integer
  );
  comment on table box is 'A ballot box: which questions, which choices, and whose signature makes a token count. Made by a named act on the other side, which knows its id.';
  comment on column box.pool_key is 'Names the key that new sheets are sealed with; the key itself lies outside the database and is destroyed when the pool is stirred.';
  comment on column box.sheets is 'How many sheets were opened at the end; unreadable: how many could not be, because the database was restored without their key.';

  create table spent (
    box_id     uuid not null constraint spent_box references box,
    token_hash bytea not null,
    constraint spent_pkey primary key (box_id, token_hash)
  );
  comment on table spent is 'Tokens used up, so that nobody casts twice. Written anew in the order of the hashes whenever the pool is stirred, and emptied at the end.';

  create table sheet (
    id       uuid constraint sheet_pkey primary key default gen_random_uuid(),
    box_id   uuid not null constraint sheet_box references box,
    pool_key uuid not null,
    sealed   bytea not null
  );
  comment on table sheet is 'Sheets not yet opened, each sealed, all of one length. With every tenth that arrives all are opened, shuffled, sealed with a new key and written anew; at the end they are opened, taken apart and gone.';
  create index sheet_box_id on sheet (box_id);

  create table answer (
    id       uuid constraint answer_pkey primary key default gen_random_uuid(),
    box_id   uuid not null constraint answer_box references box,
    question uuid not null,
    choice   text not null
  );
  comment on table answer is 'Opened: one row for one mark, shuffled among all marks of the box. Which marks stood on one sheet is kept nowhere: a pattern of marks would be a signature.';
  create index answer_box_id on answer (box_id);

  grant select, insert, update on box to lianxin_anonymous;
  grant select, insert, delete on spent, sheet to lianxin_anonymous;
  grant select, insert on answer to lianxin_anonymous;
  execute format('set local search_path to %I', here);
end $$;
