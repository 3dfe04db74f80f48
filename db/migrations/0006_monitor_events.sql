-- What people set and what the monitor saw of itself: few rows among millions, wanted whole by the strip and the story of a day.
create index log_monitor on log (seq)
  where type like 'wall.%' or type like 'config.%' or type in ('calendar.changed', 'audit.server_started');
