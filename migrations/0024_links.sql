-- Links with which somebody who has no account here can do one thing. The token in a link is not kept: its digest finds the row,
-- and what whoever holds it may read opens with the token alone. Readable: that there is one, whose and of what sort, when it
-- ends, and how often it was used.
create table links (
    id blob primary key constraint link_id_length check (length(id) = 32),
    owner blob not null constraint link_owner references members (id) on delete cascade,
    what text not null constraint link_what check (what in ('reply', 'room')),
    -- the room a guest sits along in
    about blob constraint link_about_length check (length(about) = 16),
    made_at integer not null,
    ends_at integer not null,
    -- taken back by its owner, or closed by a restore: it lets nobody in, and what came by it stays
    closed integer not null default 0 constraint link_closed check (closed in (0, 1)),
    used integer not null default 0,
    page blob not null,
    -- what its owner keeps of it, the token among it, and the secret of the pair that answers are sealed to
    key blob not null,
    body blob not null,
    secret_key blob
) strict, without rowid;
create index links_by_owner on links (owner, what, made_at);

-- What was answered by a link, sealed to its pair. Rows are only added, and taken in or taken away by the link's owner.
create table answers (
    id blob primary key constraint answer_id_length check (length(id) = 16),
    owner blob not null constraint answer_owner references members (id) on delete cascade,
    link blob not null constraint answer_link references links (id) on delete cascade,
    kept_at integer not null,
    body blob not null constraint answer_body_length check (length(body) <= 8192)
) strict, without rowid;
create index answers_by_owner on answers (owner, link, kept_at);

create trigger links_added after insert on links begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger links_changed after update of body on links begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger links_gone after delete on links begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;
