import { CircleAlert, X } from 'lucide-react';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { signal } from '../../../platform/scanner/index.ts';
import { Button, IconButton, Notice } from '../../../platform/ui/index.ts';
import { useTill, useTillState } from '../till-context.tsx';
import type { ScanNotice } from '../till-state.ts';
import { focusOmnibox } from './focus.ts';

/** Scans that added nothing, the newest on top: what was scanned, why it is not in the sale, and what can be done. */
export function ScanNotices() {
  const { carts, ports, selling } = useTill();
  const notices = useTillState((state) => state.notices);
  const [first] = notices;
  if (first === undefined) return null;
  const dismiss = () => {
    carts.store.setState({ notices: notices.filter((one) => one !== first) });
    focusOmnibox();
  };
  const sellAfterAll = () => {
    if (first.kind !== 'expired' && first.kind !== 'while-paying') return;
    if (selling.addScanned(first.goods)) signal('scan-ok');
    dismiss();
  };
  const maySell = first.kind === 'expired' && ports.person.permissions.has('sales.sell-expired');
  return (
    <Notice
      tone={first.kind === 'expired' ? 'danger' : 'warning'}
      className="mx-4 mt-2.5 max-sm:mx-3"
      isAlert
      icon={<CircleAlert aria-hidden className="size-5 flex-none" strokeWidth={1.75} />}
      actions={
        <>
          {first.kind === 'expired' ? (
            <Button variant="quiet" className="font-semibold text-ink" onClick={sellAfterAll}>
              {t('scanning.sellAnyway')}
            </Button>
          ) : null}
          {first.kind === 'while-paying' ? (
            <Button variant="quiet" className="font-semibold text-ink" onClick={sellAfterAll}>
              {t('layers.addToSale')}
            </Button>
          ) : null}
          {first.kind === 'unknown-item' ? (
            <Button
              variant="quiet"
              className="font-semibold text-ink"
              onClick={() => carts.store.setState({ layer: { kind: 'link-code', code: first.item } })}
            >
              {t('till.linkToOne')}
            </Button>
          ) : null}
          <IconButton label={t('ui.dismiss')} onClick={dismiss}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </>
      }
    >
      {first.kind === 'while-paying' ? null : <b className="code font-semibold break-all text-ink">{first.code}</b>}{' '}
      {textOf(first, maySell, ports.shop.locale)}
      {notices.length > 1 ? (
        <span className="ms-1.5 font-semibold">{t('till.moreUnknown', { count: notices.length - 1 })}</span>
      ) : null}
    </Notice>
  );
}

const UNKNOWN = {
  receipt: 'scanning.unknownReceipt',
  'customer-card': 'scanning.unknownCustomerCard',
  'gift-card': 'scanning.unknownGiftCard',
  voucher: 'scanning.unknownVoucher',
  coupon: 'scanning.unknownCoupon',
  'purchase-order': 'scanning.unknownPurchaseOrder',
} as const;

function textOf(notice: ScanNotice, maySell: boolean, locale: string): string {
  switch (notice.kind) {
    case 'unknown-kind':
      return t(UNKNOWN[notice.what]);
    case 'unknown-item':
      return t('scanning.unknownItem', { item: notice.item });
    case 'wrong-check':
      return t(notice.which === 'code' ? 'scanning.wrongCheck' : 'scanning.wrongValueCheck');
    case 'expired': {
      const date = formatDate(notice.expiresOn, locale);
      return maySell
        ? t('scanning.expired', { date })
        : `${t('scanning.expired', { date })} ${t('scanning.mayNotSellExpired')}`;
    }
    case 'while-paying':
      return t('layers.scannedLate', { name: notice.code });
    case 'same-serial':
      return t('scanning.sameSerial');
    case 'unreadable':
      return t('scanning.unreadable', { detail: notice.detail });
  }
}
