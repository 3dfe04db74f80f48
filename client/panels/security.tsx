// Information security: what is open by severity, incidents with their clock, the last hour.
import { memo, useMemo } from 'react';
import { number, span, UNKNOWN } from '../../shared/i18n/format.ts';
import { spoken } from '../../shared/i18n/spoken.ts';
import type { SecurityView } from '../../shared/sources/security/view-schema.ts';
import { Bars } from '../bars.tsx';
import { Explained } from '../explain/explained.tsx';
import { Figure } from '../wall/figure.tsx';
import { FitList } from '../wall/fit-list.tsx';
import { useSizes } from '../wall/sizes.ts';
import { Usual } from '../wall/usual.tsx';
import { categoryName } from './words.ts';
import './panels.css';
import './security.css';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

type Props = Readonly<{ view: SecurityView }>;

export const SecurityHead = memo(function SecurityHead({ view }: Props) {
  const { open } = view;
  const worst = open.critical === null || open.high === null ? null : open.critical + open.high;
  const text = spoken.security;
  return (
    <div className="figures">
      <Figure size="hero" label={text.worst} value={number(worst)} quiet={worst === 0} />
      <Figure
        size="hero"
        label={text.incidents}
        value={number(view.openIncidents)}
        figure="security.openIncidents"
        quiet={view.openIncidents === 0}
      />
    </div>
  );
});

export const SecuritySeverity = memo(function SecuritySeverity({ view }: Props) {
  const text = spoken.security;
  return (
    <div className="stack">
      <div className="severity-row severity-head">
        <h3>{text.bySeverity}</h3>
        <span className="num">{text.openTitle}</span>
        <span className="num">{text.today}</span>
      </div>
      {SEVERITIES.map((severity) => (
        <div className="severity-row" key={severity}>
          <span>{text.severity[severity]}</span>
          <span className={view.open[severity] ? 'num strong' : 'num dim'}>
            <Explained figure={`security.open.${severity}`}>{number(view.open[severity])}</Explained>
          </span>
          <span className="num">
            <Explained figure={`security.today.${severity}`}>{number(view.today[severity])}</Explained>
          </span>
        </div>
      ))}
    </div>
  );
});

const SEVERITY_ORDER: readonly string[] = SEVERITIES;

export const SecurityIncidents = memo(function SecurityIncidents({
  view,
  now,
}: Props & Readonly<{ now: number | null }>) {
  const text = spoken.security;
  const incidents = useMemo(
    () =>
      Object.entries(view.incidents)
        .map(([id, row]) => ({ ...row, id }))
        .sort(
          (a, b) =>
            SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity) ||
            Date.parse(a.reportDueAt) - Date.parse(b.reportDueAt),
        ),
    [view.incidents],
  );
  const dueText = (reportDueAt: string): string => {
    if (now === null) return '';
    const left = Date.parse(reportDueAt) - now;
    return left >= 0 ? text.due(span(left)) : text.overdue(span(-left));
  };
  return (
    <div className="stack security-incidents">
      <h3>{text.incidents}</h3>
      {incidents.length === 0 && <p className="dim">{view.openIncidents === null ? UNKNOWN : text.noIncident}</p>}
      <FitList
        className="rows"
        items={incidents}
        id={(incident) => incident.id}
        render={(incident) => (
          <div className="incident">
            <p className="strong">
              {text.severity[incident.severity]} · {categoryName(incident.category)}
            </p>
            <p>
              {incident.system ?? incident.id}
              {incident.systemLevel !== null && ` (${text.level(number(incident.systemLevel))})`}
            </p>
            <p className="dim">
              {incident.beyondCapacity && `${text.beyond} · `}
              {dueText(incident.reportDueAt)}
            </p>
          </div>
        )}
        brief={(incident) => (
          <p>
            <span className="strong">{text.severity[incident.severity]}</span> · {categoryName(incident.category)}
          </p>
        )}
        more={(hidden) => spoken.state.more(number(hidden), text.moreIncidents)}
      />
    </div>
  );
});

export const SecurityLinks = memo(function SecurityLinks({ view }: Props) {
  const text = spoken.security;
  const links = Object.entries(view.links);
  if (links.length === 0) return null;
  return (
    <div className="stack">
      {links.map(([id, link]) => (
        <div className="pair" key={id}>
          <span>
            {text.link} {id.toUpperCase()}
          </span>
          <span className={link.state === 'up' ? 'dim' : 'strong'}>
            {text[link.state]}
            {link.pending ? ` · ${text.pending(number(link.pending))}` : ''}
          </span>
        </div>
      ))}
    </div>
  );
});

const minuteMarks = (): string[] =>
  Array.from({ length: 60 }, (_, i) => (i === 0 ? '–60' : i === 30 ? spoken.format.minutesAgoMark('30') : ''));

export const SecurityHour = memo(function SecurityHour({ lastHour }: Readonly<{ lastHour: SecurityView['lastHour'] }>) {
  const sizes = useSizes();
  const total = lastHour.reduce(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0 as number | null,
  );
  const marks = useMemo(minuteMarks, []);
  return (
    <div className="stack security-hour">
      <h3>
        {spoken.security.lastHour}: <span className="strong">{number(total)}</span>{' '}
        <Usual of="lastHour" value={total} />
      </h3>
      <Bars values={lastHour} labels={marks} current={59} fontPx={sizes.label} title={spoken.security.lastHour} />
    </div>
  );
});

export const SecurityCategories = memo(function SecurityCategories({ view }: Props) {
  const rows = useMemo(
    () => Object.entries(view.byCategory).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    [view.byCategory],
  );
  const most = Math.max(1, rows[0]?.[1] ?? 1);
  return (
    <div className="stack stack-fill">
      <h3>{spoken.security.categories}</h3>
      <FitList
        className="rows"
        items={rows}
        id={([name]) => name}
        render={([name, count]) => (
          <div className="bar-row category-row">
            <span>{categoryName(name)}</span>
            <span className="bar">
              <span className="bar-fill" style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className="num">
              <Explained figure={`security.byCategory.${name}`}>{number(count)}</Explained>
            </span>
          </div>
        )}
        more={(hidden) => spoken.state.more(number(hidden), spoken.security.moreCategories)}
      />
    </div>
  );
});
