// Schemas of permalinks and of the proof of a day.
import { dayProof, link } from '../../shared/day-schema.ts';
import { linkBody } from '../proof/routes.ts';

export const proofAnswers = { Link: link, DayProof: dayProof } as const;

export const proofBodies = { LinkBody: linkBody } as const;
