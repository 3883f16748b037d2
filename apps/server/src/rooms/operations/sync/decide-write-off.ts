import type { KnownOperation } from '@mosaajii/contract/sync';
import { postWriteOff } from '@mosaajii/domain/ledger';
import { minor, priceE4 } from '@mosaajii/domain/money';
import { lineGross } from '@mosaajii/domain/quantity';
import { postingRow } from '../../ledger/index.ts';
import type { Books } from './books.ts';
import { commonFlags, heldForUser, heldForVariants, isStockNegative, type Waiver } from './checks.ts';
import type { Flag } from './model.ts';
import type { Outcome } from './outcome.ts';

type WriteOff = Extract<KnownOperation, { kind: 'stock.written-off' }>;

/** Goods left without being sold: movements, and their cost out of the inventory as far as it is known. */
export function decideWriteOff(books: Books, operation: WriteOff, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const { key, currencyCode } = books.context;
  const variantIds = payload.lines.map((line) => line.variantId);
  const hold = heldForUser(books, operation, waiver) ?? heldForVariants(books, variantIds, waiver);
  if (hold) return hold;
  const flags: Flag[] = commonFlags(books, operation, ['stock.adjust']);
  const lines = payload.lines.filter((line) => books.variants.has(line.variantId));
  if (isStockNegative(books, lines)) flags.push('negative-stock');
  const costs = lines.map((line) => books.variants.get(line.variantId)?.cost_e4 ?? line.costE4 ?? null);
  const known = costs.flatMap((cost, index) => {
    const line = lines[index];
    return cost === null || !line ? [] : [lineGross(line.quantityMilli, priceE4(cost), 'half-up')];
  });
  const costMinor = known.length === 0 ? null : minor(known.reduce((total, cost) => total + cost, 0));
  const document = { documentId: payload.writeOffId, storeId: key.store_id, businessDate: payload.businessDate };
  const posting = postingRow(
    { ...document, postingNumber: 1, documentKind: 'write-off', registerId: key.register_id, currencyCode },
    postWriteOff(costMinor),
  );
  return {
    kind: 'posted',
    flags,
    quarantine: null,
    rows: {
      adjustments: [
        {
          adjustmentId: payload.writeOffId,
          storeId: key.store_id,
          kind: 'write-off',
          reason: payload.reason,
          userId: operation.userId,
          businessDate: payload.businessDate,
        },
      ],
      movements: lines.map((line, index) => ({
        ...document,
        lineNumber: index + 1,
        documentKind: 'write-off' as const,
        variantId: line.variantId,
        kind: 'write-off' as const,
        quantityMilli: -line.quantityMilli,
        costE4: costs[index] ?? null,
        reason: payload.reason,
        userId: operation.userId,
      })),
      postings: posting ? [posting] : [],
    },
    effects: {},
    subject: { kind: 'write-off', id: payload.writeOffId },
    detail: { reason: payload.reason, lines: payload.lines.length, costMinor },
  };
}
