-- What balancers do with the containers of the services that they are linked to.

-- Where a sealed revision's image is, if not where its definition says: a balancer's image is a reserved name.
alter table revision add column image_reference text;

alter table container add column drain_until timestamptz;

-- What a deployment of before had told to drain and left running serves like any other.
update container set draining_since = null;

-- The balancer that a container runs: what it was last told, and what came of it.
create table balancer (
    container_id  uuid primary key references container (id) on delete cascade,
    team_id       uuid        not null references team (id) on delete cascade,
    configured_at timestamptz,
    routed        jsonb,
    problem       text,
    problems      jsonb       not null default '[]'
);

-- A container that a balancer may send requests to. The row is written before the balancer is told, and goes after the balancer
-- has let go: a container without a row is surely not listed.
create table balanced_container (
    balancer_id   uuid        not null references balancer (container_id) on delete cascade,
    container_id  uuid        not null references container (id) on delete cascade,
    told_at       timestamptz not null,
    answered_at   timestamptz,
    serving_since timestamptz,
    draining      boolean     not null default false,
    found         text        not null default '',
    sessions      bigint      not null default 0,
    requests      bigint      not null default 0,
    errors        bigint      not null default 0,
    retries       bigint      not null default 0,
    server_errors bigint      not null default 0,
    primary key (balancer_id, container_id)
);

create index balanced_container_container on balanced_container (container_id);
