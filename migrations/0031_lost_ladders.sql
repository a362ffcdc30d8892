-- Whoever begins anew makes another ladder. The one that only the lost key opens is put aside, so that it comes back with the
-- code that turns up, and goes with the key that does not.
create table lost_ladders (
    lost blob primary key constraint lost_ladder_key references older_keys (id) on delete cascade,
    owner blob not null constraint lost_ladder_owner references members (id) on delete cascade,
    id blob not null constraint lost_ladder_id_length check (length(id) = 16),
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create index lost_ladders_by_owner on lost_ladders (owner);
