// The replay's page: the same wall, fed by a private replay, above a strip of the day and the controls.
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { clock, date } from '../../shared/i18n/format.ts';
import { vi } from '../../shared/i18n/vi.ts';
import { dayStart, parseDay, SECOND_MS } from '../../shared/time.ts';
import { request } from '../api.ts';
import { connectReplay, type Replay, type Truth } from '../feed/replay.ts';
import { useFeed } from '../feed/use-feed.ts';
import { Wall } from '../wall/wall.tsx';
import { type Actions, Controls } from './controls.tsx';
import { addressOf, type DayStrip, firstDay, type KnownDays, placeOf, rangeOf } from './day.ts';
import { keyOf, otherSpeed } from './keys.ts';
import { Strip } from './strip.tsx';
import './replay.css';

export function Page() {
  const [replay, setReplay] = useState<Replay | null>(null);
  useEffect(() => {
    const own = connectReplay();
    setReplay(own);
    return own.close;
  }, []);
  return replay && <ReplayPage replay={replay} />;
}

function ReplayPage({ replay }: Readonly<{ replay: Replay }>) {
  const refused = useFeed(replay.store, (state) => state.refused);
  const place = useMemo(() => placeOf(location.pathname, location.search), []);
  const [chosen, setChosen] = useState<{ day: string; as: Truth } | null>(
    place.day === null ? null : { day: place.day, as: place.as },
  );
  const [nothing, setNothing] = useState(false);

  useEffect(() => {
    if (chosen || refused) return;
    void request<KnownDays>('GET', '/api/days').then((answer) => {
      const day = answer.ok ? firstDay(answer.body, place.as) : null;
      if (day) setChosen({ day, as: place.as });
      else setNothing(true);
    });
  }, [chosen, refused, place.as]);

  if (refused) {
    return (
      <div className="notice">
        <p>{refused === 'UNAUTHENTICATED' ? vi.replay.login : vi.replay.forbidden}</p>
        <a href={`/login?next=${encodeURIComponent(location.pathname + location.search)}`}>{vi.replay.toLogin}</a>
      </div>
    );
  }
  if (!chosen) return <p className="notice">{nothing ? vi.replay.nothing : vi.page.loading}</p>;
  return (
    <Player replay={replay} chosen={chosen} startAt={place.seconds} choose={(day, as) => setChosen({ day, as })} />
  );
}

/** One screen is a supervisor's desk, read from nearby; a wall keeps its own distance. */
const roomOfDesk = (): { seatM?: number } =>
  innerWidth / innerHeight < 2.4 ? { seatM: Math.max(1.5, 2400 / innerWidth) } : {};

type PlayerProps = Readonly<{
  replay: Replay;
  chosen: Readonly<{ day: string; as: Truth }>;
  startAt: number;
  choose: (day: string, as: Truth) => void;
}>;

function Player({ replay, chosen, startAt, choose }: PlayerProps) {
  const { day, as } = chosen;
  const playback = useSyncExternalStore(replay.subscribe, replay.get);
  const at = useFeed(replay.store, (state) => state.viewAt);
  const ready = useFeed(replay.store, (state) => state.view !== null);
  const [speed, setSpeed] = useState(60);
  const [strip, setStrip] = useState<DayStrip | null>(null);
  const midnight = dayStart(parseDay(day));
  const seconds = at === null ? 0 : Math.min(Math.max(0, (at - midnight) / SECOND_MS), 86_399);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another day or truth starts over, at the same time of the day
  useEffect(() => {
    replay.open(rangeOf(day, at === null ? startAt : seconds, as));
    let current = true;
    setStrip(null);
    void request<DayStrip>('GET', `/api/days/${day}?as=${as}`).then((answer) => {
      if (current && answer.ok) setStrip(answer.body);
    });
    return () => {
      current = false;
    };
  }, [replay, day, as]);

  const seek = (to: number): void => replay.seek(midnight + to * SECOND_MS);
  const actions: Actions = {
    choose,
    toggle: () => (playback.speed > 0 ? replay.pause() : replay.play(speed)),
    speed: (next) => {
      setSpeed(next);
      if (playback.speed > 0) replay.play(next);
    },
    step: replay.step,
    jump: (by) => seek(Math.min(Math.max(0, seconds + by), 86_399)),
    seek,
  };

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const typing = target.matches('input:not([type=range]), select, textarea');
      const key = keyOf(event, typing);
      if (!key || playback.status !== 'open') return;
      event.preventDefault();
      if (key.do === 'toggle') actions.toggle();
      else if (key.do === 'jump') actions.jump(key.seconds);
      else if (key.do === 'step') actions.step(key.to, key.back);
      else actions.speed(otherSpeed(speed, key.do === 'faster'));
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });

  const room = useMemo(roomOfDesk, []);
  const time = clock(at);
  const pace = playback.speed > 0 ? vi.replay.pace(playback.speed) : vi.replay.paused;
  const caption = at === null ? '' : `${date(at)} ${time} · ${pace} · ${vi.replay[as].toLowerCase()}`;
  const paused = playback.speed === 0;
  useEffect(() => {
    document.title = `${vi.state.replay} ${caption}`;
  }, [caption]);
  useEffect(() => {
    if (paused && at !== null && !playback.seeking) history.replaceState(null, '', addressOf(day, time, as));
  }, [paused, at, playback.seeking, day, time, as]);

  return (
    <div className="replay">
      <div className="replay-wall">
        {ready ? (
          <Wall store={replay.store} caption={caption} room={room} />
        ) : (
          <p className="notice">{vi.page.loading}</p>
        )}
      </div>
      <div className="replay-bar">
        <Strip strip={strip} seconds={seconds} onSeek={seek} />
        <Controls day={day} as={as} at={at} speed={speed} playback={playback} actions={actions} />
      </div>
    </div>
  );
}
