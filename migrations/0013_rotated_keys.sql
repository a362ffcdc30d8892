-- A change of password or code gives somebody another member key. The keys they had before open what was sealed before:
-- each sealed under the one that took its place or, where password and code were lost together, under the lost code until
-- that turns up.
create table older_keys (
    id blob primary key constraint older_key_id_length check (length(id) = 16),
    owner blob not null constraint older_key_owner references members (id) on delete cascade,
    -- under the lost code; none where nothing was lost
    key_by_recovery blob,
    -- the member's, when it was replaced
    epoch integer not null default 0,
    replaced_at integer not null,
    replaced_on text not null,
    -- under the member key that took its place; none while it is lost
    key_by_successor blob,
    -- the secret that opens what was sealed to the public key of that time
    secret_key blob,
    constraint older_key_has_a_way check (key_by_recovery is not null or key_by_successor is not null)
) strict, without rowid;
insert into older_keys (id, owner, key_by_recovery, replaced_at, replaced_on, key_by_successor)
select id, owner, key_by_recovery, lost_at, lost_on, found_key from lost_keys;
drop table lost_keys;
create index older_keys_by_owner on older_keys (owner);

-- Counts the changes of password and code, so that nothing that was checked before one lasts beyond it.
alter table members add column epoch integer not null default 0;
-- A MAC of the public key under its owner's key: whoever can write here cannot put in one of their own unnoticed.
alter table members add column public_key_tag blob
    constraint member_public_key_tag_length check (length(public_key_tag) = 32);
