// Two panels side by side (3840x1080): services on the left one; conference, security and alarms on the right one.
import { spoken as vi } from '../../shared/i18n/spoken.ts';
import { AlarmList } from '../panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing } from '../panels/conference.tsx';
import { ConferenceGrid } from '../panels/conference-grid.tsx';
import { DossierDay, DossierHours, DossierLevels, DossierNeeds, DossierOther } from '../panels/dossier.tsx';
import { Agencies } from '../panels/dossier-agencies.tsx';
import { FeedStrip } from '../panels/feeds.tsx';
import { SecurityHead, SecurityHour, SecurityIncidents, SecurityLinks, SecuritySeverity } from '../panels/security.tsx';
import { BalanceMark } from './balance-mark.tsx';
import { Frame } from './frame.tsx';
import { Clock, StateLine } from './header.tsx';
import type { Parts } from './parts.ts';
import { FRESH, Tile } from './tile.tsx';

export function Double({ view, mode, link, sentence, fresh, clock, coarse, caption }: Parts) {
  const frame = { mode, caption, exercise: view.exercise };
  return (
    <>
      <Frame {...frame}>
        <div className="panel double-left">
          <StateLine sentence={sentence} link={link} mode={mode} />
          <Tile
            className="double-services"
            title={vi.dossier.title}
            aside={<BalanceMark balance={view.quality.balance} />}
            freshness={fresh.dossier}
          >
            <div className="area-needs">
              <DossierNeeds view={view.dossier} />
              <DossierDay view={view.dossier} />
            </div>
            <div className="area-hours">
              <DossierHours hourly={view.dossier.hourly} />
            </div>
            <div className="area-levels">
              <DossierLevels view={view.dossier} />
              <DossierOther view={view.dossier} />
            </div>
            <div className="area-agencies">
              <Agencies byAgency={view.dossier.byAgency} wide />
            </div>
          </Tile>
          <FeedStrip feeds={view.feeds} now={coarse} />
        </div>
      </Frame>
      <Frame {...frame}>
        <div className="panel double-right">
          <Clock instant={clock} />
          <Tile className="double-conference" title={vi.conference.title} freshness={fresh.conference}>
            <ConferenceHead view={view.conference} />
            <ConferenceGrid view={view.conference} />
            <ConferenceMissing view={view.conference} now={coarse} />
          </Tile>
          <Tile className="double-security" title={vi.security.title} freshness={fresh.security}>
            <SecurityHead view={view.security} />
            <SecuritySeverity view={view.security} />
            <SecurityIncidents view={view.security} now={coarse} />
            <SecurityLinks view={view.security} />
            <SecurityHour lastHour={view.security.lastHour} />
          </Tile>
          <Tile className="double-alarms" title={vi.alarm.title} freshness={FRESH}>
            <AlarmList view={view.alarms} now={coarse} />
          </Tile>
        </div>
      </Frame>
    </>
  );
}
