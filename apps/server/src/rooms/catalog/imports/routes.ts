import { Readable } from 'node:stream';
import {
  fileName,
  IMPORT_LIMITS,
  importDetail,
  importFormatQuery,
  importList,
  importPlan,
  importPreview,
  importSummary,
} from '@mosaajii/contract';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, type ProblemAnswer, problem, type Route, raw } from '../../../platform/http/index.ts';
import { authorOf } from '../answers.ts';
import { listImports, readImport } from './import-batches.ts';
import { type PreviewRefusal, previewImport } from './preview-import.ts';
import { rejectionsCsv } from './rejections-csv.ts';
import { cancelImport, planErrors, type StartRefusal, startImport } from './start-import.ts';
import { readImportDetail, type UploadRefusal, uploadImport } from './upload-import.ts';

const importId = z.strictObject({ importId: uuid });
const PLAN_BYTES = 64 * 1024;
const missing = () => problem('not-found', 'This import does not exist.');

function startProblem(refusal: StartRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return missing();
    case 'already-started':
      return problem('conflict', 'This import has been started already.');
    case 'already-ended':
      return problem('conflict', 'This import has ended already.');
    case 'invalid-request':
      return problem('invalid-request', refusal.errors[0]?.message, { errors: refusal.errors });
  }
}

function previewProblem(refusal: PreviewRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'not-found':
      return missing();
    case 'already-started':
      return problem('conflict', 'This import has been started already.');
    case 'too-many-rows':
      return problem('invalid-request', `The file has more than ${IMPORT_LIMITS.rows} rows. Split it.`);
    case 'unreadable':
      return problem('invalid-request', refusal.detail);
  }
}

function uploadProblem(refusal: UploadRefusal): ProblemAnswer {
  switch (refusal.code) {
    case 'empty':
      return problem('invalid-request', 'The file is empty.');
    case 'binary':
      return problem(
        'invalid-request',
        'This is not a text file. In a spreadsheet, choose “Save as” and the format CSV.',
      );
    case 'too-large':
      return problem('body-too-large', 'The file is larger than 64 MB. Split it.');
  }
}

export const importRoutes: readonly Route[] = [
  defineRoute({
    operation: 'imports.create',
    method: 'POST',
    url: '/imports',
    summary: 'Upload a product file (CSV up to 64 MB, any encoding and delimiter) and have its columns guessed',
    response: importDetail,
    status: 201,
    consumes: 'multipart',
    bodyLimit: IMPORT_LIMITS.fileBytes + 64 * 1024,
    handler: async ({ actor, deps, request }) => {
      const part = await request.file({ limits: { fileSize: IMPORT_LIMITS.fileBytes } });
      if (part === undefined) return problem('malformed-request', 'Send the file as a file part.');
      const named = fileName.safeParse(part.filename);
      const author = authorOf(actor, request);
      const name = named.success ? named.data : 'products.csv';
      const uploaded = await uploadImport(deps, actor.organizationId, author, name, part.file);
      return uploaded.ok ? uploaded.value : uploadProblem(uploaded.error);
    },
  }),
  defineRoute({
    operation: 'imports.list',
    method: 'GET',
    url: '/imports',
    summary: 'The last imports',
    response: importList,
    handler: async ({ actor, deps }) => ({ imports: await deps.db.read(actor.organizationId, listImports) }),
  }),
  defineRoute({
    operation: 'imports.read',
    method: 'GET',
    url: '/imports/:importId',
    summary: 'An import: its progress, and before the start its first rows, also read in another format',
    params: importId,
    query: importFormatQuery,
    response: importDetail,
    handler: async ({ actor, params, query, deps }) => {
      const { encoding, delimiter, hasHeader } = query;
      const format = {
        ...(encoding === undefined ? {} : { encoding }),
        ...(delimiter === undefined ? {} : { delimiter }),
        ...(hasHeader === undefined ? {} : { hasHeader: hasHeader === 'true' }),
      };
      return (await readImportDetail(deps, actor.organizationId, params.importId, format)) ?? missing();
    },
  }),
  defineRoute({
    operation: 'imports.preview',
    method: 'POST',
    url: '/imports/:importId/preview',
    summary: 'What a plan would do to the whole file; nothing is changed',
    params: importId,
    body: importPlan,
    response: importPreview,
    bodyLimit: PLAN_BYTES,
    handler: async ({ actor, params, body, deps }) => {
      const batch = await deps.db.read(actor.organizationId, async (tx) => {
        const found = await readImport(tx, params.importId);
        return found === null ? null : { errors: await planErrors(tx, body, found.columns.length) };
      });
      if (batch === null) return missing();
      if (batch.errors.length > 0) return startProblem({ code: 'invalid-request', errors: batch.errors });
      const preview = await previewImport(deps, actor.organizationId, params.importId, body);
      return preview.ok ? preview.value : previewProblem(preview.error);
    },
  }),
  defineRoute({
    operation: 'imports.start',
    method: 'POST',
    url: '/imports/:importId/start',
    summary: 'Import the file in the background',
    params: importId,
    body: importPlan,
    response: importSummary,
    status: 202,
    bodyLimit: PLAN_BYTES,
    handler: async ({ actor, params, body, deps, request }) => {
      const author = authorOf(actor, request);
      const started = await startImport(deps, actor.organizationId, author, params.importId, body);
      return started.ok ? started.value : startProblem(started.error);
    },
  }),
  defineRoute({
    operation: 'imports.cancel',
    method: 'POST',
    url: '/imports/:importId/cancel',
    summary: 'Stop an import; what has been imported stays',
    params: importId,
    response: importSummary,
    handler: async ({ actor, params, deps, request }) => {
      const cancelled = await cancelImport(deps, actor.organizationId, authorOf(actor, request), params.importId);
      return cancelled.ok ? cancelled.value : startProblem(cancelled.error);
    },
  }),
  defineRoute({
    operation: 'imports.rejections',
    method: 'GET',
    url: '/imports/:importId/rejections.csv',
    summary: 'The rejected rows with their reasons, as CSV',
    params: importId,
    response: { contentType: 'text/csv' },
    handler: async ({ actor, params, deps }) => {
      const batch = await deps.db.read(actor.organizationId, (tx) => readImport(tx, params.importId));
      if (batch === null) return missing();
      const name = batch.summary.fileName.replace(/\.[^.]*$/, '').replace(/[^\w-]+/g, '-') || 'import';
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}-rejected.csv"`,
        'cache-control': 'no-store',
      };
      return raw(
        200,
        headers,
        Readable.from(rejectionsCsv(deps, actor.organizationId, params.importId, batch.columns)),
      );
    },
  }),
];
