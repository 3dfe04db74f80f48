-- What the live server showed, as the hash of the published view at (seq, at): what a later fold of the log is held against.
-- 'now' (as known today) was folded by the events' own time, which a pruned log can no longer do for what was before its base.
create table fingerprint (
  seq          bigint      not null,
  at           timestamptz not null,
  fold_version text        not null,
  truth        text        not null check (truth in ('then', 'now')),
  hash         text        not null,
  why          text        not null check (why in ('minute', 'alarm', 'link')),
  primary key (seq, at, fold_version, truth)
);
create index fingerprint_at on fingerprint (at);

grant select, insert on fingerprint to ioc_app;
