import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { propertyRuns, propertyTimeoutMs } from '../../arbitraries/index.ts';
import {
  authorityOf,
  builtInGrant,
  covers,
  explain,
  type Grant,
  holdsIn,
  LIMIT_NAMES,
  type Limits,
  limitsBeyond,
  localTime,
  notNow,
  PERMISSION_TABLE,
  PERMISSIONS,
  permissionsOf,
  ROLES,
  UNLIMITED,
  widest,
} from './index.ts';

vi.setConfig({ testTimeout: propertyTimeoutMs });

const STORES = ['s1', 's2', 's3'];
const limit = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
const limits: fc.Arbitrary<Limits> = fc.record({
  lineDiscountPpm: limit,
  saleDiscountPpm: limit,
  priceReductionPpm: limit,
  refundMinor: limit,
  unreceiptedRefundMinor: limit,
  paidOutMinor: limit,
  creditMinor: limit,
});
const window = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
  fromMinute: fc.integer({ min: 0, max: 1439 }),
  toMinute: fc.integer({ min: 1, max: 1440 }),
});
const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.oneof(fc.constantFrom(...ROLES), fc.record({ roleId: fc.uuid(), name: fc.string() })),
  permissions: fc.subarray([...PERMISSIONS]),
  limits,
  storeIds: fc.option(fc.subarray(STORES, { minLength: 1 }), { nil: null }),
  windows: fc.array(window, { maxLength: 3 }),
  timeZone: fc.constantFrom('UTC', 'Africa/Nairobi', 'America/New_York', 'Asia/Kathmandu'),
  validUntil: fc.option(instant, { nil: null }),
});
const grants = fc.array(grant, { maxLength: 4 });
const at = fc.record({ instant, storeId: fc.option(fc.constantFrom(...STORES), { nil: null }) });

describe('what somebody may do', () => {
  it('is what any of their grants allows, never less for one more, whatever their order', () => {
    fc.assert(
      fc.property(grants, grant, at, (given, more, when) => {
        const before = authorityOf(given, when);
        const after = authorityOf([...given, more], when);
        expect([...before.permissions].filter((permission) => !after.permissions.has(permission))).toEqual([]);
        expect(limitsBeyond(before.limits, after.limits)).toEqual([]);
        expect(authorityOf([more, ...given], when)).toEqual({ ...after, permissions: expect.any(Set) });
        expect(new Set([...authorityOf([more, ...given], when).permissions])).toEqual(after.permissions);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is nothing without a grant that holds', () => {
    fc.assert(
      fc.property(grants, at, (given, when) => {
        const ended = given.map((one) => ({ ...one, validUntil: when.instant }));
        const { permissions, limits: none, storesOf } = authorityOf(ended, when);
        expect([permissions.size, storesOf.size]).toEqual([0, 0]);
        for (const name of LIMIT_NAMES) expect(none[name]).toBe(0);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('in some store is what can be done in one of the stores that it names', () => {
    fc.assert(
      fc.property(grants, instant, (given, moment) => {
        const anywhere = authorityOf(given, { instant: moment, storeId: null });
        for (const permission of anywhere.permissions) {
          if (!PERMISSION_TABLE[permission].isStoreScoped) continue;
          const stores = STORES.filter((storeId) => permissionsOf(given, { instant: moment, storeId }).has(permission));
          expect(anywhere.storesOf.get(permission) ?? STORES).toEqual(stores);
        }
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is explained: allowed exactly when a grant that includes it holds', () => {
    fc.assert(
      fc.property(grants, at, (given, when) => {
        const allowed = permissionsOf(given, when);
        const wrong = explain(given, when).filter(
          ({ permission, isAllowed, through }) =>
            isAllowed !== allowed.has(permission) ||
            through.some((one) => given[one.grant]?.permissions.includes(permission) !== true),
        );
        expect(wrong).toEqual([]);
      }),
      { numRuns: propertyRuns },
    );
  }, 60_000);
});

describe('what somebody may give to others, or take from them', () => {
  const anywhere = { instant: Date.UTC(2026, 5, 1), storeId: null };
  const lasting = grants.map((all) => all.map((one) => ({ ...one, windows: [], validUntil: null })));
  const held = lasting.map((all) => authorityOf(all, anywhere));

  it('is covered by what they hold in every store in which the other holds it, and by nothing less', () => {
    fc.assert(
      fc.property(lasting, lasting, (mine, theirs) => {
        const isCovered = covers(authorityOf(mine, anywhere), authorityOf(theirs, anywhere));
        // A store that opens tomorrow is one of all stores.
        const beyond = [...STORES, 's4'].flatMap((storeId) => {
          const own = permissionsOf(mine, { ...anywhere, storeId });
          return [...permissionsOf(theirs, { ...anywhere, storeId })].filter((permission) => !own.has(permission));
        });
        const scoped = beyond.filter((permission) => PERMISSION_TABLE[permission].isStoreScoped);
        if (isCovered) expect(scoped).toEqual([]);
        const lacking = [...authorityOf(theirs, anywhere).permissions].some(
          (permission) => !authorityOf(mine, anywhere).permissions.has(permission),
        );
        expect(isCovered).toBe(scoped.length === 0 && !lacking);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('is all that they hold themselves, and not less for holding more', () => {
    fc.assert(
      fc.property(lasting, lasting, held, (mine, more, theirs) => {
        const own = authorityOf(mine, anywhere);
        expect(covers(own, own)).toBe(true);
        if (covers(own, theirs)) expect(covers(authorityOf([...mine, ...more], anywhere), theirs)).toBe(true);
      }),
      { numRuns: propertyRuns },
    );
  });

  it('counts in all stores only when it was given for all of them', () => {
    const narrowed = authorityOf([builtInGrant('administrator', { storeIds: ['s1', 's2'] })], anywhere);
    const asked = [['s1'], ['s1', 's2'], ['s1', 's3'], null] as const;
    expect(asked.map((stores) => holdsIn(narrowed, 'users.write', stores))).toEqual([true, true, false, false]);
    expect(asked.map((stores) => holdsIn(narrowed, 'audit.read', stores))).toEqual([false, false, false, false]);
    const whole = authorityOf([builtInGrant('administrator')], anywhere);
    expect(asked.map((stores) => holdsIn(whole, 'users.write', stores))).toEqual([true, true, true, true]);
  });
});

describe('limits', () => {
  it('widen and never narrow, and know what goes beyond them', () => {
    fc.assert(
      fc.property(limits, limits, (a, b) => {
        const both = widest(a, b);
        expect(widest(b, a)).toEqual(both);
        expect(widest(a, a)).toEqual(a);
        expect([...limitsBeyond(a, both), ...limitsBeyond(b, both), ...limitsBeyond(both, UNLIMITED)]).toEqual([]);
        const beyond = limitsBeyond(a, b);
        expect(beyond.length === 0).toBe(JSON.stringify(widest(a, b)) === JSON.stringify(b));
      }),
      { numRuns: propertyRuns },
    );
  });

  it('of a role lend nothing to a permission that another role gives', () => {
    const discounts: Grant = {
      ...builtInGrant('viewer'),
      permissions: ['sales.discount'],
      limits: { ...UNLIMITED, lineDiscountPpm: 50_000 },
    };
    const wide: Grant = { ...builtInGrant('viewer'), permissions: ['orders.read'], limits: UNLIMITED };
    const when = { instant: 0, storeId: null };
    expect(authorityOf([discounts, wide], when).limits.lineDiscountPpm).toBe(50_000);
    expect(authorityOf([discounts, wide], when).limits.priceReductionPpm).toBe(0);
  });
});

describe('hours', () => {
  const nairobi = (text: string) => ({ instant: Date.parse(`${text}+03:00`), storeId: null });
  const day: Grant = builtInGrant('cashier', {
    windows: [{ days: [1, 2, 3, 4, 5], fromMinute: 480, toMinute: 1080 }],
    timeZone: 'Africa/Nairobi',
  });
  const night: Grant = builtInGrant('cashier', {
    windows: [{ days: [5], fromMinute: 1320, toMinute: 360 }],
    timeZone: 'Africa/Nairobi',
  });

  it.each([
    [day, '2026-11-20T07:59:59', 'other-hours'],
    [day, '2026-11-20T08:00:00', null],
    [day, '2026-11-20T17:59:59', null],
    [day, '2026-11-20T18:00:00', 'other-hours'],
    [day, '2026-11-21T12:00:00', 'other-hours'],
    [night, '2026-11-20T21:59:00', 'other-hours'],
    [night, '2026-11-20T22:00:00', null],
    [night, '2026-11-21T05:59:00', null],
    [night, '2026-11-21T06:00:00', 'other-hours'],
    [night, '2026-11-20T05:00:00', 'other-hours'],
  ] as const)('are those of the store, past midnight too: %#', (given, when, expected) => {
    expect(notNow(given, nairobi(when))).toBe(expected);
  });

  it('count from Monday, at midnight from 0', () => {
    expect(localTime(Date.UTC(2026, 10, 22, 21, 0), 'Africa/Nairobi')).toEqual({ day: 1, minute: 0 });
    expect(localTime(Date.UTC(2026, 10, 22, 20, 59), 'Africa/Nairobi')).toEqual({ day: 7, minute: 1439 });
  });

  it('keep another store out, and everybody once the grant has ended', () => {
    const here = builtInGrant('manager', { storeIds: ['s1'], validUntil: Date.parse('2026-11-20T00:00:00.000Z') });
    expect(notNow(here, { instant: Date.parse('2026-11-19T23:59:59.999Z'), storeId: 's1' })).toBeNull();
    expect(notNow(here, { instant: Date.parse('2026-11-19T23:59:59.999Z'), storeId: 's2' })).toBe('other-store');
    expect(notNow(here, { instant: Date.parse('2026-11-20T00:00:00.000Z'), storeId: 's1' })).toBe('ended');
  });
});
