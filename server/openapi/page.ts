// GET /api/docs: the document as plain HTML, without any script, and with nothing fetched from elsewhere.
import { REFUSAL_CODES } from '../refusal.ts';
import { escaped, html, inline } from './markdown.ts';

type Json = Record<string, unknown>;
type Media = Readonly<Record<string, { schema?: Json }>>;
type Shown = Readonly<{
  tags: string[];
  summary: string;
  description?: string;
  'x-least-role': string;
  parameters: readonly Readonly<{ name: string; in: string; required: boolean; description?: string; schema: Json }>[];
  requestBody?: Readonly<{ content: Media }>;
  responses: Readonly<Record<string, { description: string; content?: Media }>>;
}>;
type Document = Readonly<{
  info: Readonly<{ title: string; version: string; description: string }>;
  paths: Readonly<Record<string, Readonly<Record<string, Shown>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Json>> }>;
}>;

const TAGS = ['events', 'state', 'exports', 'alarms', 'rules', 'accounts', 'walls', 'server', 'pages'] as const;

const anchor = (text: string): string =>
  text
    .replaceAll(/[^a-zA-Z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();

/** The names of the schemas that a piece of the document refers to, as links. */
function links(schema: unknown): string {
  const names = [...JSON.stringify(schema ?? {}).matchAll(/#\/components\/schemas\/([\w.]+)/g)].map(([, name]) => name);
  return [...new Set(names)].map((name = '') => `<a href="#schema-${anchor(name)}">${escaped(name)}</a>`).join(', ');
}

const mediaOf = (content: Media | undefined): string =>
  Object.entries(content ?? {})
    .map(([type, { schema }]) => `<code>${escaped(type)}</code> ${links(schema)}`)
    .join('<br>');

const rowsOf = (rows: readonly string[][], head: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>${rows
        .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
        .join('')}</tbody></table>`;

/** What a parameter's schema says beyond its being a text. */
function limits({ type, ...schema }: Json): string {
  const said = { ...(type === 'string' ? {} : { type }), ...schema };
  return Object.keys(said).length === 0 ? '' : `<code>${escaped(JSON.stringify(said))}</code>`;
}

function operation(method: string, path: string, shown: Shown): string {
  const title = `${method.toUpperCase()} ${path}`;
  const parameters = shown.parameters.map((one) => [
    `<code>${escaped(one.name)}</code>`,
    one.required ? 'needed' : '',
    [one.description ? inline(one.description) : '', limits(one.schema)].filter((part) => part !== '').join(' '),
  ]);
  const responses = Object.entries(shown.responses).map(([status, { description, content }]) => [
    status,
    inline(description),
    mediaOf(content),
  ]);
  return `<section id="${anchor(title)}"><h3><code>${escaped(title)}</code></h3>
<p>${inline(shown.summary)}. <span class="role">${escaped(shown['x-least-role'])}</span></p>
${shown.description ? html(shown.description, 4) : ''}
${rowsOf(parameters, ['parameter', '', 'meaning'])}
${shown.requestBody ? `<p>Body: ${mediaOf(shown.requestBody.content)}</p>` : ''}
${rowsOf(responses, ['status', 'meaning', 'content'])}</section>`;
}

/** The page. `document` is what GET /api/openapi.json answers. */
export function docsPage(document: object): string {
  const { info, paths, components } = document as Document;
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, shown]) => ({ method, path, shown })),
  );
  const schemas = Object.entries(components.schemas);
  const contents = TAGS.map(
    (tag) =>
      `<li>${tag}<ul>${all
        .filter(({ shown }) => shown.tags.includes(tag))
        .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
        .map((title) => `<li><a href="#${anchor(title)}">${escaped(title)}</a></li>`)
        .join('')}</ul></li>`,
  );
  const sections = TAGS.map(
    (tag) =>
      `<h2>${tag}</h2>${all
        .filter(({ shown }) => shown.tags.includes(tag))
        .map(({ method, path, shown }) => operation(method, path, shown))
        .join('\n')}`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(info.title)} API</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/api/docs.css"></head><body>
<h1>${escaped(info.title)} ${escaped(info.version)}: API</h1>
<p>For programs: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1)</p>
${html(info.description, 2)}
<h2>Refusal codes</h2><p>${REFUSAL_CODES.map((code) => `<code>${code}</code>`).join(' ')}</p>
<nav><h2>Routes</h2><ul>${contents.join('')}</ul></nav>
${sections.join('\n')}
<h2>Schemas</h2>
${schemas
  .map(
    ([name, schema]) =>
      `<details id="schema-${anchor(name)}"><summary><code>${escaped(name)}</code></summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  .join('\n')}
</body></html>
`;
}

export const DOCS_CSS = `body { max-width: 75rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff }
h1 { font-size: 1.6rem } h2 { margin-top: 2.5rem; border-bottom: 1px solid #bbb } h3 { margin-top: 2rem }
code, pre { font: 0.9em ui-monospace, monospace } code { background: #f2f2f2; padding: 0 0.2em } pre { background: #f2f2f2; padding: 0.8em; overflow: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.6rem 0.25rem 0; border-bottom: 1px solid #ddd }
.role { border: 1px solid #888; border-radius: 3px; padding: 0 0.4em; font-size: 0.85em }
nav > ul { columns: 3 20rem; list-style: none; padding: 0 } nav li { break-inside: avoid } summary { cursor: pointer }
`;
