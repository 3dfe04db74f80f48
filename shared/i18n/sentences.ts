// Says a logged sentence in another language: the form of the sentence is found, its names and figures are taken out of it
// and put into the form of the other language. Nothing is guessed: a sentence of no known form is not said.

/** How the sentence is logged, and how it is said. Both name the same places in braces. */
export type Form = readonly [logged: string, said: string];

type Place = Readonly<{ kind: 'figure' | 'part' | 'parts' | 'name'; name: string }>;
type Compiled = Readonly<{ pattern: RegExp; places: readonly Place[]; said: string }>;

const PLACE = /\{(\w+)\}/g;
const FIGURE = '[-+−]?\\d[\\d.,]*';

/** `{n}`, `{n1}` a figure · `{p}` a part with a form of its own, or a name · `{ps}` such parts between ";", all of known forms. */
function kindOf(name: string): Place['kind'] {
  if (name === 'ps') return 'parts';
  if (/^n\d?$/.test(name)) return 'figure';
  return /^p\d?$/.test(name) ? 'part' : 'name';
}

/** Throws for a form whose two sides do not name the same places. */
function compile([logged, said]: Form): Compiled {
  const names = (text: string): string[] => [...text.matchAll(PLACE)].map((match) => match[1] ?? '');
  const places = names(logged).map((name) => ({ name, kind: kindOf(name) }));
  if (names(logged).sort().join() !== names(said).sort().join()) throw new Error(`not the same places: ${logged}`);
  const literals = logged.split(/\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const groups = places.map(({ kind }) => (kind === 'figure' ? `(${FIGURE})` : '(.+?)'));
  const pattern = literals.map((text, index) => `${text}${groups[index] ?? ''}`).join('');
  return { pattern: new RegExp(`^${pattern}$`, 'u'), places, said };
}

/** `1.234,5` → `1,234.5` */
const turned = (figure: string): string => figure.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'));

/** Remembered at most: a wall shows fifty alarms. */
const KEPT = 500;

/**
 * A function that says a sentence logged with Vietnamese figures in a language that writes them the other way round; null
 * where none of `sentences` fits. `parts`: forms of what stands inside a sentence. The first form that fits is taken.
 */
export function translator(sentences: readonly Form[], parts: readonly Form[]): (logged: string) => string | null {
  const [whole, inner] = [sentences.map(compile), parts.map(compile)];
  const kept = new Map<string, string | null>();

  const filled = ({ pattern, places, said }: Compiled, text: string): string | null => {
    const found = pattern.exec(text);
    if (!found) return null;
    const values = new Map<string, string>();
    for (const [index, { kind, name }] of places.entries()) {
      const value = found[index + 1] ?? '';
      const put = kind === 'figure' ? turned(value) : kind === 'name' ? value : inParts(value, kind);
      if (put === null) return null;
      values.set(name, put);
    }
    return said.replace(PLACE, (_place, name: string) => values.get(name) ?? '');
  };
  const first = (forms: readonly Compiled[], text: string): string | null => {
    for (const form of forms) {
      const said = filled(form, text);
      if (said !== null) return said;
    }
    return null;
  };
  function inParts(text: string, kind: 'part' | 'parts'): string | null {
    if (kind === 'part') return first(inner, text) ?? text;
    const said = text.split('; ').map((part) => first(inner, part));
    return said.includes(null) ? null : said.join('; ');
  }

  return (logged) => {
    let said = kept.get(logged);
    if (said !== undefined) return said;
    said = first(whole, logged);
    if (kept.size >= KEPT) kept.clear();
    kept.set(logged, said);
    return said;
  };
}
