// One event into the history of its dossier. Cheap on purpose: counting waits for `settle`.
import { canonicalAgency, type LogEvent } from '../../event.ts';
import { procedureLevel, type Registry } from '../../registry.ts';
import type { Context } from '../../source.ts';
import { dayNumber, dayStart, parseInstant } from '../../time.ts';
import * as H from './history.ts';
import { agencyNumber, type DossierModel, NEVER, NO_DAY, NO_LIST, NONE, procedureNumber } from './model.ts';
import type { DossierData } from './schema.ts';
import { flush, followDays } from './settle.ts';

const instantOr = (text: string | null | undefined, otherwise: number): number =>
  text === null || text === undefined ? otherwise : parseInstant(text);

/**
 * Folds an event of this source. True when it came late: older than what its dossier has already been through, or of a
 * local day that had ended when it became known.
 */
export function fold(model: DossierModel, event: LogEvent, ctx: Context): boolean {
  const { time, foldAt, type } = event;
  const knownOn = dayNumber(foldAt);
  const datedOn = dayNumber(time);
  if (knownOn > model.day) followDays(model, dayStart(knownOn), ctx);
  if (model.began === NO_DAY) {
    model.began = model.day;
    model.proceduresSince = NONE;
  } else if (model.proceduresSince === NEVER) model.proceduresSince = foldAt;
  if (foldAt !== model.foldAt) {
    // Corrections of closed days are counted a batch, whenever somebody looks.
    if (model.isOldDirty) flush(model, ctx);
    model.foldAt = foldAt;
  }
  if (model.asOf === null || event.receivedAt > model.asOf) model.asOf = event.receivedAt;
  const agency = agencyNumber(model, event.agency);
  model.lastFrom = event.source;
  if (agency >= 0) hear(model, agency, event.source, knownOn, datedOn);
  const isOfEarlierDay = datedOn < knownOn;
  if (type === 'feed.totals' || event.subject === null) return isOfEarlierDay;

  let dossier = model.dossiers.get(event.subject);
  if (!dossier) {
    dossier = { h: [], c: [], f: foldAt, w: NEVER, q: 0, s: 0, u: -1, l: NO_LIST, t: 0 };
    model.dossiers.set(event.subject, dossier);
  }
  const isLate = isOfEarlierDay || time < H.lastTime(dossier.h);
  record(model, dossier.h, event, agency, ctx.registry);
  if (foldAt > dossier.f) dossier.f = foldAt;
  if (dossier.q === 0) {
    dossier.q = 1;
    model.dirty.push(event.subject);
  }
  if (!model.isOldDirty && (dossier.h[0] ?? 0) < dayStart(model.day)) model.isOldDirty = true;
  return isLate;
}

function hear(model: DossierModel, agency: number, source: string, knownOn: number, datedOn: number): void {
  model.heardFrom[agency] = source;
  if ((model.knownDay[agency] ?? NO_DAY) < knownOn) model.knownDay[agency] = knownOn;
  if ((model.datedDay[agency] ?? NO_DAY) < datedOn) model.datedDay[agency] = datedOn;
}

/** Puts what an event says into the history `h` of its dossier. `agency`: the number of the event's agency in the model. */
export function record(model: DossierModel, h: number[], event: LogEvent, agency: number, registry: Registry): void {
  const { time, seq } = event;
  let code: number = H.OTHER;
  let value = 0;
  switch (event.type) {
    case 'dossier.status':
      code = (event.data as DossierData['dossier.status']).status;
      break;
    case 'dossier.due':
      code = H.dueCode((event.data as DossierData['dossier.due']).reason);
      value = instantOr((event.data as DossierData['dossier.due']).dueAt, NEVER);
      break;
    case 'dossier.submitted': {
      const { level, procedure, channel, receiveBy } = event.data as DossierData['dossier.submitted'];
      code = H.submittedCode(level ?? procedureLevel(registry, procedure), channel, procedureNumber(model, procedure));
      value = instantOr(receiveBy, NEVER);
      break;
    }
    case 'dossier.transferred':
      code = H.TRANSFERRED;
      value = agencyNumber(model, canonicalAgency((event.data as DossierData['dossier.transferred']).toAgency));
      hear(model, value, event.source, dayNumber(event.foldAt), dayNumber(time));
      break;
    case 'dossier.finish_changed':
      code = H.FINISH_CHANGED;
      value = parseInstant((event.data as DossierData['dossier.finish_changed']).finishedAt);
      break;
    case 'dossier.rated':
      code = H.RATED;
      value = (event.data as DossierData['dossier.rated']).rating === 'unsatisfied' ? 1 : 0;
      break;
    case 'dossier.apology':
      code = H.APOLOGY;
      break;
    case 'dossier.deleted':
      code = H.DELETED;
      break;
    case 'dossier.restored':
      code = H.RESTORED;
      break;
    case 'dossier.snapshot':
      recordSnapshot(model, h, event, agency, registry);
      return;
  }
  H.insert(h, time, seq, code, agency, value);
}

/** A snapshot stands for what happened before going live: each instant it names becomes an entry of its own. */
function recordSnapshot(
  model: DossierModel,
  h: number[],
  { time, seq, data }: LogEvent,
  agency: number,
  registry: Registry,
): void {
  const { status, submittedAt, receivedAt, dueAt, finishedAt, level, procedure, channel } =
    data as DossierData['dossier.snapshot'];
  H.insert(
    h,
    parseInstant(submittedAt),
    seq,
    H.submittedCode(level ?? procedureLevel(registry, procedure), channel, procedureNumber(model, procedure)),
    agency,
    NEVER,
  );
  if (receivedAt !== undefined) H.insert(h, parseInstant(receivedAt), seq, H.RECEIVED, agency, 0);
  if (finishedAt !== undefined && H.isClosed(status))
    H.insert(h, parseInstant(finishedAt), seq, H.isFinished(status) ? H.FINISHED : status, agency, 0);
  if (dueAt !== undefined) H.insert(h, time, seq, H.DUE, agency, parseInstant(dueAt));
  H.insert(h, time, seq, status, agency, 0);
}
