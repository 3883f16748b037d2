import { ok, refuse } from '@mosaajii/domain';
import { DEFAULT_SCAN_RULES } from '@mosaajii/domain/barcode';
import {
  type CatalogDelta,
  checkDigit,
  encodeSnapshot,
  type SnapshotRows,
  type SnapshotVariant,
  toGtin14,
} from '@mosaajii/domain/catalog';
import { milli, minor, ppm, priceE4 } from '@mosaajii/domain/money';
import { ROLE_LIMITS, ROLE_PERMISSIONS, type Role } from '@mosaajii/domain/permission';
import { allowanceLeft, type CustomerItem, giftCardCode, giftCardHint } from '@mosaajii/domain/purse';
import { USUAL_SALESPERSON, USUAL_TENDERS } from '@mosaajii/domain/sale';
import { createCatalog } from '../../platform/catalog/index.ts';
import { createDirectory } from '../../platform/customers/index.ts';
import { source } from '../../platform/device/observable.ts';
import { TEST_USER, type TestDevice, testDevice, testId, testRegistration } from '../../platform/journal/fixtures.ts';
import { NO_PRICING } from '../../platform/pricing/index.ts';
import type { TillPorts } from './ports.ts';

/** Builders for tests and pictures of the till: a real journal over memory and a real snapshot. Not part of the program. */

const VAT = 'aaaaaaaa-0000-7000-8000-000000000001';
const STANDARD = 'aaaaaaaa-0000-7000-8000-000000000002';

/** `null` as a price: the till asks. */
type Good = readonly [name: string, price: number | null, category: string, unit?: string];
const GOODS: readonly Good[] = [
  ['Brookside Milk 1 L', 130, 'Dairy'],
  ['White Bread 600 g', 70, 'Bakery'],
  ['Kericho Gold Tea 250 g', 200, 'Drinks'],
  ['Nescafé Classic 100 g', 640, 'Drinks'],
  ['Sugar 1 kg', 165, 'Household'],
  ['Maize Flour 2 kg', 189, 'Household'],
  ['Rice Pishori 1 kg', 240, 'Household'],
  ['Cooking Oil 1 L', 345, 'Household'],
  ['Eggs tray 30', 480, 'Dairy'],
  ['Bananas', 150, 'Snacks', 'kg'],
  ['Sunlight Soap 175 g', 140, 'Personal care'],
  ['Omo 500 g', 215, 'Household'],
  ['Keringet Water 1 L', 60, 'Drinks'],
  ['Coca-Cola 500 ml', 75, 'Drinks'],
  ['Crisps 150 g', 160, 'Snacks'],
  ['Gift wrapping', null, 'Snacks'],
  ['Mala Cultured Milk 500 ml', 72, 'Dairy'],
  ['Daima Yoghurt Strawberry 250 g', 85, 'Dairy'],
  ['Minute Maid Mango 1 L', 210, 'Drinks'],
  ['Butter Salted 250 g', 420, 'Dairy'],
];
const CATEGORIES = ['Drinks', 'Bakery', 'Dairy', 'Household', 'Personal care', 'Snacks'];

const idOf = (kind: string, index: number) => `${kind}-0000-7000-8000-${String(index).padStart(12, '0')}`;

/** The EAN-13 of the sample product at an index. */
export function sampleCode(index: number): string {
  const body = `6161100${String(index).padStart(5, '0')}`;
  return `${body}${checkDigit(body)}`;
}

export function sampleRows(count: number = GOODS.length): SnapshotRows {
  return {
    position: 1,
    categories: CATEGORIES.map((name, index) => ({
      categoryId: idOf('cccccccc', index),
      parentId: null,
      name,
      position: index,
    })),
    taxClasses: [{ taxClassId: STANDARD, name: 'VAT 16 %', taxIds: [VAT], isDefault: true }],
    taxes: [
      {
        taxId: VAT,
        version: 1,
        name: 'VAT',
        kind: 'percent',
        ratePpm: ppm(160_000),
        amountE4: priceE4(0),
        isIncluded: true,
        affectsNextBase: false,
        isBaseAffectedByPrevious: true,
      },
    ],
    variants: Array.from({ length: count }, (_, index) => sampleVariant(index)),
  };
}

function sampleVariant(index: number): SnapshotVariant {
  const [base, price, category, unit] = GOODS[index % GOODS.length] ?? ['Milk', 1, 'Dairy'];
  const round = Math.floor(index / GOODS.length);
  const code = sampleCode(index);
  return {
    variantId: idOf('bbbbbbbb', index),
    productId: idOf('dddddddd', index),
    name: round === 0 ? base : `${base} No. ${round}`,
    sku: `SKU-${String(index).padStart(4, '0')}`,
    unit: unit ?? 'pcs',
    priceE4: price === null ? null : priceE4(price * 1_000_000),
    taxClassId: STANDARD,
    categoryId: idOf('cccccccc', CATEGORIES.indexOf(category)),
    imageId: null,
    stockPolicy: 'allow',
    favouritePosition: index < GOODS.length ? index : null,
    codes: [{ code: toGtin14(code) ?? code, isGtin: true, displayCode: code, quantityMilli: milli(1000) }],
  };
}

const SAMPLE_ALLOWANCE = { perDayMinor: 50_000, perPurseMinor: 50_000 };

export interface SampleTill {
  readonly ports: TillPorts;
  readonly device: TestDevice;
  /** What a change of the catalogue on the server does on this register. */
  changeCatalog(delta: CatalogDelta): void;
}

/** A shop in Nairobi with an open shift, unless told otherwise. */
export async function sampleTill(
  part: { readonly role?: Role; readonly hasShift?: boolean; readonly count?: number } = {},
): Promise<SampleTill> {
  const device = await testDevice();
  const { journal, store } = device;
  const registration = await testRegistration({ registerCode: 'S1-R2' });
  await journal.enrol(registration);
  if (part.hasShift !== false) {
    await journal.openShift({
      shiftId: testId(),
      userId: TEST_USER,
      businessDate: '2026-11-22',
      openingFloatMinor: minor(500_000),
      currencyCode: 'KES',
    });
  }
  const { catalog, open, apply } = createCatalog();
  open(encodeSnapshot(sampleRows(part.count)), []);
  const role = part.role ?? 'manager';
  const lastSale: TillPorts['journal']['lastSale'] = async () => {
    const [document] = await journal.listSales({ recent: 1 });
    if (document === undefined) return null;
    const found = await journal.findSale({ saleId: document.documentId });
    return found.ok ? found.value : null;
  };
  return {
    device,
    changeCatalog: apply,
    ports: {
      catalog: {
        ...catalog,
        taxesOf: (taxClassId) => catalog.taxesOf(taxClassId, '2026-11-22'),
        isLoading: () => false,
        version: () => catalog.state.get().revision,
        subscribe: catalog.state.subscribe,
      },
      journal: {
        ...journal,
        note: async (event) => {
          const draft = { operationId: testId(), userId: TEST_USER, businessDate: '2026-11-22', ...event };
          const noted = await journal.note(draft);
          if (!noted.ok) throw new Error(noted.error.detail);
        },
        findSale: async (receiptNumber) => {
          const found = await journal.findSale({ receiptNumber });
          return found.ok ? found.value : null;
        },
        lastSale,
        carts: () => store.carts(),
        putCart: (cart) => store.putCart(cart),
        removeCart: (cartId) => store.removeCart(cartId),
        claimCart: () => Promise.resolve(true),
      },
      office: {
        taxClasses: catalog.taxClasses,
        createProduct: () => Promise.resolve(ok(null)),
        linkCode: () => Promise.resolve(ok(null)),
      },
      pricing: NO_PRICING,
      customers: sampleCustomers(device),
      value: {
        cardOf: async (text) => {
          const code = giftCardCode(text);
          return code === null
            ? null
            : { cardId: `99999999-0000-8000-8000-${code.slice(-12).padStart(12, '0')}`, hint: giftCardHint(code) };
        },
        balance: () => Promise.resolve(refuse({ code: 'unreachable' })),
        authorise: () => Promise.resolve(refuse({ code: 'unreachable' })),
        release: () => undefined,
        allowance: () => Promise.resolve(SAMPLE_ALLOWANCE),
        allowanceLeft: (purseId, pending) => Promise.resolve(allowanceLeft(SAMPLE_ALLOWANCE, pending, purseId)),
      },
      held: {
        ask: () => Promise.resolve({ ok: false, code: 'unreachable', detail: 'no server here', extra: {} }),
        items: source(null),
        people: source([{ userId: TEST_USER, displayName: 'Sara Otieno' }]),
        registerId: registration.registerId,
      },
      whoMay: () => 'Amina',
      person: {
        limits: ROLE_LIMITS[role],
        userId: TEST_USER,
        displayName: 'Sara Otieno',
        role,
        permissions: ROLE_PERMISSIONS[role],
      },
      shop: {
        name: 'Baraka Stores',
        legalName: 'Baraka Stores Ltd',
        taxNumber: 'P051234567X',
        locale: 'en-KE',
        storeName: 'Moi Avenue',
        addressLines: ['12 Moi Avenue', 'Nairobi'],
        timeZone: 'Africa/Nairobi',
        tenders: USUAL_TENDERS,
        loyalty: null,
        salesperson: USUAL_SALESPERSON,
        rules: {
          currency: { code: 'KES', exponent: 2 },
          taxRounding: 'per-line',
          roundingMode: 'half-up',
          cashRounding: { unitMinor: minor(100), mode: 'half-up' },
        },
        notesMinor: [5_000, 10_000, 20_000, 50_000, 100_000].map(minor),
        coinsMinor: [100, 500, 1_000, 2_000, 4_000].map(minor),
        paperWidthMm: 80,
        receiptHeader: '',
        scanRules: DEFAULT_SCAN_RULES,
        receiptFooter: 'Thank you. Goods may be returned within 14 days with this receipt.',
      },
      registerName: 'Register 2',
      isLapsed: () => false,
      newId: testId,
      now: () => new Date(device.clock.now()),
    },
  };
}

/** Two customers, and whoever a test writes down. */
function sampleCustomers({ journal }: TestDevice): TillPorts['customers'] {
  const known: CustomerItem[] = [
    {
      id: testId(),
      name: 'Amina Yusuf',
      phone: '+254712345118',
      cardCode: 'C-1001',
      creditLimitMinor: 500_000,
      owedMinor: 125_000,
      points: 240,
    },
    { id: testId(), name: 'Otieno Supplies', taxNumber: 'P051234567X', groupIds: [testId()] },
  ];
  const directory = createDirectory(source({ byId: new Map(known.map((item) => [item.id, item])) }), []);
  return {
    ...directory,
    create: async (fields) => {
      const done = await journal.commitCustomer({
        customerId: testId(),
        userId: TEST_USER,
        fields,
        salt: 'ab'.repeat(16),
      });
      if (!done.ok) return done;
      const item = {
        id: done.value.customerId,
        name: fields.name,
        ...(fields.phone === undefined ? {} : { phone: fields.phone }),
      };
      directory.add(item);
      return ok(item);
    },
    pay: async (payment) => {
      const done = await journal.commitPayment({ ...payment, userId: TEST_USER });
      return done.ok ? ok(null) : done;
    },
    history: () => Promise.resolve([]),
    shopHistory: () => Promise.resolve(refuse({ code: 'unreachable' })),
  };
}
