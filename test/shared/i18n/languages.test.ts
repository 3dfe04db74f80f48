// Every language says everything that Vietnamese says: same keys, same figures in each sentence, nothing empty, composed (NFC).
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { languageOf } from '../../../client/language.ts';
import { categoryName, feedName } from '../../../client/panels/words.ts';
import { en } from '../../../shared/i18n/en.ts';
import { date, decimal, fraction, number, percent, span, weekday, when } from '../../../shared/i18n/format.ts';
import { type LANGUAGES, speak, type Words } from '../../../shared/i18n/spoken.ts';
import { vi } from '../../../shared/i18n/vi.ts';
import { NOW } from '../../client/fixtures.ts';

const ROOT = join(import.meta.dirname, '../../..');
const VIETNAMESE = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
const GIVEN = ['«1»', '«2»', '«3»'];

/** Every word by its path; a sentence with figures is said with marks in their places. */
function everyWord(words: unknown, path = ''): [path: string, said: string, takes: number | null][] {
  if (typeof words === 'string') return [[path, words, null]];
  if (typeof words === 'function') return [[path, String(words(...GIVEN.slice(0, words.length))), words.length]];
  return Object.entries(words as object).flatMap(([key, value]) =>
    everyWord(value, path === '' ? key : `${path}.${key}`),
  );
}

const languages: Record<(typeof LANGUAGES)[number], Words> = { vi, en };
const vietnamese = everyWord(vi);

describe.each(Object.entries(languages))('%s', (name, words) => {
  const all = everyWord(words);
  it('has the words of Vietnamese, no fewer and no more', () => {
    expect(vietnamese.length).toBeGreaterThan(180);
    expect(all.map(([path, , takes]) => [path, takes])).toEqual(vietnamese.map(([path, , takes]) => [path, takes]));
  });
  it('leaves no word empty, none with blanks around it, and is composed', () => {
    for (const [path, said] of all) {
      expect(said, path).not.toBe('');
      expect(said, path).toBe(said.trim());
      expect(said, path).toBe(said.normalize('NFC'));
    }
  });
  it('says every figure that a sentence is given, once', () => {
    for (const [path, said, takes] of all)
      for (const mark of GIVEN.slice(0, takes ?? 0)) expect(said.split(mark), `${path}: ${said}`).toHaveLength(2);
  });
  it.runIf(name !== 'vi')('has nothing left in Vietnamese', () => {
    expect(all.filter(([, said]) => VIETNAMESE.test(said))).toEqual([]);
  });
});

it('a key too few or too many does not compile', () => {
  // @ts-expect-error P4 is missing
  const few: Words['priority'] = { P1: 'a', P2: 'b', P3: 'c' };
  // @ts-expect-error there is no P5
  const many: Words['priority'] = { P1: 'a', P2: 'b', P3: 'c', P4: 'd', P5: 'e' };
  // @ts-expect-error a sentence that is given a figure is no text
  const text: Words['state']['asOf'] = 'as of';
  expect([few, many, text]).toHaveLength(3);
});

describe('in English', () => {
  afterEach(() => speak(vi));
  it('numbers, dates and spans are those of en-GB, the day is that of UTC+7', () => {
    speak(en);
    expect([number(17_294), decimal(22.55), number(null)]).toEqual(['17,294', '22.6', '—']);
    expect([percent({ numerator: 368, denominator: 375 }), fraction({ numerator: 1368, denominator: 2375 })]).toEqual([
      '98.1%',
      '1,368 / 2,375',
    ]);
    expect([date(NOW), weekday(NOW), when(NOW - 86_400_000, NOW)]).toEqual(['21/11/2026', 'Saturday', '10:17 20/11']);
    expect(date(Date.parse('2026-11-20T17:00:00Z'))).toBe('21/11/2026');
    expect([45_000, 720_000, 12_000_000, 187_200_000].map(span)).toEqual(['45 s', '12 min', '3 h 20 min', '2 d 4 h']);
    speak(vi);
    expect([number(17_294), span(45_000)]).toEqual(['17.294', '45 giây']);
  });
  it('names that come with the data are said too, and what nobody has translated stays', () => {
    speak(en);
    expect([categoryName('Malware'), categoryName('toString'), feedName('/phutho/motcua'), feedName('/x/y')]).toEqual([
      'Malware',
      'toString',
      'One-stop office',
      '/x/y',
    ]);
  });
});

describe('the language of a page', () => {
  it('is the server’s where every word of the page has it, else Vietnamese', () => {
    expect([
      languageOf('wall', 'en'),
      languageOf('wall', 'vi'),
      languageOf('wall', 'fr'),
      languageOf('desk', 'en'),
    ]).toEqual(['en', 'vi', 'vi', 'vi']);
  });
  it('is chosen in one place: nobody else names one', () => {
    const files = ['client', 'server', 'shared'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => join(folder, file)),
    );
    const naming = files.filter((file) =>
      /from '[^']*(i18n|\.)\/(vi|en)\.ts'/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(naming.sort()).toEqual(['shared/i18n/spoken.ts']);
    const loading = files.filter((file) =>
      /import\('[^']*i18n\/\w+\.ts'\)/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(loading).toEqual(['client/language.ts']);
  });
});
