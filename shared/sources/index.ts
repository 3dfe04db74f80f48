// The one list of sources. A new source: its folder, and a line here.
import { conferenceSource } from './conference/index.ts';
import { dossierSource } from './dossier/index.ts';
import { securitySource } from './security/index.ts';

export const sources = { dossier: dossierSource, conference: conferenceSource, security: securitySource } as const;
export type SourceName = keyof typeof sources;
export const sourceNames = Object.keys(sources) as SourceName[];
