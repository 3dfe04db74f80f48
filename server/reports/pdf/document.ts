// The page of a report: who it is from on top, what it is behind the text and at the foot of every page.
import type { Column, Content, Node, TDocumentDefinitions } from 'pdfmake/interfaces';
import { number } from '../../../shared/i18n/format.ts';
import type { Stamp } from '../protocol.ts';
import { moment, stampText } from '../stamp.ts';
import { words } from '../words.ts';
import { FACE } from './fonts.ts';

/** A4 in points, and what is left between the margins. */
const MARGIN = 40;
export const WIDTH = 595.28 - 2 * MARGIN;

/** A heading that would begin below this part of a page goes onto the next one. */
const LAST_HEADING = 0.9;

const INK = '#1b1f23';
const GREY = '#4d565f';
const LINE = '#c9ced3';

export type Report = Readonly<{ province: string; title: string; period: string; stamp: Stamp; content: Content[] }>;

export function documentOf({ province, title, period, stamp, content }: Report) {
  const line = stampText(stamp);
  const exercise: Column[] = stamp.exercise
    ? [{ text: ` ${words.exercise} `, bold: true, color: '#ffffff', background: INK, width: 'auto', noWrap: true }]
    : [];
  const rule = (y: number): Content => ({
    canvas: [{ type: 'line', x1: 0, y1: y, x2: WIDTH, y2: y, lineWidth: 0.5, lineColor: LINE }],
  });
  return {
    pageSize: 'A4',
    pageMargins: [MARGIN, 58, MARGIN, 52],
    info: {
      title: `${title}. ${period}`,
      author: stamp.by,
      subject: line,
      creator: words.centre,
      producer: words.centre,
      creationDate: new Date(stamp.madeAt),
    },
    language: 'vi-VN',
    defaultStyle: { font: FACE, fontSize: 9, lineHeight: 1.25, color: INK },
    styles: {
      title: { fontSize: 17, bold: true, lineHeight: 1.2 },
      heading: { fontSize: 11, bold: true, margin: [0, 14, 0, 4] },
      small: { fontSize: 8, color: GREY },
      head: { bold: true, fontSize: 8, color: GREY },
    },
    watermark: { text: line, font: FACE, color: GREY, opacity: 0.09, bold: true },
    header: {
      margin: [MARGIN, 24, MARGIN, 0],
      stack: [
        {
          columns: [
            { text: `${province} · ${words.centre}`, width: '*', style: 'small' },
            ...exercise,
            { text: words.mode[stamp.mode], bold: true, width: 'auto', margin: [8, 0, 0, 0], noWrap: true },
          ],
        },
        rule(3),
      ],
    },
    footer: (page: number, count: number): Content => ({
      margin: [MARGIN, 8, MARGIN, 0],
      stack: [
        rule(0),
        {
          margin: [0, 5, 0, 0],
          columns: [
            { text: line, style: 'small', width: '*' },
            { text: words.page(number(page), number(count)), style: 'small', width: 'auto', margin: [12, 0, 0, 0] },
          ],
        },
      ],
    }),
    // No heading alone at the foot of a page.
    pageBreakBefore: ({ headlineLevel, startPosition }: Node) =>
      headlineLevel === 1 && startPosition.verticalRatio > LAST_HEADING,
    content: [
      { text: title, style: 'title' },
      { text: period, margin: [0, 0, 0, 2] },
      { text: words.madeAt(moment(stamp.madeAt)), style: 'small' },
      ...content,
    ],
  } satisfies TDocumentDefinitions;
}
