import { type CodeKind, readScan } from '@mosaajii/domain/barcode';
import { type Milli, milli } from '@mosaajii/domain/money';
import { couponCode } from '@mosaajii/domain/promotion';
import { type Scan, signal } from '../../platform/scanner/index.ts';
import { gs1Goods } from './gs1-goods.ts';
import { note, offer } from './offer-goods.ts';
import { offerCode } from './scan-kinds.ts';
import { findGoods, goodsOfLabel } from './scanned-goods.ts';
import type { Till } from './till-context.tsx';

type Navigate = (path: string) => void;
const ONE = milli(1000);

/** Does what a code asks for that is not simply a product's: a file of its own, because most scans need nothing of it. */
export function takeOther(till: Till, navigate: Navigate, scan: Scan, quantityMilli: Milli | null): void {
  const { ports, carts, selling } = till;
  const reading = readScan(scan.code, ports.shop.scanRules, (text) => ports.catalog.byCode(text) !== null);
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
        ? note(till, { kind: 'unknown-item', code: reading.code, item: reading.item })
        : offer(till, goods);
    }
    case 'gs1':
      return takeGs1(till, navigate, reading.code, times);
    case 'wrong-check':
      return note(till, { kind: 'wrong-check', code: reading.code, which: reading.which });
    case 'badge':
      return void import('./offer-switch.ts').then(({ offerSwitch }) =>
        offerSwitch(reading.code, () => navigate('/lock')),
      );
    case 'receipt':
    case 'customer-card':
    case 'gift-card':
    case 'voucher':
    case 'coupon':
    case 'purchase-order':
      return takeKind(till, navigate, reading.kind, reading.code);
  }
}

function takeGs1(till: Till, navigate: Navigate, code: string, times: Milli): void {
  const { ports } = till;
  const reading = gs1Goods(code, ports.catalog.byCode, ports.shop.rules, times, ports.now().getUTCFullYear());
  switch (reading.kind) {
    case 'goods':
      return offer(till, reading.goods);
    case 'coupon':
      return takeKind(till, navigate, 'coupon', reading.code);
    case 'unknown':
      return void till.selling.code(reading.code);
    case 'unreadable':
      return note(till, { kind: 'unreadable', code: readable(code), detail: reading.detail });
  }
}

function takeKind(till: Till, navigate: Navigate, what: CodeKind, code: string): void {
  const isPaying = till.carts.store.getState().layer?.kind === 'payment';
  const outcome =
    what === 'receipt'
      ? openReceipt(till, navigate, code, isPaying)
      : offerCode(what, code, { till, navigate, isPaying });
  void Promise.resolve(outcome).then(
    (known) => (known === 'taken' ? signal('scan-ok') : note(till, { kind: 'unknown-kind', code, what })),
    (error: unknown) => note(till, { kind: 'unreadable', code, detail: String(error) }),
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
