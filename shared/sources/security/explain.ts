// Which alerts, which incidents? Every figure of security with its rule in words, and the list of those counted in it.
import { type Entry, type Figure, type Figures, one, type Part } from '../../explain/figure.ts';
import { dayNumber, MINUTE_MS } from '../../time.ts';
import { describe } from './explain-facts.ts';
import { type Alert, isClosed, OPEN, SEVERITIES, type SecurityModel } from './model.ts';
import { MINUTES_SHOWN } from './settle.ts';
import { categoryShown } from './view.ts';
import type { SecurityView, Severity } from './view-schema.ts';
import { SEVERITY_NAMES } from './words.ts';

type SecurityFigure = Figure<SecurityModel>;
type Is = (alert: Alert) => boolean;

/** Of an alert that is not described yet only its closing is known: it is in no figure. Newest first. */
function alerts(model: SecurityModel, is: Is): Entry[] {
  const entries: Entry[] = [];
  for (const [id, alert] of model.alerts) if (alert.severity >= 0 && is(alert)) entries.push(one(id, -alert.minute));
  return entries;
}

const onDay =
  (day: number): Is =>
  ({ minute }) =>
    dayNumber(minute * MINUTE_MS) === day;

const today = (severity: Severity): SecurityFigure => ({
  name: `Cảnh báo mức ${SEVERITY_NAMES[severity]} hôm nay`,
  text: `Cảnh báo an toàn thông tin mức ${SEVERITY_NAMES[severity]}, lần đầu xảy ra trong ngày, dù đã đóng hay chưa. Mỗi cảnh báo tính một lần.`,
  source: 'domain.md §3.1 K30; interfaces.md §4',
  kind: 'alert',
  list: (model, { now }) => {
    const isToday = onDay(dayNumber(now));
    return alerts(model, (alert) => isToday(alert) && SEVERITIES[alert.severity] === severity);
  },
});

const open = (severity: Severity): SecurityFigure => ({
  name: `Cảnh báo mức ${SEVERITY_NAMES[severity]} đang mở`,
  text: `Cảnh báo an toàn thông tin mức ${SEVERITY_NAMES[severity]} chưa có tin đóng, của mọi ngày; quá 60 ngày không có tin thì thôi tính.`,
  source: 'domain.md §3.1 K30',
  kind: 'alert',
  list: (model) => alerts(model, (alert) => alert.verdict === OPEN && SEVERITIES[alert.severity] === severity),
});

const figures: Figures<SecurityModel, SecurityView> = {
  'today.low': today('low'),
  'today.medium': today('medium'),
  'today.high': today('high'),
  'today.critical': today('critical'),
  'open.low': open('low'),
  'open.medium': open('medium'),
  'open.high': open('high'),
  'open.critical': open('critical'),
  openIncidents: {
    name: 'Sự cố đang xử lý',
    text: 'Sự cố đã mở mà lần đóng gần nhất không sau lần mở gần nhất.',
    source: 'domain.md §3.1 K33; Quyết định 05/2017/QĐ-TTg',
    kind: 'incident',
    list: (model) =>
      [...model.incidents]
        .filter(([, incident]) => !isClosed(incident))
        .map(([id, { detectedAt }]) => one(id, detectedAt)),
  },
  'byCategory.*': {
    name: 'Cảnh báo theo loại hôm nay',
    text: 'Cảnh báo của loại này, lần đầu xảy ra trong ngày. “khac”: các loại ngoài một trăm loại nhiều nhất.',
    source: 'interfaces.md §4, byCategory',
    kind: 'alert',
    list: (model, { now, key }) => {
      const day = dayNumber(now);
      const isToday = onDay(day);
      const nameOf = categoryShown(model, day);
      return alerts(model, (alert) => isToday(alert) && nameOf(alert.category) === key);
    },
  },
  'lastHour.*': {
    name: 'Cảnh báo trong phút',
    text: 'Cảnh báo lần đầu xảy ra trong phút này; phút cuối là phút đang chạy.',
    source: 'interfaces.md §4, lastHour',
    kind: 'alert',
    list: (model, { now, key }) => {
      const shown = Math.floor(now / MINUTE_MS) - MINUTES_SHOWN + 1 + Number(key);
      return alerts(model, ({ minute }) => minute === shown);
    },
  },
  'incidents.*.systemLevel': null,
  'links.*.pending': null,
};

export const securityPart: Part<SecurityModel, SecurityView> = { figures, describe };
