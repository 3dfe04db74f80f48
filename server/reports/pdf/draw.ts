// A definition becomes the bytes of a PDF. Slow (a second or two): only ever in a thread of its own.
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { FACE, fontFiles } from './fonts.ts';

const files: ReadonlySet<string> = new Set(Object.values(fontFiles));
// Nothing that stands in an event can make the drawing read a file or ask a network.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => files.has(path));
pdfmake.setFonts({ [FACE]: { ...fontFiles } });

type Footer = Extract<NonNullable<TDocumentDefinitions['footer']>, (...args: never[]) => unknown>;

/** `footer` is asked once a page: that is how the pages are counted. */
export async function draw(
  definition: TDocumentDefinitions & { footer: Footer },
): Promise<{ bytes: Uint8Array; pages: number }> {
  let pages = 0;
  const footer: Footer = (page, count, size) => {
    pages = count;
    return definition.footer(page, count, size);
  };
  const bytes = await pdfmake.createPdf({ ...definition, footer }).getBuffer();
  return { bytes, pages };
}
