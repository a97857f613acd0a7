-- A new revision that runs beside the old one, in slots beyond the number of the service's containers.
create table canary (
    service_id  uuid primary key references service (id) on delete cascade,
    revision_id uuid        not null references revision (id),
    percent     integer     not null check (percent between 0 and 100),
    containers  integer     not null check (containers > 0),
    created_at  timestamptz not null
);

alter table deployment drop constraint deployment_operation_check;
alter table deployment add constraint deployment_operation_check check (operation in
    ('DEPLOY', 'ROLLBACK', 'SCALE', 'START', 'STOP', 'RESTART', 'DESTROY', 'TERMINATE', 'CANARY', 'PROMOTE', 'ABORT'));
