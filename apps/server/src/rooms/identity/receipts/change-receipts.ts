import { randomBytes } from 'node:crypto';
import type { ReceiptSettingsUpdate } from '@mosaajii/contract/receipts';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { ok, type Result, refuse } from '@mosaajii/domain';
import type { Stores, UserActor } from '../../../platform/access/index.ts';
import type { Tx } from '../../../platform/database/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { recordChange } from '../../../platform/feed/index.ts';
import { NO_STORE, readShopSettings, type SettingsRefusal } from '../settings.ts';
import { storeToUse } from '../store-places.ts';

const KEY_BYTES = 32;

/**
 * Saves how a store's receipts look, all of it together, and keeps the state as a version. Made from an older version of the
 * store's settings, it is refused with the present ones. Registers hear of it with the change feed.
 */
export function changeReceipts(
  deps: Deps,
  actor: UserActor,
  update: ReceiptSettingsUpdate & { readonly stores: Stores },
  requestId: string,
): Promise<Result<ShopSettings, SettingsRefusal>> {
  return deps.db.tx(actor.organizationId, async (tx) => {
    const storeId = await storeToUse(tx, update.stores, update.storeId);
    if (storeId === undefined) return refuse({ code: 'unknown-store', detail: NO_STORE });
    const before = await readShopSettings(tx, storeId);
    if (!(await updateStore(tx, storeId, update))) {
      const current = await readShopSettings(tx, storeId);
      return refuse({ code: 'stale-version', detail: 'Somebody else changed the settings meanwhile.', current });
    }
    await writeTemplate(tx, storeId, update, before);
    await keepVersion(tx, storeId, update, { userId: actor.userId, at: deps.clock.now() });
    await recordChange(tx, {
      kind: 'settings',
      ids: [storeId],
      audit: [
        {
          action: 'settings.receipts-changed',
          subjectKind: 'store',
          subjectId: storeId,
          userId: actor.userId,
          detail: detailOf(before, update),
          requestId,
        },
      ],
    });
    return ok(await readShopSettings(tx, storeId));
  });
}

async function updateStore(tx: Tx, storeId: string, update: ReceiptSettingsUpdate): Promise<boolean> {
  const rows = await tx.query(
    'update store set paper_width_mm = $3, receipt_header = $4, receipt_footer = $5, version = version + 1' +
      ' where organization_id = $1 and store_id = $2 and version = $6 returning store_id',
    [tx.organizationId, storeId, update.paperWidthMm, update.receiptHeader, update.receiptFooter, update.version],
  );
  return rows.length === 1;
}

async function writeTemplate(
  tx: Tx,
  storeId: string,
  update: ReceiptSettingsUpdate,
  before: ShopSettings,
): Promise<void> {
  const kept = update.endsLinks === true ? undefined : before.store.receipt?.linkKey;
  const key = kept ?? randomBytes(KEY_BYTES).toString('base64url');
  await tx.query(
    `insert into receipt_setting (organization_id, store_id, template, link_key, link_days) values ($1, $2, $3::jsonb, $4, $5)
     on conflict (organization_id, store_id) do update
       set template = excluded.template, link_key = excluded.link_key, link_days = excluded.link_days`,
    [tx.organizationId, storeId, JSON.stringify(update.template), key, update.linkDays],
  );
}

async function keepVersion(
  tx: Tx,
  storeId: string,
  update: ReceiptSettingsUpdate,
  { userId, at }: { readonly userId: string; readonly at: Date },
): Promise<void> {
  const { template, paperWidthMm, receiptHeader, receiptFooter } = update;
  await tx.query(
    `insert into receipt_setting_version (organization_id, store_id, version, template, paper_width_mm, receipt_header,
       receipt_footer, changed_by, changed_at) values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9)`,
    [
      tx.organizationId,
      storeId,
      update.version + 1,
      JSON.stringify(template),
      paperWidthMm,
      receiptHeader,
      receiptFooter,
      userId,
      at.toISOString(),
    ],
  );
}

/** What the trail says: which parts in which order, never the dots of a logo nor the key. */
function detailOf({ store }: ShopSettings, update: ReceiptSettingsUpdate) {
  const { template } = update;
  const { logo, ...look } = template;
  return {
    from: {
      version: store.version,
      parts: store.receipt?.template.parts ?? [],
      linkDays: store.receipt?.linkDays ?? null,
    },
    to: { ...look, hasLogo: logo !== null, linkDays: update.linkDays, paperWidthMm: update.paperWidthMm },
    endsLinks: update.endsLinks === true,
  };
}
