import type { KnownOperation } from '@mosaajii/contract/sync';
import { endMinute } from '@mosaajii/domain/calendar';
import type { ReceiptNumber } from '@mosaajii/domain/operation';
import { type LimitName, type Limits, NO_LIMITS_GRANTED, type Permission } from '@mosaajii/domain/permission';
import type { SaleLineInput } from '@mosaajii/domain/sale';
import { authorityOfRow } from '../../identity/index.ts';
import { judgeApprovals } from './approvals.ts';
import type { Books } from './books.ts';
import type { Flag, HeldReason } from './model.ts';
import { momentOf } from './moment.ts';
import { type Held, held } from './outcome.ts';
import { rulesFor } from './store-rules.ts';

/** More difference than this between a device's clock and the server's is shown. */
const MOST_SKEW_MS = 5 * 60 * 1000;
/** A business date this far from the moment of the operation is shown: a shift may run past midnight, in any time zone. */
const MOST_DATE_DISTANCE_MS = 48 * 60 * 60 * 1000;
/** A price is taken as current a little before and after it changed: devices learn of a change when they next pull. */
const PRICE_TOLERANCE_MS = 15 * 60 * 1000;

/** The parts of a decision that a person may have waived by approving a held operation. */
export interface Waiver {
  readonly reason: HeldReason;
  /** A person let it in: more may have come back than was sold, counted apart. */
  readonly isApproved?: boolean;
  /** Its receipt number has been given to another one: it is counted beside it. */
  readonly hasReceiptConflict?: boolean;
}

/**
 * Flags that any operation can earn: who made it, whether they were allowed to where and when they did it, and when it was.
 * `exceeded` names the limits that it goes beyond. An import brings what happened under the rules of another system.
 */
export function commonFlags(
  books: Books,
  operation: KnownOperation,
  needed: readonly Permission[],
  exceeded: (limits: Limits) => readonly LimitName[] = () => [],
): Flag[] {
  const flags: Flag[] = [];
  const member = books.members.get(operation.userId);
  if (member !== undefined && member.state !== 'active') flags.push('user-suspended');
  if (member) {
    const { key } = books.context;
    const { permissions, limits } = authorityOfRow(member, { instant: momentOf(operation), storeId: key.store_id });
    const missing = needed.filter((permission) => !permissions.has(permission));
    const beyond = key.purpose === 'import' ? [] : exceeded(limits);
    const approval = judgeApprovals(
      books,
      operation,
      missing,
      beyond,
      (theirs) =>
        needed.every((permission) => theirs.permissions.has(permission)) && exceeded(theirs.limits).length === 0,
    );
    flags.push(...approval.flags);
    if (missing.length > 0 && !approval.isCovered) flags.push('permission-missing');
    else if (beyond.length > 0 && !approval.isCovered) flags.push('limit-exceeded');
  }
  if (books.context.key.purpose === 'import') return flags;
  if (isSkewed(books, operation)) flags.push('clock-skew');
  if (isLeaseLapsed(books, operation)) flags.push('lease-expired');
  if (isUnpaid(books, operation)) flags.push('access-lapsed');
  const { payload } = operation;
  if ('businessDate' in payload && isFar(books, operation, payload.businessDate)) flags.push('business-date-far');
  return flags;
}

/** Whether the user, or somebody who approved it, may do what needs these permissions. */
export function isPermitted(books: Books, operation: KnownOperation, needed: readonly Permission[]): boolean {
  const member = books.members.get(operation.userId);
  if (!member) return false;
  const { permissions } = authorityOfRow(member, {
    instant: momentOf(operation),
    storeId: books.context.key.store_id,
  });
  const missing = needed.filter((permission) => !permissions.has(permission));
  if (missing.length === 0) return true;
  return judgeApprovals(books, operation, missing, [], (theirs) =>
    needed.every((permission) => theirs.permissions.has(permission)),
  ).isCovered;
}

/** Whether somebody worked in the store of the register when the operation was made. */
export function worksThere(books: Books, operation: KnownOperation, userId: string): boolean {
  const member = books.members.get(userId);
  if (member?.state !== 'active') return false;
  const place = { instant: momentOf(operation), storeId: books.context.key.store_id };
  return authorityOfRow(member, place).permissions.size > 0;
}

/** How far the user could go where and when the operation was made; nothing for somebody unknown. */
export function limitsOf(books: Books, operation: KnownOperation): Limits {
  const member = books.members.get(operation.userId);
  if (!member) return NO_LIMITS_GRANTED;
  return authorityOfRow(member, { instant: momentOf(operation), storeId: books.context.key.store_id }).limits;
}

/** The device's clock against the server's; how long an upload took does not matter. */
function isSkewed(books: Books, operation: KnownOperation): boolean {
  const device = Date.parse(operation.occurredAt);
  if (device > Date.parse(books.context.now) + MOST_SKEW_MS) return true;
  return operation.clock !== null && Math.abs(device - momentOf(operation)) > MOST_SKEW_MS;
}

/** Whether nothing allowed the register to go on alone when it did this. One that never had a lease is not asked for it. */
function isLeaseLapsed(books: Books, operation: KnownOperation): boolean {
  const { lease_expires_at: expiresAt, lease_gaps: gaps } = books.context.key;
  if (expiresAt === null) return false;
  const moment = momentOf(operation);
  if (moment > Date.parse(expiresAt)) return true;
  return gaps.some(({ from, until }) => moment > Date.parse(from) && moment < Date.parse(until));
}

/** Registers go on selling when nobody has paid for the shop; what they sold then can be told apart. */
function isUnpaid({ context: { lapsesAt } }: Books, operation: KnownOperation): boolean {
  return lapsesAt != null && momentOf(operation) >= Date.parse(lapsesAt);
}

/** From the middle of the business day: a store whose day ended at four then had it four hours after noon. */
function isFar(books: Books, operation: KnownOperation, businessDate: string): boolean {
  const noon = Date.parse(`${businessDate}T12:00:00.000Z`);
  const moment = momentOf(operation);
  return rulesFor(books, operation, 'day-end').every(
    (dayEndsAt) => Math.abs(noon + endMinute(dayEndsAt) * 60_000 - moment) > MOST_DATE_DISTANCE_MS,
  );
}

/** The user must be one of this shop; only then does it make sense to ask what they may do. */
export function heldForUser(books: Books, operation: KnownOperation, waiver: Waiver | null): Held | null {
  if (books.members.has(operation.userId) || waiver?.reason === 'user-unknown') return null;
  return held('user-unknown', `There is no user ${operation.userId} in this shop.`);
}

/** A receipt is numbered by its own register and key, upwards. A gap is shown, a number is never given again. */
export function checkReceipt(books: Books, receipt: ReceiptNumber, waiver: Waiver | null): Held | Flag[] {
  const { key } = books.context;
  const isForeign = receipt.registerCode !== key.code || receipt.series !== key.series;
  if (isForeign && waiver?.reason !== 'receipt-foreign') {
    return held('receipt-foreign', `Receipts of this key are numbered ${key.code}-${key.series}.`);
  }
  const last = books.head.receiptSequence;
  if (receipt.sequence <= last && waiver === null) {
    return held(
      'receipt-reused',
      `Receipt ${receipt.sequence} of this series has been passed: the last one is ${last}.`,
    );
  }
  if (waiver?.hasReceiptConflict) return ['receipt-conflict'];
  return receipt.sequence > last + 1 ? ['receipt-gap'] : [];
}

export function heldForCurrency(books: Books, code: string): Held | null {
  const { currencyCode } = books.context;
  return code === currencyCode
    ? null
    : held('currency-foreign', `The shop keeps its books in ${currencyCode}, not ${code}.`);
}

export function heldForVariants(books: Books, ids: readonly string[], waiver: Waiver | null): Held | null {
  if (waiver?.reason === 'variant-unknown') return null;
  const unknown = ids.find((id) => !books.variants.has(id));
  return unknown === undefined ? null : held('variant-unknown', `There is no variant ${unknown} in this shop.`);
}

/**
 * What coins rounded away, judged by the store's own: a register states its coins itself, and whoever has its hands on one could
 * round a sale away. Less than the smallest coin is nobody's gain, and a store may have had another one when it was sold.
 */
export function roundingFlags({ context: { key } }: Books, cashRoundingMinor: number): Flag[] {
  if (key.purpose === 'import' || key.cash_unit_minor === undefined) return [];
  return Math.abs(cashRoundingMinor) < (key.cash_unit_minor ?? 1) ? [] : ['rounding-differs'];
}

/** The shift that a sale belongs to. A sale happened even if its shift is unknown here: it is posted and shown. */
export function shiftFlags(books: Books, shiftId: string): Flag[] {
  const view = books.shifts.get(shiftId);
  if (!view || view.shift.registerId !== books.context.key.register_id) return ['shift-unknown'];
  return view.closing || view.shift.state === 'closed' ? ['shift-closed'] : [];
}

/** Whether a line's list price was not one that the catalogue named when it was sold. */
export function hasPriceDrift(books: Books, operation: KnownOperation, lines: readonly SaleLineInput[]): boolean {
  if (books.context.key.purpose === 'import') return false;
  const moment = momentOf(operation);
  return lines.some((line) => line.priceSource !== 'open' && !wasPriceNamed(books, line, moment));
}

/** Whether the catalogue named a price of these goods when they were sold, and a little before and after. */
export function hadPrice(books: Books, operation: KnownOperation, variantId: string): boolean {
  const present = books.variants.get(variantId)?.price_e4 ?? null;
  const versions = versionsOf(books, variantId);
  const moment = momentOf(operation);
  return [moment - PRICE_TOLERANCE_MS, moment, moment + PRICE_TOLERANCE_MS].every((at) => {
    const then = versions.findLast(({ from }) => from <= at);
    return (versions.length === 0 ? present : (then?.priceE4 ?? null)) !== null;
  });
}

function versionsOf({ context: { drifted } }: Books, variantId: string) {
  return drifted
    .filter((row) => row.variant_id === variantId)
    .map((row) => ({ priceE4: row.price_e4, from: Date.parse(row.valid_from) }))
    .sort((a, b) => a.from - b.from);
}

function wasPriceNamed(books: Books, line: SaleLineInput, moment: number): boolean {
  const variant = books.variants.get(line.variantId);
  if (!variant || variant.price_e4 === line.listPriceE4) return true;
  const versions = versionsOf(books, line.variantId);
  return versions.some(({ priceE4, from }, index) => {
    const until = versions[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    return priceE4 === line.listPriceE4 && from - PRICE_TOLERANCE_MS <= moment && moment < until + PRICE_TOLERANCE_MS;
  });
}

/**
 * Takes goods from the levels that the batch sees. True when a level that warns went below zero by this, or one that
 * refuses is below zero at all.
 */
export function isStockNegative(
  books: Books,
  goods: readonly { readonly variantId: string; readonly quantityMilli: number }[],
): boolean {
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  for (const { variantId, quantityMilli } of goods) {
    const start = before.get(variantId) ?? books.levels.get(variantId) ?? 0;
    before.set(variantId, start);
    after.set(variantId, (after.get(variantId) ?? start) - quantityMilli);
  }
  return [...after].some(([variantId, level]) => {
    const policy = books.variants.get(variantId)?.stock_policy ?? 'allow';
    return level < 0 && (policy === 'refuse' || (policy === 'warn' && (before.get(variantId) ?? 0) >= 0));
  });
}
