import { type CodeKind, readScan, type ScanReading } from '@mosaajii/domain/barcode';
import { type Milli, milli } from '@mosaajii/domain/money';
import { couponCode } from '@mosaajii/domain/promotion';
import { isExpired } from '@mosaajii/domain/sale';
import { businessDateIn } from '../../platform/journal/business-date.ts';
import { type Scan, signal } from '../../platform/scanner/index.ts';
import type { gs1Goods as readGs1Goods } from './gs1-goods.ts';
import { offerCode } from './scan-kinds.ts';
import { findGoods, goodsOfLabel, type ScannedGoods } from './scanned-goods.ts';
import type { Till } from './till-context.tsx';
import type { ScanNotice } from './till-state.ts';

type Navigate = (path: string) => void;
const ONE = milli(1000);
const MOST_NOTICES = 20;

let gs1: typeof readGs1Goods | null = null;
/** Scans that came while the tables of GS1 were still on their way: the order of the counter is the order of the lines. */
let waiting: (() => void)[] | null = null;

/** Fetches the reader of GS1 codes before the first one is scanned; it is kept on the device. */
export async function loadGs1(): Promise<void> {
  gs1 ??= (await import('./gs1-goods.ts')).gs1Goods;
}

/** Does what a scanned code asks for, in the order of the scans. Every code leads to something that can be seen. */
export function takeScan(till: Till, navigate: Navigate, scan: Scan, quantityMilli: Milli | null = null): void {
  inOrder(() => takeNow(till, navigate, scan, quantityMilli));
}

function inOrder(take: () => void): void {
  if (waiting === null) take();
  else waiting.push(take);
}

/** What the till would read in a code, with the table of this store. */
export function readingOf({ ports }: Till, code: string): ScanReading {
  return readScan(code, ports.shop.scanRules, (text) => ports.catalog.byCode(text) !== null);
}

function takeNow(till: Till, navigate: Navigate, scan: Scan, quantityMilli: Milli | null): void {
  const { ports, carts, selling } = till;
  const reading = readingOf(till, scan.code);
  const times = quantityMilli ?? carts.store.getState().nextQuantity ?? ONE;
  switch (reading.kind) {
    case 'product': {
      const hit = findGoods(ports.catalog.byCode, reading.code, scan.otherCase);
      if (hit === null && ports.pricing.coupon(couponCode(reading.code)) !== 'unknown') {
        return void selling.coupon(reading.code);
      }
      if (hit === null) return void selling.code(reading.code, quantityMilli);
      return offer(till, { hit, quantityMilli: milli(Math.round((times * hit.codeQuantityMilli) / 1000)) });
    }
    case 'label': {
      const goods = goodsOfLabel(ports.catalog.byCode, reading, ports.shop.rules, times);
      return goods === null
        ? notice(till, { kind: 'unknown-item', code: reading.code, item: reading.item })
        : offer(till, goods);
    }
    case 'gs1':
      return takeGs1(till, navigate, reading.code, times);
    case 'wrong-check':
      return notice(till, { kind: 'wrong-check', code: reading.code, which: reading.which });
    case 'badge':
      return void import('./offer-switch.ts').then(({ offerSwitch }) =>
        offerSwitch(reading.code, () => navigate('/lock')),
      );
    default:
      return takeKind(till, navigate, reading.kind, reading.code);
  }
}

/** Goods on the counter: into the sale, beside the payment while money is taken, or held back when they are past their day. */
function offer(till: Till, goods: ScannedGoods): void {
  const { ports, carts, selling } = till;
  const today = businessDateIn(ports.shop.timeZone, ports.now());
  if (goods.marks !== undefined && isExpired(goods.marks, today)) {
    return notice(till, { kind: 'expired', code: goods.hit.name, goods, expiresOn: goods.marks.expiresOn ?? '' });
  }
  if (carts.store.getState().layer?.kind === 'payment') {
    signal('scan-fail');
    carts.store.setState({ late: goods });
    return;
  }
  if (selling.addScanned(goods)) signal('scan-ok');
  else notice(till, { kind: 'same-serial', code: goods.marks?.serial ?? '' });
}

function takeGs1(till: Till, navigate: Navigate, code: string, times: Milli): void {
  if (gs1 === null) return awaitGs1(till, navigate, code, times);
  const { ports } = till;
  const reading = gs1(code, ports.catalog.byCode, ports.shop.rules, times, ports.now().getUTCFullYear());
  switch (reading.kind) {
    case 'goods':
      return offer(till, reading.goods);
    case 'coupon':
      return takeKind(till, navigate, 'coupon', reading.code);
    case 'unknown':
      return void till.selling.code(reading.code);
    case 'unreadable':
      return notice(till, { kind: 'unreadable', code: readable(code), detail: reading.detail });
  }
}

function awaitGs1(till: Till, navigate: Navigate, code: string, times: Milli): void {
  waiting = [];
  void loadGs1()
    .then(
      () => takeGs1(till, navigate, code, times),
      (error: unknown) => notice(till, { kind: 'unreadable', code: readable(code), detail: String(error) }),
    )
    .finally(() => {
      const takes = waiting ?? [];
      waiting = null;
      for (const take of takes) inOrder(take);
    });
}

function takeKind(till: Till, navigate: Navigate, what: CodeKind, code: string): void {
  const isPaying = till.carts.store.getState().layer?.kind === 'payment';
  const outcome =
    what === 'receipt'
      ? openReceipt(till, navigate, code, isPaying)
      : offerCode(what, code, { till, navigate, isPaying });
  void Promise.resolve(outcome).then(
    (known) => (known === 'taken' ? signal('scan-ok') : notice(till, { kind: 'unknown-kind', code, what })),
    (error: unknown) => notice(till, { kind: 'unreadable', code, detail: String(error) }),
  );
}

/** A receipt on the counter has goods that come back. While money is taken it waits: the payment is not left for it. */
async function openReceipt(
  { ports }: Till,
  navigate: Navigate,
  code: string,
  isPaying: boolean,
): Promise<'taken' | 'unknown'> {
  if (isPaying) return 'unknown';
  const text = code.replace(/^R(?=\d+$)/i, '');
  const sale = await ports.journal.findSale(text);
  if (sale === null) navigate(`/orders?query=${encodeURIComponent(text)}`);
  else navigate(`/orders/${sale.document.documentId}${sale.document.kind === 'sale' ? '/return' : ''}`);
  return 'taken';
}

/** Separators are no characters that a person can read. */
function readable(code: string): string {
  return code.replaceAll('\u001d', ' ');
}

/** A card beside the cart, said aloud, with the falling tone. The same one counts once. */
function notice({ carts }: Till, one: ScanNotice): void {
  signal('scan-fail');
  carts.store.setState(({ notices }) => ({
    notices: [one, ...notices.filter((other) => other.code !== one.code || other.kind !== one.kind)].slice(
      0,
      MOST_NOTICES,
    ),
    nextQuantity: null,
  }));
}
