-- Small good things noticed.
create table moments (
    id blob primary key constraint moment_id_length check (length(id) = 16),
    owner blob not null constraint moment_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    removed_at integer
) strict, without rowid;
create index moments_by_day on moments (owner, day);
