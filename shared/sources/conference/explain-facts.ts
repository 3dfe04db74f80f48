// What is to be read beside an endpoint in a list, and where in the log its last moves stand.
import { type Ask, type Described, type Kind, NO_TRACE, type Trace } from '../../explain/figure.ts';
import { known, momentOf } from '../../explain/words.ts';
import { spoken } from '../../i18n/spoken.ts';
import { silentFeeds } from './derive.ts';
import { BEAT_TIMEOUT_MS, type ConferenceModel, type Endpoint } from './model.ts';
import { standing } from './moves.ts';
import { stateShown } from './view.ts';
import type { ConferenceView } from './view-schema.ts';

const STATE_NAMES: Readonly<Record<ConferenceView['grid'][string]['state'], string>> = {
  online: spoken.conference.onlineState,
  dropped: spoken.conference.dropped,
  left: spoken.conference.left,
  unknown: spoken.conference.unknown,
};

/** The moves that are looked for: the last ones tell how it came to where it is. */
const MOVES_TOLD = 4;

function traceOf({ moves, sessions, registeredAt }: Endpoint): Trace {
  const instants = moves
    .filter(({ kind }) => kind !== 'timeout' && kind !== 'silence') // inferred: no event says so
    .slice(-MOVES_TOLD)
    .map(({ at }) => at);
  for (const { out, beatAt } of sessions) if (out) instants.push(beatAt);
  if (instants.length === 0 && registeredAt >= 0) instants.push(registeredAt);
  return { seqs: [], spans: instants.map((at) => [at, at + 1] as const) };
}

export function describe(model: ConferenceModel, _kind: Kind, id: string, { ctx, now }: Ask): Described {
  const endpoint = model.endpoints.get(id);
  if (!endpoint)
    return { name: null, agency: null, facts: { 'Tình trạng': 'được mời, chưa từng gửi tin' }, trace: NO_TRACE };
  const silent = silentFeeds(model, ctx).has(endpoint.source);
  const { since } = standing(endpoint);
  const beatAt = Math.max(-1, ...endpoint.sessions.map((session) => session.beatAt));
  return {
    name: endpoint.name,
    agency: endpoint.agency,
    facts: known({
      'Tình trạng': STATE_NAMES[stateShown(endpoint, silent)],
      Từ: since === null ? null : momentOf(since, now),
      'Nhịp cuối': beatAt < 0 ? null : momentOf(beatAt, now),
      'Vì sao': silent
        ? 'nguồn dữ liệu đang im lặng'
        : endpoint.sessions.length > 0 && endpoint.sessions.every(({ out }) => out)
          ? `quá ${BEAT_TIMEOUT_MS / 1000} giây không có nhịp`
          : null,
      Cấp: endpoint.tier === null ? null : spoken.tier[endpoint.tier],
      'Quan trọng': endpoint.critical ? 'có' : null,
      'Đơn vị': endpoint.agency === null ? null : (ctx.registry.agencies.get(endpoint.agency)?.name ?? endpoint.agency),
    }),
    trace: traceOf(endpoint),
  };
}
