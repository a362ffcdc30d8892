-- Why a consent sleeps, so that its owner is told that and nothing else. Unknown where it slept before this was kept.
alter table grants add column slept_by text
    constraint grant_slept_by check (slept_by in ('backup', 'sign-in', 'role'));
