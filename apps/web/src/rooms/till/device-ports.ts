import type { Session } from '@mosaajii/contract/identity';
import { DEFAULT_SCAN_RULES } from '@mosaajii/domain/barcode';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { minor } from '@mosaajii/domain/money';
import { type TenderSettings, USUAL_SALESPERSON, USUAL_TENDERS } from '@mosaajii/domain/sale';
import type { Device } from '../../platform/device/index.ts';
import { pricingOf } from '../../platform/pricing/index.ts';
import { askAsRegister } from '../../platform/sync/index.ts';
import { claimCart } from './cart-claims.ts';
import { deviceCustomers, deviceValue } from './device-customers.ts';
import { deviceOffice } from './device-office.ts';
import type { TillEvent, TillPorts, TillShop } from './ports.ts';

/** The till's view of this device. */
export function devicePorts(device: Device, session: Session): TillPorts {
  const { journal, carts, catalog } = device;
  const registration = device.enrolment.registration.get();
  return {
    catalog: {
      byCode: catalog.byCode,
      search: catalog.search,
      variant: catalog.variant,
      categories: catalog.categories,
      inCategory: catalog.inCategory,
      favourites: catalog.favourites,
      first: catalog.first,
      unpriced: catalog.unpriced,
      taxesOf: (taxClassId) => catalog.taxesOf(taxClassId, businessDateIn(session.store, device.now())),
      isLoading: () => catalog.state.get().loading !== null,
      version: () => catalog.state.get().revision,
      subscribe: catalog.state.subscribe,
    },
    journal: {
      commitSale: journal.commitSale,
      commitExchange: journal.commitExchange,
      commitBlindReturn: journal.commitBlindReturn,
      currentShift: journal.currentShift,
      note: (event) => noteDown(device, session, event),
      storageHealth: journal.storageHealth,
      findSale: (text) => findSale(device, text),
      lastSale: () => lastSale(device),
      carts: carts.list,
      putCart: carts.put,
      removeCart: carts.remove,
      claimCart,
    },
    office: deviceOffice(device),
    pricing: pricingOf(device),
    customers: deviceCustomers(device, session),
    value: deviceValue(device, session),
    held: {
      ask: (path, body) =>
        registration === null || device.practice.isOn
          ? Promise.resolve({ ok: false, code: 'unreachable', detail: '', extra: {} })
          : askAsRegister(registration, body === undefined ? 'GET' : 'POST', path, body),
      items: device.sections.items('held-sales'),
      people: device.session.users,
      registerId: registration?.registerId ?? '',
    },
    person: { ...session.user, permissions: new Set(session.user.permissions) },
    whoMay: (isWithin) =>
      device.session.users
        .get()
        .filter(({ limits }) => limits !== undefined && isWithin(limits))
        .slice(0, 3)
        .map(({ displayName }) => displayName)
        .join(', '),
    shop: shopOf(session),
    registerName: registration?.registerCode ?? '',
    practice: device.practice,
    registration: device.enrolment.registration.get,
    isLapsed: device.session.isLapsed,
    newId: device.newId,
    now: device.now,
  };
}

/** Throws when it could not be written: whoever asked says so. */
async function noteDown(device: Device, session: Session, event: TillEvent): Promise<void> {
  const businessDate = businessDateIn(session.store, device.now());
  const draft = { operationId: device.newId(), userId: session.user.userId, businessDate, ...event };
  const noted = await device.journal.note(draft);
  if (!noted.ok) throw new Error(noted.error.detail);
}

/** By receipt number, by the number of this register's series ("214"), or by id. */
async function findSale({ journal }: Device, text: string): ReturnType<TillPorts['journal']['findSale']> {
  const registration = await journal.registration();
  const isShort = /^\d{1,9}$/.test(text) && registration !== null;
  const receiptNumber = isShort
    ? `${registration.registerCode}-${registration.series}-${text.padStart(6, '0')}`
    : text.toUpperCase();
  const found = await journal.findSale({ receiptNumber });
  return found.ok ? found.value : null;
}

async function lastSale({ journal }: Device): ReturnType<TillPorts['journal']['lastSale']> {
  const documents = await journal.listSales({ recent: 20 });
  const last = documents.find((document) => document.kind === 'sale');
  if (last === undefined) return null;
  const found = await journal.findSale({ saleId: last.documentId });
  return found.ok ? found.value : null;
}

function shopOf({ organization, store }: Session): TillShop {
  return {
    name: organization.name,
    legalName: organization.legalName,
    taxNumber: organization.taxNumber,
    locale: organization.locale,
    storeName: store.name,
    addressLines: store.addressLines,
    timeZone: store.timeZone,
    dayEndsAt: store.dayEndsAt,
    tenders: tenderSettings(store),
    loyalty: store.loyalty ?? null,
    salesperson: store.salesperson ?? USUAL_SALESPERSON,
    rules: {
      ...store.rules,
      cashRounding:
        store.rules.cashRounding === null
          ? null
          : { unitMinor: minor(store.rules.cashRounding.unitMinor), mode: store.rules.cashRounding.mode },
    },
    notesMinor: store.notesMinor.map(minor),
    coinsMinor: store.coinsMinor.map(minor),
    paperWidthMm: store.paperWidthMm,
    receiptHeader: store.receiptHeader,
    receiptFooter: store.receiptFooter,
    template: store.receipt?.template,
    links: store.receipt && { organizationId: organization.organizationId, linkKey: store.receipt.linkKey },
    scanRules: store.scanRules ?? DEFAULT_SCAN_RULES,
  };
}

/** The tenders of the store; what a device kept from before this program knew them are the usual ones. */
function tenderSettings({ tenders, loyalty }: Session['store']): TenderSettings {
  const kept = { ...USUAL_TENDERS, ...tenders };
  // Points are taken where the rule says what one pays.
  return loyalty?.pointMinor ? { ...kept, kinds: kept.kinds.toSpliced(2, 0, 'points') } : kept;
}
