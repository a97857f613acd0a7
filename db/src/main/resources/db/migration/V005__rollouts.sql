-- A deployment's strategy, course and pause; later deployments of a service queue behind the one at work.
alter table deployment rename column going_back to turned;
alter table deployment
    add column course              text not null default 'FORWARD' check (course in ('FORWARD', 'BACK', 'HALT')),
    add column paused              text,
    add column roll_back_requested text,
    add column rollout             jsonb not null default '{"order":"AUTO","parallelism":1,"drainSeconds":0,"onFailure":"ROLL_BACK","maxFailures":0,"sequential":false}',
    add column rollout_chosen      boolean not null default false,
    add column only_slots          jsonb not null default '[]',
    add column given_up            jsonb not null default '{}';
alter table deployment alter column rollout drop default;
update deployment set course = 'BACK' where turned is not null;

alter table deployment drop constraint deployment_operation_check;
alter table deployment add constraint deployment_operation_check check (operation in
    ('DEPLOY', 'ROLLBACK', 'SCALE', 'START', 'STOP', 'RESTART', 'DESTROY', 'TERMINATE'));
alter table deployment drop constraint deployment_state_check;
alter table deployment add constraint deployment_state_check check (state in
    ('QUEUED', 'RUNNING', 'PAUSED', 'SUCCEEDED', 'ROLLED_BACK', 'FAILED', 'CANCELLED', 'SUPERSEDED'));

drop index deployment_one_at_a_time;
create unique index deployment_at_work on deployment (service_id) where state in ('RUNNING', 'PAUSED');
create index deployment_waiting on deployment (service_id, number) where state = 'QUEUED';
drop index deployment_due;
create index deployment_due on deployment (wake_at) where state in ('QUEUED', 'RUNNING', 'PAUSED');

-- The order in which jobs were decided upon: agents refuse a container's job that comes after a later one.
alter table job
    add column decided     bigint generated always as identity,
    add column first_start boolean not null default false,
    add column deadline    timestamptz;
update job set deadline = created_at + interval '30 minutes';
alter table job alter column deadline set not null;

-- Which revision is in force: new containers of a scaled or started service are made from it.
alter table service add column deployed_revision int;
update service s set deployed_revision = coalesce(
    (select max(r.number) from container c join revision r on r.id = c.revision_id
      where c.service_id = s.id and c.phase = 'RUNNING'),
    case when s.deployed_at is not null then s.latest_revision end);

-- A sealed revision's fingerprint covers the image too. The last five that succeeded are promised to be within reach.
alter table revision
    add column seal         text,
    add column succeeded_at timestamptz;
update revision r set succeeded_at = (
    select max(d.finished_at) from deployment d
     where d.revision_id = r.id and d.operation = 'DEPLOY' and d.state = 'SUCCEEDED');

update revision set seal =
    encode(sha256(convert_to(hash || E'\n' || coalesce(image_digest, image_id), 'UTF8')), 'hex')
 where sealed_at is not null;

alter table container
    add column phase_since        timestamptz,
    add column draining_since     timestamptz,
    add column stopped_on_purpose boolean not null default false,
    add column written_off        boolean not null default false;
update container set phase_since = coalesce(removed_at, stopped_at, started_at, created_at);
alter table container alter column phase_since set not null;

-- The last part of what a container wrote, kept with the deployment that replaced it or in which it failed.
create table container_log (
    container_id  uuid primary key references container,
    deployment_id uuid not null references deployment,
    kept_at       timestamptz not null,
    text          text not null
);
create index container_log_by_deployment on container_log (deployment_id);
insert into container_log (container_id, deployment_id, kept_at, text)
    select id, deployment_id, coalesce(removed_at, stopped_at, created_at), failure_log
      from container where failure_log is not null;
alter table container drop column failure_log;

-- The disk that a node's engine keeps its images on; null until it was told.
alter table node
    add column disk_total_bytes bigint,
    add column disk_free_bytes  bigint;

-- Images that revisions name, as last seen on each node. Only those that Berth pulled itself are ever removed.
create table node_image (
    node_id    uuid not null references node,
    image      text not null,
    reference  text not null,
    digest     text,
    image_id   text,
    present    boolean not null,
    pulled_at  timestamptz,
    bytes      bigint,
    checked_at timestamptz not null,
    primary key (node_id, image)
);

-- Whether a registry still has an image, as it was last heard.
create table registry_image (
    team_id    uuid not null references team,
    image      text not null,
    state      text not null check (state in ('THERE', 'LOST', 'UNKNOWN')),
    problem    text,
    checked_at timestamptz not null,
    primary key (team_id, image)
);
