// Alarms of one cause or type as a single line of the list, in a flood.
import { number } from '../../shared/i18n/format.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import type { GroupItem } from './items.ts';
import { words } from './words.ts';

type Props = Readonly<{
  group: GroupItem;
  selected: boolean;
  position: number;
  size: number;
  top: number;
  onPoint: (group: string) => void;
}>;

export function GroupRow({ group, selected, position, size, top, onPoint }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list as a whole has the keys
    <div
      id={`alarm-${group.group}`}
      role="option"
      aria-selected={selected}
      aria-setsize={size}
      aria-posinset={position}
      tabIndex={-1}
      className="desk-group"
      data-group={group.group}
      data-expanded={group.expanded}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => onPoint(group.group)}
    >
      <span className="desk-fold" aria-hidden="true">
        {group.expanded ? '▾' : '▸'}
      </span>
      <AlarmSymbol priority={group.highest} word />
      <span className="desk-group-title" title={group.title}>
        {group.title}
      </span>
      <span className="desk-group-count">
        <strong>{words.flood.group(number(group.rows.length))}</strong>
        {group.waiting > 0 && ` · ${words.flood.groupWaiting(number(group.waiting))}`}
        <span className="visually-hidden">, {group.expanded ? words.flood.close : words.flood.open}</span>
      </span>
    </div>
  );
}
