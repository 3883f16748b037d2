import { minor } from '@mosaajii/domain/money';
import type { Command } from './command.ts';
import { reallyPaid } from './drafts.ts';
import type { Hands } from './hands.ts';
import { isReturnedElsewhere, type ModelSale } from './paper.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/** A tender of a sale was really another one, or two: corrected by the register that made the sale. */
export async function playCorrection(
  { world, model, done }: Hands,
  sale: ModelSale | undefined,
  { register, tender, ...really }: Of<'correct'>,
): Promise<string | null> {
  // A register corrects by its own journal. What it cannot know is flagged; the tests of the server play that.
  if (sale === undefined || isReturnedElsewhere(sale, register)) return null;
  const place = tender % sale.tenders.length;
  const wrong = sale.tenders[place];
  if (wrong === undefined || wrong.appliedMinor === 0) return null;
  const { tenderId, kind } = wrong.tender;
  const after = reallyPaid(world, wrong.appliedMinor, really);
  const expected = model.correct(register, sale, place, after);
  const journal = await world.journal(register);
  const draft = {
    correctionId: world.newId(),
    userId: world.shop.userId,
    saleId: sale.saleId,
    reason: 'wrong-tender' as const,
    before: [{ tenderId, kind, amountMinor: minor(wrong.appliedMinor) }],
    after: after.map((part) => ({ ...part, amountMinor: minor(part.amountMinor) })),
  };
  return done(register, expected, () => journal.commitCorrection(draft));
}

/** A customer pays what they owe. */
export async function playPayment(
  { world, model, done }: Hands,
  { register, customer, amountMinor, isCash }: Of<'payment'>,
): Promise<string | null> {
  const journal = await world.journal(register);
  const kind = isCash ? ('cash' as const) : ('card-manual' as const);
  const draft = {
    paymentId: world.newId(),
    userId: world.shop.userId,
    customerId: world.customerId(customer),
    tenders: [{ tenderId: world.newId(), kind, amountMinor: minor(amountMinor) }],
  };
  const expected = model.pay(register, customer, amountMinor, isCash);
  return done(register, expected, () => journal.commitPayment(draft));
}
