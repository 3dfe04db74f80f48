// The desk itself: list, detail, keys. The picture is the server's; a person's act shows when the server has said so.
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { DeskRow } from '../../shared/alarm/view-schema.ts';
import { clock } from '../../shared/i18n/format.ts';
import { mayAct } from '../feed/ladder.ts';
import type { Feed } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { Me } from '../login/session.ts';
import { ACTIONS, type DeskAction } from './actions.ts';
import type { AlarmStore } from './alarm-store.ts';
import type { Commander } from './commander.ts';
import { Detail } from './detail.tsx';
import { FeedStrip } from './feeds.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { HornBanner } from './horn/banner.tsx';
import { HornControls } from './horn/controls.tsx';
import { useHorn } from './horn/use-horn.ts';
import { useKpi } from './kpi/use-kpi.ts';
import { KpiButton, KpiView } from './kpi/view.tsx';
import { AlarmListView } from './list.tsx';
import { onward, type Place, placeOf } from './selection.ts';
import { words } from './words.ts';

/** What the desk is connected to. */
export type Line = Readonly<{ feed: Feed; alarms: AlarmStore; commander: Commander }>;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);

type Props = Readonly<{ line: Line; me: Me; theme: 'light' | 'dark'; onTheme: () => void }>;

export function Desk({ line, me, theme, onTheme }: Props) {
  const { feed, alarms, commander } = line;
  const list = useSyncExternalStore(alarms.subscribe, alarms.get);
  const outcomes = useSyncExternalStore(commander.subscribe, commander.get);
  const link = useFeed(feed.store, (state) => state.link);
  const clockNow = useFeed(feed.store, (state) => state.clock);
  const viewAt = useFeed(feed.store, (state) => state.viewAt);
  const view = useFeed(feed.store, (state) => state.view);
  const [selected, setSelected] = useState<string | null>(null);
  const [form, setForm] = useState<DeskAction | null>(null);
  const [help, setHelp] = useState(false);
  const place = useRef<Place | null>(null);
  const horn = useHorn(line);
  const kpi = useKpi();

  const now = clockNow ?? viewAt ?? 0;
  const known = list.known;
  const locked = !mayAct(link);
  const row: DeskRow | null = selected === null ? null : (list.byId.get(selected) ?? list.closed.get(selected) ?? null);
  const open = selected !== null && list.byId.has(selected);

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer may come after the row that shows it
  useEffect(() => commander.drawn(list.byId), [commander, list, outcomes]);

  const select = useCallback((occurrence: string | null): void => {
    setSelected(occurrence);
    setForm(null);
    place.current = null;
  }, []);

  const begin = (action: DeskAction): void => {
    if (!row || !open || locked || !action.offered(row) || !me.permissions.includes(action.permission)) return;
    if (action.note(row) === 'none') transmit(row, action);
    else setForm(action);
  };
  const transmit = (to: DeskRow, action: DeskAction, note?: string): void => {
    place.current = placeOf(list.rows, to.occurrence);
    commander.send(to, action.action, note);
  };
  const send = (note: string): void => {
    if (row && form && !locked) transmit(row, form, note);
    setForm(null);
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || help || kpi.open || isTyping(event.target)) return;
    const move = { ArrowDown: 1, ArrowUp: -1, Home: 'first', End: 'last' } as const;
    const where = move[event.key as keyof typeof move];
    const action = ACTIONS.find(({ key }) => key === event.key.toLowerCase());
    if (where !== undefined) select(onward(list.rows, selected, where, place.current));
    else if (action) begin(action);
    else if (event.key === '?') setHelp(true);
    else if (event.key === 'Escape' && form) setForm(null);
    else if (event.key === 'Escape' && selected) commander.dismiss(selected);
    else return;
    event.preventDefault();
  };
  const latestKey = useRef(onKey);
  useEffect(() => {
    latestKey.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => latestKey.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <div className={locked ? 'desk desk-old' : 'desk'} data-link={link}>
      {view?.exercise && <p className="desk-exercise">{words.exercise}</p>}
      <Header
        me={me}
        unacknowledged={list.unacknowledged}
        known={known}
        link={link}
        now={clockNow}
        theme={theme}
        onTheme={onTheme}
        onHelp={() => setHelp(true)}
      >
        <HornControls horn={horn} />
        <KpiButton onClick={kpi.toggle} />
      </Header>
      <HornBanner horn={horn} />
      {(link === 'stale' || link === 'offline') && (
        <p className="desk-banner" role="alert">
          {words.lost(clock(clockNow))}
        </p>
      )}
      {kpi.open && now > 0 && <KpiView now={now} onClose={kpi.toggle} />}
      <main className="desk-main" hidden={kpi.open}>
        <AlarmListView
          rows={list.rows}
          known={known}
          selected={selected}
          outcomes={outcomes}
          now={now}
          onSelect={select}
        />
        {row ? (
          <Detail
            row={row}
            open={open}
            outcome={outcomes.get(row.occurrence)}
            form={form}
            permissions={me.permissions}
            locked={locked}
            now={now}
            onAction={begin}
            onSend={send}
            onCancel={() => setForm(null)}
            onAgain={() => commander.again(row.occurrence)}
            onDismiss={() => commander.dismiss(row.occurrence)}
          />
        ) : (
          <p className="desk-detail desk-pick">{words.pick}</p>
        )}
      </main>
      <FeedStrip feeds={view?.feeds ?? null} now={now} />
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  );
}
