// The feeds at the foot: who sends, and when he was last heard. Grey: a silent feed has its own alarm (A01).
import { memo, useMemo } from 'react';
import { clock, epochOf, number, span } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { FeedRow, View } from '../../shared/view.ts';
import { Explained } from '../explain/explained.tsx';
import { FitList } from '../wall/fit-list.tsx';
import { feedName, quietText } from './words.ts';
import './panels.css';
import './feeds.css';

type Row = FeedRow & { readonly source: string };

const ORDER = ['silent', 'unknown', 'late', 'quiet', 'live'] as const;
type Shown = (typeof ORDER)[number];

/** Its state, or that it rests as it was meant to. */
const shownOf = ({ state, quiet }: FeedRow): Shown => (quiet === null ? state : 'quiet');

const isWell = (row: FeedRow): boolean => row.state === 'live' || row.quiet !== null;

/** Those that need a look first, so that they are never among "và n nguồn khác". */
const rowsOf = (feeds: View['feeds']): Row[] =>
  Object.entries(feeds)
    .map(([source, row]) => ({ ...row, source }))
    .sort((a, b) => ORDER.indexOf(shownOf(a)) - ORDER.indexOf(shownOf(b)) || (a.source < b.source ? -1 : 1));

function FeedSign({ state }: Readonly<{ state: Shown }>) {
  return (
    <svg className={`feed-sign feed-${state}`} viewBox="0 0 16 16" role="img" aria-label={state}>
      <circle cx="8" cy="8" r="6" />
      {state === 'late' && <path d="M8 2a6 6 0 0 1 0 12z" />}
      {state === 'silent' && <path d="M2 14 14 2" />}
      {state === 'quiet' && <path d="M6 5v6M10 5v6" />}
    </svg>
  );
}

function ageText({ state, lastAt, quiet }: Row, now: number | null): string {
  if (quiet) return quietText(quiet, now);
  const last = epochOf(lastAt);
  if (state === 'unknown' || last === null) return spoken.feed.unknown;
  if (state === 'live' || now === null) return clock(last);
  const age = span(now - last);
  return state === 'late' ? spoken.feed.late(age) : spoken.feed.silent(age);
}

type Props = Readonly<{ feeds: View['feeds']; now: number | null }>;

export const FeedStrip = memo(function FeedStrip({ feeds, now }: Props) {
  const rows = useMemo(() => rowsOf(feeds), [feeds]);
  return (
    <div className="feed-strip">
      <span className="feed-title">{spoken.feed.title}</span>
      {rows.length === 0 && <span className="dim">{spoken.feed.none}</span>}
      <FitList
        className="feed-list"
        items={rows}
        id={(row) => row.source}
        render={(row) => (
          <span className={isWell(row) ? 'feed' : 'feed strong'}>
            <FeedSign state={shownOf(row)} />
            <span>{feedName(row.source)}</span>
            <span className="num dim">{ageText(row, now)}</span>
            {row.quarantined > 0 && (
              <span className="dim">
                <Explained figure={`feeds.${row.source}.quarantined`}>
                  {spoken.feed.quarantined(number(row.quarantined))}
                </Explained>
              </span>
            )}
            {row.backlog ? <span className="dim">{spoken.feed.backlog(number(row.backlog))}</span> : null}
          </span>
        )}
        more={(hidden) => spoken.state.more(number(hidden), spoken.feed.more)}
      />
    </div>
  );
});

type TableProps = Props &
  Readonly<{
    /** With room: what came of each. */
    wide?: boolean;
  }>;

const COUNTS = ['accepted', 'duplicates', 'quarantined', 'late'] as const;

export const FeedTable = memo(function FeedTable({ feeds, now, wide = true }: TableProps) {
  const rows = useMemo(() => rowsOf(feeds), [feeds]);
  const text = spoken.feed;
  return (
    <div className={`stack stack-fill ${wide ? '' : 'feeds-narrow'}`}>
      <div className="feed-row feed-head">
        <h3>{text.title}</h3>
        <span className="num">{text.last}</span>
        {wide &&
          [text.accepted, text.duplicates, text.held, text.lateEvents].map((name) => (
            <span className="num" key={name}>
              {name}
            </span>
          ))}
      </div>
      {rows.length === 0 && <p className="dim">{text.none}</p>}
      <FitList
        className="rows"
        items={rows}
        id={(row) => row.source}
        render={(row) => (
          <div className="feed-row">
            <span className={isWell(row) ? 'feed' : 'feed strong'}>
              <FeedSign state={shownOf(row)} />
              <span>{feedName(row.source)}</span>
            </span>
            <span className="num">{ageText(row, now)}</span>
            {(wide ? COUNTS : []).map((name) => (
              <span className="num" key={name}>
                <Explained figure={`feeds.${row.source}.${name}`}>{number(row[name])}</Explained>
              </span>
            ))}
          </div>
        )}
        more={(hidden) => spoken.state.more(number(hidden), text.more)}
      />
    </div>
  );
});
