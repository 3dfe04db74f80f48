// What is to be read beside an alert or an incident in a list, and where in the log its events stand.
import { type Ask, type Described, type Kind, NO_TRACE } from '../../explain/figure.ts';
import { known, momentOf } from '../../explain/words.ts';
import { MINUTE_MS, SECOND_MS } from '../../time.ts';
import { OPEN, REPORT_WITHIN_MS, SEVERITIES, type SecurityModel, VERDICTS } from './model.ts';
import { SEVERITY_NAMES, VERDICT_NAMES } from './words.ts';

function describeIncident(model: SecurityModel, id: string, now: number): Described {
  const incident = model.incidents.get(id);
  if (!incident) return { name: null, agency: null, facts: {}, trace: NO_TRACE };
  const { openedAt, closedAt, lastAt, openedSeq, graveSeq, beyondSeq } = incident;
  const instants = [openedAt, closedAt, lastAt].filter((at) => at >= 0);
  return {
    name: incident.category,
    agency: null,
    facts: known({
      'Mức độ': SEVERITY_NAMES[incident.severity],
      'Hệ thống': incident.system,
      'Cấp độ hệ thống': incident.systemLevel === null ? null : String(incident.systemLevel),
      'Phát hiện': momentOf(incident.detectedAt, now),
      'Hạn báo cáo': momentOf(incident.detectedAt + REPORT_WITHIN_MS, now),
      'Vượt khả năng': incident.beyondCapacity ? 'có' : null,
    }),
    trace: {
      seqs: [openedSeq, graveSeq, beyondSeq].filter((seq) => seq >= 0),
      spans: [...new Set(instants)].map((at) => [at, at + 1] as const),
    },
  };
}

/** Of an alert the model knows the minute in which it happened and the second of its last news, not the seqs of both. */
export function describe(model: SecurityModel, kind: Kind, id: string, { now }: Ask): Described {
  if (kind === 'incident') return describeIncident(model, id, now);
  const alert = model.alerts.get(id);
  if (!alert) return { name: null, agency: null, facts: {}, trace: NO_TRACE };
  const began = alert.minute * MINUTE_MS;
  const last = alert.last * SECOND_MS;
  const verdict = VERDICTS[alert.verdict];
  return {
    name: model.categories[alert.category]?.name ?? null,
    agency: null,
    facts: known({
      'Mức độ': SEVERITY_NAMES[SEVERITIES[alert.severity] ?? ''],
      'Tình trạng': alert.verdict === OPEN ? 'đang mở' : `đã đóng: ${VERDICT_NAMES[verdict ?? ''] ?? ''}`,
      'Xảy ra': momentOf(began, now).replace(/:00(?= |$)/, ''),
      'Tin cuối': momentOf(last, now),
    }),
    trace: {
      seqs: [alert.seq],
      spans:
        last < began + MINUTE_MS
          ? [[began, began + MINUTE_MS]]
          : [
              [began, began + MINUTE_MS],
              [last, last + SECOND_MS],
            ],
    },
  };
}
