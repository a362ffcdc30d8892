-- Which rows only a lost key opens, told by themselves rather than by their day: somebody may write for an earlier day.
create table shut_rows (
    lost blob not null constraint shut_row_key references older_keys (id) on delete cascade,
    row_id blob not null,
    constraint shut_row_once primary key (lost, row_id)
) strict, without rowid;
insert into shut_rows (lost, row_id)
select distinct o.id, r.id from older_keys o join (
    select id, owner, day from check_ins union all select id, owner, day from suggestions
    union all select id, owner, day from attempts union all select id, owner, day from entries
) r on r.owner = o.owner and r.day < o.replaced_on
where o.key_by_successor is null;

-- Which of its owner's passwords and codes a session began with.
alter table sessions add column epoch integer not null default 0;

-- What was sent leaves a mark for a while. Those must not be in the way of what is looked for: what is begun, and what was put
-- aside.
create index drafts_begun on drafts (owner, kept_at) where removed_at is null;
create index drafts_aside on drafts (owner, removed_at) where removed_at is not null and length(body) > 0;
