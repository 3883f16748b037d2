import { ACCOUNT } from '@mosaajii/domain/ledger';
import type { Operation } from '@mosaajii/domain/operation';
import type { SimDevice } from './device.ts';
import type { ModelServer } from './model-server.ts';
import { ALLOWANCE, COUPON } from './shop.ts';

/** Flags that nothing in the simulation earns: prices, promotions and rights are what the register says they are. */
const NEVER_EARNED: readonly string[] = [
  'price-drift',
  'tax-differs',
  'promotion-drift',
  'permission-missing',
  'approval-unknown',
  'approval-foreign',
  'approval-used',
  'approval-mismatch',
  'approval-not-allowed',
  'customer-unknown',
  'loyalty-drift',
  'credit-exceeded',
  'gift-card-blocked',
  'gift-card-expired',
  'void-other-shift',
];

/** What must be true of cards, credit, coupons, approvals, exchanges and parked sales when everything has arrived. */
export function brokenCounters(devices: readonly SimDevice[], server: ModelServer): string[] {
  return [
    ...brokenPurses(server),
    ...overspentBeyondBound(devices, server),
    ...brokenCoupons(server),
    ...brokenApprovals(devices, server),
    ...brokenHeldSales(server),
    ...brokenQuotes(server),
    ...brokenExchanges(server),
    ...brokenDrawerAccount(server),
    ...devices.flatMap((device) => [...brokenCarts(device), ...lostPapers(device, server)]),
  ];
}

/** A balance is what its entries say, holds are open ones, and the ledger owes what all cards together hold. */
function brokenPurses({ tables }: ModelServer): string[] {
  const broken: string[] = [];
  for (const [name, purse] of tables.purses) {
    const entries = [...tables.purseEntries.values()].filter((row) => `${row.kind}|${row.purseId}` === name);
    const balance = entries.reduce((total, row) => total + row.amountMinor, 0);
    if (balance !== purse.balance_minor)
      broken.push(`${name} holds ${purse.balance_minor}, its entries say ${balance}`);
    const open = [...tables.holds.values()].filter(
      (hold) => hold.state === 'open' && `${hold.kind}|${hold.purse_id}` === name,
    );
    const held = open.reduce((total, hold) => total + hold.amount_minor, 0);
    if (held !== purse.held_minor) broken.push(`${name} has ${purse.held_minor} aside, its holds say ${held}`);
  }
  const inPurses = (kind: string) =>
    [...tables.purses.values()]
      .filter((purse) => purse.kind === kind)
      .reduce((total, purse) => total + purse.balance_minor, 0);
  // Points that were not there are no money that is missing.
  const money = [...tables.purseEntries.values()].filter((row) => row.kind !== 'points');
  const overspent = money.reduce((total, row) => total + row.overspentMinor, 0);
  return [
    ...broken,
    ...differing('gift cards', -balanceOf(tables, ACCOUNT.giftCards), inPurses('gift-card')),
    ...differing('store credit', -balanceOf(tables, ACCOUNT.storeCredit), inPurses('store-credit')),
    ...differing('what customers owe', balanceOf(tables, ACCOUNT.receivables), inPurses('account')),
    ...differing('what was overspent', balanceOf(tables, ACCOUNT.valueOverspent), overspent),
  ];
}

/**
 * Registers that cannot ask take no more out of cards and credit than was granted to them, so no more can be missing. A server that
 * was put back has forgotten what it had put aside, so its lives have no such bound.
 */
function overspentBeyondBound(devices: readonly SimDevice[], server: ModelServer): string[] {
  if (server.restores > 0) return [];
  const byDay = new Map<string, number>();
  const byCard = new Map<string, number>();
  for (const { kind, businessDate, purseId, overspentMinor } of server.tables.purseEntries.values()) {
    // Points are no money, and deposits have a bound of their own.
    if (kind === 'points' || kind === 'deposit') continue;
    byDay.set(businessDate, (byDay.get(businessDate) ?? 0) + overspentMinor);
    const card = `${businessDate} ${purseId}`;
    byCard.set(card, (byCard.get(card) ?? 0) + overspentMinor);
  }
  const beyond = (sums: ReadonlyMap<string, number>, most: number) =>
    [...sums].filter(([, sum]) => sum > most * devices.length).map(([name, sum]) => `overspent by ${sum}: ${name}`);
  return [...beyond(byDay, ALLOWANCE.perDayMinor), ...beyond(byCard, ALLOWANCE.perPurseMinor)];
}

/**
 * A coupon that is good once counts once, and whatever was sold with it beyond that is counted apart. A sale that was undone
 * counts no more: how many were flagged depends on what was undone before the next came.
 */
function brokenCoupons({ tables, shop }: ModelServer): string[] {
  const all = [...tables.operations.values()].filter(({ status }) => status !== 'quarantined');
  const sold = all.filter((row) => row.envelope.includes(`"couponCode":"${COUPON}"`));
  const voids = all.filter((row) => row.envelope.includes('"voids":true'));
  const live = sold.filter((row) => !voids.some(({ envelope }) => envelope.includes(row.operationId))).length;
  const coupon = tables.couponUses.get(shop.pricing.coupons[0]?.coupon_id ?? '');
  const flagged = sold.filter((row) => row.notes.includes('coupon-used-twice')).length;
  return [
    ...differing('uses of the coupon', coupon?.uses ?? 0, Math.min(1, live)),
    ...differing('surplus uses of the coupon', coupon?.surplusUses ?? 0, Math.max(0, live - 1)),
    ...(flagged < live - 1 || flagged > Math.max(0, sold.length - 1) ? [`flags of the coupon: ${flagged}`] : []),
  ];
}

/** Nothing is flagged that was approved, and what nobody approved is. */
function brokenApprovals(devices: readonly SimDevice[], { tables }: ModelServer): string[] {
  const unapproved = new Set(devices.flatMap((device) => [...device.counter.told.unapproved]));
  const remote = new Map(devices.flatMap((device) => [...device.counter.shared.told.remote]));
  const broken: string[] = [];
  for (const { operationId, kind, notes, status, envelope } of tables.operations.values()) {
    const asked = remote.get(operationId);
    // Of a few coins three tenths may be rounded to what anybody may give.
    const isOfCoins = kind === 'sale.completed' && isCheap(JSON.parse(envelope) as Operation<'sale.completed'>);
    const isBeyond = notes.includes('limit-exceeded');
    if (asked !== undefined) {
      // A server that was put back may have forgotten who said yes; what nobody knows of is worth nothing.
      const isWorthless = asked.isForged || !tables.shelf.requests.has(asked.requestId);
      const isTold = notes.includes('approval-foreign') || notes.includes('approval-expired');
      if ((isTold !== isBeyond && !(isOfCoins && !isBeyond)) || (isWorthless && !isTold))
        broken.push(`the ${kind} ${operationId}, about which somebody was asked, is ${notes.join(', ')}`);
      if (notes.includes('approval-foreign') && !isWorthless)
        broken.push(`the answer about ${operationId} is not known`);
      continue;
    }
    const unearned = notes.filter((note) => NEVER_EARNED.includes(note));
    if (status === 'flagged' && unearned.length > 0)
      broken.push(`the ${kind} ${operationId} is ${unearned.join(', ')}`);
    if (unapproved.has(operationId) !== isBeyond && !(isOfCoins && !isBeyond)) {
      broken.push(`the ${kind} ${operationId}, which nobody had to approve or somebody had, is ${notes.join(', ')}`);
    }
  }
  return broken;
}

/** Each line is of less than a hundred of the smallest coins. */
function isCheap({ payload }: Operation<'sale.completed'>): boolean {
  return payload.lines.every((line) => line.unitPriceE4 * line.quantityMilli < 100 * 10_000 * 1_000);
}

/** However many registers sell a held sale, and whatever a server forgot: one of them completes it, the others are flagged. */
function brokenHeldSales({ tables }: ModelServer): string[] {
  const { carts } = tables.shelf;
  const broken: string[] = [];
  for (const [heldSaleId, sales] of salesBy(tables, 'heldSaleId')) {
    const first = sales.filter((row) => !row.notes.includes('held-sale-sold-twice'));
    const known = carts.get(heldSaleId)?.soldSaleId;
    if (first.length !== 1 || first[0]?.operationId !== known)
      broken.push(
        `the held sale ${heldSaleId} became ${known}, and ${first.length} of ${sales.length} unflagged sales`,
      );
  }
  const sold = [...carts.values()].flatMap(({ soldSaleId }) => soldSaleId ?? []);
  return [...broken, ...sold.filter((saleId) => !tables.sales.has(saleId)).map((id) => `a cart became no sale ${id}`)];
}

/** A quote is made good once; what a server forgot it cannot know, and says so of every sale. */
function brokenQuotes({ tables, restores }: ModelServer): string[] {
  const { quotes } = tables.shelf;
  const broken: string[] = [];
  for (const [quoteId, sales] of salesBy(tables, 'quoteId')) {
    const row = quotes.get(quoteId)?.row;
    const expected = (notes: readonly string[], saleId: string) =>
      row === undefined
        ? restores > 0 && notes.includes('quote-unknown')
        : notes.includes('quote-sold-twice') !== (row.sold_sale_id === saleId) && !notes.includes('quote-unknown');
    const wrong = sales.filter(({ notes, operationId }) => !expected(notes, operationId));
    const stray = sales.filter(({ notes }) =>
      notes.some((note) => note === 'quote-differs' || note === 'quote-expired'),
    );
    for (const { operationId, notes } of [...wrong, ...stray])
      broken.push(`the sale ${operationId} of the quote ${quoteId} is ${notes.join(', ')}`);
  }
  return broken;
}

/** The posted sales that name something they come from, by its id. */
function salesBy({ operations }: Tables, field: 'heldSaleId' | 'quoteId'): Map<string, readonly PostedRow[]> {
  const sales = new Map<string, PostedRow[]>();
  for (const row of operations.values()) {
    const id = new RegExp(`"${field}":"([^"]+)"`).exec(row.envelope)?.[1];
    if (id !== undefined) sales.set(id, [...(sales.get(id) ?? []), row]);
  }
  return sales;
}

/** Both halves of an exchange clear against each other; a half that waits for a person leaves the other one standing. */
function brokenExchanges({ tables }: ModelServer): string[] {
  const sums = new Map<string, { halves: number; minor: number }>();
  for (const { operationId, envelope } of tables.operations.values()) {
    const exchangeId = /"exchangeId":"([^"]+)"/.exec(envelope)?.[1];
    if (exchangeId === undefined) continue;
    const known = sums.get(exchangeId) ?? { halves: 0, minor: 0 };
    const cleared = balanceOf(tables, ACCOUNT.exchangeClearing, operationId);
    sums.set(exchangeId, { halves: known.halves + 1, minor: known.minor + cleared });
  }
  return [...sums]
    .filter(([, { halves, minor }]) => halves === 2 && minor !== 0)
    .map(([exchangeId, { minor }]) => `the exchange ${exchangeId} leaves ${minor} in clearing`);
}

/** The ledger's drawer holds what the open shifts hold: a closed one was emptied to the last coin. */
function brokenDrawerAccount({ tables }: ModelServer): string[] {
  const open = [...tables.shifts.values()].filter((shift) => shift.state === 'open');
  const after = [...tables.operations.values()].some((row) =>
    ['shift-closed', 'shift-unknown', 'shift-already-open'].some((flag) => row.notes.includes(flag)),
  );
  // Money that came after the count is in the ledger's drawer until somebody looks.
  if (after) return [];
  const held = open.reduce((total, shift) => total + shift.cashMinor, 0);
  return differing("the ledger's drawer", balanceOf(tables, ACCOUNT.cashDrawer), held);
}

/** A cart that was set aside is there until its sale is, and never both. */
function brokenCarts({ disk, counter }: SimDevice): string[] {
  return [...counter.told.parked].flatMap(([cartId, { saleId }]) => {
    const isThere = disk.carts.has(cartId);
    const isSold = disk.sequenceOf.has(saleId);
    if (isThere !== isSold) return [];
    return [isSold ? `the cart ${cartId} is sold and still there` : `the cart ${cartId} is lost`];
  });
}

/** What a cashier was told is written down is on the disk, and with its kind on the server. */
function lostPapers({ disk, counter }: SimDevice, { tables }: ModelServer): string[] {
  const { notes, payments } = counter.told;
  const { corrections } = counter.goodwill.told;
  const corrected = new Set([...tables.corrections.values()].flat().map(({ correctionId }) => correctionId));
  const waiting = new Set([...tables.repairs.values()].map(({ operationId }) => operationId));
  return [
    ...[...corrections]
      .filter((id) => !corrected.has(id) && !waiting.has(id))
      .map((id) => `the server has no correction ${id}`),
    ...[...notes, ...payments, ...corrections]
      .filter((id) => !disk.sequenceOf.has(id))
      .map((id) => `the device lost ${id}`),
    ...[...notes].filter((id) => !tables.shiftEvents.has(id)).map((id) => `the server has no note ${id}`),
    ...[...payments].filter((id) => !tables.payments.has(id)).map((id) => `the server has no payment ${id}`),
  ];
}

type Tables = ModelServer['tables'];
type PostedRow = Tables['operations'] extends Map<string, infer R> ? R : never;

/** What all postings, or those of one document, move an account by; debits positive. */
export function balanceOf({ postings }: Tables, account: string, documentId?: string): number {
  let sum = 0;
  for (const row of postings) {
    if (documentId !== undefined && row.documentId !== documentId) continue;
    row.accountCodes.forEach((code, index) => {
      if (code === account) sum += row.amountsMinor[index] ?? 0;
    });
  }
  return sum;
}

function differing(what: string, known: number, expected: number): string[] {
  return known === expected ? [] : [`${what}: ${known} instead of ${expected}`];
}
