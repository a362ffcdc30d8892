-- Two names that were crossed: what somebody is writing is a draft, and a form that came after its session had ended is a
-- late form.
create table late_forms (
    id blob primary key constraint late_form_id_length check (length(id) = 16),
    owner blob not null constraint late_form_owner references members (id) on delete cascade,
    kept_at integer not null,
    body blob not null constraint late_form_size check (length(body) <= 540672)
) strict, without rowid;
insert into late_forms (id, owner, kept_at, body) select id, owner, kept_at, body from drafts;
drop table drafts;
create index late_forms_by_owner on late_forms (owner);
create index late_forms_by_age on late_forms (kept_at);

create table drafts (
    id blob primary key constraint draft_id_length check (length(id) = 16),
    owner blob not null constraint draft_owner references members (id) on delete cascade,
    kept_at integer not null,
    revision integer not null,
    key blob not null,
    body blob not null constraint draft_size check (length(body) <= 540672),
    removed_at integer
) strict, without rowid;
insert into drafts (id, owner, kept_at, revision, key, body, removed_at)
select id, owner, kept_at, revision, key, body, removed_at from begun;
drop table begun;
create index drafts_by_owner on drafts (owner);
create index drafts_removed on drafts (removed_at) where removed_at is not null;
