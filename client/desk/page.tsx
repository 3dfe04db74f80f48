// The desk: who is signed in, the live feed, and the desk itself.
import { useEffect, useMemo, useState } from 'react';
import { Explaining } from '../explain/explaining.tsx';
import { connectLive, nextFrame } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import { goToLogin, type Me, useSession } from '../login/session.ts';
import { createAlarmStore, type Delta, type Reset } from './alarm-store.ts';
import { createCommander, newUuid, type Reply } from './commander.ts';
import { Desk, type Line } from './desk.tsx';
import { postBulk } from './lines.ts';
import { createPace, DRAW_GAP_MS } from './pace.ts';
import { createPresence, PRESENT_MS, type Presence } from './presence.ts';
import './desk.css';
import './list.css';
import './detail.css';
import { useLightTheme } from './theme.ts';
import { words } from './words.ts';

/** Connects once; the page goes, the connection goes. */
function openLine(): Line & Readonly<{ close: () => void }> {
  const feed = connectLive();
  const alarms = createAlarmStore(
    createPace({
      now: () => performance.now(),
      frame: nextFrame,
      later: (run, ms) => setTimeout(run, ms),
      gapMs: DRAW_GAP_MS,
    }),
  );
  const presence = createPresence((occurrence) => {
    if (feed.socket.connected) feed.socket.emit('desk.present', { occurrence });
  });
  const presenceTimer = setInterval(presence.repeat, PRESENT_MS);
  feed.socket.on('desk.presence', (heard: Presence) => presence.hear(heard));
  feed.socket.on('alarms.reset', (reset: Reset) => alarms.reset(reset));
  feed.socket.on('alarms.delta', (delta: Delta) => alarms.delta(delta));
  // The server hung up: perhaps this session is over. Asked at once, a person without rights is shown nothing old.
  feed.socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') feed.retry();
  });
  const commander = createCommander({
    emit: (command, reply) => {
      // Socket.IO would keep it and send it later, when the picture may be another one.
      if (!feed.socket.connected) return false;
      feed.socket.emit('command', command, (answer: Reply) => reply(answer));
      return true;
    },
    post: postBulk,
    newId: newUuid,
    setTimer: (run, ms) => void setTimeout(run, ms),
    onCurrent: alarms.redraw,
    notSent: words.outcome.notSent,
  });
  // The server sends the whole list to whoever connects.
  const reload = (): void => {
    feed.socket.disconnect();
    feed.socket.connect();
  };
  const close = (): void => {
    clearInterval(presenceTimer);
    feed.close();
  };
  return { feed, alarms, commander, presence, reload, close };
}

function Connected({ me, theme, onTheme }: Readonly<{ me: Me; theme: 'light' | 'dark'; onTheme: () => void }>) {
  const [line, setLine] = useState<Line | null>(null);
  useEffect(() => {
    const opened = openLine();
    setLine(opened);
    return opened.close;
  }, []);
  if (!line) return <p className="notice">{words.loading}</p>;
  return <Watched line={line} me={me} theme={theme} onTheme={onTheme} />;
}

/** A desk asks of now: the answer says of which instant it is. */
const askNow = (): null => null;

/** A session that has ended elsewhere (revoked, expired) leads to the login page. */
function Watched(props: Readonly<{ line: Line; me: Me; theme: 'light' | 'dark'; onTheme: () => void }>) {
  const refused = useFeed(props.line.feed.store, (state) => state.refused);
  useEffect(() => {
    if (refused === 'UNAUTHENTICATED') goToLogin();
  }, [refused]);
  return (
    <Explaining moment={askNow} mayReplay={props.me.permissions.includes('replay')}>
      <Desk {...props} />
    </Explaining>
  );
}

export function Page() {
  const [theme, toggleTheme] = useLightTheme();
  const session = useSession();
  const me = useMemo(() => (session.state === 'in' ? session.me : null), [session]);
  if (session.state === 'failed') return <p className="notice">{session.message}</p>;
  if (!me) return <p className="notice">{words.loading}</p>;
  if (me.kind === 'wall')
    return (
      <p className="notice">
        {words.wallOnly}
        <a href="/login?next=/desk">/login</a>
      </p>
    );
  return <Connected me={me} theme={theme} onTheme={toggleTheme} />;
}
