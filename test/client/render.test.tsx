// The panels as HTML: what stands there for each fixture. Layout is looked at in a browser.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { AlarmList } from '../../client/panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing } from '../../client/panels/conference.tsx';
import { DossierDay, DossierNeeds } from '../../client/panels/dossier.tsx';
import { FeedStrip } from '../../client/panels/feeds.tsx';
import { SecurityIncidents, SecuritySeverity } from '../../client/panels/security.tsx';
import { BalanceMark } from '../../client/wall/balance-mark.tsx';
import { Frame } from '../../client/wall/frame.tsx';
import { FRESH, Tile } from '../../client/wall/tile.tsx';
import { bad, empty, NOW, normal, quiet } from './fixtures.ts';

const html = renderToStaticMarkup;
const textOf = (markup: string): string => markup.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('dossiers', () => {
  it('on-time has numerator, denominator and formula', () => {
    const text = textOf(html(<DossierDay view={normal.dossier} />));
    expect(text).toContain('Đúng hạn (F2)');
    expect(text).toContain('368 / 377');
    expect(text).toContain('97,6 %');
  });
  it('unknown is a dash, zero is quiet', () => {
    const unknown = html(<DossierNeeds view={empty.dossier} />);
    expect(textOf(unknown)).not.toMatch(/\d/);
    expect(unknown).not.toContain('figure-quiet');
    expect(html(<DossierNeeds view={{ ...normal.dossier, overdue: 0 }} />)).toContain('figure-quiet');
  });
  it('the quality mark stands only when the balance breaks', () => {
    expect(html(<BalanceMark balance={true} />)).toBe('');
    expect(html(<BalanceMark balance={null} />)).toBe('');
    expect(html(<BalanceMark balance={false} />)).toContain('không cân');
  });
});

describe('conference', () => {
  it('online of invited, and nobody is called missing when nothing is known', () => {
    expect(textOf(html(<ConferenceHead view={normal.conference} />))).toMatch(/297 \/302/);
    expect(textOf(html(<ConferenceHead view={empty.conference} />))).toMatch(/— \/—/);
    expect(textOf(html(<ConferenceMissing view={empty.conference} now={NOW} />))).toContain('(—)');
    expect(textOf(html(<ConferenceMissing view={normal.conference} now={NOW} />))).toContain('Xã 3, Cẩm Khê');
  });
});

describe('security', () => {
  it('incidents count down to the report, and say when it is overdue', () => {
    const text = textOf(html(<SecurityIncidents view={bad.security} now={NOW} />));
    expect(text).toContain('còn 3 ngày 14 giờ để báo cáo');
    expect(text).toContain('quá hạn báo cáo 1 giờ 40');
    expect(text).toContain('vượt khả năng');
  });
  it('no incidents is not the same as not knowing', () => {
    expect(textOf(html(<SecurityIncidents view={empty.security} now={NOW} />))).not.toContain('Không có sự cố');
    expect(textOf(html(<SecuritySeverity view={empty.security} />))).toContain('—');
  });
});

describe('alarms', () => {
  it('shape, number and word for each priority, and who acknowledged', () => {
    const markup = html(<AlarmList view={bad.alarms} now={NOW} />);
    for (const word of ['KHẨN CẤP', 'CAO', 'TRUNG BÌNH', 'THẤP']) expect(markup).toContain(`>${word}<`);
    expect(new Set(markup.match(/<path class="alarm-body" d="[^"]+"/g)).size).toBe(4);
    expect(markup).toContain('Nguyễn Thị Phương Loan đã xác nhận');
  });
  it('only the symbol of what nobody has acknowledged blinks', () => {
    const blinking = html(<AlarmList view={bad.alarms} now={NOW} />).match(/<path class="alarm-blink"/g) ?? [];
    const open = Object.values(bad.alarms.top).filter((row) => row.state.endsWith('unack'));
    expect(blinking).toHaveLength(open.length);
    expect(html(<AlarmList view={quiet.alarms} now={NOW} />)).not.toContain('blink');
  });
});

describe('around the panels', () => {
  it('a replay and an exercise are said in words on the frame', () => {
    const frame = (mode: 'live' | 'replay', exercise: boolean) =>
      html(
        <Frame mode={mode} exercise={exercise} caption="04/03/2026 03:42:10">
          x
        </Frame>,
      );
    expect(frame('replay', false)).toContain('PHÁT LẠI');
    expect(frame('replay', false)).toContain('04/03/2026 03:42:10');
    expect(frame('live', true)).toContain('DIỄN TẬP');
    expect(frame('live', false)).not.toMatch(/PHÁT LẠI|DIỄN TẬP/);
  });
  it('an old tile says since when, an unknown one that there is nothing', () => {
    const tile = (state: 'fresh' | 'stale' | 'unknown', asOf: string | null) =>
      textOf(
        html(
          <Tile title="T" freshness={{ state, asOf }}>
            x
          </Tile>,
        ),
      );
    expect(tile('stale', '2026-11-21T10:02:00.000+07:00')).toContain('số liệu lúc 10:02');
    expect(tile('unknown', null)).toContain('Chưa có số liệu');
    expect(
      textOf(
        html(
          <Tile title="T" freshness={FRESH}>
            x
          </Tile>,
        ),
      ),
    ).not.toContain('số liệu');
  });
  it('feeds: live with its time, late and silent with how long', () => {
    const text = textOf(html(<FeedStrip feeds={bad.feeds} now={NOW} />));
    expect(text).toContain('Một cửa im lặng 15 phút');
    expect(text).toContain('An toàn thông tin chậm 2 phút');
    expect(text).toContain('Hội nghị 10:17:30');
  });
});
