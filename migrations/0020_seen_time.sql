-- The latest time that it was seen to be, in seconds since 1970, and a time that is doubted: what was removed goes by the first.
create table seen_time (
    only integer primary key constraint seen_time_one_row check (only = 1),
    latest integer,
    doubted integer
) strict;
insert into seen_time (only) values (1);

-- What is removed while the clock has gone back behind that counts as removed a hundred years on, until the clock goes right
-- again: then its days begin. Triggers see to it, so that no way of removing can forget to.
create trigger entries_removed_when after update of removed_at on entries
when new.removed_at < (select latest from seen_time) begin
    update entries set removed_at = (select latest + 3155760000 from seen_time) where id = new.id;
end;
create trigger reflections_removed_when after update of removed_at on reflections
when new.removed_at < (select latest from seen_time) begin
    update reflections set removed_at = (select latest + 3155760000 from seen_time) where id = new.id;
end;
create trigger drafts_removed_when after update of removed_at on drafts
when new.removed_at < (select latest from seen_time) begin
    update drafts set removed_at = (select latest + 3155760000 from seen_time) where id = new.id;
end;
create trigger late_forms_removed_when after update of removed_at on late_forms
when new.removed_at < (select latest from seen_time) begin
    update late_forms set removed_at = (select latest + 3155760000 from seen_time) where id = new.id;
end;
create trigger older_keys_replaced_when after insert on older_keys
when new.replaced_at < (select latest from seen_time) begin
    update older_keys set replaced_at = (select latest + 3155760000 from seen_time) where id = new.id;
end;
