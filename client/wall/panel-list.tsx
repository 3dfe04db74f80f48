// The one list of what can stand on a wall: each panel by its name in the data of the scenes.
import type { ComponentType } from 'react';
import type { PanelId } from '../../shared/wall/face.ts';
import { AlarmList } from '../panels/alarms.tsx';
import { ConferenceHead, ConferenceMissing, ConferenceSchedule } from '../panels/conference.tsx';
import { ConferenceGrid } from '../panels/conference-grid.tsx';
import { Districts } from '../panels/districts.tsx';
import {
  DossierCare,
  DossierDay,
  DossierFigures,
  DossierFormulas,
  DossierHours,
  DossierLevels,
  DossierNeeds,
  DossierOther,
  DossierQuality,
} from '../panels/dossier.tsx';
import { Agencies } from '../panels/dossier-agencies.tsx';
import { FeedStrip, FeedTable } from '../panels/feeds.tsx';
import { ProvinceMap } from '../panels/map.tsx';
import { MonthTable } from '../panels/month.tsx';
import {
  SecurityCategories,
  SecurityHead,
  SecurityHour,
  SecurityIncidents,
  SecurityLinks,
  SecuritySeverity,
} from '../panels/security.tsx';
import { Clock, Head, StateLine } from './header.tsx';
import type { Parts } from './parts.ts';

export const PANELS: Readonly<Record<PanelId, ComponentType<Parts>>> = {
  head: (parts) => <Head {...parts} />,
  state: ({ sentence, link, mode }) => <StateLine sentence={sentence} link={link} mode={mode} />,
  clock: ({ clock, muted }) => <Clock instant={clock} muted={muted} />,
  'feed-strip': ({ view, coarse }) => <FeedStrip feeds={view.feeds} now={coarse} />,
  'feed-list': ({ view, coarse }) => <FeedTable feeds={view.feeds} now={coarse} wide={false} />,
  'feed-table': ({ view, coarse }) => <FeedTable feeds={view.feeds} now={coarse} />,
  alarms: ({ view, coarse }) => <AlarmList view={view.alarms} now={coarse} />,
  'alarms-wide': ({ view, coarse }) => <AlarmList view={view.alarms} now={coarse} wide />,
  'dossier-figures': ({ view }) => <DossierFigures view={view.dossier} />,
  'dossier-needs': ({ view }) => <DossierNeeds view={view.dossier} />,
  'dossier-day': ({ view }) => <DossierDay view={view.dossier} />,
  'dossier-hours': ({ view }) => <DossierHours hourly={view.dossier.hourly} />,
  'dossier-levels': ({ view }) => <DossierLevels view={view.dossier} />,
  'dossier-other': ({ view }) => <DossierOther view={view.dossier} />,
  'dossier-formulas': ({ view }) => <DossierFormulas view={view.dossier} />,
  'dossier-care': ({ view }) => <DossierCare view={view.dossier} />,
  'dossier-other-alone': ({ view }) => <DossierOther view={view.dossier} alone />,
  'dossier-quality': ({ view }) => <DossierQuality view={view.dossier} />,
  agencies: ({ view }) => <Agencies byAgency={view.dossier.byAgency} wide={false} />,
  'agencies-wide': ({ view }) => <Agencies byAgency={view.dossier.byAgency} wide />,
  'conference-head': ({ view }) => <ConferenceHead view={view.conference} />,
  'conference-grid': ({ view }) => <ConferenceGrid view={view.conference} />,
  'conference-missing': ({ view, coarse }) => <ConferenceMissing view={view.conference} now={coarse} />,
  'conference-missing-wide': ({ view, coarse }) => <ConferenceMissing view={view.conference} now={coarse} wide />,
  'conference-schedule': ({ view, coarse }) => <ConferenceSchedule view={view.conference} now={coarse} />,
  'security-head': ({ view }) => <SecurityHead view={view.security} />,
  'security-severity': ({ view }) => <SecuritySeverity view={view.security} />,
  'security-incidents': ({ view, coarse }) => <SecurityIncidents view={view.security} now={coarse} />,
  'security-links': ({ view }) => <SecurityLinks view={view.security} />,
  'security-hour': ({ view }) => <SecurityHour lastHour={view.security.lastHour} />,
  'security-categories': ({ view }) => <SecurityCategories view={view.security} />,
  'province-map': ProvinceMap,
  'district-table': Districts,
  'month-table': MonthTable,
};
