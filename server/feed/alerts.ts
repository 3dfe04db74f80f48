// Built-in mappings of what security devices write: Suricata EVE, Zeek notices, syslog, Prometheus Alertmanager.
// Free text of messages is not taken over: names and accounts of people stand in it (domain.md §8).
import { instantText } from '../../shared/time.ts';
import type { FeedEvent } from './event.ts';
import { contentId } from './ids.ts';
import { readInstant } from './instant.ts';
import type { Format } from './read.ts';
import { severityOf, worst } from './severity.ts';

type Fields = Readonly<Record<string, unknown>>;

const FACILITIES = [
  ...[
    'kern',
    'user',
    'mail',
    'daemon',
    'auth',
    'syslog',
    'lpr',
    'news',
    'uucp',
    'cron',
    'authpriv',
    'ftp',
    'ntp',
    'audit',
    'alert',
    'clock',
  ],
  ...['local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
];

type PlainMapping = (record: unknown) => readonly FeedEvent[];

/** The mapping that a format brings along; undefined: one must be given. */
export function builtIn(format: Format): PlainMapping | undefined {
  const own: Partial<Record<Format, PlainMapping>> = {
    eve: fromEve,
    zeek: fromZeek,
    syslog: fromSyslog,
    alertmanager: fromAlertmanager,
  };
  return own[format];
}

/** Suricata EVE: `event_type` alert alone; flows, dns, stats … are passed over. Many alerts share a signature, so the flow and the time make the id. */
export function fromEve(record: unknown): readonly FeedEvent[] {
  const eve = fields(record);
  const alert = fields(eve.alert);
  if (eve.event_type !== 'alert' || Object.keys(alert).length === 0) return [];
  const id = contentId(
    'eve',
    eve.flow_id,
    eve.timestamp,
    alert.gid,
    alert.signature_id,
    eve.src_ip,
    eve.src_port,
    eve.dest_ip,
    eve.dest_port,
    eve.tx_id,
  );
  return [
    alertEvent(id, eve.timestamp, {
      severity: severityOf('suricata', alert.severity),
      category: text(alert.category) ?? 'uncategorised',
      sensor: text(eve.host) ?? text(eve.in_iface) ?? 'suricata',
      asset: text(eve.dest_ip),
      signature: text(alert.signature, 512),
      sourceIp: text(eve.src_ip, 64),
    }),
  ];
}

/** Zeek's notice.log as JSON. Records of other logs (`_path`) are passed over. */
export function fromZeek(record: unknown): readonly FeedEvent[] {
  const zeek = fields(record);
  if (typeof zeek.note !== 'string' || (zeek._path !== undefined && zeek._path !== 'notice')) return [];
  const actions = list(zeek.actions).map((action) => String(action).replace(/^Notice::/, ''));
  return [
    alertEvent(
      contentId('zeek', zeek.uid, zeek.ts, zeek.note, zeek.fuid, zeek.src, zeek.dst, zeek.p, zeek.sub),
      zeek.ts,
      {
        severity: worst(actions.map((action) => severityOf('zeek', action))) ?? 'low',
        category: text(zeek.note),
        sensor: text(zeek.peer_descr) ?? 'zeek',
        asset: text(zeek.dst) ?? text(zeek['id.resp_h']) ?? text(zeek.src),
        signature: text(zeek.msg, 512),
        sourceIp: text(zeek.src, 64) ?? text(zeek['id.orig_h'], 64),
      },
    ),
  ];
}

/** A parsed syslog message (see read.ts). The host that speaks is the asset; nobody is accused, so there is no `sourceIp`. */
export function fromSyslog(record: unknown): readonly FeedEvent[] {
  const message = fields(record);
  const facility = typeof message.facility === 'number' ? FACILITIES[message.facility] : undefined;
  return [
    alertEvent(contentId('syslog', message.digest), message.time, {
      severity: severityOf('syslog', message.severity),
      category: text(message.app) ?? facility ?? 'syslog',
      sensor: facility === undefined ? 'syslog' : `syslog/${facility}`,
      asset: text(message.host) ?? text(message.from),
      signature: text(message.messageId),
    }),
  ];
}

/**
 * Alertmanager's webhook, versions 3 and 4; also a file that holds several payloads under names. What is no such payload is
 * passed over. `endsAt` in the year 1 means that it still fires; a resolved alert gives the alert and its end.
 */
export function fromAlertmanager(record: unknown): readonly FeedEvent[] {
  const payload = fields(record);
  if (!Array.isArray(payload.alerts))
    return Object.values(payload).flatMap((each) => (Array.isArray(fields(each).alerts) ? fromAlertmanager(each) : []));
  return payload.alerts.flatMap((each: unknown) => {
    const alert = fields(each);
    const labels = fields(alert.labels);
    const id = contentId('alertmanager', Object.entries(labels).sort(), alert.startsAt);
    const raised = alertEvent(id, alert.startsAt, {
      severity: severityOf('alertmanager', labels.severity),
      category: text(labels.alertname) ?? 'alertmanager',
      sensor: text(labels.job) ?? 'alertmanager',
      asset: text(labels.instance) ?? text(labels.host) ?? text(labels.node),
    });
    const end = readInstant(alert.endsAt);
    const ended = (text(alert.status) ?? text(payload.status)) === 'resolved' && end > 0;
    if (!ended) return [raised];
    const closed = {
      type: 'security.alert_closed',
      id: `${id}/closed`,
      subject: id,
      time: instantText(end),
      data: { verdict: 'true_positive' },
    };
    return [raised, closed];
  });
}

function alertEvent(id: string, time: unknown, data: Fields): FeedEvent {
  const instant = readInstant(time);
  return {
    type: 'security.alert',
    id,
    subject: id,
    ...(Number.isNaN(instant) ? {} : { time: instantText(instant) }),
    data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
  };
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** Text with something in it, cut to what a name may be long at the door. */
const text = (value: unknown, longest = 128): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : undefined;
