import { setTimeout as wait } from 'node:timers/promises';
import { publicKeyJwk } from '@mosaajii/contract/identity';
import { pushRequestSchema } from '@mosaajii/contract/sync';
import { hashOfSecret } from '../../../platform/access/index.ts';
import type { Deps } from '../../../platform/deps.ts';
import { batchUpsert, findVariantsBySku } from '../../catalog/index.ts';
import { enrolAgain, enrolRegister, readChainHead } from '../../identity/index.ts';
import { adjustStock } from '../../stock/index.ts';
import { findKnownOperations, type ReplayShop, ShopRefusal } from '../replay/index.ts';
import { pushOperations } from '../sync/index.ts';
import { keepRegister, lockRegister } from './queries.ts';

/** Whose shop it is, and what the history needs to know of it. */
export interface InsideShop {
  readonly organizationId: string;
  readonly storeId: string;
  readonly userId: string;
  readonly currencyCode: string;
  /** The day that the opening stock is put on the shelf. */
  readonly firstBusinessDate: string;
  /** Names this run in the audit trail. */
  readonly requestId: string;
  /** Aborted when the server stops: nothing more is sent. */
  readonly signal: AbortSignal;
}

const MOST_PRODUCTS = 500;
const LONGEST_REST_MS = 2000;

/** The shop as its own server sees it: the same doors that the routes go through, without the network. */
export function insideShop(deps: Deps, shop: InsideShop): ReplayShop {
  const { organizationId, storeId, userId, currencyCode, requestId } = shop;
  return {
    organizationId,
    storeId,
    userId,
    currencyCode,
    ensureProducts: (products) => ensureProducts(deps, shop, products),
    async openStock(adjustmentId, lines) {
      const corrected = await adjustStock(deps, { organizationId, userId }, requestId, {
        adjustmentId,
        storeId,
        kind: 'opening',
        reason: 'Opening stock of the demo shop',
        businessDate: shop.firstBusinessDate,
        lines: [...lines],
      });
      if (!corrected.ok) throw new ShopRefusal(corrected.error.detail);
    },
    async enrol(name, publicKey) {
      const input = { name, publicKey: publicKeyJwk.parse(publicKey), enrolledBy: userId, requestId };
      return deps.db.tx(organizationId, async (tx) => {
        const known = await lockRegister(tx);
        const again = known === null ? undefined : await enrolAgain(deps, tx, known, input);
        if (again !== undefined) return again;
        const enrolled = await enrolRegister(deps, tx, { ...input, storeId, purpose: 'import' });
        await keepRegister(tx, enrolled.registerId);
        return enrolled;
      });
    },
    headOf: ({ keyId }) =>
      deps.db.read(organizationId, async (tx) => {
        const head = await readChainHead(tx, keyId);
        if (head === null) throw new ShopRefusal('The import register of the demo shop is gone.');
        return {
          sequence: head.last_sequence,
          hash: head.last_hash,
          receiptSequence: head.last_receipt_sequence,
          zNumber: head.last_z_number,
        };
      }),
    known: (_register, operationIds) => deps.db.read(organizationId, (tx) => findKnownOperations(tx, operationIds)),
    async push({ keyId, secret }, operations) {
      shop.signal.throwIfAborted();
      const startedAt = performance.now();
      const tokenHash = hashOfSecret(secret);
      const claim = { kind: 'register-claim', organizationId, keyId, tokenHash, proof: 'own-process' } as const;
      const answer = await pushOperations(
        deps,
        { claim, requestId },
        pushRequestSchema.parse({ operations }).operations,
      );
      if (typeof answer === 'string') throw new ShopRefusal('The import register of the demo shop was revoked.');
      // Real registers come first: the history works half of the time at most.
      await wait(Math.min(LONGEST_REST_MS, performance.now() - startedAt), undefined, { signal: shop.signal });
      return answer.answers;
    },
  };
}

async function ensureProducts(
  deps: Deps,
  { organizationId, userId, requestId }: InsideShop,
  products: Parameters<ReplayShop['ensureProducts']>[0],
): ReturnType<ReplayShop['ensureProducts']> {
  const skus = products.map((product) => product.sku);
  const find = () => deps.db.read(organizationId, (tx) => findVariantsBySku(tx, skus));
  const found = await find();
  const missing = products.filter((product) => !found.has(product.sku));
  for (let start = 0; start < missing.length; start += MOST_PRODUCTS) {
    const batch = missing.slice(start, start + MOST_PRODUCTS);
    const made = await batchUpsert(deps, organizationId, { userId, requestId }, batch);
    if (!made.ok) throw new ShopRefusal(`The demo shop's products are refused: ${made.error.code}`);
  }
  return missing.length === 0 ? found : find();
}
