import { done } from '@mosaajii/contract/identity';
import { peopleExportQuery } from '@mosaajii/contract/people';
import { PEOPLE_FILE_LIMITS, peopleFileAnswer, peopleFileRequest } from '@mosaajii/contract/people-files';
import { defineRoute, permissionMissing, problem, type Route, raw } from '../../../../platform/http/index.ts';
import { originOf } from '../origin.ts';
import { exportPeople } from './export-people.ts';
import { importPeople, previewPeople } from './import-people.ts';

/** The file in base64, and what is said about it. */
const BODY_LIMIT = Math.ceil(PEOPLE_FILE_LIMITS.bytes / 3) * 4 + 64 * 1024;

const allow = defineRoute({
  operation: 'users.export.allow',
  method: 'POST',
  url: '/users/export',
  summary: 'Whether the people may be exported now: a link cannot ask for a confirmation, this can',
  body: done,
  response: done,
  handler: () => Promise.resolve({}),
});

const file = defineRoute({
  operation: 'users.export',
  method: 'GET',
  url: '/users/export',
  summary: 'The people who fit, as CSV. The export itself is audited.',
  query: peopleExportQuery,
  response: { contentType: 'text/csv' },
  handler: async ({ deps, actor, query, stores, request }) => {
    const stream = await exportPeople(deps, actor, { ...query, stores }, originOf(request));
    const day = deps.clock.now().toISOString().slice(0, 10);
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="team-${day}.csv"`,
      'cache-control': 'no-store',
    };
    return raw(200, headers, stream);
  },
});

const preview = defineRoute({
  operation: 'users.import.preview',
  method: 'POST',
  url: '/users/imports/preview',
  summary: 'What an import of a file of people would do, row by row',
  body: peopleFileRequest,
  response: peopleFileAnswer,
  bodyLimit: BODY_LIMIT,
  handler: async ({ deps, actor, body, stores }) => {
    // Whom a file takes in works in every store.
    if (stores !== null) throw permissionMissing('users.write', 'all-stores');
    const judged = await previewPeople(deps, actor, body);
    return judged.ok ? judged.value : problem(judged.error.code, judged.error.detail);
  },
});

const run = defineRoute({
  operation: 'users.import',
  method: 'POST',
  url: '/users/imports',
  summary: 'Invite the people of a file, or take them in as staff; each row is answered',
  body: peopleFileRequest,
  response: peopleFileAnswer,
  bodyLimit: BODY_LIMIT,
  handler: async ({ deps, actor, body, stores, request }) => {
    if (stores !== null) throw permissionMissing('users.write', 'all-stores');
    const judged = await importPeople(deps, actor, body, originOf(request));
    return judged.ok ? judged.value : problem(judged.error.code, judged.error.detail);
  },
});

export const peopleFileRoutes: readonly Route[] = [allow, file, preview, run];
