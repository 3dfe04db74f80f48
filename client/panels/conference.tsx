// The conference: how many of the endpoints are there, and who is not.
import { memo, useMemo } from 'react';
import {
  date,
  epochOf,
  fraction,
  minuteClock,
  number,
  percent,
  span,
  UNKNOWN,
  when,
} from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { ConferenceView } from '../../shared/sources/conference/view-schema.ts';
import { EndpointCell, EndpointLegend } from '../alarm/endpoint-cell.tsx';
import { Explained } from '../explain/explained.tsx';
import { FitList } from '../wall/fit-list.tsx';
import { useSizes } from '../wall/sizes.ts';
import { Usual } from '../wall/usual.tsx';
import './panels.css';
import './conference.css';

type Meeting = ConferenceView['conferences'][string] & { readonly id: string };
type Absent = Readonly<{
  id: string;
  name: string;
  state: ConferenceView['grid'][string]['state'];
  since: number | null;
}>;

const ORDER = ['open', 'scheduled', 'closed', 'cancelled'];

/** Open ones first, then the next; the earliest of each. */
export function meetingsOf(conferences: ConferenceView['conferences']): Meeting[] {
  return Object.entries(conferences)
    .map(([id, row]) => ({ ...row, id }))
    .sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
        Date.parse(a.startsAt) - Date.parse(b.startsAt) ||
        (a.id < b.id ? -1 : 1),
    );
}

/** Who is missing: the invited of the open conference, or without one whoever dropped out. Critical points first. */
export function absentOf(view: Pick<ConferenceView, 'conferences' | 'grid'>): Absent[] {
  const open = meetingsOf(view.conferences).filter((meeting) => meeting.state === 'open');
  const ids = open.length > 0 ? [...new Set(open.flatMap((meeting) => meeting.missing))] : idsOf(view, 'dropped');
  const weight = (id: string): number => {
    const row = view.grid[id];
    return (row?.critical ? 0 : 2) + (row?.state === 'dropped' ? 0 : 1);
  };
  return ids
    .sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1))
    .map((id) => {
      const row = view.grid[id];
      return { id, name: row?.name ?? id, state: row?.state ?? 'unknown', since: epochOf(row?.since ?? null) };
    });
}

/** What the number of the missing is in the view; of several conferences together it is none. */
function missingFigure(view: ConferenceView): { figure: string | undefined; where?: { conference: string } } {
  const [first, second] = meetingsOf(view.conferences).filter((meeting) => meeting.state === 'open');
  if (!first) return { figure: 'conference.endpoints.dropped' };
  return second ? { figure: undefined } : { figure: 'conference.missing', where: { conference: first.id } };
}

const idsOf = (view: Pick<ConferenceView, 'grid'>, state: Absent['state']): string[] =>
  Object.keys(view.grid).filter((id) => view.grid[id]?.state === state);

export const ConferenceHead = memo(function ConferenceHead({ view }: Readonly<{ view: ConferenceView }>) {
  const { endpoints } = view;
  const text = spoken.conference;
  const meeting = meetingsOf(view.conferences).find(({ state }) => state === 'open');
  const online = meeting ? meeting.online : endpoints.online;
  const total = meeting ? meeting.invited : endpoints.total;
  const of = meeting ? { where: { conference: meeting.id } } : {};
  const full = online !== null && online === total;
  const counts = (['dropped', 'left', 'unknown'] as const)
    .filter((state) => (endpoints[state] ?? 0) > 0)
    .map((state) => [state, number(endpoints[state])] as const);
  return (
    <div className="conference-head">
      <div className={full || !meeting ? 'figure figure-hero figure-quiet' : 'figure figure-hero'}>
        <div className="figure-value">
          <span className="figure-number">
            <Explained figure="conference.online" {...of}>
              {number(online)}
            </Explained>
          </span>
          <span className="figure-of">
            /
            <Explained figure={meeting ? 'conference.invited' : 'conference.endpoints.total'} {...of}>
              {number(total)}
            </Explained>
          </span>
          <span className="figure-aside">
            <span className="figure-beside">{text.online}</span>{' '}
            {/* Of all endpoints: beside a conference of some of them it would say nothing. */}
            {total === endpoints.total && <Usual of="online" value={endpoints.online} />}
          </span>
        </div>
      </div>
      <div>
        {counts.length > 0 && <EndpointLegend counts={counts} />}
        <p className="conference-title">{meeting ? meeting.title : view.asOf === null ? UNKNOWN : text.none}</p>
      </div>
    </div>
  );
});

type MissingProps = Readonly<{
  view: ConferenceView;
  now: number | null;
  /** With room: since when, in two columns. */
  wide?: boolean;
}>;

export const ConferenceMissing = memo(function ConferenceMissing({ view, now, wide = false }: MissingProps) {
  const absent = useMemo(() => absentOf(view), [view]);
  const cell = Math.round(useSizes().label * 0.85);
  const text = spoken.conference;
  return (
    <div className="stack stack-fill">
      <h3>
        {text.missing}{' '}
        <span className="num">
          (<Explained {...missingFigure(view)}>{number(view.asOf === null ? null : absent.length)}</Explained>)
        </span>
      </h3>
      <FitList
        className={wide ? 'missing-list missing-columns' : 'missing-list'}
        items={absent}
        id={(row) => row.id}
        render={(row) => (
          <span className="missing">
            <EndpointCell state={row.state} size={cell} />
            <span>
              {row.name}
              {wide && row.since !== null && now !== null && <span className="dim"> {span(now - row.since)}</span>}
            </span>
          </span>
        )}
        more={(hidden) => spoken.state.more(number(hidden), text.morePoints)}
      />
    </div>
  );
});

const figureOf = (meeting: Meeting, name: 'online' | 'invited' | 'availability' | 'ready', value: string) => (
  <Explained figure={`conference.${name}`} where={{ conference: meeting.id }}>
    {value}
  </Explained>
);

const timesOf = (meeting: Meeting, now: number | null): string => {
  const start = Date.parse(meeting.startsAt);
  const from = now === null ? `${minuteClock(start)} ${date(start)}` : when(start, now);
  return `${from} – ${minuteClock(Date.parse(meeting.endsAt))}`;
};

export const ConferenceSchedule = memo(function ConferenceSchedule({
  view,
  now,
}: Readonly<{ view: ConferenceView; now: number | null }>) {
  const meetings = useMemo(() => meetingsOf(view.conferences), [view.conferences]);
  const text = spoken.conference;
  return (
    <div className="stack stack-fill">
      <h3>{text.schedule}</h3>
      {meetings.length === 0 && <p className="dim">{view.asOf === null ? UNKNOWN : text.none}</p>}
      <FitList
        className="rows"
        items={meetings}
        id={(meeting) => meeting.id}
        render={(meeting) => (
          <div className="meeting">
            <p>
              <span className="num">{timesOf(meeting, now)}</span>{' '}
              <span className="dim">{text.state[meeting.state]}</span>
            </p>
            <p className="strong">{meeting.title}</p>
            <p className="dim">
              {figureOf(meeting, 'online', number(meeting.online))}/
              {figureOf(meeting, 'invited', number(meeting.invited))} {text.online}
              {meeting.availability && ` · ${text.availability.toLowerCase()} `}
              {meeting.availability && figureOf(meeting, 'availability', percent(meeting.availability))}
              {meeting.ready && ` · ${text.ready.toLowerCase()} `}
              {meeting.ready && figureOf(meeting, 'ready', fraction(meeting.ready))}
            </p>
          </div>
        )}
        more={(hidden) => spoken.state.more(number(hidden), text.moreMeetings)}
      />
    </div>
  );
});
