-- Where a customer's users sign in, as the event says that brought the links; none when it does not.
alter table installation add column authorization_url varchar(1000);
