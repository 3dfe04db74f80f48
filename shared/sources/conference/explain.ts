// Which endpoints? Every figure of the conferences with its rule in words, and the list of those that are counted in it.
import { type Ask, type Entry, type Figure, type Figures, one, type Part } from '../../explain/figure.ts';
import { span } from '../../i18n/format.ts';
import { connectedMs } from './attendance.ts';
import { presenceOf, readinessOf, uninvitedOf } from './conference-row.ts';
import { attendedIn, conferencesOf, silentFeeds, windowOf } from './derive.ts';
import { describe } from './explain-facts.ts';
import type { Conference, ConferenceModel, Endpoint } from './model.ts';
import { stateShown } from './view.ts';
import type { ConferenceView } from './view-schema.ts';

type EndpointFigure = Figure<ConferenceModel>;
type State = ConferenceView['grid'][string]['state'];

const isSilent = (model: ConferenceModel, { ctx }: Ask): ((endpoint: Endpoint) => boolean) => {
  const silent = silentFeeds(model, ctx);
  return ({ source }) => silent.has(source);
};

const figure = (
  name: string,
  text: string,
  source: string,
  list: EndpointFigure['list'],
  facts?: EndpointFigure['facts'],
): EndpointFigure => ({ name, text, source, kind: 'endpoint', list, ...(facts ? { facts } : {}) });

function inState(name: string, text: string, state: State | null): EndpointFigure {
  return figure(name, text, 'interfaces.md §4, endpoints; domain.md §2.4', (model, ask) => {
    const silent = isSilent(model, ask);
    return [...model.endpoints.values()]
      .filter((endpoint) => state === null || stateShown(endpoint, silent(endpoint)) === state)
      .map((endpoint) => one(endpoint.id, endpoint.critical ? 0 : 1));
  });
}

/** One of the conferences that are shown on the day. */
const conferenceOf = (model: ConferenceModel, { key, now }: Ask): Conference | undefined =>
  conferencesOf(model, now).find(({ id }) => id === key);

function ofConference(
  name: string,
  text: string,
  source: string,
  list: (model: ConferenceModel, conference: Conference, ask: Ask) => Entry[],
  facts?: EndpointFigure['facts'],
): EndpointFigure {
  const all: EndpointFigure['list'] = (model, ask) => {
    const conference = conferenceOf(model, ask);
    return conference ? list(model, conference, ask) : [];
  };
  return figure(name, text, source, all, facts);
}

const present = (part: 'online' | 'missing') => (model: ConferenceModel, conference: Conference, ask: Ask) =>
  presenceOf(model, conference, ask.now, silentFeeds(model, ask.ctx))[part].map((id) => one(id));

/** Seconds connected are no count: what each endpoint gives is read beside it. */
const attended = (name: string, text: string, source: string): EndpointFigure => ({
  ...ofConference(
    name,
    text,
    source,
    (model, conference, { now }) => {
      const window = windowOf(conference, now);
      if (window === null) return [];
      return attendedIn(model, conference, now).all.map(({ id, attendance }) => ({
        id,
        counts: attendance.drops.length,
        of: 1,
        rank: connectedMs(attendance, window.from, window.end),
      }));
    },
    (_model, { counts, rank }) => ({ 'Đã kết nối': span(rank), 'Số lần rớt': String(counts) }),
  ),
  isMeasure: true,
});

const K20 = 'domain.md §3.1 K20';
const AVAILABILITY =
  'Tử số: tổng số giây các điểm cầu được mời đã kết nối. Mẫu số: tổng số giây từ lúc khai mạc (điểm cầu được mời muộn: từ lần vào đầu tiên).';

const figures: Figures<ConferenceModel, ConferenceView> = {
  'endpoints.total': inState('Điểm cầu', 'Mọi điểm cầu đã đăng ký hoặc đã từng gửi tin.', null),
  'endpoints.online': inState(
    'Điểm cầu đã kết nối',
    'Điểm cầu có ít nhất một phiên còn sống: đã vào, chưa rời, nhịp cuối chưa quá 90 giây.',
    'online',
  ),
  'endpoints.dropped': inState(
    'Điểm cầu mất kết nối',
    'Điểm cầu không còn phiên nào, phiên cuối kết thúc vì rớt hoặc quá 90 giây không có nhịp.',
    'dropped',
  ),
  'endpoints.left': inState('Điểm cầu đã rời', 'Điểm cầu không còn phiên nào, phiên cuối rời bình thường.', 'left'),
  'endpoints.unknown': inState(
    'Điểm cầu không rõ',
    'Điểm cầu chưa từng vào họp, hoặc nguồn dữ liệu của nó đang im lặng: không biết không phải là không có.',
    'unknown',
  ),
  availability: {
    ...figure(
      'Thời gian kết nối',
      `${AVAILABILITY} Của các hội nghị đang họp; không có thì của mọi hội nghị trong ngày. Đơn vị: giây.`,
      'domain.md §3.1 K22',
      (model, { now }) =>
        [...new Set(conferencesOf(model, now).flatMap(({ invited }) => [...invited.keys()]))].map((id) => one(id)),
    ),
    isMeasure: true,
  },
  'conferences.*.invited': ofConference(
    'Điểm cầu được mời',
    'Điểm cầu có trong lịch mời đang có hiệu lực của hội nghị.',
    K20,
    (_model, { invited }) => [...invited.keys()].map((id) => one(id)),
  ),
  'conferences.*.online': ofConference(
    'Được mời, có mặt',
    'Điểm cầu được mời có phiên còn sống trong hội nghị này; hội nghị đã kết thúc: có mặt đến lúc kết thúc.',
    K20,
    present('online'),
  ),
  'conferences.*.missing': ofConference(
    'Được mời, vắng',
    'Điểm cầu được mời không có phiên nào còn sống trong hội nghị này. Điểm cầu của nguồn đang im lặng không tính: không rõ.',
    K20,
    present('missing'),
  ),
  'conferences.*.uninvited': ofConference(
    'Ngoài danh sách mời',
    'Điểm cầu có phiên trong hội nghị này mà không có trong lịch mời.',
    'domain.md §3.1 K24, §4 A26',
    (model, conference, { now }) => uninvitedOf(model, conference, now).map((id) => one(id)),
  ),
  'conferences.*.ready': ofConference(
    'Sẵn sàng trước giờ họp',
    'Mẫu số: điểm cầu được mời. Tử số: trong đó, 10 phút trước giờ họp đã kết nối và lần thử hình, tiếng cuối đạt.',
    'domain.md §3.1 K21',
    (model, conference, { now }) =>
      (readinessOf(model, conference, now) ?? []).map(({ id, online, tested }) => ({
        id,
        counts: online && tested ? 1 : 0,
        of: 1,
        rank: (online ? 1 : 0) + (tested ? 2 : 0),
      })),
    (_model, { rank }) => ({
      'Đã kết nối': rank % 2 === 1 ? 'có' : 'không',
      'Thử hình, tiếng': rank >= 2 ? 'đạt' : 'chưa đạt',
    }),
  ),
  'conferences.*.availability': attended('Thời gian kết nối', `${AVAILABILITY} Đơn vị: giây.`, 'domain.md §3.1 K22'),
  'conferences.*.drops': attended(
    'Số lần rớt',
    'Tử số: số lần rớt của các điểm cầu được mời. Mẫu số: số giờ họp cộng lại của các điểm cầu.',
    'domain.md §3.1 K23',
  ),
  'conferences.*.medianRejoinSec': attended(
    'Thời gian vào lại',
    'Trung vị số giây từ lúc rớt đến lúc vào lại của các điểm cầu được mời.',
    'domain.md §3.1 K24',
  ),
};

export const conferencePart: Part<ConferenceModel, ConferenceView> = { figures, describe };
