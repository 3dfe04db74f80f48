// What a replay's page paints: the instant that its frame names and the dossiers' figures, picture by picture.

/** Figures as they are read on the screen; `at`: epoch ms, to the second while it plays. */
export type Picture = Readonly<{
  at: number;
  submitted: number;
  received: number;
  resolved: number;
  open: number;
  overdue: number;
}>;

declare global {
  interface Window {
    /** What the page shows now; null: no wall yet. */
    picture: () => Picture | null;
    /** Every picture painted so far that differs from the one before. */
    pictures: Picture[];
  }
}

/** Runs in the page, before its own code. `labels`: of the figures, as they stand on the wall. */
export function recordPictures(labels: Readonly<Record<'received' | 'resolved' | 'overdue', string>>): void {
  const numberIn = (text: string | null | undefined): number =>
    Number.parseInt(/\d[\d.]*/.exec(text ?? '')?.[0].replaceAll('.', '') ?? '', 10);
  const figure = (label: string): { value: number; note: number } => {
    const box = [...document.querySelectorAll('.wall .figure')].find(
      (one) => one.querySelector('.figure-label')?.textContent === label,
    );
    // What is usual is no note of what is.
    const note = [...(box?.querySelectorAll('.figure-notes > div') ?? [])].find((one) => !one.querySelector('.usual'));
    return { value: numberIn(box?.querySelector('.figure-number')?.textContent), note: numberIn(note?.textContent) };
  };
  window.picture = () => {
    const caption = document.querySelector('.wall .frame-caption')?.textContent ?? '';
    const [, day, month, year, time] = /(\d\d)\/(\d\d)\/(\d{4}) (\d\d:\d\d:\d\d(?:\.\d+)?) ·/.exec(caption) ?? [];
    if (time === undefined) return null;
    const [received, resolved, overdue] = [figure(labels.received), figure(labels.resolved), figure(labels.overdue)];
    return {
      at: Date.parse(`${year}-${month}-${day}T${time}+07:00`),
      ...{ submitted: received.note, received: received.value, resolved: resolved.value },
      ...{ open: overdue.note, overdue: overdue.value },
    };
  };
  window.pictures = [];
  let last = '';
  const look = (): void => {
    const picture = window.picture();
    const text = JSON.stringify(picture);
    if (picture && text !== last) window.pictures.push(picture);
    last = text;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
