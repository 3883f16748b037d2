import type { CatalogHit, SnapshotCategory } from '@mosaajii/domain/catalog';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import type { CouponItem, PricingDocument, PromotionUseItem } from '@mosaajii/domain/promotion';
import type { CustomerItem } from '@mosaajii/domain/purse';
import type { OrderInput } from '@mosaajii/domain/sale';
import { type Observable, source } from '../device/observable.ts';
import type { JournalEntry } from '../journal/index.ts';
import type { Sections } from '../sections/sections.ts';
import type { OwnUse } from './own-uses.ts';
import type * as Engine from './price-cart.ts';
import type { PricingFrame } from './price-cart.ts';

/** What decides the price of a cart beside its lines. */
export interface PricedFor {
  /** Names the state of a cart: the same object is priced once. */
  readonly cart: object;
  readonly couponCodes: readonly string[];
  readonly customerGroupIds: readonly string[];
  readonly customerId?: string | undefined;
}

/** Whether a coupon can be used, as far as this register knows. */
export type CouponStanding = 'good' | 'unknown' | 'used-up' | 'expired';

/** Prices and promotions at the till, from memory. */
export interface Pricing {
  /** The order with listed prices and promotions. Without any it is the same object. */
  apply(order: OrderInput, by: PricedFor): OrderInput;
  coupon(code: string): CouponStanding;
  /** Looks at the clock and the documents again; carts are priced anew from then on. */
  refresh(): void;
  /** A sale was written down: what it used is used, also before the server hears of it. */
  sold(sale: SaleCompleted): void;
  /** The version of the price lists and promotions that carts are priced by; undefined: there are none. */
  documentVersion(): number | undefined;
  /** Grows with each change of what carts cost. */
  readonly version: Observable<number>;
  /** Resolves when carts can be priced: at once where there are neither price lists nor promotions. */
  readonly ready: Promise<void>;
}

interface PricingPorts {
  readonly sections: Sections;
  readonly catalog: {
    variant(variantId: string): CatalogHit | null;
    categories(): readonly SnapshotCategory[];
  };
  /** The time as the server told it, if it has. */
  readonly now: () => number;
  readonly storeId: () => string;
  readonly timeZone: () => string;
  /** What this register wrote that the server has not answered for yet. */
  readonly unsent: () => Promise<readonly JournalEntry[]>;
}

/** For so long what a cart was found to cost holds without a look at the clock. */
const FRESH_MS = 60_000;

/** The engine is fetched when there is something for it to do; it is part of the program that is kept on the device. */
export function createPricing({ sections, catalog, now, storeId, timeZone, unsent }: PricingPorts): Pricing {
  const documents = sections.document<PricingDocument>('pricing');
  const coupons = sections.items<CouponItem>('coupons');
  const customers = sections.items<CustomerItem>('customers');
  const uses = sections.items<PromotionUseItem>('promotion-uses');
  const version = source(0);
  let engine: typeof Engine | null = null;
  let own: readonly OwnUse[] = [];
  let loading: Promise<void> | null = null;
  let priced = new WeakMap<object, { readonly at: number; readonly from: string; readonly order: OrderInput }>();
  let byCode: { readonly of: object; readonly codes: ReadonlyMap<string, CouponItem> } | null = null;
  const refresh = () => {
    priced = new WeakMap();
    version.set(version.get() + 1);
  };
  const hasPrices = () => {
    const document = documents.get()?.value;
    return document !== undefined && document.priceLists.length + document.promotions.length > 0;
  };
  const load = (): Promise<void> => {
    if (engine !== null || !hasPrices()) return Promise.resolve();
    loading ??= import('./price-cart.ts').then((module) => {
      engine = module;
      return recount();
    });
    return loading;
  };
  // The server's counters arrive after it has answered for what was sent: from then on only the rest is counted here.
  const recount = async (): Promise<void> => {
    refresh();
    if (engine === null) return;
    const before = own;
    try {
      const entries = await unsent();
      // A sale that was written down meanwhile may not be among them.
      if (own !== before) return await recount();
      own = engine.usesIn(entries);
      refresh();
    } catch (error) {
      // The till sells on, with what it counted before: what goes beyond a limit is marked by the server.
      console.warn('What this till used of promotions could not be read.', error);
    }
  };
  documents.subscribe(() => void load().then(refresh));
  coupons.subscribe(() => void recount());
  uses.subscribe(() => void recount());
  const codes = () => {
    const items = coupons.get();
    if (items === null) return new Map<string, CouponItem>();
    if (byCode?.of !== items) {
      byCode = { of: items, codes: new Map([...items.byId.values()].map((item) => [item.code, item])) };
    }
    return byCode.codes;
  };
  const standing = (item: CouponItem | undefined): CouponStanding => {
    if (item === undefined) return 'unknown';
    if (item.validTo !== null && Date.parse(item.validTo) <= now()) return 'expired';
    const here = own.filter(({ promotions }) => promotions.some(({ couponCode }) => couponCode === item.code)).length;
    return item.usesLeft !== null && item.usesLeft <= here ? 'used-up' : 'good';
  };
  return {
    version,
    refresh,
    sold: (sale) => {
      if (engine === null) return;
      own = [...own, engine.useOf(sale)];
      refresh();
    },
    documentVersion: () => (hasPrices() ? documents.get()?.version : undefined),
    ready: load(),
    coupon: (code) => standing(codes().get(code)),
    apply(order, by) {
      const document = documents.get()?.value;
      if (engine === null || document === undefined || order.lines.length === 0) return order;
      const at = now();
      const from = JSON.stringify([by.couponCodes, by.customerGroupIds, by.customerId, order.lines.length]);
      const known = priced.get(by.cart);
      if (known !== undefined && known.from === from && at - known.at < FRESH_MS) return known.order;
      const frame: PricingFrame = {
        document,
        catalog,
        instant: new Date(at),
        storeId: storeId(),
        timeZone: timeZone(),
        customerGroupIds: by.customerGroupIds,
        customer:
          by.customerId === undefined
            ? null
            : (customers.get()?.byId.get(by.customerId) ?? { id: by.customerId, name: '' }),
        uses: uses.get()?.byId ?? new Map(),
        own,
        coupons: by.couponCodes.flatMap((code) => {
          const item = codes().get(code);
          return item !== undefined && standing(item) === 'good' ? [{ code, promotionId: item.promotionId }] : [];
        }),
      };
      const next = engine.priceCart(order, frame);
      priced.set(by.cart, { at, from, order: next });
      return next;
    },
  };
}

/** For a till without any: tests and pictures. */
export const NO_PRICING: Pricing = {
  apply: (order) => order,
  coupon: () => 'unknown',
  refresh: () => undefined,
  sold: () => undefined,
  documentVersion: () => undefined,
  version: source(0),
  ready: Promise.resolve(),
};

/** What the device has of it. */
interface PricedDevice {
  readonly sections: Sections;
  readonly catalog: PricingPorts['catalog'];
  readonly enrolment: { readonly registration: Observable<{ readonly storeId: string } | null> };
  readonly session: { readonly settings: Observable<{ readonly store: { readonly timeZone: string } } | null> };
  readonly journal: {
    unsentEntries(): Promise<readonly JournalEntry[]>;
    readonly serverClock: { reading(): { readonly serverTime: string; readonly elapsedMs: number } | null };
  };
  now(): Date;
}
const known = new WeakMap<object, Pricing>();

/** The pricing of this device, one for all its tills. */
export function pricingOf(device: PricedDevice): Pricing {
  const found = known.get(device);
  if (found !== undefined) return found;
  const pricing = createPricing({
    sections: device.sections,
    catalog: device.catalog,
    now: () => {
      // A clock that somebody set back revives no promotion: the server said what time it is.
      const reading = device.journal.serverClock.reading();
      return reading === null ? device.now().getTime() : Date.parse(reading.serverTime) + reading.elapsedMs;
    },
    storeId: () => device.enrolment.registration.get()?.storeId ?? '',
    timeZone: () => device.session.settings.get()?.store.timeZone ?? 'UTC',
    unsent: () => device.journal.unsentEntries(),
  });
  known.set(device, pricing);
  return pricing;
}
