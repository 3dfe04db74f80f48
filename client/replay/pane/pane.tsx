// Beside the wall: what people did and what the walls showed, and what came late. A wide screen has room for both lists.
import { useState } from 'react';
import { clock, number } from '../../../shared/i18n/format.ts';
import { Frame } from '../../wall/frame.tsx';
import type { Asked } from '../asked.ts';
import { currentItem } from '../moment.ts';
import type { DayStrip, Story } from '../told.ts';
import { words } from '../words.ts';
import { LateList } from './late-list.tsx';
import { StoryList } from './story-list.tsx';
import './pane.css';

type Props = Readonly<{
  story: Asked<Story>;
  strip: DayStrip | null;
  at: number;
  exercise: boolean;
  onSeek: (at: number) => void;
}>;
type List = 'story' | 'late';

export function Pane({ story, strip, at, exercise, onSeek }: Props) {
  const [list, setList] = useState<List>('story');
  const title = (one: List): string =>
    one === 'story' ? words.story.title : `${words.late.title} (${number(strip?.late.count)})`;
  return (
    <aside className="replay-pane" aria-label={words.story.title}>
      <Frame mode="replay" exercise={exercise} caption={clock(at)}>
        <div className="pane" data-list={list}>
          <div className="pane-tabs" role="tablist">
            {(['story', 'late'] as const).map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                id={`tab-${one}`}
                aria-controls={`pane-${one}`}
                aria-selected={list === one}
                onClick={() => setList(one)}
              >
                {title(one)}
              </button>
            ))}
          </div>
          <section className="pane-story" id="pane-story" role="tabpanel" aria-labelledby="tab-story">
            <h2>{title('story')}</h2>
            <StoryPart story={story} at={at} onSeek={onSeek} />
          </section>
          <section className="pane-late" id="pane-late" role="tabpanel" aria-labelledby="tab-late">
            <h2>{title('late')}</h2>
            {strip && <LateList late={strip.late} onSeek={onSeek} />}
          </section>
        </div>
      </Frame>
    </aside>
  );
}

function StoryPart({ story, at, onSeek }: Pick<Props, 'story' | 'at' | 'onSeek'>) {
  if (story.state === 'asking') return <p className="dim">{words.loading}</p>;
  if (story.state === 'failed') return <p className="dim">{words.story.failed(story.failure.message)}</p>;
  const { items, more } = story.value;
  if (items.length === 0) return <p className="dim">{words.story.none}</p>;
  return <StoryList items={items} more={more} current={currentItem(items, at)} onSeek={onSeek} />;
}
