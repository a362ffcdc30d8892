-- Steps somebody made for themselves, and their own order of steps. What they say is sealed.
create table own_steps (
    id blob primary key constraint own_step_id_length check (length(id) = 16),
    owner blob not null constraint own_step_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    removed_at integer
) strict, without rowid;
create index own_steps_by_owner on own_steps (owner);
create index own_steps_removed on own_steps (removed_at) where removed_at is not null;

create table ladders (
    id blob primary key constraint ladder_id_length check (length(id) = 16),
    owner blob not null constraint ladder_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    constraint ladder_once_each unique (owner)
) strict, without rowid;

-- What somebody said of Handrail's picture of them, where it was wrong.
create table corrections (
    id blob primary key constraint correction_id_length check (length(id) = 16),
    owner blob not null constraint correction_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    removed_at integer
) strict, without rowid;
create index corrections_by_day on corrections (owner, day);
create index corrections_removed on corrections (removed_at) where removed_at is not null;
