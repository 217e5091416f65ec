create table once (
  account_id    uuid not null constraint once_account references account,
  key           text not null constraint once_key_form check (key ~ '^[A-Za-z0-9_-]{16,64}$'),
  deed_digest   text not null,
  route         text not null,
  answer_cipher text,
  kept_at       timestamptz not null,
  constraint once_pkey primary key (account_id, key)
);
comment on table once is 'Keys of deeds, so that a phone that repeats after a lost answer does nothing twice. Written in the transaction of the deed; never for what belongs to nobody.';
comment on column once.deed_digest is 'Keyed digest of route and everything that was sent: a plain one would let identity numbers be guessed from it.';
comment on column once.answer_cipher is 'The first answer, sealed; null where it is shown once only (one-time passwords, what was unmasked) or there was none.';
create index once_kept on once (kept_at);
select declare_class('once', 'self', self_column => 'account_id');
