-- Who may do what. Passwords, keys and tokens are stored as hashes only.

create table team (
    id         uuid primary key,
    name       text not null unique check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    created_at timestamptz not null
);

create table app_user (
    id            uuid primary key,
    username      text not null unique,
    password_hash text not null,
    created_at    timestamptz not null
);

-- The role is the place for finer rights: today every member may do everything in the team.
create table membership (
    team_id   uuid not null references team,
    user_id   uuid not null references app_user,
    role      text not null check (role in ('owner', 'member')),
    joined_at timestamptz not null,
    primary key (team_id, user_id)
);
create index membership_by_user on membership (user_id);

create table invitation (
    id          uuid primary key,
    team_id     uuid not null references team,
    token_hash  bytea not null unique,
    invited_by  uuid not null references app_user,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    accepted_at timestamptz,
    accepted_by uuid references app_user,
    revoked_at  timestamptz
);
create index invitation_by_team on invitation (team_id);

create table api_key (
    id           uuid primary key,
    user_id      uuid not null references app_user,
    name         text not null,
    prefix       text not null,
    key_hash     bytea not null unique,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    revoked_at   timestamptz
);
create index api_key_by_user on api_key (user_id);

-- The one-time link by which the first user of an installation is made.
create table setup_link (
    token_hash bytea primary key,
    created_at timestamptz not null,
    used_at    timestamptz
);

create table audit_entry (
    id          bigint generated always as identity primary key,
    team_id     uuid references team,
    at          timestamptz not null,
    actor_id    uuid references app_user,
    actor       text not null,
    action      text not null,
    object_type text not null,
    object_id   uuid,
    detail      text not null
);
create index audit_entry_by_team on audit_entry (team_id, id desc);

-- Spring Session's tables, in its own names.
create table spring_session (
    primary_id            char(36) not null primary key,
    session_id            char(36) not null unique,
    creation_time         bigint not null,
    last_access_time      bigint not null,
    max_inactive_interval int not null,
    expiry_time           bigint not null,
    principal_name        varchar(100)
);
create index spring_session_by_expiry on spring_session (expiry_time);
create index spring_session_by_principal on spring_session (principal_name);

create table spring_session_attributes (
    session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);
