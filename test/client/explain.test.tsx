// A figure that can be asked: a button where somebody can answer, and not a trace of it where nobody can.
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ExplainContext } from '../../client/explain/context.ts';
import { Member, replayOf } from '../../client/explain/member.tsx';
import { Members } from '../../client/explain/members.tsx';
import { addressOf } from '../../client/explain/use-explained.ts';
import { AlarmCounts } from '../../client/panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing, ConferenceSchedule } from '../../client/panels/conference.tsx';
import { DossierDay, DossierLevels, DossierNeeds, DossierOther, DossierQuality } from '../../client/panels/dossier.tsx';
import { Agencies } from '../../client/panels/dossier-agencies.tsx';
import { FeedTable } from '../../client/panels/feeds.tsx';
import { SecurityCategories, SecurityHead, SecuritySeverity } from '../../client/panels/security.tsx';
import type { ExplainedMember } from '../../shared/explain/answer.ts';
import { locate } from '../../shared/explain.ts';
import { NOW, normal } from './fixtures.ts';

const PANELS: Record<string, ReactElement> = {
  needs: <DossierNeeds view={normal.dossier} />,
  day: <DossierDay view={normal.dossier} />,
  levels: <DossierLevels view={normal.dossier} />,
  other: <DossierOther view={normal.dossier} />,
  quality: <DossierQuality view={normal.dossier} />,
  agencies: <Agencies byAgency={normal.dossier.byAgency} wide={true} />,
  conference: <ConferenceHead view={normal.conference} />,
  missing: <ConferenceMissing view={normal.conference} now={NOW} />,
  schedule: <ConferenceSchedule view={normal.conference} now={NOW} />,
  security: <SecurityHead view={normal.security} />,
  severity: <SecuritySeverity view={normal.security} />,
  categories: <SecurityCategories view={normal.security} />,
  alarms: <AlarmCounts view={{ ...normal.alarms, acknowledged: 2, shelved: 1 }} />,
  feeds: <FeedTable feeds={normal.feeds} now={NOW} wide />,
};

const explain = (): void => {};
const withAnswer = (panel: ReactElement): string =>
  renderToStaticMarkup(<ExplainContext value={explain}>{panel}</ExplainContext>);

describe('the panels', () => {
  it.each(Object.keys(PANELS))(
    '%s: no button where nobody can answer, and the same words where somebody can',
    (name) => {
      const panel = PANELS[name]!;
      const plain = renderToStaticMarkup(panel);
      expect(plain).not.toMatch(/<button|explained/);
      const markup = withAnswer(panel);
      expect(markup).toContain('<button type="button" class="explained"');
      expect(markup.replace(/<button[^>]*>|<\/button>/g, '')).toBe(plain);
    },
  );
});

describe('what is asked', () => {
  it('names figures that there are', () => {
    for (const figure of ['dossier.overdue', 'dossier.formulas.F3', 'security.openIncidents', 'alarms.outOfService'])
      expect(locate({ figure }), figure).not.toBeNull();
  });
  it('is an address of the server', () => {
    expect(addressOf({ figure: 'dossier.overdue', agency: 'H44.14' })).toBe(
      '/api/explain?figure=dossier.overdue&agency=H44.14',
    );
    const past = { seq: 17, at: '2026-11-24T10:00:00.000+07:00', as: 'now' } as const;
    expect(addressOf({ figure: 'feeds./a/b.late', ...past })).toBe(
      '/api/explain?figure=feeds.%2Fa%2Fb.late&seq=17&at=2026-11-24T10%3A00%3A00.000%2B07%3A00&as=now',
    );
  });
});

const member: ExplainedMember = {
  ...{ kind: 'dossier', subject: '…7712', name: null, agency: 'H44.14', counted: false },
  facts: { 'Đúng hạn': 'không', 'Đơn vị': 'Huyện Thanh Sơn (H44.14)' },
  events: [
    {
      ...{ seq: 9, type: 'dossier.status', text: 'Trạng thái 2: Được tiếp nhận' },
      ...{ time: '2026-11-24T08:10:00.000+07:00', receivedAt: '2026-11-24T10:10:00.250+07:00' },
    },
  ],
};

describe('a member', () => {
  it('says whose it is, what put it there, how late that was heard, and the way to that instant for whoever may go', () => {
    const markup = renderToStaticMarkup(<Member member={member} isRatio={true} mayReplay={true} />);
    for (const text of ['…7712', 'không tính vào tử số', '08:10:00 24/11/2026', 'nhận lúc 10:10:00 24/11/2026'])
      expect(markup).toContain(text);
    expect(markup).toContain('href="/replay/2026-11-24?t=10:10:00.250&amp;as=then&amp;s=9"');
    expect(renderToStaticMarkup(<Member member={member} isRatio={false} mayReplay={false} />)).not.toMatch(
      /href|tử số/,
    );
    expect(replayOf({ ...member.events[0]!, receivedAt: '2026-11-24T10:10:00.000+07:00' })).toContain('t=10:10:00&');
  });
  it('stands in a list that says how many there are in all', () => {
    const members = Array.from({ length: 100 }, () => member);
    const markup = renderToStaticMarkup(<Members members={members} total={1_200} isRatio={true} mayReplay={false} />);
    expect(markup).toContain('hiện 100 / 1.200 đối tượng');
    expect(markup.match(/<li class="explain-item">/g)).toHaveLength(100);
  });
});
