// Incidents are declared by people and have a legal clock; links tell whether the national centre hears us.
import type { LogEvent } from '../../event.ts';
import { parseInstant } from '../../time.ts';
import { graveKind } from './grave.ts';
import { confirmedKey, dissolve } from './groups.ts';
import { type Incident, isClosed, type SecurityModel } from './model.ts';
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
  const openedAt = Math.max(opened, known?.openedAt ?? -1);
  const closedAt = Math.max(closed, known?.closedAt ?? -1);
  const grave = graveKind(word.category);
  const wasClosed = known !== undefined && isClosed(known);
  // What was said before it was opened again does not count for it any more.
  const since = (was: number | undefined): number => (!wasClosed && was !== undefined && was >= 0 ? was : event.seq);
  const incident: Incident = {
    ...word,
    openedAt,
    closedAt,
    knownAt: event.foldAt,
    grave,
    openedSeq: since(known?.openedSeq),
    graveSeq: grave === null ? -1 : since(grave === known?.grave ? known.graveSeq : -1),
    beyondSeq: word.beyondCapacity ? since(known?.beyondSeq) : -1,
  };
  model.incidents.set(id, incident);
  if (!wasClosed && isClosed(incident)) endConfirmed(model, incident);
  return late;
}

/** With the incident the alerts are over that had confirmed the same on its system. */
function endConfirmed(model: SecurityModel, { category, system }: Incident): void {
  const key = confirmedKey(category, system);
  if (key !== null) dissolve(model, key);
}

/** True when the event is older than what is known of the link. */
export function foldLink(model: SecurityModel, event: LogEvent): boolean {
  const id = event.subject ?? '';
  const { state, pending = null } = event.data as LinkData;
  const known = model.links.get(id);
  if (known !== undefined && event.time < known.lastAt) return true;
  const grows = pending !== null && known !== undefined && known.pending !== null && pending > known.pending;
  model.links.set(id, {
    state,
    since: known?.state === state ? known.since : event.time,
    pending,
    lastAt: event.time,
    rises: grows ? known.rises + 1 : 0,
    risingSince: grows ? (known.rises > 0 ? known.risingSince : known.lastAt) : event.time,
    source: event.source,
  });
  return false;
}
