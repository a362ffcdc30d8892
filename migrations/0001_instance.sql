-- What this installation is. One row; the pepper that goes with it lives in a file, never here.
create table instance (
    only integer primary key constraint instance_one_row check (only = 1),
    id blob not null constraint instance_id_length check (length(id) = 16),
    -- tells whether a key file belongs to this database
    key_check blob not null constraint instance_key_check_length check (length(key_check) = 32),
    mode text not null constraint instance_mode check (mode in ('new', 'personal', 'hosted')),
    registration text not null
        constraint instance_registration check (registration in ('open', 'invite', 'closed')),
    set_up_token blob constraint instance_set_up_token_length check (length(set_up_token) = 32)
) strict;
