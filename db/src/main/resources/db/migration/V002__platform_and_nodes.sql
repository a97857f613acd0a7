-- One row: which installation this is. Its id labels everything that it makes on any engine.
create table installation (
    singleton  boolean primary key default true check (singleton),
    id         uuid not null,
    created_at timestamptz not null
);

-- Keys of the platform itself, sealed with the master key, which is not in the database.
create table platform_secret (
    name       text primary key,
    sealed     text not null,
    created_at timestamptz not null
);

-- team_id null: the node serves every team of the installation.
create table node (
    id                 uuid primary key,
    team_id            uuid references team,
    name               text not null,
    address            text not null,
    certificate_serial text not null,
    -- Handed out by a renewal and not yet used: until then the old certificate works too.
    renewed_serial     text,
    connected          boolean not null default false,
    engine_answers     boolean not null default false,
    operating_system   text not null default '',
    kernel             text not null default '',
    cpus               int not null default 0,
    memory_bytes       bigint not null default 0,
    engine_version     text not null default '',
    engine_api_version text not null default '',
    storage_driver     text not null default '',
    agent_version      text not null default '',
    joined_at          timestamptz not null,
    last_seen_at       timestamptz,
    removed_at         timestamptz
);
create unique index node_name_in_use on node (name) where removed_at is null;

create table join_token (
    id          uuid primary key,
    team_id     uuid references team,
    secret_hash bytea not null unique,
    created_at  timestamptz not null,
    expires_at  timestamptz not null
);

create table registry (
    id              uuid primary key,
    team_id         uuid not null references team,
    host            text not null,
    username        text not null,
    sealed_password text not null,
    created_at      timestamptz not null,
    version         bigint not null default 0,
    unique (team_id, host)
);
