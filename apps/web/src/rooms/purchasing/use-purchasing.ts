import type {
  GoodsReceipt,
  NewPurchaseOrder,
  NewSupplier,
  PurchaseOrder,
  PurchaseOrderDraft,
  PurchaseOrderList,
  ReceiveRequest,
  Supplier,
  SupplierList,
  SupplierPatch,
} from '@mosaajii/contract/purchasing';
import type { Permission } from '@mosaajii/domain/permission';
import { isOrderNumber } from '@mosaajii/domain/purchasing';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { ApiFailure, type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import { t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';

/** Whether the person who is signed in may do this. The server asks again; this only decides what is offered. */
export function useMay(permission: Permission): boolean {
  const { session } = useDevice();
  const state = useObservable(session.state);
  return state.status === 'signed-in' && session.can(permission);
}

/** The shop's money, as the session of this device knows it. */
export function useMoney() {
  const state = useObservable(useDevice().session.state);
  if (state.status === 'signed-out') return null;
  const { currency, locale } = state.session.organization;
  return { currency, locale };
}

/** How the list of purchase orders asks. */
export function ordersPath(query: string, state: string): string {
  return `/purchase-orders?${new URLSearchParams({ limit: '50', state, ...(query === '' ? {} : { query }) })}`;
}

export function useOrders(path: string) {
  return usePages(['purchase-orders', path], path, (pages: readonly PurchaseOrderList[]) => itemsOf(pages));
}

export function useSuppliers(query: string, state: string) {
  const search = new URLSearchParams({ limit: '200', state, ...(query === '' ? {} : { query }) });
  const path = `/suppliers?${search}`;
  return usePages(['suppliers', path], path, (pages: readonly SupplierList[]) => itemsOf(pages));
}

/** An order by its id, or by the number on its paper, which is what a scanner reads. */
export function useOrder(idOrNumber: string) {
  return useQuery({
    queryKey: ['purchase-order', idOrNumber],
    queryFn: async ({ signal }) => {
      const orderId = isOrderNumber(idOrNumber) ? await idOfNumber(idOrNumber, signal) : idOrNumber;
      return orThrow(api.get<PurchaseOrder>(`/purchase-orders/${orderId}`, { signal }));
    },
    retry: false,
  });
}

async function idOfNumber(number: string, signal: AbortSignal): Promise<string> {
  const { items } = await orThrow(api.get<PurchaseOrderList>(`/purchase-orders?query=${number}`, { signal }));
  const found = items.find((order) => order.number === number);
  if (found !== undefined) return found.orderId;
  const title = t('purchasing.unknownNumber', { number });
  throw new ApiFailure({ code: 'not-found', status: 404, title, detail: '', action: '' });
}

export const purchasingApi = {
  addSupplier: (body: NewSupplier) => api.post<Supplier>('/suppliers', { body }),
  changeSupplier: (supplierId: string, body: SupplierPatch) =>
    api.patch<Supplier>(`/suppliers/${supplierId}`, { body }),
  create: (body: NewPurchaseOrder) => api.post<PurchaseOrder>('/purchase-orders', { body }),
  change: (orderId: string, body: PurchaseOrderDraft) =>
    api.put<PurchaseOrder>(`/purchase-orders/${orderId}`, { body }),
  step: (orderId: string, step: 'send' | 'cancel', version: number) =>
    api.post<PurchaseOrder>(`/purchase-orders/${orderId}/${step}`, { body: { version } }),
  receive: (orderId: string, body: ReceiveRequest) =>
    api.post<GoodsReceipt>(`/purchase-orders/${orderId}/receipts`, { body }),
};

type Asked<T> = Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ApiProblem }>;

/** Says what a change came to, and has everything about purchasing asked again: also what was refused may have changed. */
export function useChange(): <T>(asked: Asked<T>, done?: string) => Promise<T | null> {
  const queries = useQueryClient();
  return async (asked, done) => {
    const result = await asked;
    await Promise.all(
      ['purchase-orders', 'purchase-order', 'suppliers', 'on-hand'].map((key) =>
        queries.invalidateQueries({ queryKey: [key] }),
      ),
    );
    const { show } = useToasts.getState();
    if (!result.ok) {
      const { title, detail } = result.error;
      show({
        message: detail === '' || detail === title ? title : `${title}. ${detail}`,
        tone: 'danger',
        key: 'purchasing',
      });
      return null;
    }
    if (done !== undefined) show({ message: done, tone: 'success', key: 'purchasing' });
    return result.value;
  };
}
