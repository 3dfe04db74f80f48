-- The log: every event once, in commit order, never changed. Works on plain PostgreSQL and on TimescaleDB.

-- The server runs as this role. It may add to the log, never change or remove; the owner migrates and prunes.
-- A role belongs to the whole cluster: another database may have made it already, also at this very moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'ioc_app') then
    create role ioc_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
do $$
begin
  execute format('grant ioc_app to %I', current_user);
exception when others then null; -- a superuser needs no grant, and another migration may be granting it right now
end $$;

-- What this database is. One row.
create table database_meta (
  only_row     boolean primary key default true check (only_row),
  id           uuid not null default gen_random_uuid(),
  exercise     boolean not null,
  created_at   timestamptz not null default now(),
  pruned_until timestamptz
);

create table log (
  seq         bigint      not null,
  received_at timestamptz not null,
  time        timestamptz not null,
  id          text        not null,
  source      text        not null,
  type        text        not null,
  subject     text,
  agency      text,
  data        json        not null -- json and not jsonb: the hash chain covers the bytes as they were stored
);

-- Partitioned by received_at, never by the source's time: retention would drop a freshly fed old file.
do $$
begin
  if exists (select from pg_extension where extname = 'timescaledb') then
    perform create_hypertable('log', 'received_at', chunk_time_interval => interval '1 day', create_default_indexes => false);
  end if;
end $$;

-- A unique index of a hypertable must contain the partition column.
create unique index log_seq on log (seq, received_at);
create index log_time on log using brin (time) with (pages_per_range = 16);

-- Compression, where the licence has it. After the indexes: a hypertable that compresses takes no new unique index.
-- The setting is known only once the extension's library is loaded in this session, which the call before it does.
do $$
begin
  if exists (select from pg_extension where extname = 'timescaledb') then
    perform time_bucket(interval '1 day', now());
    if current_setting('timescaledb.license', true) = 'timescale' then
      execute 'alter table log set (timescaledb.compress, timescaledb.compress_orderby = ''seq'', timescaledb.compress_segmentby = '''')';
      execute 'select add_compression_policy(''log'', interval ''14 days'')';
    end if;
  end if;
end $$;

-- Identity outlives chunks and days: the same (source, id) is refused for as long as the log is kept.
-- key = first 128 bits of SHA-256 over source, NUL, id.
create table identity (
  key uuid   primary key,
  seq bigint not null
);
create index identity_seq on identity using brin (seq);

-- One row a committed batch: seq has no gaps, received_at is the same for all its rows, and
-- hash = SHA-256(hash of the batch before || the bytes of its rows as they were copied in).
create table batch (
  last_seq    bigint      primary key,
  first_seq   bigint      not null unique,
  received_at timestamptz not null unique,
  hash        bytea       not null,
  check (first_seq <= last_seq)
);

create table quarantine (
  id          bigint generated always as identity primary key,
  received_at timestamptz not null,
  key_name    text,
  reason      text        not null,
  envelope    json        not null, -- the attributes that could be read
  data        json,                 -- schema-known fields of valid type; null for broken JSON and unknown types
  dropped     text[]      not null, -- names of the rest
  retried_at  timestamptz,
  retried_seq bigint
);
create index quarantine_received_at on quarantine (received_at);

-- Snapshots are disposable; a base, written before the log is pruned, is not.
create table snapshot (
  seq          bigint      not null,
  at           timestamptz not null,
  fold_version text        not null,
  base         boolean     not null default false,
  chain        bytea       not null,
  model        bytea       not null, -- gzip of the packed model
  primary key (seq, at, fold_version)
);
create index snapshot_at on snapshot (at);

-- What a pruned log begins from is the owner's: the server's role sees it, but can neither make nor remove one.
alter table snapshot enable row level security;
create policy snapshot_read on snapshot for select to ioc_app using (true);
create policy snapshot_write on snapshot for insert to ioc_app with check (not base);
create policy snapshot_drop on snapshot for delete to ioc_app using (not base);

grant select, insert on log, batch, identity to ioc_app;
grant select, insert on quarantine to ioc_app;
grant update (retried_at, retried_seq) on quarantine to ioc_app;
grant select, insert, delete on snapshot to ioc_app;
grant select on database_meta to ioc_app;
grant usage on all sequences in schema public to ioc_app;
