import { logoDots, type ReceiptVersions, receiptSettingsUpdate, receiptVersions } from '@mosaajii/contract/receipts';
import { settingsQuery, shopSettings } from '@mosaajii/contract/settings';
import type { Tx } from '../../../platform/database/index.ts';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { NO_STORE } from '../settings.ts';
import { storeToUse } from '../store-places.ts';
import { changeReceipts } from './change-receipts.ts';
import { isLogoFile, logoDotsOf } from './logo-dots.ts';

const MOST_VERSIONS = 50;
const LOGO_BYTES = 5 * 1024 * 1024;
const MULTIPART_ROOM = 64 * 1024;

const update = defineRoute({
  operation: 'settings.receipts.update',
  method: 'PUT',
  url: '/settings/receipts',
  summary: 'Decide how the receipts of a store look',
  body: receiptSettingsUpdate,
  response: shopSettings,
  handler: async ({ deps, actor, body, stores, request }) => {
    const result = await changeReceipts(deps, actor, { ...body, stores }, request.id);
    if (result.ok) return result.value;
    if (result.error.code === 'unknown-store') return problem('not-found', result.error.detail);
    return problem('stale-version', result.error.detail, { extra: { current: result.error.current } });
  },
});

const versions = defineRoute({
  operation: 'settings.receipts.versions',
  method: 'GET',
  url: '/settings/receipts/versions',
  summary: 'How the receipts of a store looked before, the latest first',
  query: settingsQuery,
  response: receiptVersions,
  handler: ({ deps, actor, query, stores }) =>
    deps.db.read(actor.organizationId, async (tx) => {
      const storeId = await storeToUse(tx, stores, query.storeId);
      return storeId === undefined ? problem('not-found', NO_STORE) : { versions: await readVersions(tx, storeId) };
    }),
});

const logo = defineRoute({
  operation: 'settings.receipts.logo',
  method: 'POST',
  url: '/settings/receipts/logo',
  summary: 'A picture as the dots of a receipt printer (JPEG, PNG, WebP or GIF up to 5 MB); nothing of it is kept here',
  response: logoDots,
  consumes: 'multipart',
  bodyLimit: LOGO_BYTES + MULTIPART_ROOM,
  handler: async ({ request }) => {
    const part = await request.file({ limits: { fileSize: LOGO_BYTES } });
    if (part === undefined) return problem('malformed-request', 'Send the picture as a file part.');
    const upload = await part.toBuffer();
    const dots = isLogoFile(upload) ? await logoDotsOf(upload) : null;
    return dots === null
      ? problem('invalid-request', 'This file is not a picture that can be read (JPEG, PNG, WebP or GIF).')
      : { logo: dots };
  },
});

interface VersionRow {
  readonly version: number;
  readonly template: ReceiptVersions['versions'][number]['template'];
  readonly paper_width_mm: 58 | 80;
  readonly receipt_header: string;
  readonly receipt_footer: string;
  readonly changed_by: string;
  readonly changed_at: Date;
}

async function readVersions(tx: Tx, storeId: string): Promise<ReceiptVersions['versions']> {
  const rows = await tx.query<VersionRow>(
    'select version, template, paper_width_mm, receipt_header, receipt_footer, changed_by, changed_at' +
      ' from receipt_setting_version where organization_id = $1 and store_id = $2 order by version desc limit $3',
    [tx.organizationId, storeId, MOST_VERSIONS],
  );
  return rows.map((row) => ({
    version: row.version,
    template: row.template,
    paperWidthMm: row.paper_width_mm,
    receiptHeader: row.receipt_header,
    receiptFooter: row.receipt_footer,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  }));
}

export const receiptSettingRoutes: readonly Route[] = [update, versions, logo];
