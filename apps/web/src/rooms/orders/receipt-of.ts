import { receiptSellers } from '@mosaajii/domain/paper';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import type { Receipt, ReceiptLinks, ReceiptShop } from '../../platform/printer/index.ts';
import type { DeviceSession } from '../../platform/session/index.ts';
import type { OrderView } from './order-view.ts';

/** Builds the paper of an order with the shop's present words; `null` when something of it is not known here. */
export function useReceipts(): (view: OrderView, isCopy: boolean) => Receipt | null {
  const { session, enrolment } = useDevice();
  const settings = useObservable(session.settings);
  const registration = useObservable(enrolment.registration);
  const nameOf = useNames();
  return (view, isCopy) => {
    if (!settings || !view.paper) return null;
    const { organization, store } = settings;
    const shop: ReceiptShop = {
      name: organization.name,
      legalName: organization.legalName,
      taxNumber: organization.taxNumber,
      locale: organization.locale,
      storeName: store.name,
      addressLines: store.addressLines,
      timeZone: store.timeZone,
      paperWidthMm: store.paperWidthMm,
      receiptHeader: store.receiptHeader,
      receiptFooter: store.receiptFooter,
      template: store.receipt?.template,
    };
    // A receipt number begins with its register's code, also when another register made the sale.
    const registerName = view.receiptNumber.split('-').slice(0, 2).join('-') || (registration?.registerCode ?? '');
    const printed = { ...view.paper, shop, registerName, cashier: nameOf(view.userId), isCopy };
    if (printed.kind === 'return') return printed;
    const sold = { salespersonId: view.salespersonId, lines: printed.lines };
    return { ...printed, sellers: receiptSellers(store.salesperson, sold, nameOf) };
  };
}

/** What the links of receipts are made with; undefined while the store has decided nothing about them. */
export function useReceiptLinks(): ReceiptLinks | undefined {
  const { session } = useDevice();
  const settings = useObservable(session.settings);
  const key = settings?.store.receipt?.linkKey;
  return settings === null || key === undefined
    ? undefined
    : { organizationId: settings.organization.organizationId, linkKey: key };
}

/** The name of a person of the shop by id. */
export function useNames(): (userId: string) => string {
  const { session } = useDevice();
  const users = useObservable(session.users);
  const state = useObservable(session.state);
  return (userId) => nameIn(users, state, userId);
}

function nameIn(
  users: ReturnType<DeviceSession['users']['get']>,
  state: ReturnType<DeviceSession['state']['get']>,
  userId: string,
): string {
  const known = users.find((user) => user.userId === userId)?.displayName;
  if (known !== undefined) return known;
  const me = state.status === 'signed-out' ? null : state.session.user;
  return me?.userId === userId ? me.displayName : t('orders.unknownPerson');
}
