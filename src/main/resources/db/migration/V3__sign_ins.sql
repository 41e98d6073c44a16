-- Sign-ins of Talkdesk users. Who calls is kept as a hash; secrets are sealed, each for its row.

-- Users who are on their way to Talkdesk and back.
create table pending_sign_in (
    -- Of the state that goes through the browser.
    state_sha256      varchar(64)   not null primary key,
    caller_sha256     varchar(64)   not null,
    app_id            varchar(63)   not null,
    content           text          not null,
    expires_at        timestamp(6) with time zone not null
);
create index pending_sign_in_by_caller on pending_sign_in (caller_sha256, app_id);
create index pending_sign_in_by_expiry on pending_sign_in (expires_at);

-- Users who are back, and whose app has not redeemed its code yet.
create table sign_in_code (
    code_sha256       varchar(64)   not null primary key,
    caller_sha256     varchar(64)   not null,
    app_id            varchar(63)   not null,
    -- Whom a logout is about.
    account_id        varchar(300)  not null,
    user_id           varchar(200),
    content           text          not null,
    expires_at        timestamp(6) with time zone not null
);
create index sign_in_code_by_caller on sign_in_code (caller_sha256, app_id);
create index sign_in_code_by_account on sign_in_code (account_id);
create index sign_in_code_by_expiry on sign_in_code (expires_at);

-- Users whose tokens a caller gets.
create table sign_in (
    caller_sha256     varchar(64)   not null,
    app_id            varchar(63)   not null,
    -- Another one with each sign-in.
    id                varchar(64)   not null,
    account_id        varchar(300)  not null,
    user_id           varchar(200),
    sid               varchar(200),
    scope             varchar(8000) not null,
    signed_in_at      timestamp(6) with time zone not null,
    refresh_token     text          not null,
    -- The last one that was had, what was asked for, and what was granted; none at first.
    access_token      text,
    access_asked      varchar(8000),
    access_scope      varchar(8000),
    access_life_ms    bigint,
    access_expires_at timestamp(6) with time zone,
    -- Who fetches a new one, and until when others believe so.
    renewal_id        varchar(64),
    renewal_until     timestamp(6) with time zone,
    -- The last renewal that brought none.
    failed_renewal_id varchar(64),
    primary key (caller_sha256, app_id)
);
create index sign_in_by_account on sign_in (account_id);
