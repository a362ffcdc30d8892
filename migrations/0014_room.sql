-- How much of each member is kept, so that nobody's things crowd out others': rows, and bytes of sealed bodies. Triggers keep
-- it, so that no way of writing can forget to. What is being written still, and what waits to be taken in, is not counted:
-- there is never much of it, and it must not be lost.
create table room_taken (
    owner blob primary key constraint room_taken_owner references members (id) on delete cascade,
    row_count integer not null,
    byte_count integer not null
) strict, without rowid;
insert into room_taken (owner, row_count, byte_count)
select owner, count(*), sum(length(body)) from (
    select owner, body from check_ins union all select owner, body from suggestions
    union all select owner, body from attempts union all select owner, body from reflections
    union all select owner, body from ladders union all select owner, body from entries
) group by owner;

create trigger check_ins_added after insert on check_ins begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger check_ins_changed after update of body on check_ins begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger check_ins_gone after delete on check_ins begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

create trigger suggestions_added after insert on suggestions begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger suggestions_changed after update of body on suggestions begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger suggestions_gone after delete on suggestions begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

create trigger attempts_added after insert on attempts begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger attempts_changed after update of body on attempts begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger attempts_gone after delete on attempts begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

create trigger reflections_added after insert on reflections begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger reflections_changed after update of body on reflections begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger reflections_gone after delete on reflections begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

create trigger ladders_added after insert on ladders begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger ladders_changed after update of body on ladders begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger ladders_gone after delete on ladders begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

create trigger entries_added after insert on entries begin
    insert into room_taken (owner, row_count, byte_count) values (new.owner, 1, length(new.body))
    on conflict (owner) do update set row_count = row_count + 1, byte_count = byte_count + length(new.body);
end;
create trigger entries_changed after update of body on entries begin
    update room_taken set byte_count = byte_count - length(old.body) + length(new.body) where owner = new.owner;
end;
create trigger entries_gone after delete on entries begin
    update room_taken set row_count = row_count - 1, byte_count = byte_count - length(old.body)
    where owner = old.owner;
end;

-- So that what looks through everything reads it in parts, and one of many is drawn without reading them all.
create index entries_by_day on entries (owner, day);
create index entries_there on entries (owner, kind) where removed_at is null;
