-- A container that was gone, and is shown again after its slot has been given to another: only to be removed.
alter table container add column displaced boolean not null default false;
