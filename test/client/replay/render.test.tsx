// What stands there, as HTML: the frame and the word in each state, and the lines that say how far to trust what is shown.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TruthLine } from '../../../client/replay/controls/truth-line.tsx';
import { FocusLine } from '../../../client/replay/focus-line.tsx';
import { Notice } from '../../../client/replay/notice.tsx';
import { Pane } from '../../../client/replay/pane/pane.tsx';
import { Drawing } from '../../../client/replay/timeline/drawing.tsx';
import { Legend } from '../../../client/replay/timeline/legend.tsx';
import { readDay } from '../../../client/replay/told.ts';
import { WallNotes } from '../../../client/replay/wall-notes.tsx';
import { at, emptyDay, fullDay, proof, story } from './days.ts';

const html = renderToStaticMarkup;
const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const full = readDay(fullDay);
const empty = readDay(emptyDay);
const nothing = (): void => {};

describe('in the wall’s place', () => {
  const failure = { code: 'TIMEOUT', message: 'không kịp' };
  it.each([
    [{ show: 'loading' }, 'Đang tải…'],
    [{ show: 'connecting' }, 'Chưa kết nối được máy chủ.'],
    [{ show: 'nothing' }, 'Chưa có ngày nào được ghi.'],
    [{ show: 'failed', failure }, 'Không mở được ngày này: không kịp'],
    [
      { show: 'before', day: '2026-01-05', known: '2026-03-01', otherwise: 'now' },
      'Ngày đầu tiên xem lại được là 01/03/2026.',
    ],
    [
      { show: 'after', day: '2026-12-05', known: '2026-03-01', otherwise: null },
      'Ngày cuối cùng có dữ liệu là 01/03/2026.',
    ],
  ] as const)('%j stands in the frame of a replay', (scene, text) => {
    const markup = html(<Notice scene={scene} caption="x" onDay={nothing} onTruth={nothing} onAgain={nothing} />);
    expect(markup).toContain('frame-replay');
    expect(textOf(markup)).toContain('PHÁT LẠI');
    expect(textOf(markup)).toContain(text);
  });
  it('a day that only the other truth knows leads there', () => {
    const scene = { show: 'before', day: '2026-01-05', known: '2026-03-01', otherwise: 'now' } as const;
    const text = textOf(html(<Notice scene={scene} caption="" onDay={nothing} onTruth={nothing} onAgain={nothing} />));
    expect(text).toContain('Xem ngày này theo cách “như biết bây giờ”');
  });
});

describe('how far to trust it', () => {
  const line = (as: 'then' | 'now', strip = full) =>
    textOf(
      html(
        <TruthLine as={as} at={at('09:00:00')} strip={strip} proof={{ state: 'told', value: proof }} stamp={null} />,
      ),
    );
  it('one sentence for each truth, with what came late', () => {
    expect(line('then')).toContain('Trong ngày có 37 sự kiện đến muộn.');
    expect(line('now', { ...full, late: { ...full.late, count: 3 } })).toContain('lúc này đã gồm 2.');
    expect(line('then', empty)).toContain('Ngày này không có sự kiện nào đến muộn.');
    expect(line('then')).toContain('Ngày đã đối chiếu 1.441/1.441, khớp cả');
  });
});

describe('beside and over the wall', () => {
  it('walls that were away are named with their stretch', () => {
    expect(textOf(html(<WallNotes strip={full} at={at('03:42:00')} />))).toBe(
      'Lúc này màn hình Phòng họp lớn mất kết nối (03:40–03:44)',
    );
    expect(textOf(html(<WallNotes strip={full} at={at('12:00:00')} />))).toBe('');
    expect(textOf(html(<WallNotes strip={null} at={0} />))).toBe('');
  });
  it('the story has one current item; the pane is framed', () => {
    const markup = html(
      <Pane
        story={{ state: 'told', value: story }}
        strip={full}
        at={at('03:44:31')}
        exercise={false}
        onSeek={nothing}
      />,
    );
    expect(markup.match(/aria-current="time"/g)).toHaveLength(1);
    expect(markup).toContain('frame-replay');
    expect(textOf(markup)).toContain('Hiện 3 sự kiện muộn nhất trên 37.');
  });
  it('an empty story, a failed one, a cut one say so', () => {
    const pane = (told: Parameters<typeof Pane>[0]['story']) =>
      textOf(html(<Pane story={told} strip={empty} at={0} exercise={false} onSeek={nothing} />));
    expect(pane({ state: 'told', value: { items: [], more: false } })).toContain('Không ai làm gì');
    expect(pane({ state: 'failed', failure: { code: '', message: 'mạng' } })).toContain('Chưa có diễn biến: mạng');
    expect(pane({ state: 'told', value: { ...story, more: true } })).toContain('danh sách dừng ở đây');
  });
  it('the alarm one came for is named, or said to be of another day', () => {
    const line = (occurrence: string) =>
      textOf(html(<FocusLine strip={full} occurrence={occurrence} onSeek={nothing} />));
    expect(line('a-1')).toContain(
      'KHẨN CẤP Xem cảnh báo: Máy chủ một cửa nhiễm mã độc (srv-motcua), phát sinh 03:42:10',
    );
    expect(line('x')).toContain('không phát sinh trong ngày này');
  });
});

describe('the strip', () => {
  it('hatches what is unknown and nothing else', () => {
    const markup = html(<Drawing strip={full} width={1440} scale={1} />);
    expect(markup.match(/class="timeline-gap"/g)).toHaveLength(full.gaps.length + full.silences.length);
    expect(html(<Drawing strip={empty} width={1440} scale={1} />)).not.toContain('timeline-gap');
  });
  it('a late event is a thread from when it happened to when it came', () => {
    expect(html(<Drawing strip={full} width={1440} scale={1} />)).toContain('d="M484.16');
  });
  it('the key always tells no data from no events, and names only what the day has', () => {
    const text = textOf(html(<Legend strip={empty} hasSkips={false} />));
    expect(text).toBe('không có dữ liệu không có sự kiện');
    expect(textOf(html(<Legend strip={full} hasSkips />))).toContain('đã lướt qua');
  });
});
