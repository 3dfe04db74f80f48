// The desk itself: list, detail, keys. The picture is the server's; a person's act shows when the server has said so.
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { USUAL_STARTS } from '../../shared/alarm/shifts.ts';
import type { ClosedRow, DeskRow } from '../../shared/alarm/view-schema.ts';
import { mayAct } from '../feed/ladder.ts';
import type { Feed } from '../feed/live.ts';
import { useFeed } from '../feed/use-feed.ts';
import type { Me } from '../login/session.ts';
import type { Asker } from './actions.ts';
import type { AlarmStore } from './alarm-store.ts';
import { Banners } from './banners.tsx';
import { choose, expand, follow, groupAt, isFloodList, mark, markShown, move, release, select } from './board.ts';
import type { Commander } from './commander.ts';
import { FeedStrip } from './feeds.tsx';
import { Figures } from './figures.tsx';
import { Header } from './header.tsx';
import { Help } from './help.tsx';
import { HornBanner } from './horn/banner.tsx';
import { HornControls } from './horn/controls.tsx';
import { useHorn } from './horn/use-horn.ts';
import { isGroup, isGroupKey } from './items.ts';
import type { Intent } from './keys.ts';
import { useKpi } from './kpi/use-kpi.ts';
import { KpiButton, KpiView } from './kpi/view.tsx';
import { ListPane } from './list-pane.tsx';
import { othersAt, type PresenceStore } from './presence.ts';
import { SidePane } from './side-pane.tsx';
import { useActs } from './use-acts.ts';
import { useAgreement } from './use-agreement.ts';
import { useBoard } from './use-board.ts';
import { useKeys } from './use-keys.ts';
import { useRules } from './use-rules.ts';
import { useTold } from './use-told.ts';
import { WallsRemote } from './walls/remote.tsx';

/** What the desk is connected to. */
export type Line = Readonly<{
  feed: Feed;
  alarms: AlarmStore;
  commander: Commander;
  presence: PresenceStore;
  /** Asks for the whole list again. */
  reload: () => void;
}>;

type Props = Readonly<{ line: Line; me: Me; theme: 'light' | 'dark'; onTheme: () => void }>;

export function Desk({ line, me, theme, onTheme }: Props) {
  const { feed, commander, presence } = line;
  const alarms = useSyncExternalStore(line.alarms.subscribe, line.alarms.get);
  const outcomes = useSyncExternalStore(commander.subscribe, commander.get);
  const present = useSyncExternalStore(presence.subscribe, presence.get);
  const link = useFeed(feed.store, (state) => state.link);
  const clock = useFeed(feed.store, (state) => state.clock);
  const now = useFeed(feed.store, (state) => state.clock ?? state.viewAt ?? 0);
  const flood = useFeed(feed.store, (state) => state.view?.alarms.flood ?? null);
  const exercise = useFeed(feed.store, (state) => state.view?.exercise ?? false);
  const differs = useAgreement(line.alarms, feed.store, line.reload);
  const { board, shown, arrived, act } = useBoard(alarms, flood);
  const [help, setHelp] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const kpi = useKpi();

  const { selected } = board;
  const locked = !mayAct(link);
  const asker = useMemo<Asker>(
    () => ({ name: me.name, may: (permission) => me.permissions.includes(permission), now }),
    [me, now],
  );
  const live = selected === null ? undefined : alarms.byId.get(selected);
  const group = shown.items.find((item) => isGroup(item) && item.group === selected);
  const telling = useTold(selected !== null && isGroupKey(selected) ? null : selected, live);
  const told = telling.told?.alarm;
  const ended = told?.state === 'closed' ? told : undefined;
  const row: DeskRow | ClosedRow | null =
    live ?? ended ?? (selected === null ? undefined : alarms.closed.get(selected)) ?? null;
  const rules = useRules(selected);
  const starts = rules.shiftStarts.length > 0 ? rules.shiftStarts : USUAL_STARTS;
  const horn = useHorn(line, starts);
  const acts = useActs({ commander, board, act, asker, locked, row, open: live !== undefined });

  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer may come after the row that shows it
  useEffect(() => commander.drawn(alarms.byId), [commander, alarms, outcomes]);
  useEffect(() => presence.open(live === undefined ? null : selected), [presence, live, selected]);

  const toList = (): void => document.querySelector<HTMLElement>('.desk-rows')?.focus();
  const openGroup = (key: string | null, open: boolean): boolean => {
    if (key === null) return false;
    act((before, picture) => select(expand(before, key, open), picture, key));
    return true;
  };
  const onPoint = useCallback(
    (key: string, event: MouseEvent | null): void =>
      act((before, picture) => {
        if (event === null) return select(expand(before, key, !before.expanded.has(key)), picture, key);
        const onTick = event.target instanceof Element && event.target.classList.contains('desk-tick');
        if (event.shiftKey) return mark(before, picture, key, true);
        return onTick || event.ctrlKey || event.metaKey ? mark(before, picture, key) : select(before, picture, key);
      }),
    [act],
  );

  function carryOut(intent: Intent): boolean {
    if (kpi.open) return false;
    switch (intent.do) {
      case 'move':
        act((before, picture) => move(before, picture, intent.move, intent.extend));
        return true;
      case 'mark':
        if (group !== undefined && isGroup(group)) return openGroup(group.group, !group.expanded);
        if (live !== undefined && selected !== null) act((before, picture) => mark(before, picture, selected));
        return true;
      case 'markShown':
        act(markShown);
        return true;
      case 'toggleGroup':
        return group !== undefined && isGroup(group) && openGroup(group.group, !group.expanded);
      case 'expand':
        return openGroup(groupAt(shown, selected), intent.open);
      case 'list':
        act((before) => choose(before, { list: intent.list }));
        return true;
      case 'act':
        acts.press(intent.key);
        return true;
      case 'filter':
        field.current?.focus();
        field.current?.select();
        return true;
      case 'help':
        setHelp(true);
        return true;
      case 'escape':
        acts.escape();
        return true;
    }
  }
  useKeys(carryOut);

  const grouped = isFloodList(board, flood);
  return (
    <div className={locked ? 'desk desk-old' : 'desk'} data-link={link}>
      <Header
        me={me}
        unacknowledged={alarms.counts.unacknowledged}
        known={alarms.known}
        link={link}
        now={clock}
        theme={theme}
        onTheme={onTheme}
        onHelp={() => setHelp(true)}
      >
        <HornControls horn={horn} />
        <KpiButton onClick={kpi.toggle} />
        {asker.may('walls.steer') && <WallsRemote />}
      </Header>
      <HornBanner horn={horn} />
      <Banners
        exercise={exercise}
        link={link}
        heardAt={clock}
        differs={differs}
        flood={flood}
        grouped={grouped}
        plain={board.plain}
        onPlain={(plain) => act((before) => choose(before, { plain }))}
      />
      <Figures store={feed.store} />
      {kpi.open && now > 0 && <KpiView now={now} starts={starts} reports={asker.may('export')} onClose={kpi.toggle} />}
      <main className="desk-main" hidden={kpi.open}>
        <ListPane
          board={board}
          shown={shown}
          arrived={arrived}
          alarms={alarms}
          outcomes={outcomes}
          present={present}
          me={me.name}
          now={now}
          field={field}
          onList={(list) => act((before) => choose(before, { list }))}
          onFilter={(filter) => act((before) => choose(before, { filter }))}
          onLeaveFilter={toList}
          onRelease={() => act((before) => release(before, flood))}
          onPoint={onPoint}
        />
        <SidePane
          board={board}
          alarms={alarms}
          feed={feed.store}
          commander={commander}
          outcomes={outcomes}
          acts={acts}
          asker={asker}
          locked={locked}
          row={row}
          group={group !== undefined && isGroup(group) ? group : null}
          telling={telling}
          rules={rules}
          others={selected === null ? [] : othersAt(present, selected, me.name)}
          onSelect={(occurrence) => act((before, picture) => follow(before, picture, occurrence))}
          onUnmark={acts.unmark}
        />
      </main>
      <FeedStrip store={feed.store} now={now} />
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  );
}
