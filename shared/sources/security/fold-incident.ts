// Incidents are declared by people and have a legal clock; links tell whether the national centre hears us.
import type { LogEvent } from '../../event.ts';
import { parseInstant } from '../../time.ts';
import type { SecurityModel } from './model.ts';
import type { IncidentData, LinkData } from './schema.ts';

/** The newest word describes it; it is open unless a closing came after its newest opening. True when the event is late. */
export function foldIncident(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const data = event.data as IncidentData;
  const known = model.incidents.get(id);
  const late = known !== undefined && event.time < known.lastAt;
  const word =
    late && known !== undefined
      ? known
      : {
          severity: data.severity,
          category: data.category,
          system: data.system ?? null,
          systemLevel: data.systemLevel ?? null,
          detectedAt: parseInstant(data.detectedAt),
          beyondCapacity: data.beyondCapacity ?? false,
          lastAt: event.time,
        };
  const opened = event.type === 'security.incident_opened' ? event.time : -1;
  const closed = event.type === 'security.incident_closed' ? event.time : -1;
  model.incidents.set(id, {
    ...word,
    openedAt: Math.max(opened, known?.openedAt ?? -1),
    closedAt: Math.max(closed, known?.closedAt ?? -1),
    knownAt: event.foldAt,
  });
  return late;
}

/** True when the event is older than what is known of the link. */
export function foldLink(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const { state, pending } = event.data as LinkData;
  const known = model.links.get(id);
  if (known !== undefined && event.time < known.lastAt) return true;
  const since = known?.state === state ? known.since : event.time;
  model.links.set(id, { state, since, pending: pending ?? null, lastAt: event.time });
  return false;
}
