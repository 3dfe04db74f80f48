// Eight panels (7680x2160, 4x2): one subject a panel.
import type { ReactNode } from 'react';
import { spoken as vi } from '../../shared/i18n/spoken.ts';
import { AlarmList } from '../panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing, ConferenceSchedule } from '../panels/conference.tsx';
import { ConferenceGrid } from '../panels/conference-grid.tsx';
import {
  DossierDay,
  DossierHours,
  DossierLevels,
  DossierNeeds,
  DossierOther,
  DossierQuality,
} from '../panels/dossier.tsx';
import { Agencies } from '../panels/dossier-agencies.tsx';
import { FeedTable } from '../panels/feeds.tsx';
import {
  SecurityCategories,
  SecurityHead,
  SecurityHour,
  SecurityIncidents,
  SecurityLinks,
  SecuritySeverity,
} from '../panels/security.tsx';
import { BalanceMark } from './balance-mark.tsx';
import { Frame } from './frame.tsx';
import { Clock, StateLine } from './header.tsx';
import type { Parts } from './parts.ts';
import { FRESH, Tile } from './tile.tsx';

export function Grid({ view, mode, link, sentence, fresh, clock, coarse, caption }: Parts) {
  const { dossier, conference, security } = view;
  const panel = (content: ReactNode) => (
    <Frame mode={mode} caption={caption} exercise={view.exercise}>
      <div className="panel grid-panel">{content}</div>
    </Frame>
  );
  return (
    <>
      {panel(
        <>
          <StateLine sentence={sentence} link={link} mode={mode} />
          <Tile
            className="grid-services"
            title={vi.dossier.title}
            aside={<BalanceMark balance={view.quality.balance} />}
            freshness={fresh.dossier}
          >
            <div className="area-needs">
              <DossierNeeds view={dossier} />
              <DossierDay view={dossier} />
            </div>
            <div className="columns">
              <DossierLevels view={dossier} />
              <DossierOther view={dossier} />
            </div>
          </Tile>
        </>,
      )}
      {panel(
        <>
          <StateLine sentence={sentence} link={link} mode={mode} />
          <Tile title={vi.dossier.unitsTitle} freshness={fresh.dossier}>
            <Agencies byAgency={dossier.byAgency} wide />
          </Tile>
        </>,
      )}
      {panel(
        <>
          <StateLine sentence={sentence} link={link} mode={mode} />
          <Tile className="grid-conference" title={vi.conference.title} freshness={fresh.conference}>
            <ConferenceHead view={conference} />
            <ConferenceGrid view={conference} />
          </Tile>
        </>,
      )}
      {panel(
        <>
          <Clock instant={clock} />
          <Tile title={vi.alarm.title} freshness={FRESH}>
            <AlarmList view={view.alarms} now={coarse} />
          </Tile>
        </>,
      )}
      {panel(
        <Tile className="grid-quality" title={vi.dossier.qualityTitle} freshness={fresh.dossier}>
          <DossierHours hourly={dossier.hourly} />
          <DossierQuality view={dossier} />
        </Tile>,
      )}
      {panel(
        <Tile className="grid-missing" title={vi.conference.missingTitle} freshness={fresh.conference}>
          <ConferenceMissing view={conference} now={coarse} wide />
          <ConferenceSchedule view={conference} now={coarse} />
        </Tile>,
      )}
      {panel(
        <Tile className="grid-security" title={vi.security.title} freshness={fresh.security}>
          <SecurityHead view={security} />
          <SecuritySeverity view={security} />
          <SecurityIncidents view={security} now={coarse} />
          <div className="stack stack-fill">
            <SecurityHour lastHour={security.lastHour} />
            <SecurityLinks view={security} />
          </div>
        </Tile>,
      )}
      {panel(
        <Tile className="grid-feeds" title={vi.feed.tileTitle} freshness={FRESH}>
          <FeedTable feeds={view.feeds} now={coarse} />
          <SecurityCategories view={security} />
        </Tile>,
      )}
    </>
  );
}
