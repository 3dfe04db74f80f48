// The OpenAPI 3.1 document, made from the schemas and permissions that the program itself uses.
import type { z } from 'zod';
import { RESERVED_TYPES } from '../../shared/event.ts';
import { sentTypes, writtenTypes } from '../../shared/model.ts';
import { COOKIES } from '../auth/cookies.ts';
import { type Least, LOOPBACK_MAY, PERMISSIONS, type Permission } from '../auth/permissions.ts';
import type { RefusalCode } from '../refusal.ts';
import { INTRODUCTION } from './live.ts';
import { commonRefusals, type Operation } from './operation.ts';
import { accountOperations } from './operations-accounts.ts';
import { alarmOperations } from './operations-alarms.ts';
import { dataOperations } from './operations-data.ts';
import { explainOperations } from './operations-explain.ts';
import { exportOperations } from './operations-exports.ts';
import { kpiOperations } from './operations-kpi.ts';
import { peopleOperations } from './operations-people.ts';
import { proofOperations } from './operations-proof.ts';
import { ruleOperations } from './operations-rules.ts';
import { serverOperations } from './operations-server.ts';
import { wallOperations } from './operations-walls.ts';
import { componentSchemas, inputSchema } from './schemas.ts';

type Json = Record<string, unknown>;

export const operations: readonly Operation[] = [
  ...dataOperations,
  ...proofOperations,
  ...exportOperations,
  ...alarmOperations,
  ...kpiOperations,
  ...explainOperations,
  ...ruleOperations,
  ...accountOperations,
  ...wallOperations,
  ...peopleOperations,
  ...serverOperations,
];

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const anyOf = (schemas: readonly Json[]): Json =>
  schemas.length === 1 && schemas[0] ? schemas[0] : { anyOf: schemas };
const json = (schema: Json): Json => ({ 'application/json': { schema } });
const leastOf = (permission: Permission | null): Least => (permission === null ? 'anyone' : PERMISSIONS[permission]);

function securityOf(permission: Permission | null): Json[] {
  const least = leastOf(permission);
  if (least === 'anyone') return [];
  if (least === 'source key') return [{ sourceKey: [] }];
  // What a wall may do, a program with a wall's token may do too.
  const roles = least === 'wall' ? [{ session: [] }, { wall: [] }, { wallToken: [] }] : [{ session: [] }];
  return permission !== null && LOOPBACK_MAY.has(permission) ? [...roles, {}] : roles;
}

function responsesOf(operation: Operation): Json {
  const refusals = new Map<number, Set<RefusalCode>>();
  for (const group of [commonRefusals(operation), operation.refusals ?? {}])
    for (const [status, codes] of Object.entries(group)) {
      const known = refusals.get(Number(status)) ?? new Set();
      for (const code of codes) known.add(code);
      refusals.set(Number(status), known);
    }
  if (operation.tag !== 'pages') {
    refusals.set(500, new Set<RefusalCode>(['INTERNAL']));
    refusals.set(503, new Set<RefusalCode>(['UNAVAILABLE']));
  }
  const responses: Json = {};
  for (const [status, { description, schemas = [], types = [] }] of Object.entries(operation.answers)) {
    const content: Json = schemas.length > 0 ? json(anyOf(schemas.map(ref))) : {};
    for (const type of types) content[type] = {};
    responses[status] = Object.keys(content).length === 0 ? { description } : { description, content };
  }
  for (const [status, codes] of refusals) {
    const good = responses[status] as
      | { description: string; content: { 'application/json': { schema: Json } } }
      | undefined;
    const refused = { allOf: [ref('Refusal'), { properties: { code: { enum: [...codes] } } }] };
    const words = [...codes].join(', ');
    responses[status] = good
      ? {
          description: `${good.description}; or ${words}`,
          content: json(anyOf([good.content['application/json'].schema, refused])),
        }
      : { description: words, content: json(refused) };
  }
  return responses;
}

function parametersOf(operation: Operation): Json[] {
  const path = Object.entries(operation.parameters ?? {}).map(([name, description]) => ({
    name,
    in: 'path',
    required: true,
    description,
    schema: { type: 'string' },
  }));
  if (!operation.query) return path;
  const { properties = {}, required = [] } = inputSchema(operation.query) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const query = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
  return [...path, ...query];
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

function operationOf(operation: Operation): Json {
  const { method, path, tag, summary, description, permission, body, bodies } = operation;
  const content = body
    ? json(ref(body))
    : bodies && Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }]));
  return {
    operationId: [method, ...path.split(/\W+/)].map((word, i) => (i === 0 ? word : capital(word))).join(''),
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    'x-permission': permission,
    'x-least-role': leastOf(permission),
    security: securityOf(permission),
    parameters: parametersOf(operation),
    ...(content ? { requestBody: { required: true, content } } : {}),
    responses: responsesOf(operation),
  };
}

function eventSchemas(): Json {
  const schemas: Json = {};
  for (const [type, schema] of Object.entries<z.ZodType>({ ...sentTypes, ...writtenTypes }))
    schemas[type] = inputSchema(schema);
  const text = { type: 'string', minLength: 1 };
  schemas.Event = {
    description: `A CloudEvent. Written by the server alone, and refused from outside: ${RESERVED_TYPES.map((type) => (type.endsWith('.') ? `${type}*` : type)).join(', ')}.`,
    type: 'object',
    required: ['specversion', 'id', 'source', 'type', 'time'],
    properties: {
      specversion: { const: '1.0' },
      id: text,
      source: text,
      type: { enum: Object.keys(sentTypes) },
      time: { type: 'string', format: 'date-time', description: 'RFC 3339 with offset, kept to the millisecond' },
      subject: { ...text, maxLength: 128, description: 'what it is about; may be absent for feed.* only' },
      agency: {
        ...text,
        maxLength: 128,
        description: 'extension: agency code; 000.00.14.H44 and H44.14 are the same',
      },
      exercise: { type: ['boolean', 'string'], description: 'extension: a real database refuses what is marked true' },
      data: { type: 'object', description: 'the schema named like the type' },
    },
    oneOf: Object.keys(sentTypes).map((type) => ({ properties: { type: { const: type }, data: ref(type) } })),
  };
  return schemas;
}

/** The whole document: plain JSON, the same for every server of this build. */
export function openApiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {};
    methods[operation.method] = operationOf(operation);
    paths[operation.path] = methods;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'IOC monitor', version, description: INTRODUCTION },
    paths,
    components: {
      schemas: { ...componentSchemas(), ...eventSchemas() },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: COOKIES.session, description: 'set by POST /api/login' },
        wall: { type: 'apiKey', in: 'cookie', name: COOKIES.wall, description: 'set by pairing' },
        wallToken: { type: 'http', scheme: 'bearer', description: 'of POST /api/walls' },
        sourceKey: { type: 'http', scheme: 'bearer', description: 'of POST /api/keys, or IOC_INGEST_KEY' },
      },
    },
  };
}
