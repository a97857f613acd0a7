create table service (
    id               uuid primary key,
    team_id          uuid not null references team,
    name             text not null check (name ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'),
    target_count     int not null check (target_count >= 0),
    latest_revision  int not null,
    activity         text,
    last_problem     text,
    created_at       timestamptz not null,
    deployed_at      timestamptz,
    started_at       timestamptz,
    stopped_at       timestamptz,
    terminated_at    timestamptz,
    version          bigint not null default 0
);
create unique index service_name_in_use on service (team_id, name) where terminated_at is null;

-- A revision never changes but for being sealed once: its image is resolved when it is first deployed.
create table revision (
    id           uuid primary key,
    service_id   uuid not null references service,
    number       int not null,
    definition   jsonb not null,
    hash         text not null,
    image_digest text,
    image_id     text,
    image_facts  jsonb,
    sealed_at    timestamptz,
    note         text not null,
    created_by   text not null,
    created_at   timestamptz not null,
    unique (service_id, number)
);

create table deployment (
    id               uuid primary key,
    service_id       uuid not null references service,
    team_id          uuid not null references team,
    number           int not null,
    operation        text not null check (operation in ('DEPLOY', 'SCALE', 'START', 'STOP', 'TERMINATE')),
    revision_id      uuid not null references revision,
    from_revision_id uuid references revision,
    target_count     int not null,
    state            text not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    going_back       text,
    waiting_for      text,
    message          text,
    baseline         jsonb not null,
    done_slots       int not null default 0,
    total_slots      int not null default 0,
    requested_by     uuid references app_user,
    requested_as     text not null,
    request_key      text,
    cancel_requested text,
    created_at       timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    wake_at          timestamptz,
    unique (service_id, number),
    unique (service_id, request_key)
);
create unique index deployment_one_at_a_time on deployment (service_id) where state in ('QUEUED', 'RUNNING');
create index deployment_due on deployment (wake_at) where state in ('QUEUED', 'RUNNING');
create index deployment_by_team on deployment (team_id, created_at desc);

create table container (
    id            uuid primary key,
    service_id    uuid not null references service,
    team_id       uuid not null references team,
    node_id       uuid not null references node,
    deployment_id uuid not null references deployment,
    revision_id   uuid not null references revision,
    slot          int not null check (slot > 0),
    attempt       int not null check (attempt > 0),
    name          text not null unique,
    engine_id     text,
    phase         text not null check (phase in ('PLANNED', 'CREATED', 'RUNNING', 'STOPPED', 'REMOVED')),
    gate          text not null check (gate in ('WAITING', 'PASSED', 'FAILED')),
    failure       text,
    failure_log   text,
    health        text not null default 'none',
    restarts      int not null default 0,
    exit_code     int,
    address       text,
    ports         jsonb not null default '[]',
    environment   jsonb not null,
    created_at    timestamptz not null,
    started_at    timestamptz,
    stopped_at    timestamptz,
    removed_at    timestamptz,
    unique (deployment_id, slot, attempt)
);
create index container_by_service on container (service_id) where phase <> 'REMOVED';
create index container_by_node on container (node_id) where phase <> 'REMOVED';

create table volume (
    id         uuid primary key,
    team_id    uuid not null references team,
    service_id uuid not null references service,
    slot       int not null check (slot > 0),
    path       text not null,
    node_id    uuid not null references node,
    name       text not null unique,
    state      text not null check (state in ('PLANNED', 'CREATED', 'MISSING')),
    epoch      bigint not null default 0,
    size_bytes bigint,
    sized_at   timestamptz,
    created_at timestamptz not null,
    unique (service_id, slot, path)
);
create index volume_by_team on volume (team_id);

-- A step that an agent is to take. Holds no secret: the message is put together when it is sent.
create table job (
    id            uuid primary key,
    deployment_id uuid not null references deployment,
    node_id       uuid not null references node,
    container_id  uuid references container,
    kind          text not null,
    state         text not null check (state in ('WAITING', 'SUCCEEDED', 'FAILED', 'ABANDONED')),
    failure_code  text,
    error         text,
    created_at    timestamptz not null,
    sent_at       timestamptz,
    finished_at   timestamptz
);
create index job_unanswered on job (node_id) where state = 'WAITING';
create index job_by_deployment on job (deployment_id);

-- The time line of a deployment.
create table deployment_event (
    id            bigint generated always as identity primary key,
    deployment_id uuid not null references deployment,
    container_id  uuid references container,
    slot          int,
    at            timestamptz not null,
    level         text not null check (level in ('INFO', 'GOOD', 'BAD')),
    text          text not null
);
create index deployment_event_by_deployment on deployment_event (deployment_id, id);
