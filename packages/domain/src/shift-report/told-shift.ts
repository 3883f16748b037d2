import { minor } from '../money/index.ts';
import type { ShiftTotals } from '../shift/totals.ts';
import type { ShiftReport } from './report.ts';

/** A type as it comes over the wire: money has lost its brand, and what is left out may be said as `undefined`. */
type Told<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends readonly (infer One)[]
      ? readonly Told<One>[]
      : T extends object
        ? { readonly [K in keyof T]: Partial<T> extends Pick<T, K> ? Told<T[K]> | undefined : Told<T[K]> }
        : T;

/** A shift as the server tells of it, as far as its report needs it. */
export interface ToldShift {
  readonly shift: {
    /** `S1-R1-A-Z0012`; `null` while it is open, and where the register made no report. */
    readonly zName: string | null;
    readonly businessDate: string;
    readonly openedAt: string;
    readonly openedBy: string;
    readonly closedAt: string | null;
    readonly closedBy: string | null;
    readonly openingFloatMinor: number;
    /** What the drawer should hold by what arrived. */
    readonly cashMinor: number;
    readonly countedMinor: number | null;
    readonly differenceReason: string | null;
  };
  /** Added up now, from what arrived. */
  readonly totals: Told<ShiftTotals>;
  readonly count: Told<Omit<NonNullable<ShiftReport['count']>, 'countedMinor' | 'reason'>> | null;
  /** What the register said when it closed the shift. */
  readonly z: (Told<Pick<ShiftReport, 'totals' | 'expectedMinor'>> & { readonly head: ShiftReport['head'] }) | null;
}

/** What is around a shift: its shop, and how its register and its people are called. */
export interface AroundShift extends Pick<ShiftReport, 'shop' | 'currency' | 'registerName'> {
  readonly nameOf: (userId: string | null) => string;
  /** When the report is made, for one of an open shift. */
  readonly now: Date;
}

/** The report of a shift as its register made it; without one, with the figures as they were added up. */
export function reportOf({ shift, totals, count, z }: ToldShift, { nameOf, now, ...around }: AroundShift): ShiftReport {
  const { zName, businessDate, closedAt, countedMinor, differenceReason } = shift;
  return {
    ...around,
    number: zName,
    businessDate,
    opened: { at: shift.openedAt, by: nameOf(shift.openedBy) },
    closed: closedAt === null ? null : { at: closedAt, by: nameOf(shift.closedBy) },
    openingFloatMinor: minor(shift.openingFloatMinor),
    totals: (z?.totals ?? totals) as ShiftTotals,
    expectedMinor: minor(z?.expectedMinor ?? shift.cashMinor),
    count:
      countedMinor === null
        ? null
        : ({
            ...count,
            countedMinor,
            ...(differenceReason !== null && { reason: differenceReason }),
          } as ShiftReport['count']),
    head: z?.head ?? null,
    ...(closedAt === null && { at: now.toISOString() }),
  };
}
