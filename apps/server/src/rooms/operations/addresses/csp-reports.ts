import { z } from 'zod';
import { defineRoute, type Route, raw } from '../../../platform/http/index.ts';

const text = z.string().max(2000).catch('');
/** What browsers send is theirs to decide: unknown fields are passed over, and nothing of it is believed. */
const report = z.object({
  'csp-report': z.object({
    'document-uri': text.optional(),
    'violated-directive': text.optional(),
    'effective-directive': text.optional(),
    'blocked-uri': text.optional(),
  }),
});

/** The directives of our policy; another word is not counted by its name. */
const DIRECTIVES: ReadonlySet<string> = new Set([
  'default-src',
  'script-src',
  'script-src-elem',
  'script-src-attr',
  'style-src',
  'style-src-elem',
  'style-src-attr',
  'img-src',
  'font-src',
  'connect-src',
  'worker-src',
  'manifest-src',
  'frame-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'object-src',
  'require-trusted-types-for',
  'trusted-types',
]);

export const cspReportRoutes: readonly Route[] = [
  defineRoute({
    operation: 'security.reports.create',
    method: 'POST',
    url: '/csp-reports',
    summary: 'What a browser refused to do because of the content policy. Counted and logged.',
    bodyLimit: 16 * 1024,
    body: report,
    response: { contentType: 'text/plain' },
    handler: async ({ body, deps, request }) => {
      const found = body['csp-report'];
      const [named = ''] = (found['effective-directive'] ?? found['violated-directive'] ?? '').split(' ');
      const directive = DIRECTIVES.has(named) ? named : 'other';
      deps.metrics?.count('csp_reports_total', directive);
      const where = { page: pathOf(found['document-uri']), blocked: siteOf(found['blocked-uri']) };
      request.log.warn(
        { event: 'csp-report', directive, ...where, address: request.ip },
        'a browser refused something',
      );
      return raw(204, {});
    },
  }),
];

/** The path alone: what stands behind it may carry a token. */
function pathOf(address: string | undefined): string {
  return address !== undefined && URL.canParse(address) ? new URL(address).pathname.slice(0, 200) : '';
}

/** The site alone, or the word that browsers use in its place (`inline`, `eval`). */
function siteOf(address: string | undefined): string {
  if (address === undefined) return '';
  if (URL.canParse(address)) return new URL(address).origin.slice(0, 200);
  return /^[a-z-]{1,40}$/.test(address) ? address : 'other';
}
