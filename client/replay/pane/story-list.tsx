// The story of the day in order; the newest of what has happened is marked, what is still to come is dimmed.
import { memo, useEffect, useRef } from 'react';
import { clock } from '../../../shared/i18n/format.ts';
import type { StoryItem } from '../told.ts';
import { words } from '../words.ts';

type Props = Readonly<{
  items: readonly StoryItem[];
  more: boolean;
  /** -1: nothing has happened yet. */
  current: number;
  onSeek: (at: number) => void;
}>;

const Item = memo(function Item({
  item,
  when,
  onSeek,
}: Readonly<{ item: StoryItem; when: 'past' | 'current' | 'future'; onSeek: Props['onSeek'] }>) {
  return (
    <li className={`story-item story-${when}`} aria-current={when === 'current' ? 'time' : undefined}>
      <button type="button" onClick={() => onSeek(Date.parse(item.at))}>
        <time dateTime={item.at}>{clock(Date.parse(item.at))}</time>
        <span className="story-kind">{words.story.kind[item.kind]}</span>
        <span className="story-text">{item.text}</span>
      </button>
    </li>
  );
});

const whenOf = (index: number, current: number): 'past' | 'current' | 'future' =>
  index === current ? 'current' : index < current ? 'past' : 'future';

export const StoryList = memo(function StoryList({ items, more, current, onSeek }: Props) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const item = box?.children[Math.max(0, current)];
    // Whoever is reading in the list is not pulled away.
    if (!box || !(item instanceof HTMLElement) || box.matches(':hover, :focus-within')) return;
    box.scrollTop = item.offsetTop - box.clientHeight / 2;
  }, [current]);
  return (
    <ol className="pane-list" ref={list}>
      {items.map((item, index) => (
        <Item key={`${item.seq} ${item.kind}`} item={item} when={whenOf(index, current)} onSeek={onSeek} />
      ))}
      {more && <li className="dim">{words.story.more}</li>}
    </ol>
  );
});
