// Incidents are declared by people and have a legal clock; links tell whether the national centre hears us.
import type { LogEvent } from '../../event.ts';
import { parseInstant } from '../../time.ts';
import type { SecurityModel } from './model.ts';
import type { IncidentData, LinkData } from './schema.ts';

/** The newest word counts; a closing is final until a newer opening. True when the event is older than what is known. */
export function foldIncident(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const data = event.data as IncidentData;
  const known = model.incidents.get(id);
  const closes = event.type === 'security.incident_closed';
  if (known !== undefined && event.time < known.lastAt) {
    known.knownAt = event.foldAt;
    // A closing that was overtaken by an update still closes; only a newer opening opens again.
    if (closes) known.closed = true;
    return true;
  }
  const opens = event.type === 'security.incident_opened';
  model.incidents.set(id, {
    severity: data.severity,
    category: data.category,
    system: data.system ?? null,
    systemLevel: data.systemLevel ?? null,
    detectedAt: parseInstant(data.detectedAt),
    beyondCapacity: data.beyondCapacity ?? false,
    closed: closes || (known?.closed === true && !opens),
    lastAt: event.time,
    knownAt: event.foldAt,
  });
  return false;
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
