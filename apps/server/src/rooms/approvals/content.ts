import { type ApprovalContent, MOST_LINES_SHOWN } from '@mosaajii/contract/approvals';
import { canonicalJson } from '@mosaajii/domain/operation';
import { TENDER_KINDS } from '@mosaajii/domain/sale';
import { z } from 'zod';
import type { Tx } from '../../platform/database/index.ts';
import { readSoldLines } from '../sales/index.ts';

const discount = z.object({
  kind: z.enum(['percent', 'amount']),
  ratePpm: z.int().optional(),
  amountMinor: z.int().optional(),
});
const soldLine = z.object({
  name: z.string(),
  unit: z.string(),
  quantityMilli: z.int(),
  unitPriceE4: z.int(),
  listPriceE4: z.int(),
  discounts: z.array(discount),
});
const tenderPart = z.object({ kind: z.enum(TENDER_KINDS), amountMinor: z.int() });
const returnedLine = z.object({ lineId: z.uuid(), quantityMilli: z.int() });

/** The texts of `subjectOf`, as far as somebody is shown them. */
const subject = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sale'),
    saleId: z.uuid(),
    lines: z.array(soldLine).min(1).max(1000),
    saleDiscounts: z.array(discount),
  }),
  z.object({
    kind: z.enum(['return', 'void']),
    returnId: z.uuid(),
    source: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('sale'), saleId: z.uuid(), lines: z.array(returnedLine).max(1000) }),
      z.object({ kind: z.literal('without-receipt'), lines: z.array(soldLine).max(1000) }),
    ]),
    totalMinor: z.int(),
  }),
  z.object({
    kind: z.literal('tender-correction'),
    correctionId: z.uuid(),
    saleId: z.uuid(),
    before: z.array(tenderPart).min(1).max(50),
    after: z.array(tenderPart).min(1).max(50),
  }),
  z.object({ kind: z.literal('credit'), saleId: z.uuid(), customerId: z.uuid(), amountMinor: z.int() }),
  z.object({
    kind: z.literal('drawer'),
    operationId: z.uuid(),
    action: z.enum(['no-sale', 'paid-in', 'paid-out', 'drop']),
    amountMinor: z.int(),
  }),
]);
type Subject = z.output<typeof subject>;
type SoldLine = z.output<typeof soldLine>;
type ShownLine = ApprovalContent['lines'][number];

/**
 * Reads what an approval would cover from the very text that is digested. `null`: it is none, or it is written in another way
 * than the one that registers digest, so that nobody is shown something else than they approve.
 */
export function readSubject(text: string): Subject | null {
  try {
    const value: unknown = JSON.parse(text);
    const parsed = subject.safeParse(value);
    return parsed.success && canonicalJson(value) === text ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return null;
    throw error;
  }
}

/** What somebody is shown of it. The names of goods that come back are those of their sale, where the server knows it. */
export async function contentOf(tx: Tx, asked: Subject, totalMinor: number | undefined): Promise<ApprovalContent> {
  switch (asked.kind) {
    case 'sale':
      return content('sale', totalMinor ?? null, asked.lines.map(shown), {
        saleReductions: asked.saleDiscounts.map(reduction),
      });
    case 'return':
    case 'void': {
      if (asked.source.kind === 'without-receipt') {
        return content(asked.kind, asked.totalMinor, asked.source.lines.map(shown));
      }
      const sold = await readSoldLines(tx, asked.source.saleId);
      const lines = asked.source.lines.map((line): ShownLine => {
        const known = sold?.lines.get(line.lineId);
        const goods = known === undefined ? { name: '', unit: '' } : known;
        return { ...goods, quantityMilli: line.quantityMilli, reductions: [] };
      });
      return content(asked.kind, asked.totalMinor, lines, { receiptNumber: sold?.receiptNumber ?? null });
    }
    case 'tender-correction': {
      const sold = await readSoldLines(tx, asked.saleId);
      const totalOf = asked.before.reduce((total, part) => total + part.amountMinor, 0);
      const tenders = { before: asked.before.map(paid), after: asked.after.map(paid) };
      return content('tender-correction', totalOf, [], { receiptNumber: sold?.receiptNumber ?? null, tenders });
    }
    case 'credit':
      return content('credit', asked.amountMinor, []);
    case 'drawer':
      return content(asked.action, asked.action === 'no-sale' ? null : asked.amountMinor, []);
  }
}

function content(
  kind: ApprovalContent['kind'],
  totalMinor: number | null,
  lines: readonly ShownLine[],
  more: Partial<Pick<ApprovalContent, 'receiptNumber' | 'saleReductions' | 'tenders'>> = {},
): ApprovalContent {
  const isReduced = (line: ShownLine) => line.reductions.length > 0 || line.listPriceE4 !== undefined;
  const first = lines.filter(isReduced);
  const rest = lines.filter((line) => !isReduced(line));
  return {
    kind,
    totalMinor,
    receiptNumber: null,
    saleReductions: [],
    lines: [...first, ...rest].slice(0, MOST_LINES_SHOWN),
    lineCount: lines.length,
    ...more,
  };
}

function shown({ name, unit, quantityMilli, unitPriceE4, listPriceE4, discounts }: SoldLine): ShownLine {
  return {
    name,
    unit,
    quantityMilli,
    unitPriceE4,
    ...(listPriceE4 === unitPriceE4 ? {} : { listPriceE4 }),
    reductions: discounts.map(reduction),
  };
}

/** What something was paid with. */
function paid({ kind, amountMinor }: z.output<typeof tenderPart>): z.output<typeof tenderPart> {
  return { kind, amountMinor };
}

function reduction({ kind, ratePpm, amountMinor }: z.output<typeof discount>): ShownLine['reductions'][number] {
  return {
    kind,
    ...(ratePpm === undefined ? {} : { ratePpm }),
    ...(amountMinor === undefined ? {} : { amountMinor }),
  };
}
