// Folds the life of a conference: scheduled (the list may change while it runs), opened, closed, cancelled.
import type { LogEvent } from '../../event.ts';
import { parseInstant } from '../../time.ts';
import type { Conference, ConferenceModel } from './model.ts';
import type { ConferenceScheduled } from './schema.ts';

function conferenceOf(model: ConferenceModel, event: LogEvent): Conference {
  const id = event.subject ?? '';
  let conference = model.conferences.get(id);
  if (conference === undefined) {
    conference = {
      id,
      scheduledAt: -1,
      title: id,
      startsAt: event.time,
      endsAt: event.time,
      chair: null,
      invited: new Map(),
      openedAt: null,
      closedAt: null,
      cancelledAt: null,
      lastAt: event.time,
      knownAt: event.foldAt,
      rev: 0,
    };
    model.conferences.set(id, conference);
  }
  model.rev += 1;
  conference.rev = model.rev;
  conference.knownAt = event.foldAt;
  return conference;
}

function schedule(conference: Conference, data: ConferenceScheduled, at: number): void {
  const { invited } = conference;
  if (at < conference.scheduledAt) {
    // The list in force stays; who stood on the older one was invited earlier than we thought.
    for (const id of data.endpoints) {
      const since = invited.get(id);
      if (since !== undefined && at < since) invited.set(id, at);
    }
    return;
  }
  const startsAt = parseInstant(data.startsAt);
  const over = Math.max(conference.closedAt ?? -1, conference.cancelledAt ?? -1);
  if (over >= 0 && at > over && (conference.cancelledAt !== null || startsAt > over)) {
    // The same name for another sitting, or called again after it was cancelled.
    conference.openedAt = null;
    conference.closedAt = null;
    conference.cancelledAt = null;
  }
  conference.scheduledAt = at;
  conference.title = data.title;
  conference.startsAt = startsAt;
  conference.endsAt = parseInstant(data.endsAt);
  conference.chair = data.chair ?? null;
  conference.invited = new Map(data.endpoints.map((id) => [id, invited.get(id) ?? at]));
}

function open(conference: Conference, at: number): void {
  const over = Math.max(conference.closedAt ?? -1, conference.cancelledAt ?? -1);
  if (over >= 0 && at > over) {
    conference.closedAt = null;
    conference.cancelledAt = null;
  }
  conference.openedAt = conference.openedAt === null ? at : Math.min(conference.openedAt, at);
  if (conference.scheduledAt < 0) conference.startsAt = conference.endsAt = conference.openedAt;
}

/** True when the event is older than what the conference has been through. */
export function foldConference(model: ConferenceModel, event: LogEvent): boolean {
  const conference = conferenceOf(model, event);
  const at = event.time;
  switch (event.type) {
    case 'conference.scheduled':
      schedule(conference, event.data as ConferenceScheduled, at);
      break;
    case 'conference.opened':
      open(conference, at);
      break;
    case 'conference.closed':
      if (conference.openedAt === null || at >= conference.openedAt) conference.closedAt ??= at;
      break;
    case 'conference.cancelled':
      if (conference.openedAt === null || at >= conference.openedAt) conference.cancelledAt ??= at;
      break;
  }
  const late = at < conference.lastAt;
  if (!late) conference.lastAt = at;
  return late;
}
