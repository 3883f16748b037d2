import { ACCOUNT } from '@mosaajii/domain/ledger';
import { milli, ppm, priceE4 } from '@mosaajii/domain/money';
import type { ZReport } from '@mosaajii/domain/operation';
import type { SaleLineInput } from '@mosaajii/domain/sale';
import { seededRandom } from '@mosaajii/testkit';
import { expectedCashMinor, type Journal } from '../../apps/web/src/platform/journal/index.ts';
import { balanceOf } from '../sim/counter-invariants.ts';
import { SimDevice } from '../sim/device.ts';
import { TAX, taxationOf } from '../sim/fetched.ts';
import { ModelServer } from '../sim/model-server.ts';
import { Network } from '../sim/network.ts';
import type { SimShop } from '../sim/shop.ts';
import { layawayDifferences } from './layaway-differences.ts';
import { type Account, MODEL_GOODS, type ModelLine } from './paper.ts';
import { MODEL_RULE } from './points-model.ts';
import type { ShopModel } from './shop-model.ts';

const START = Date.parse('2026-01-14T09:00:00.000Z');
const ACCOUNTS: Readonly<Record<Account, readonly string[]>> = {
  drawer: [ACCOUNT.cashDrawer],
  safe: [ACCOUNT.cashSafe],
  petty: [ACCOUNT.pettyCash],
  card: [ACCOUNT.cardClearing],
  bank: [ACCOUNT.bankClearing],
  mobile: [ACCOUNT.mobileMoneyClearing],
  voucher: [ACCOUNT.voucherClearing],
  exchange: [ACCOUNT.exchangeClearing],
  receivables: [ACCOUNT.receivables],
  'gift-cards': [ACCOUNT.giftCards],
  'store-credit': [ACCOUNT.storeCredit],
  points: [ACCOUNT.pointsRedeemed],
  deposits: [ACCOUNT.deposits],
  fees: [ACCOUNT.layawayFees],
  tips: [ACCOUNT.tips],
  rounding: [ACCOUNT.cashRounding],
  'over-short': [ACCOUNT.cashOverShort],
  overspent: [ACCOUNT.valueOverspent],
  inventory: [ACCOUNT.inventory],
  cost: [ACCOUNT.costOfGoods],
  trade: [ACCOUNT.sales, ACCOUNT.discounts, ACCOUNT.returns, `${ACCOUNT.outputTax}:${TAX.taxId}`],
};
/** What may be flagged although nothing is wrong: a purse gave more than it held, which the model expects. */
const EXPECTED_FLAGS: ReadonlySet<string> = new Set(['value-overspent', 'points-short']);

/** Two real journals and the server's real decisions, on a line that works. */
export class TillWorld {
  readonly random = seededRandom(1);
  readonly server: ModelServer;
  readonly shop: SimShop;
  readonly devices: SimDevice[] = [];
  #now = START;

  private constructor() {
    const id = () => this.newId();
    const variants = MODEL_GOODS.map(({ priceMinor, costMinor }) => ({
      variant_id: id(),
      price_e4: priceMinor * 10_000,
      cost_e4: costMinor === null ? null : costMinor * 10_000,
      stock_policy: 'allow' as const,
    }));
    const document = { rules: NO_RULES, promotions: [], priceLists: [] };
    const pricing = { promotions: [], price_lists: [], rules: [], prices: [], goods: [], categories: [], coupons: [] };
    const shop = { organizationId: id(), storeId: id(), userId: id(), cashierId: id(), variants, pricing, document };
    const taxation = taxationOf(variants);
    this.shop = { ...shop, taxation, customerIds: [id(), id()], cardIds: [id(), id(), id()], loyalty: MODEL_RULE };
    this.server = new ModelServer(this.shop, id(), () => this.#now);
  }

  static async opened(): Promise<TillWorld> {
    const world = new TillWorld();
    const network = new Network(world.server, world.random, 0);
    for (const number of [1, 2]) {
      const streams = { random: world.random.fork(), more: world.random.fork() };
      const shop = { server: world.server, shop: world.shop };
      world.devices.push(await SimDevice.enrolled(number, streams, () => world.#now, shop, network));
    }
    return world;
  }

  newId(): string {
    return this.random.uuidv7(this.#now);
  }

  /** A minute goes by. */
  passTime(): void {
    this.#now += 60_000;
  }

  get now(): number {
    return this.#now;
  }

  device(register: number): SimDevice {
    const device = this.devices[register];
    if (device === undefined) throw new RangeError(`there is no register ${register}`);
    return device;
  }

  async journal(register: number): Promise<Journal> {
    return (await this.device(register).tab()).journal;
  }

  line({ lineId, what, quantityMilli, percent }: ModelLine): SaleLineInput {
    const isCard = 'card' in what;
    const variantId = isCard ? this.cardId(what.card) : (this.shop.variants[what.good]?.variant_id ?? '');
    const price = priceE4((isCard ? what.amountMinor : (MODEL_GOODS[what.good]?.priceMinor ?? 0)) * 10_000);
    return {
      lineId,
      variantId,
      name: isCard ? 'Gift card' : 'Thing',
      sku: isCard ? 'GIFT-CARD' : `THING-${what.good}`,
      unit: isCard || MODEL_GOODS[what.good]?.isWeighed !== true ? 'pcs' : 'kg',
      quantityMilli: milli(quantityMilli),
      listPriceE4: price,
      unitPriceE4: price,
      priceSource: isCard ? 'open' : 'list',
      discounts: percent === 0 ? [] : [{ kind: 'percent', ratePpm: ppm(percent * 10_000) }],
      taxes: isCard ? [] : [TAX],
      ...(isCard ? { giftCard: { cardId: variantId, hint: variantId.slice(-4) } } : {}),
    };
  }

  cardId(card: number): string {
    return this.shop.cardIds[card] ?? '';
  }

  customerId(customer: number): string {
    return this.shop.customerIds[customer] ?? '';
  }

  /** Everything goes to the server. What is wrong with its answers, in words. */
  async push(): Promise<string[]> {
    const broken: string[] = [];
    for (const device of this.devices) {
      await device.drain();
      if (!device.isDrained()) broken.push(`the queue of ${device.registration.registerCode} does not drain`);
    }
    for (const { kind, status, notes } of this.server.tables.operations.values()) {
      const unexpected = notes.filter((note) => !EXPECTED_FLAGS.has(note));
      if (status === 'quarantined' || unexpected.length > 0)
        broken.push(`${kind} is ${status}: ${unexpected.join(', ')}`);
    }
    for (const { kind, reason } of this.server.tables.repairs.values()) broken.push(`${kind} waits: ${reason}`);
    return broken;
  }

  /** Where drawers, ledger, stock, cards and accounts are not what pencil and paper say. */
  async differences(model: ShopModel): Promise<string[]> {
    const { tables } = this.server;
    const differing: string[] = [];
    const compare = (what: string, known: number, expected: number) => {
      if (known !== expected) differing.push(`${what}: ${known} instead of ${expected}`);
    };
    for (const [account, codes] of Object.entries(ACCOUNTS)) {
      const known = codes.reduce((sum, code) => sum + balanceOf(tables, code), 0);
      compare(`account ${account}`, known, model.accounts.get(account as Account) ?? 0);
    }
    this.shop.variants.forEach(({ variant_id }, good) => {
      compare(`shelf ${good}`, tables.levels.get(variant_id) ?? 0, model.shelf[good] ?? 0);
    });
    model.cards.forEach((holds, card) => {
      compare(`card ${card}`, tables.purses.get(`gift-card|${this.cardId(card)}`)?.balance_minor ?? 0, holds);
    });
    const purses = { account: model.owed, 'store-credit': model.credit, points: model.points };
    for (const [kind, holds] of Object.entries(purses)) {
      holds.forEach((amount, customer) => {
        const name = `${kind}|${this.customerId(customer)}`;
        const entries = [...tables.purseEntries.values()].filter((row) => `${row.kind}|${row.purseId}` === name);
        const booked = entries.reduce((sum, row) => sum + row.amountMinor, 0);
        compare(`${kind} of customer ${customer}`, tables.purses.get(name)?.balance_minor ?? 0, amount);
        compare(`entries of the ${kind} of customer ${customer}`, booked, amount);
      });
    }
    differing.push(...this.#misplaced(model), ...(await layawayDifferences(this, model)));
    for (const [register, device] of this.devices.entries()) {
      const { shift, receipts, reports } = model.at(register);
      const kept = await (await this.journal(register)).currentShift();
      const onServer = kept === null ? undefined : tables.shifts.get(kept.shiftId);
      compare(`drawer ${register} on the device`, kept === null ? 0 : expectedCashMinor(kept), shift?.cashMinor ?? 0);
      compare(`drawer ${register} on the server`, onServer?.cashMinor ?? 0, shift?.cashMinor ?? 0);
      compare(`sales of drawer ${register}`, onServer?.saleCount ?? 0, shift?.sales ?? 0);
      compare(`returns of drawer ${register}`, onServer?.returnCount ?? 0, shift?.returns ?? 0);
      const head = this.server.register(device.registration.keyId);
      compare(`receipts of ${register}`, head.lastReceiptSequence, receipts);
      compare(`Z reports of ${register}`, head.lastZNumber, reports);
    }
    return differing;
  }

  /** Held sales that another register has, or that became another sale, than the list says. */
  #misplaced({ aside }: ShopModel): string[] {
    const { carts, quotes } = this.server.tables.shelf;
    const held = aside.held.flatMap(({ id, soldSaleId, holder }) => {
      const known = carts.get(id);
      const has = holder === null ? undefined : this.device(holder).registration.registerId;
      return known?.soldSaleId === soldSaleId && known.lock?.registerId === has
        ? []
        : [`the held sale ${id} is elsewhere`];
    });
    const quoted = aside.quotes.filter(({ id, soldSaleId }) => quotes.get(id)?.row.sold_sale_id !== soldSaleId);
    return [...held, ...quoted.map(({ id }) => `the quote ${id} is sold otherwise`)];
  }

  /** What a Z report says the drawer should have held, and of deposits, of the last shift that a register closed. */
  lastReport(shiftId: string) {
    const report = this.server.tables.reports.get(shiftId);
    if (report?.z == null) return null;
    const { expectedMinor: zExpectedMinor, totals } = report.z as ZReport;
    const { depositMinor = 0, depositBackMinor = 0 } = totals;
    return { expectedMinor: report.expectedMinor, zExpectedMinor, depositMinor, depositBackMinor };
  }
}

const NO_RULES = {
  stacking: 'sequence',
  roundingMode: 'half-up',
  roundAt: 'order',
  allocation: 'largest-remainder',
} as const;
