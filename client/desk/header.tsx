// The head of the desk: how many alarms wait, the connection, the server's clock, the person.
import type { ReactNode } from 'react';
import { clock, date, number } from '../../shared/i18n/format.ts';
import type { Priority } from '../../shared/source.ts';
import { AlarmSymbol } from '../alarm/symbol.tsx';
import { Explained } from '../explain/explained.tsx';
import type { Link } from '../feed/ladder.ts';
import { type Me, signOut } from '../login/session.ts';
import type { Counts } from './counter.ts';
import { words } from './words.ts';

const PRIORITIES: readonly Priority[] = ['P1', 'P2', 'P3', 'P4'];

type Props = Readonly<{
  me: Me;
  unacknowledged: Counts['unacknowledged'];
  known: boolean;
  link: Link;
  now: number | null;
  theme: 'light' | 'dark';
  onTheme: () => void;
  onHelp: () => void;
  /** What else belongs into the head. */
  children?: ReactNode;
}>;

export function Header({ me, unacknowledged, known, link, now, theme, onTheme, onHelp, children }: Props) {
  const waiting = PRIORITIES.reduce((sum, priority) => sum + unacknowledged[priority], 0);
  const may = (permission: string): boolean => me.permissions.includes(permission);
  return (
    <header className="desk-head">
      <h1>{words.title}</h1>
      <p className="desk-sentence" role="status">
        {!known ? words.unknown : waiting === 0 ? words.calm : words.waiting(number(waiting))}
        {PRIORITIES.filter((priority) => unacknowledged[priority] > 0).map((priority) => (
          <span key={priority} className="desk-count">
            <AlarmSymbol priority={priority} />{' '}
            <Explained figure={`alarms.unacknowledged.${priority}`}>{number(unacknowledged[priority])}</Explained>
          </span>
        ))}
      </p>
      <p className={`desk-link desk-link-${link}`}>{words.link[link]}</p>
      <p className="desk-clock" {...(now === null ? {} : { title: date(now) })}>
        {now !== null && <span className="desk-date">{`${date(now)} `}</span>}
        <strong>{clock(now)}</strong>
      </p>
      <nav className="desk-nav">
        {children}
        <a href="/wall">{words.wall}</a>
        {may('replay') && <a href="/replay">{words.replay}</a>}
        {may('users.manage') && <a href="/admin">{words.admin}</a>}
        <button type="button" onClick={onTheme}>
          {theme === 'light' ? words.dark : words.light}
        </button>
        <button type="button" onClick={onHelp} aria-label={words.help} title={words.help}>
          ?
        </button>
        <span className="desk-me">{me.name}</span>
        <button type="button" onClick={() => void signOut()}>
          {words.signOut}
        </button>
      </nav>
    </header>
  );
}
