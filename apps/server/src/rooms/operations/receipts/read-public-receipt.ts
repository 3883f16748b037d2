import type { PublicReceipt } from '@mosaajii/contract/receipts';
import { ok, type Refusal, type Result, refuse } from '@mosaajii/domain';
import { type Paper, storedBitmap } from '@mosaajii/domain/paper';
import type { Deps } from '../../../platform/deps.ts';
import { readShopSettings } from '../../identity/index.ts';
import { readOrder } from '../../sales/index.ts';
import { isLinkEnded } from './link-ends.ts';
import { isMadeWith, namedBy } from './link-token.ts';
import { paperOfOrder } from './paper-of-order.ts';
import { readReceiptParts } from './read-parts.ts';
import { readReceiptSellers } from './read-sellers.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** One sentence for everything that opens nothing: whoever guesses learns nothing. */
const NOTHING =
  'This link leads to no receipt: it is wrong, too old, or was ended by the shop. A sale that was made offline can be read when its till has been online.';

/**
 * The receipt that a link leads to. Nobody has to be signed in: the link itself is the right to read this one paper. The
 * cashier's name stays out of it, and the customer's stands there only where a receipt has to state it.
 */
export async function readPublicReceipt(
  deps: Deps,
  token: string,
): Promise<Result<PublicReceipt, Refusal<'not-found'>>> {
  const named = namedBy(token);
  if (named === null) return refuse({ code: 'not-found', detail: NOTHING });
  return deps.db.read(named.organizationId, async (tx) => {
    const order = await readOrder(tx, named.saleId);
    if (order === null) return refuse({ code: 'not-found', detail: NOTHING });
    const settings = await readShopSettings(tx, order.storeId);
    const { receipt } = settings.store;
    const isOurs = receipt !== undefined && isMadeWith(token, receipt.linkKey);
    if (!isOurs || (await isLinkEnded(tx, named.saleId))) return refuse({ code: 'not-found', detail: NOTHING });
    const age = deps.clock.now().getTime() - Date.parse(order.occurredAt);
    if (age > receipt.linkDays * DAY_MS) return refuse({ code: 'not-found', detail: NOTHING });
    const sellers = await readReceiptSellers(tx, order, settings);
    const parts = { ...(await readReceiptParts(tx, order.saleId)), sellers };
    const paper = paperOfOrder(order, settings, { cashier: '', parts });
    return ok({ paper: wirePaper(paper), paperWidthMm: settings.store.paperWidthMm });
  });
}

/** Dots travel as base64. */
export function wirePaper(paper: Paper): PublicReceipt['paper'] {
  return {
    ...paper,
    blocks: paper.blocks.map((block) =>
      block.kind === 'image' ? { kind: 'image', image: storedBitmap(block.image) } : block,
    ),
  };
}
