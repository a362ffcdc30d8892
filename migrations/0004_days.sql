-- A day's path: check-in, suggestion, attempt, reflection. Days and whether a row is still open are readable;
-- which step, what was felt, chosen or written is sealed.
create table check_ins (
    id blob primary key constraint check_in_id_length check (length(id) = 16),
    owner blob not null constraint check_in_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    constraint check_in_once_a_day unique (owner, day)
) strict, without rowid;

create table suggestions (
    id blob primary key constraint suggestion_id_length check (length(id) = 16),
    owner blob not null constraint suggestion_owner references members (id) on delete cascade,
    day text not null,
    open integer not null constraint suggestion_open check (open in (0, 1)),
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create unique index suggestions_one_open on suggestions (owner) where open = 1;
create index suggestions_by_day on suggestions (owner, day);

create table attempts (
    id blob primary key constraint attempt_id_length check (length(id) = 16),
    owner blob not null constraint attempt_owner references members (id) on delete cascade,
    day text not null,
    open integer not null constraint attempt_open check (open in (0, 1)),
    revision integer not null,
    key blob not null,
    body blob not null
) strict, without rowid;
create index attempts_by_day on attempts (owner, day);

create table reflections (
    -- an attempt is looked back on once, so both share one id
    id blob primary key constraint reflection_attempt references attempts (id) on delete cascade,
    owner blob not null constraint reflection_owner references members (id) on delete cascade,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    removed_at integer
) strict, without rowid;
create index reflections_by_day on reflections (owner, day);
