// Which occurrences changed, for whoever sends or caches them. Kept beside the model and never in it: it is not part of a
// snapshot, of a view or of a hash, and a model read back from disk has no watchers.

const watchers = new WeakMap<object, Watcher[]>();
type Watcher = { changed: Set<string> };

/** Tells every watcher of this model that an occurrence was changed. */
export function announce(model: object, occurrence: string): void {
  const all = watchers.get(model);
  if (!all) return;
  for (const watcher of all) watcher.changed.add(occurrence);
}

export type Watch = Readonly<{
  /** Ids of the occurrences changed since the last call, and forgets them. */
  take: () => ReadonlySet<string>;
}>;

const NONE: ReadonlySet<string> = new Set();

/** Begins to note what changes in a model. What is noted grows until it is taken. */
export function watchAlarms(model: object): Watch {
  const watcher: Watcher = { changed: new Set() };
  watchers.set(model, [...(watchers.get(model) ?? []), watcher]);
  return {
    take: () => {
      if (watcher.changed.size === 0) return NONE;
      const { changed } = watcher;
      watcher.changed = new Set();
      return changed;
    },
  };
}
