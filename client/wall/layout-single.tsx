// One panel (1920x1080): the subjects' figures above, units, grid and charts below, alarms on the right.
import { spoken as vi } from '../../shared/i18n/spoken.ts';
import { AlarmList } from '../panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing } from '../panels/conference.tsx';
import { ConferenceGrid } from '../panels/conference-grid.tsx';
import { DossierDay, DossierHours, DossierNeeds } from '../panels/dossier.tsx';
import { Agencies } from '../panels/dossier-agencies.tsx';
import { FeedStrip } from '../panels/feeds.tsx';
import { SecurityHead, SecurityHour, SecurityIncidents, SecuritySeverity } from '../panels/security.tsx';
import { BalanceMark } from './balance-mark.tsx';
import { Frame } from './frame.tsx';
import { Clock, StateLine } from './header.tsx';
import type { Parts } from './parts.ts';
import { FRESH, Tile } from './tile.tsx';

export function Single({ view, mode, link, sentence, fresh, clock, coarse, caption }: Parts) {
  return (
    <Frame mode={mode} caption={caption} exercise={view.exercise}>
      <div className="panel single">
        <div className="single-head">
          <StateLine sentence={sentence} link={link} mode={mode} />
          <Clock instant={clock} />
        </div>
        <Tile
          className="single-services"
          title={vi.dossier.title}
          aside={<BalanceMark balance={view.quality.balance} />}
          freshness={fresh.dossier}
        >
          <DossierNeeds view={view.dossier} />
          <DossierDay view={view.dossier} />
          <Agencies byAgency={view.dossier.byAgency} wide={false} />
          <DossierHours hourly={view.dossier.hourly} />
        </Tile>
        <Tile className="single-conference" title={vi.conference.title} freshness={fresh.conference}>
          <ConferenceHead view={view.conference} />
          <ConferenceGrid view={view.conference} />
          <ConferenceMissing view={view.conference} now={coarse} />
        </Tile>
        <Tile className="single-security" title={vi.security.title} freshness={fresh.security}>
          <SecurityHead view={view.security} />
          <SecuritySeverity view={view.security} />
          <SecurityIncidents view={view.security} now={coarse} />
          <SecurityHour lastHour={view.security.lastHour} />
        </Tile>
        <Tile className="single-alarms" title={vi.alarm.title} freshness={FRESH}>
          <AlarmList view={view.alarms} now={coarse} />
        </Tile>
        <FeedStrip feeds={view.feeds} now={coarse} />
      </div>
    </Frame>
  );
}
