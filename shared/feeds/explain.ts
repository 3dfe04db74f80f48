// Which events of a feed? The late ones are known one by one; of the rest only the log or the quarantine can tell.
import { type Figure, NO_TRACE, one, type Part } from '../explain/figure.ts';
import { dayNumber } from '../time.ts';
import type { FeedRow } from '../view.ts';
import type { Feeds } from './model.ts';

type FeedFigure = Figure<Feeds>;
const SOURCE = 'interfaces.md §2; domain.md §3.1 K90';
const OF_TODAY = 'của nguồn này trong ngày (theo lúc máy chủ nhận)';

const only = (name: string, text: string): FeedFigure => ({ name, text, source: SOURCE, kind: 'event', list: null });

export const feedPart: Part<Feeds, Record<string, FeedRow>> = {
  figures: {
    '*.accepted': only('Sự kiện đã nhận', `Sự kiện hợp lệ ${OF_TODAY}, kể cả nhịp; sự kiện trùng không tính.`),
    '*.duplicates': only(
      'Sự kiện trùng',
      `Sự kiện gửi lại ${OF_TODAY}, cùng mã và cùng nguồn với sự kiện đã nhận. Không ghi lại: chỉ lưu số đếm.`,
    ),
    '*.quarantined': only(
      'Sự kiện bị giữ',
      `Sự kiện ${OF_TODAY} không đúng mẫu, được giữ trong khu cách ly kèm lý do. Nguồn bị chặn quyền hoặc không đọc được phong bì thì không tính.`,
    ),
    '*.late': {
      name: 'Sự kiện đến muộn',
      text: `Sự kiện ${OF_TODAY}, cũ hơn điều đã biết về cùng đối tượng hoặc thuộc một ngày đã khép lại. Chỉ nhớ từng cái của 500 sự kiện đầu trong ngày.`,
      source: SOURCE,
      kind: 'event',
      isCapped: true,
      list: (feeds, { key, now }) => {
        const feed = feeds.bySource.get(key);
        return feed?.day === dayNumber(now) ? (feed.lateSeqs ?? []).map((seq) => one(String(seq), seq)) : [];
      },
    },
    '*.expectedEverySec': null,
    '*.backlog': null,
    '*.subjects': null,
  },
  describe: (_feeds, _kind, id) => ({
    name: null,
    agency: null,
    facts: {},
    trace: { ...NO_TRACE, seqs: [Number(id)] },
  }),
};
