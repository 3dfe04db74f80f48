// A model as it stood at a place of the log, kept in memory beside many others like it, and models that begin there. Of
// its Maps only what differs from the one kept before takes memory, and a beginning costs what it touches, not what there is.
import type { Model } from '../../shared/model.ts';
import { settle } from '../../shared/model.ts';
import type { Endpoint, Move } from '../../shared/sources/conference/model.ts';
import { bytesOf, copyOf, same } from './copy.ts';
import { type Entries, type Layer, LayeredMap, layerOver, rootLayer } from './layers.ts';

type AnyLayer = Layer<unknown, unknown>;

export type Kept = Readonly<{
  /** by the path of the Map in the model */
  layers: ReadonlyMap<string, AnyLayer>;
  /** the model without them */
  rest: Readonly<Record<string, unknown>>;
  /** about what it adds in memory to what is kept already */
  bytes: number;
}>;

/** Never changed once made, only replaced. */
const SHARED: ReadonlySet<string> = new Set(['calendar']);

/** Moves are never changed once made, and there are many: copies share them. */
const endpoints: Entries<Endpoint> = {
  copy: (endpoint) => ({ ...copyOf({ ...endpoint, moves: [] }), moves: endpoint.moves.slice() }),
  bytes: (endpoint) => bytesOf({ ...endpoint, moves: [] }) + 8 * endpoint.moves.length,
  graft(endpoint, { moves }) {
    const shared = (move: Move, index: number): Move => {
      const like = moves[index];
      return like && same(like, move) ? like : move;
    };
    return { ...endpoint, moves: endpoint.moves.map(shared) };
  },
};
const usual: Entries<unknown> = { copy: copyOf, bytes: bytesOf };
const entriesAt = (path: string): Entries<unknown> =>
  path === 'sources.conference.endpoints' ? (endpoints as Entries<unknown>) : usual;

type Record_ = Record<string, unknown>;
const isPlain = (value: unknown): value is Record_ =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Set);

/** Takes every Map that stands in objects of objects out of `part` and gives `take` its path. */
function without(part: Record_, path: string, take: (map: Map<unknown, unknown>, path: string) => void): Record_ {
  const rest: Record_ = {};
  for (const [key, value] of Object.entries(part)) {
    const where = path === '' ? key : `${path}.${key}`;
    if (value instanceof Map) take(value, where);
    else if (SHARED.has(where)) rest[key] = value;
    else if (isPlain(value)) rest[key] = without(value, where, take);
    else rest[key] = copyOf(value);
  }
  return rest;
}

/** The inverse: `rest` copied, with the Maps in their places. */
function together(part: Record_, path: string): Record_ {
  const whole: Record_ = {};
  for (const [key, value] of Object.entries(part)) {
    const where = path === '' ? key : `${path}.${key}`;
    if (SHARED.has(where)) whole[key] = value;
    else if (isPlain(value)) whole[key] = together(value, where);
    else whole[key] = copyOf(value);
  }
  return whole;
}

const bytesOfRest = (rest: Record_): number => bytesOf({ ...rest, calendar: null });

/**
 * Keeps a living model, which goes on as if nothing had happened. `apart`: nothing of what was kept before shall stay in
 * memory for its sake.
 */
export function keepModel(model: Model, { apart = false }: { apart?: boolean } = {}): Kept {
  // What a view would settle is settled once here, and not by each who begins.
  settle(model, model.at);
  const layers = new Map<string, AnyLayer>();
  let bytes = 0;
  const rest = without(model, '', (map, path) => {
    const before = map instanceof LayeredMap ? map.top() : null;
    const layer =
      map instanceof LayeredMap ? map.keep(apart) : rootLayer(new Map(copied(map, entriesAt(path))), entriesAt(path));
    if (layer !== before) bytes += layer.bytes;
    layers.set(path, layer);
  });
  return { layers, rest, bytes: bytes + bytesOfRest(rest) };
}

function* copied(map: Map<unknown, unknown>, { copy }: Entries<unknown>): Generator<[unknown, unknown]> {
  for (const [key, value] of map) yield [key, copy(value)];
}

/** Keeps a model that nobody uses any more, such as one just read; beside `near` where there is one that is like it. */
export function keepWhole(model: Model, near: Kept | null): Kept {
  settle(model, model.at);
  const layers = new Map<string, AnyLayer>();
  let bytes = 0;
  const rest = without(model, '', (map, path) => {
    const like = near?.layers.get(path);
    const layer = like ? layerOver(map, like, entriesAt(path)) : rootLayer(map, usual);
    bytes += layer.bytes;
    layers.set(path, layer);
  });
  return { layers, rest, bytes: bytes + bytesOfRest(rest) };
}

/** A model of one's own that begins where `kept` stands. */
export function modelOf(kept: Kept): Model {
  const model = together(kept.rest, '');
  for (const [path, layer] of kept.layers) {
    const names = path.split('.');
    const last = names.pop() ?? '';
    const part = names.reduce((at, name) => at[name] as Record_, model);
    part[last] = new LayeredMap(layer, entriesAt(path));
  }
  return model as unknown as Model;
}
