// A model as JSON text and back. Models are plain data with Maps and Sets; nothing else needs care.

/** JSON of a model: a Map becomes {"$map":[[k,v],…]}, a Set {"$set":[…]}. */
export const pack = (model: unknown): string =>
  JSON.stringify(model, (_key, value: unknown) => {
    if (value instanceof Map) return { $map: [...value] };
    if (value instanceof Set) return { $set: [...value] };
    return value;
  });

/** The inverse of `pack`. Throws SyntaxError on broken text. */
export const unpack = <T>(text: string): T =>
  JSON.parse(text, (_key, value: unknown) => {
    if (value === null || typeof value !== 'object') return value;
    if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
    if ('$set' in value) return new Set(value.$set as unknown[]);
    return value;
  }) as T;
