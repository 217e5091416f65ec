alter table sign_in_attempt add column told_at timestamptz;
comment on column sign_in_attempt.told_at is 'When a failed attempt was told to the audit; successes are told as sessions.';
create index sign_in_attempt_untold on sign_in_attempt (at) where told_at is null and not succeeded;
