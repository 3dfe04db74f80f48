// Alarm rules: how they are set, and what they would have raised.
import type { Operation } from './operation.ts';

const BODY = { 400: ['BAD_JSON'], 413: ['TOO_LARGE'], 422: ['INVALID'], 429: ['QUEUE_FULL'] } as const;

export const ruleOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/rules',
    permission: 'alarms.read',
    tag: 'rules',
    summary: 'All alarm rules: what may be set, how they are set, their guidance and standing notes; and the shifts',
    answers: { 200: { description: 'All rules', schemas: ['Rules'] } },
  },
  {
    method: 'put',
    path: '/api/rules/{id}',
    permission: 'rules.manage',
    tag: 'rules',
    summary: 'Set a rule',
    description: `\`settings\` whole: every level and threshold of the rule. Of two who set it at once the last one stands, and the answer shows what stands;
whoever sends the \`version\` he saw is refused with \`STALE_VERSION\` when anything was changed since. \`where\` is a path in \`settings\`, such as \`params.count\`.
Logged as \`config.rule_changed\`; alarms that stand keep the priority they were raised with until their condition changes.`,
    parameters: { id: 'id of the rule, such as A11' },
    body: 'RuleChange',
    answers: { 200: { description: 'Set and committed', schemas: ['RuleAnswer'] } },
    refusals: { ...BODY, 404: ['NOT_FOUND'], 409: ['STALE_VERSION'] },
  },
  {
    method: 'put',
    path: '/api/rules/{id}/note',
    permission: 'alarms.act',
    tag: 'rules',
    summary: 'The standing note of a rule, shown beside each of its alarms; each edit is a revision of its own',
    parameters: { id: 'id of the rule' },
    body: 'RuleNote',
    answers: { 200: { description: 'Noted and committed', schemas: ['NoteAnswer'] } },
    refusals: { ...BODY, 404: ['NOT_FOUND'] },
  },
  {
    method: 'post',
    path: '/api/rules/{id}/dry-run',
    permission: 'rules.manage',
    tag: 'rules',
    summary: 'What a rule would have raised on a day with other settings, beside what it did raise',
    description: `The day as it was known then, with this rule alone set otherwise; nobody acts in it. Each row is one activation: raised until returned. Nothing is
written. One runs at a time, others get 429.`,
    parameters: { id: 'id of the rule' },
    body: 'DryRunBody',
    answers: { 200: { description: 'Both, the first 500 of each', schemas: ['DryRun'] } },
    refusals: { ...BODY, 404: ['NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/api/feeds/schedules',
    permission: 'alarms.read',
    tag: 'rules',
    summary: 'When each feed is to be heard; null: always',
    answers: { 200: { description: 'By source', schemas: ['FeedSchedules'] } },
  },
  {
    method: 'post',
    path: '/api/feeds/{source}/schedule',
    permission: 'rules.manage',
    tag: 'rules',
    summary:
      'Set when a feed is to be heard: outside it and in an announced maintenance its silence is quiet and no alarm',
    description: 'Whole: hours and every maintenance. Logged as `config.feed_scheduled`.',
    parameters: { source: 'the source, percent-encoded: %2Fphutho%2Fmotcua' },
    body: 'FeedSchedule',
    answers: { 200: { description: 'Set and committed', schemas: ['FeedScheduleAnswer'] } },
    refusals: { ...BODY, 404: ['NOT_FOUND'] },
  },
  {
    method: 'put',
    path: '/api/shifts',
    permission: 'rules.manage',
    tag: 'rules',
    summary: 'When the shifts of the desk begin: a shelf ends with its shift',
    body: 'Shifts',
    answers: { 200: { description: 'Set and committed', schemas: ['ShiftsAnswer'] } },
    refusals: BODY,
  },
];
