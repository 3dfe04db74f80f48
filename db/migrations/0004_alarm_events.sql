-- The alarm events of a month among everything the province sent in it: few, and asked for by themselves (key figures).
create index log_alarm on log (seq) where type like 'alarm.%';
