// The words above the list of routes: who may what, the instants, and the Socket.IO contract, which OpenAPI has no place for.
export const INTRODUCTION = `Instants are RFC 3339 with milliseconds and the local offset (\`2026-11-21T10:17:30.000+07:00\`), days \`yyyy-mm-dd\` local (UTC+7), durations
carry their unit in the name. Every refusal is \`{"ok":false,"code","message","where"?}\`; the codes are the closed list in the schema \`Refusal\`.
429 and 503 carry Retry-After.

Roles, each with what stands before it: wall, operator, supervisor, admin. \`x-permission\` names the permission of a route and \`x-least-role\` the least role.
People sign in at /api/login and send the cookie; programs send \`Authorization: Bearer\` with a wall's token, senders of events with their source key.
A request with an \`Origin\` that is neither the server's own address nor the configured public one is refused.

## Live: Socket.IO, namespace /live

Connect with the cookie or with \`auth.token\` (least role: wall). A refusal is a \`connect_error\` whose \`data.code\` is \`UNAUTHENTICATED\`, \`FORBIDDEN\` or \`ORIGIN_REFUSED\`.

| direction | event | payload |
| --- | --- | --- |
| server → client | \`frame\` | schema \`Frame\`: a snapshot on every connection, then patches (RFC 6902: add, remove, replace), each valid only on top of the same \`epoch\` and \`n\`-1 |
| server → client | \`beat\` | schema \`Beat\`, each second: the server's clock. LIVE under 3 s since the last, then DELAYED, STALE from 10 s, OFFLINE from 30 s |
| server → client | \`scene\` | schema \`WallScene\`: what all windows of a followed wall show from now on. A P1 that nobody has acknowledged holds the rotation |
| server → client | \`plan\` | schema \`WallPlanned\`: an administrator said what wall it is |
| server → operator | \`alarms.reset\` | \`{rows}\`: all open alarms (schema \`AlarmRow\`) |
| server → operator | \`alarms.delta\` | \`{upsert, remove}\`: changed rows, and occurrences that are closed |
| server → operator | \`desk.presence\` | schema \`DeskPresence\`: who has which alarm open, on change; forgotten 15 s after it was last said |
| server → operator | \`horn.changed\` | schema \`HornChanged\`: another console sounds in a room, or its horn was silenced |
| client → server | \`resync\` | asks for a snapshot, answered once a second |
| client → server | \`command\` → reply | schema \`Command\` → \`CommandAnswer\` or \`Refusal\`; the same as POST /api/alarms/{occurrence}/{action} |
| operator → server | \`desk.present\` | schema \`DeskPresent\`, each 5 s and on change |
| operator → server | \`horn.beat\` → reply | schema \`HornBeat\` → \`HornAnswer\`, each 3 s. The console that holds the lease of its room (10 s) sounds; one that hears nothing from here sounds by itself |
| operator → server | \`horn.silence\` → reply | schema \`HornSilence\` → \`{ok: true}\`; \`INVALID\` where \`upTo\` is later than the server's now |
| operator → server | \`horn.tested\` → reply | schema \`HornTested\` → \`{ok: true}\`; logged |
| client → server | \`wall.follow\` → reply | schema \`WallFollow\` → \`WallFollowed\`, on every connection; a wall is \`FORBIDDEN\` any but itself |
| wall → server | \`wall.beat\` | schema \`WallBeat\`, each 5 s; silent after 10 s without |

What an operator sends is answered \`FORBIDDEN\` to a wall, \`INVALID\`, \`UNAVAILABLE\` or \`QUEUE_FULL\` like a command; more of it than a page has reason to send is not answered.

## Replay: Socket.IO, namespace /replay

Private and read-only, for supervisors. Each request is answered with \`{"ok":true, …}\` or a \`Refusal\`.

| client → server | payload | answer |
| --- | --- | --- |
| \`open\` | \`{from, to, as: "then"\\|"now", seq?}\`; \`seq\`: the log ends there for this replay | \`{session, from, to, seq}\` |
| \`play\` | \`{speed, skipQuiet?, loop?: {from, to}}\`; speed 0.5, 1, 2, 5, 10, 30, 60, 300 or 900. \`skipQuiet\`: of more than 30 s with nothing but heartbeats a second is left, unless a P1 stands unacknowledged | |
| \`pause\` | | |
| \`seek\` | \`{at}\` | \`{at, seq}\`, or \`{superseded: true}\` when a newer one came |
| \`step\` | \`{to: "event"\\|"alarm"\\|"endpoint", back?, subject?}\`; to the next instant at which there is one: what stands at the same instant is one step. \`subject\`: the endpoint whose state changes, or the occurrence of an alarm | as seek |
| \`resync\`, \`close\` | | |

Server → client: \`frame\` with \`mode: "replay"\` and \`speed\`, \`achieved\`, \`skipped\` (a seek begins a new \`epoch\`), and \`speed\` (schema \`ReplaySpeed\`).
What a pruned log no longer knows is \`NOT_FOUND\` with \`first\`, the first instant that can be seen. Too many replays at once: \`QUEUE_FULL\`.`;
