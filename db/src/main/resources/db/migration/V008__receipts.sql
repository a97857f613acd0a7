-- What balancers counted while a deployment was at work: at the containers that it made of its revision, and at all others.
create table receipt_line (
    deployment_id uuid   not null references deployment (id) on delete cascade,
    side          text   not null check (side in ('OLD', 'NEW')),
    requests      bigint not null,
    errors        bigint not null,
    retries       bigint not null,
    server_errors bigint not null,
    primary key (deployment_id, side)
);
