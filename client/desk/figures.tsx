// The province in one line under the head of the desk: what waits for a person in each subject, and which ones at a press.
import { memo, type ReactNode } from 'react';
import { fraction, number } from '../../shared/i18n/format.ts';
import type { View } from '../../shared/view.ts';
import { Explained } from '../explain/explained.tsx';
import type { FeedStore } from '../feed/store.ts';
import { useFeed } from '../feed/use-feed.ts';
import './figures.css';
import { words } from './words.ts';

const text = words.figures;

type FigureProps = Readonly<{ name: string; figure: string; value: string; quiet?: boolean }>;

const Figure = ({ name, figure, value, quiet = false }: FigureProps): ReactNode => (
  <li className={quiet ? 'desk-figure desk-figure-quiet' : 'desk-figure'}>
    <Explained figure={figure}>
      <span>{name}</span> <strong>{value}</strong>
    </Explained>
  </li>
);

/** What needs a person: quiet when there is none of it, never when nobody knows. */
const Needed = ({ value, ...rest }: Omit<FigureProps, 'value' | 'quiet'> & Readonly<{ value: number | null }>) => (
  <Figure {...rest} value={number(value)} quiet={value === 0} />
);

const Group = ({ name, children }: Readonly<{ name: string; children: ReactNode }>) => (
  <section aria-label={name}>
    <h2>{name}</h2>
    <ul>{children}</ul>
  </section>
);

const Dossiers = memo(function Dossiers({ view }: Readonly<{ view: View['dossier'] }>) {
  return (
    <Group name={text.dossier}>
      <Needed name={text.overdue} figure="dossier.overdue" value={view.overdue} />
      <Needed name={text.nearlyDue} figure="dossier.nearlyDue" value={view.nearlyDue} />
      <Needed name={text.awaitingReceipt} figure="dossier.awaitingReceipt" value={view.awaitingReceipt} />
      <Figure name={text.received} figure="dossier.received" value={number(view.received)} />
      <Figure name={text.resolved} figure="dossier.resolved" value={number(view.resolved)} />
      <Figure name={text.onTime} figure="dossier.onTime" value={fraction(view.onTime)} />
    </Group>
  );
});

const Endpoints = memo(function Endpoints({ view }: Readonly<{ view: View['conference']['endpoints'] }>) {
  return (
    <Group name={text.conference}>
      <Figure name={text.online} figure="conference.endpoints.online" value={number(view.online)} />
      <Needed name={text.dropped} figure="conference.endpoints.dropped" value={view.dropped} />
      <Needed name={text.unknown} figure="conference.endpoints.unknown" value={view.unknown} />
    </Group>
  );
});

const Security = memo(function Security({
  view,
}: Readonly<{ view: Pick<View['security'], 'open' | 'openIncidents'> }>) {
  return (
    <Group name={text.security}>
      <Needed name={text.critical} figure="security.open.critical" value={view.open.critical} />
      <Needed name={text.high} figure="security.open.high" value={view.open.high} />
      <Needed name={text.incidents} figure="security.openIncidents" value={view.openIncidents} />
    </Group>
  );
});

/** Reads the feed by itself, part by part. */
export function Figures({ store }: Readonly<{ store: FeedStore }>) {
  const dossier = useFeed(store, ({ view }) => view?.dossier ?? null);
  const endpoints = useFeed(store, ({ view }) => view?.conference.endpoints ?? null);
  const security = useFeed(store, ({ view }) => view?.security ?? null);
  if (!dossier || !endpoints || !security) return null;
  return (
    <nav className="desk-figures" aria-label={text.title}>
      <Dossiers view={dossier} />
      <Endpoints view={endpoints} />
      <Security view={security} />
    </nav>
  );
}
