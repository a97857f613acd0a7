-- Certificates that an authority issues by itself (ACME).

-- Who Berth is to an authority; the key is sealed.
create table acme_account (
    directory  text primary key,
    sealed_key text        not null,
    location   text,
    created_at timestamptz not null
);

-- A name's certificate, or what has become of ordering it. While it is ordered the authority reads the answer to its token on port 80
-- of the name. Whoever claims a row orders; a claim that ran out is nobody's.
create table certificate (
    id            uuid primary key,
    team_id       uuid        not null references team (id) on delete cascade,
    host          text        not null,
    chain         text,
    sealed_key    text,
    issuer        text,
    not_after     timestamptz,
    failures      int         not null default 0,
    problem       text,
    next_try_at   timestamptz not null,
    claimed_until timestamptz,
    token         text,
    answer        text,
    created_at    timestamptz not null,
    unique (team_id, host),
    check ((chain is null) = (sealed_key is null) and (chain is null) = (not_after is null))
);

create index certificate_next_try on certificate (next_try_at);

-- A name that a balancer wants a certificate for.
create table certificate_wanted (
    balancer_id uuid not null references balancer (container_id) on delete cascade,
    host        text not null,
    -- the last token that HAProxy is known to have been loaded with the answer of
    loaded      text,
    primary key (balancer_id, host)
);
