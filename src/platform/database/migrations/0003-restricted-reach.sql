-- A third reach. Rows about persons are opened by the ordinary verbs of the roster; a few are not for everybody who keeps a
-- roster: what stands in them is opened by verbs of their own and by nothing else (`restricted: true` in a policy).
--
--   sees = 'restricted'   a scoped table that is read only where the verb of the request is a restricted one and held.
--
-- Settings of the door, besides those of 0001 and 0002: lianxin.restricted, restricted_lo, restricted_hi, restricted_many.
alter table table_class drop constraint table_class_sees;
alter table table_class add constraint table_class_sees check (sees in ('persons', 'places', 'restricted'));
comment on column table_class.sees is 'Which reach opens rows of a scoped table: persons, places, or restricted (verbs of their own).';
