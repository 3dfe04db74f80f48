// The face of paper: the whole of Be Vietnam Pro, from a package that carries it as TrueType. Found at run time, from the
// source as from the build: both lie in the folder that has node_modules.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const FACE = 'BeVietnamPro';

const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'));
const file = (name: string): string => join(folder, name, `BeVietnamPro_${name}.ttf`);

export const fontFiles = {
  normal: file('400Regular'),
  bold: file('600SemiBold'),
  italics: file('400Regular_Italic'),
  bolditalics: file('600SemiBold_Italic'),
} as const;
