-- People, their sessions, walls and source keys. Of every secret only a hash is stored.

create table users (
  id uuid primary key default gen_random_uuid(),
  username text not null unique check (username = lower(username) and length(username) between 2 and 32),
  password_hash text not null,
  role text not null check (role in ('operator', 'supervisor', 'admin')),
  created_at timestamptz not null default now(),
  created_by text
);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_user on sessions (user_id);

-- token_hash is null between the pairing by an administrator and the claim by the wall's browser.
create table walls (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  token_hash bytea unique,
  created_at timestamptz not null default now(),
  created_by text,
  expires_at timestamptz not null
);

-- secret_hash binds a code to the browser that asked for it: knowing the six digits is not enough to claim.
create table wall_codes (
  id uuid primary key default gen_random_uuid(),
  code text not null unique,
  secret_hash bytea not null unique,
  expires_at timestamptz not null,
  wall_id uuid references walls on delete cascade
);

create table source_keys (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  key_hash bytea not null unique,
  sources text[] not null,
  types text[] not null,
  created_at timestamptz not null default now(),
  created_by text
);

-- Each process keeps the credentials in memory and reads this number twice a second: a change, whoever made it
-- and wherever, is known everywhere within a second. A sequence would not do: it moves before the commit is visible.
create table credential_version (
  one boolean primary key default true check (one),
  n bigint not null
);
insert into credential_version (n) values (0);

create function bump_credential_version() returns trigger language plpgsql as $$
begin
  update credential_version set n = n + 1;
  return null;
end $$;

create trigger users_changed after insert or delete or update of role, username on users
  for each statement execute function bump_credential_version();
create trigger sessions_changed after insert or delete on sessions
  for each statement execute function bump_credential_version();
create trigger walls_changed after insert or delete or update of token_hash, name on walls
  for each statement execute function bump_credential_version();
create trigger source_keys_changed after insert or delete or update on source_keys
  for each statement execute function bump_credential_version();

grant select, insert, update, delete on users, sessions, walls, wall_codes, source_keys to ioc_app;
grant select, update on credential_version to ioc_app;
