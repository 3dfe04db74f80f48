// People in the order in which a Vietnamese list has them: by the given name, which comes last, then by the whole; đ after d.
const collator = new Intl.Collator('vi', { numeric: true });

const givenName = (name: string): string => name.trim().split(/\s+/).at(-1) ?? '';

export const byName = (a: Readonly<{ name: string }>, b: Readonly<{ name: string }>): number =>
  collator.compare(givenName(a.name), givenName(b.name)) || collator.compare(a.name, b.name);
