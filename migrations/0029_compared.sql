-- That somebody has compared the numbers of both keys: each side's own yes, a MAC under their own key that is bound to the two
-- keys. What was kept before did not say whose yes it was.
alter table connections drop column compared_at;
alter table connections add column member_compared blob
    constraint connection_member_compared_length check (length(member_compared) = 32);
alter table connections add column supporter_compared blob
    constraint connection_supporter_compared_length check (length(supporter_compared) = 32);
