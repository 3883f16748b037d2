import type { KnownOperation } from '@mosaajii/contract/sync';
import { minor } from '@mosaajii/domain/money';
import { allowanceLeft, drawFrom, PURSE_KINDS, type PurseKind, type UnauthorisedDraw } from '@mosaajii/domain/purse';
import type { TenderKind } from '@mosaajii/domain/sale';
import type { PurseEntryRow, PurseReason } from '../../payments/index.ts';
import type { Books } from './books.ts';
import type { Flag } from './model.ts';

/** What an operation asks of a purse: more in it (positive) or something out of it (negative); points in whole points. */
export interface PurseMove {
  readonly kind: PurseKind;
  readonly purseId: string;
  readonly customerId: string | null;
  readonly reason: PurseReason;
  readonly amountMinor: number;
  /** The money that a draw pays, where the purse counts something else. */
  readonly paidMinor?: number;
  readonly authorisationId?: string | undefined;
  readonly hint?: string;
  readonly expiresOn?: string | undefined;
}

/** What becomes of a purse. */
export interface PurseEffect {
  readonly kind: PurseKind;
  readonly purseId: string;
  readonly customerId: string | null;
  readonly amountMinor: number;
  readonly heldMinor: number;
  readonly hint: string;
  readonly expiresOn: string | null;
  readonly usedHold: string | null;
}

export interface PursePlan {
  readonly entries: readonly PurseEntryRow[];
  readonly effects: readonly PurseEffect[];
  readonly flags: readonly Flag[];
  /** For each move what was taken without being there. */
  readonly overspentMinor: readonly number[];
  /** What was taken without the server's word. */
  readonly unheld: readonly (UnauthorisedDraw & { readonly businessDate: string })[];
}

/**
 * Whether a register took more than it was granted for the day, in all or out of one purse. The greater of its newest
 * grant and the one before counts: the answer with the newest may not have reached it. One that was never granted anything
 * is not asked, like one that never had a lease.
 */
function isBeyondAllowance(
  { context, unheld }: Books,
  businessDate: string,
  drawn: readonly UnauthorisedDraw[],
): boolean {
  const { allowance, purpose } = context.key;
  if (allowance == null || purpose === 'import' || drawn.length === 0) return false;
  const { granted, before } = allowance;
  const most = {
    perDayMinor: Math.max(granted.perDayMinor, before?.perDayMinor ?? 0),
    perPurseMinor: Math.max(granted.perPurseMinor, before?.perPurseMinor ?? 0),
  };
  const today = unheld.filter((draw) => draw.businessDate === businessDate);
  return drawn.some(({ purseId, amountMinor }, index) => {
    return amountMinor > allowanceLeft(most, [...today, ...drawn.slice(0, index)], purseId);
  });
}

/** The purse that a tender of a sale is taken from; `null` for tenders that are money. */
export function purseOfTender(kind: TenderKind): PurseKind | null {
  return (PURSE_KINDS as readonly string[]).includes(kind) ? (kind as PurseKind) : null;
}

export function purseKey(kind: PurseKind, purseId: string): string {
  return `${kind}|${purseId}`;
}

/** Plans moves one after the other on the purses as the books have them. Changes nothing. */
export function planPurses(books: Books, operation: KnownOperation, moves: readonly PurseMove[]): PursePlan {
  const { key } = books.context;
  const { payload } = operation;
  const businessDate = 'businessDate' in payload ? payload.businessDate : operation.occurredAt.slice(0, 10);
  const planned = new Map<string, { balanceMinor: number; heldMinor: number }>();
  const entries: PurseEntryRow[] = [];
  const effects: PurseEffect[] = [];
  const flags: Flag[] = [];
  const overspent: number[] = [];
  const drawn: UnauthorisedDraw[] = [];
  for (const move of moves) {
    const { kind, purseId, authorisationId } = move;
    const name = purseKey(kind, purseId);
    const known = books.purses.get(name);
    const state = planned.get(name) ?? { balanceMinor: known?.balanceMinor ?? 0, heldMinor: known?.heldMinor ?? 0 };
    const hold = authorisationId === undefined ? undefined : books.holds.get(authorisationId);
    const ownHold = hold?.state === 'open' && hold.kind === kind && hold.purse_id === purseId ? hold : undefined;
    const isDraw = move.amountMinor < 0 && kind !== 'account';
    const draw = isDraw ? drawFrom(state, minor(-move.amountMinor), ownHold?.amount_minor ?? 0) : null;
    const amountMinor = draw === null ? move.amountMinor : draw.coveredMinor === 0 ? 0 : -draw.coveredMinor;
    const overspentMinor = draw?.overspentMinor ?? 0;
    const heldMinor = ownHold === undefined ? 0 : -ownHold.amount_minor;
    planned.set(name, {
      balanceMinor: state.balanceMinor + amountMinor,
      heldMinor: state.heldMinor + heldMinor,
    });
    if (overspentMinor > 0) flags.push(move.reason === 'unearn' ? 'points-short' : 'value-overspent');
    // What the server put aside is bounded by it; the rest by what it granted the register for the day.
    // Deposits are not bounded by a day's grant but by their register.
    const isUnheld = isDraw && kind !== 'deposit' && move.reason === 'sale' && authorisationId === undefined;
    const unheldMinor = isUnheld ? (move.paidMinor ?? -move.amountMinor) : 0;
    if (unheldMinor > 0) drawn.push({ purseId, amountMinor: unheldMinor });
    if (isDraw && known?.isBlocked === true) flags.push('gift-card-blocked');
    if (isDraw && known?.expiresOn != null && known.expiresOn < businessDate) flags.push('gift-card-expired');
    overspent.push(overspentMinor);
    entries.push({
      documentId: operation.operationId,
      entryNumber: entries.length + 1,
      kind,
      purseId,
      reason: move.reason,
      amountMinor,
      overspentMinor,
      authorisationId: authorisationId ?? null,
      unheldMinor,
      storeId: key.store_id,
      registerId: key.register_id,
      userId: operation.userId,
      businessDate,
    });
    effects.push({
      kind,
      purseId,
      customerId: move.customerId,
      amountMinor,
      heldMinor,
      hint: move.hint ?? '',
      expiresOn: move.expiresOn ?? null,
      usedHold: ownHold?.hold_id ?? null,
    });
  }
  if (isBeyondAllowance(books, businessDate, drawn)) flags.push('allowance-exceeded');
  return {
    entries,
    effects,
    flags,
    overspentMinor: overspent,
    unheld: drawn.map((draw) => ({ ...draw, businessDate })),
  };
}

/** Enters what was planned into the books. */
export function enterPurse(books: Books, effect: PurseEffect): void {
  const name = purseKey(effect.kind, effect.purseId);
  const known = books.purses.get(name);
  books.purses.set(name, {
    kind: effect.kind,
    purseId: effect.purseId,
    customerId: known?.customerId ?? effect.customerId,
    balanceMinor: (known?.balanceMinor ?? 0) + effect.amountMinor,
    heldMinor: (known?.heldMinor ?? 0) + effect.heldMinor,
    isBlocked: known?.isBlocked ?? false,
    hint: known?.hint || effect.hint,
    expiresOn: effect.expiresOn ?? known?.expiresOn ?? null,
    amountChange: (known?.amountChange ?? 0) + effect.amountMinor,
    heldChange: (known?.heldChange ?? 0) + effect.heldMinor,
    isNew: known?.isNew ?? true,
    isDirty: true,
  });
  if (effect.usedHold === null) return;
  const hold = books.holds.get(effect.usedHold);
  if (hold) books.holds.set(effect.usedHold, { ...hold, state: 'used' });
  books.writes.usedHolds.push(effect.usedHold);
}

/** What a customer owes after this is charged to them. */
export function owedAfter(books: Books, customerId: string, chargedMinor: number): number {
  return (books.purses.get(purseKey('account', customerId))?.balanceMinor ?? 0) + chargedMinor;
}

/** Whether a sale on account leaves the customer owing more than they may and than the cashier may let them. */
export function isCreditExceeded(
  books: Books,
  customerId: string,
  chargedMinor: number,
  mostOfCashierMinor: number | null,
): boolean {
  if (chargedMinor <= 0 || mostOfCashierMinor === null) return false;
  const most = books.customers.get(customerId)?.credit_limit_minor ?? 0;
  return owedAfter(books, customerId, chargedMinor) > Math.max(most, mostOfCashierMinor);
}
