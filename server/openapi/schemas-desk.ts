// Schemas of what desks and walls say over their socket, and of the people they name.
import { z } from 'zod';
import {
  deskPresence,
  deskPresent,
  hornAnswer,
  hornBeat,
  hornChanged,
  hornSilence,
  hornTested,
} from '../../shared/wire-schema.ts';

export const deskAnswers = {
  DeskPresence: deskPresence,
  HornAnswer: hornAnswer,
  HornChanged: hornChanged,
  People: z.object({ people: z.array(z.object({ username: z.string(), name: z.string() })) }),
} as const;

export const deskBodies = {
  DeskPresent: deskPresent,
  HornBeat: hornBeat,
  HornSilence: hornSilence,
  HornTested: hornTested,
} as const;
