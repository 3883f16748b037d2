import { type EarnBasis, type EarnRule, earnedPoints, pointsAgainst, reversedPoints } from './points.ts';

/** What happened to an account, named by whoever made it. */
export type PointsEvent = { readonly eventId: string } & (
  | { readonly kind: 'earn'; readonly rule: EarnRule; readonly basis: EarnBasis }
  /** A reward for so many points: a fixed one, or a product. */
  | { readonly kind: 'spend'; readonly pointsMilli: number }
  /** As much of an amount due as the points are worth. */
  | { readonly kind: 'spend-value'; readonly dueMinor: number; readonly pointMinor: number }
  /** A refund takes back what its sale earned, in proportion. */
  | { readonly kind: 'reverse-earned' | 'reverse-spent'; readonly pointsMilli: number; readonly refund: RefundShare }
  /** A card is sold or loaded, or that is undone. */
  | { readonly kind: 'issue' | 'void-issue'; readonly pointsMilli: number }
);

export interface RefundShare {
  readonly beforeMinor: number;
  readonly refundedMinor: number;
  readonly saleMinor: number;
}

export interface PointsAccount {
  readonly balanceMilli: number;
  /** Gross: a refund of what was spent is no earning, and the other way round. */
  readonly earnedMilli: number;
  readonly spentMilli: number;
  readonly seen: ReadonlySet<string>;
}

export function openPointsAccount(balanceMilli: number): PointsAccount {
  return { balanceMilli, earnedMilli: 0, spentMilli: 0, seen: new Set() };
}

export interface PointsChange {
  readonly account: PointsAccount;
  /** What changed; null: the event was known, or refused. */
  readonly entry: {
    readonly kind: 'earn' | 'spend' | 'unearn' | 'unspend' | 'issue' | 'void-issue';
    readonly pointsMilli: number;
    /** What the points paid, where they paid an amount. */
    readonly valueMinor?: number;
  } | null;
  readonly refusal: 'insufficient-balance' | null;
}

/** The account after an event. One that is known changes nothing; one that asks for more than there is is refused. */
export function applyPoints(account: PointsAccount, event: PointsEvent): PointsChange {
  if (account.seen.has(event.eventId)) return { account, entry: null, refusal: null };
  switch (event.kind) {
    case 'earn':
      return changed(account, event, 'earn', earnedPoints(event.rule, event.basis));
    case 'spend':
      return spent(account, event, event.pointsMilli);
    case 'spend-value': {
      const { pointsMilli, valueMinor } = pointsAgainst(account.balanceMilli, event.dueMinor, event.pointMinor);
      return spent(account, event, pointsMilli, valueMinor);
    }
    case 'reverse-earned':
      return changed(account, event, 'unearn', reversedPoints(event.pointsMilli, event.refund));
    case 'reverse-spent':
      return changed(account, event, 'unspend', reversedPoints(event.pointsMilli, event.refund));
    case 'issue':
    case 'void-issue':
      return changed(account, event, event.kind, event.pointsMilli);
  }
}

function spent(account: PointsAccount, event: PointsEvent, pointsMilli: number, valueMinor?: number): PointsChange {
  if (pointsMilli > account.balanceMilli) return { account, entry: null, refusal: 'insufficient-balance' };
  return changed(account, event, 'spend', pointsMilli, valueMinor);
}

type EntryKind = NonNullable<PointsChange['entry']>['kind'];
const ADDS: ReadonlySet<EntryKind> = new Set(['earn', 'unspend', 'issue']);

function changed(
  account: PointsAccount,
  { eventId }: PointsEvent,
  kind: EntryKind,
  pointsMilli: number,
  valueMinor?: number,
): PointsChange {
  return {
    account: {
      balanceMilli: account.balanceMilli + (ADDS.has(kind) ? pointsMilli : -pointsMilli),
      earnedMilli: account.earnedMilli + (kind === 'earn' ? pointsMilli : 0),
      spentMilli: account.spentMilli + (kind === 'spend' ? pointsMilli : 0),
      seen: new Set([...account.seen, eventId]),
    },
    entry: { kind, pointsMilli, ...(valueMinor === undefined ? {} : { valueMinor }) },
    refusal: null,
  };
}
