-- The address people type, as it was when Handrail was last started: links that a command prints begin with it.
alter table instance add column address text;
