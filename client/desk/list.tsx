// The list: only what is in sight is drawn, all of it can be reached by keys and by scrolling.
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { number } from '../../shared/i18n/format.ts';
import { MINUTE_MS } from '../../shared/time.ts';
import type { AlarmList } from './alarm-store.ts';
import { heightOf, shiftOf, type Tops } from './anchor.ts';
import type { Outcomes } from './commander.ts';
import { GroupRow } from './group-row.tsx';
import { type Item, isGroup, isHeading, keyOf, type Listing } from './items.ts';
import type { Marked } from './marks.ts';
import { othersAt, type Presence } from './presence.ts';
import { Row } from './row.tsx';
import { dueOf } from './row-words.ts';
import { useTall } from './use-tall.ts';
import { words } from './words.ts';

const OVERSCAN = 8;

type Props = Readonly<{
  shown: Listing;
  alarms: AlarmList;
  selected: string | null;
  marked: Marked;
  outcomes: Outcomes;
  present: Presence['open'];
  me: string;
  /** Server's clock. */
  now: number;
  onPoint: (key: string, event: MouseEvent | null) => void;
}>;

export function RowList(props: Props) {
  const { shown, alarms, selected } = props;
  const { items } = shown;
  const tall = useTall();
  const scroller = useRef<HTMLDivElement>(null);
  const selectedIndex = useMemo(
    () => (selected === null ? -1 : items.findIndex((item) => keyOf(item) === selected)),
    [items, selected],
  );
  const headings = useMemo(() => headingsOf(items), [items]);
  // A new function for new items or heights: the places are measured anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights need it as much as other items
  const getItemKey = useCallback((index: number) => keyFrom(items[index], index), [items, tall]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(items[index], tall),
    getItemKey,
    overscan: OVERSCAN,
    // What is selected stays in the page, in sight or not: the list's focus points at it.
    rangeExtractor: (range) => {
      const drawn = defaultRangeExtractor(range);
      if (selectedIndex === -1 || drawn.includes(selectedIndex)) return drawn;
      return [...drawn, selectedIndex].sort((a, b) => a - b);
    },
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new selection is brought into sight, a moving list is not followed
  useEffect(() => {
    if (selectedIndex !== -1) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selected]);

  // The keys work at once, and who hears the page is told of the list.
  useEffect(() => {
    if (document.activeElement === document.body) scroller.current?.focus();
  }, []);

  const sight = useRef<Tops>(new Map());
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && element.scrollTop > 0) {
      const shift = shiftOf(sight.current, items, tall);
      if (shift !== 0) element.scrollTop += shift;
    }
  }, [items, tall]);
  const drawn = virtual.getVirtualItems();
  useEffect(() => {
    const element = scroller.current;
    const [from, to] = element ? [element.scrollTop, element.scrollTop + element.clientHeight] : [0, 0];
    sight.current = new Map(
      drawn.filter(({ start, end }) => end > from && start < to).map(({ key, start }) => [String(key), start]),
    );
  });

  const minute = Math.floor(props.now / MINUTE_MS) * MINUTE_MS;
  const options = items.length - headings.length;
  const position = (index: number): number => index + 1 - headings.filter((at) => at < index).length;
  const onRow = useCallback((key: string, event: MouseEvent) => props.onPoint(key, event), [props.onPoint]);

  return (
    <div
      ref={scroller}
      className="desk-rows"
      role="listbox"
      tabIndex={0}
      aria-label={words.listLabel}
      aria-multiselectable="true"
      {...(selectedIndex === -1 ? {} : { 'aria-activedescendant': `alarm-${selected}` })}
    >
      <div className="desk-rows-all" role="presentation" style={{ height: `${virtual.getTotalSize()}px` }}>
        {drawn.map(({ index, key, start }) => {
          const item = items[index];
          if (item === undefined) return null;
          if (isHeading(item))
            return (
              <div
                key={key}
                className="desk-heading"
                role="presentation"
                style={{ transform: `translateY(${start}px)` }}
              >
                {item.heading} <span className="faint">{number(item.count)}</span>
              </div>
            );
          const place = { position: position(index), size: options, top: start };
          if (isGroup(item))
            return (
              <GroupRow
                key={key}
                group={item}
                selected={index === selectedIndex}
                {...place}
                onPoint={(group) => props.onPoint(group, null)}
              />
            );
          const { occurrence } = item;
          const live = alarms.byId.get(occurrence);
          const row = live ?? alarms.closed.get(occurrence) ?? item;
          const asSeen = props.marked.get(occurrence);
          const due = dueOf(row, props.now);
          const under = shown.under.has(occurrence);
          return (
            <Row
              key={key}
              row={row}
              open={live !== undefined}
              selected={index === selectedIndex}
              marked={asSeen !== undefined}
              changed={asSeen !== undefined && asSeen.version !== row.version}
              under={under}
              first={shown.first === occurrence}
              outcome={props.outcomes.get(occurrence)}
              causeText={row.cause === null || under ? null : (alarms.byId.get(row.cause)?.text ?? null)}
              others={othersAt(props.present, occurrence, props.me).join(', ')}
              due={due?.text ?? null}
              late={due?.late ?? false}
              now={Math.max(minute, Date.parse(row.raisedAt))}
              {...place}
              onPoint={onRow}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Where the headings stand. */
function headingsOf(items: readonly Item[]): readonly number[] {
  const found: number[] = [];
  for (const [index, item] of items.entries()) if (isHeading(item)) found.push(index);
  return found;
}

const keyFrom = (item: Item | undefined, index: number): string =>
  item === undefined ? `place ${index}` : keyOf(item);
