-- What a person keeps for themselves, of every kind: moments, journal, people, plans. What it says is sealed. Its kind is
-- not, as the name of a table would not be. The seal is bound to the kind, so what was kept before opens as it did.
create table entries (
    id blob primary key constraint entry_id_length check (length(id) = 16),
    owner blob not null constraint entry_owner references members (id) on delete cascade,
    kind text not null,
    day text not null,
    revision integer not null,
    key blob not null,
    body blob not null,
    removed_at integer
) strict, without rowid;
create index entries_by_kind on entries (owner, kind, day);
create index entries_removed on entries (removed_at) where removed_at is not null;

insert into entries (id, owner, kind, day, revision, key, body, removed_at)
select id, owner, 'moments', day, revision, key, body, removed_at from moments;
drop table moments;

insert into entries (id, owner, kind, day, revision, key, body, removed_at)
select id, owner, 'own_steps', day, revision, key, body, removed_at from own_steps;
drop table own_steps;

insert into entries (id, owner, kind, day, revision, key, body, removed_at)
select id, owner, 'corrections', day, revision, key, body, removed_at from corrections;
drop table corrections;
