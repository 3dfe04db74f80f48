// XML as records. An XES event log (IEEE 1849) gives one flat record an event, named like the columns of the same log as
// CSV: attributes of the trace with the prefix `case:`. Any other document is one record: the document as an object.
import { XMLParser, XMLValidator } from 'fast-xml-parser';

type Node = { readonly [name: string]: unknown };

/** Attributes of other documents carry the prefix `@`; elements are always arrays; text beside attributes is `#text`. */
export function readXml(text: string): unknown[] {
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) throw new Error(`no XML: line ${verdict.err.line}: ${verdict.err.msg}`);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    parseAttributeValue: false,
    ignoreDeclaration: true,
    isArray: (_name, _path, _leaf, isAttribute) => !isAttribute,
  });
  const document: Node = parser.parse(text);
  const logs = nodes(document.log);
  return logs.length > 0 && nodes(logs[0]?.trace).length > 0 ? logs.flatMap(readLog) : [document];
}

function readLog(log: Node): unknown[] {
  return nodes(log.trace).flatMap((trace) => {
    const common = Object.fromEntries(Object.entries(attributes(trace)).map(([key, value]) => [`case:${key}`, value]));
    return nodes(trace.event).map((event) => ({ ...common, ...attributes(event) }));
  });
}

function attributes(node: Node): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const kind of ['string', 'date', 'int', 'float', 'boolean', 'id']) {
    for (const each of nodes(node[kind])) {
      const [key, value] = [each['@key'], each['@value']];
      if (typeof key === 'string' && typeof value === 'string')
        found[key] = kind === 'int' || kind === 'float' ? Number(value) : value;
    }
  }
  return found;
}

function nodes(value: unknown): Node[] {
  const list: unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.filter((each): each is Node => typeof each === 'object' && each !== null);
}
