import type { OrderDetail, OrderList } from '@mosaajii/contract/orders';
import { businessDateIn } from '@mosaajii/domain/calendar';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { itemsOf, usePages } from '../../platform/answer/index.ts';
import { ApiFailure, type ApiProblem, api, orThrow } from '../../platform/api/index.ts';
import { useDevice, useObservable } from '../../platform/device/index.ts';
import type { StoredCart } from '../../platform/journal/index.ts';
import {
  type OrderRow,
  type OrderView,
  rowOfDocument,
  rowOfSummary,
  viewOfDetail,
  viewOfReturn,
  viewOfSale,
} from './order-view.ts';
import { fetchedSaleOf } from './wire-sale.ts';

const MOST_LOCAL = 2000;
const PAGE = 50;

/** Reads from the journal, and again whenever a sale, an answer or another tab changes it. `null` until the first reading. */
export function useLocal<T>(read: () => Promise<T>, key: string): T | null {
  const { sync } = useDevice();
  const status = useObservable(sync.status);
  const [state, setState] = useState<{ readonly key: string; readonly value: T } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    // The status is not read here: that it is another one is the signal to read again.
    const reading = status ? read() : null;
    void reading?.then((value) => {
      if (isCurrent) setState({ key, value });
    });
    return () => {
      isCurrent = false;
    };
    // `read` closes over what `key` names.
  }, [status, key]);
  return state?.key === key ? state.value : null;
}

/** The trading day: of the open shift, or today in the shop's time zone. */
export function useBusinessDate(): string | null {
  const { journal, session, now } = useDevice();
  const settings = useObservable(session.settings);
  const shift = useLocal(async () => ({ shift: await journal.currentShift() }), 'shift');
  if (shift === null) return null;
  return shift.shift?.businessDate ?? businessDateIn(settings?.store ?? { timeZone: 'UTC' }, now());
}

/** Sales and returns of this till on a day, newest first. */
export function useToday(businessDate: string | null): readonly OrderRow[] | null {
  const { journal } = useDevice();
  return useLocal(
    async () => (businessDate === null ? [] : await journal.listSales({ businessDate })).map(localRow),
    `today ${businessDate}`,
  );
}

/** Returns that this till made. */
export function useLocalReturns(): readonly OrderRow[] | null {
  const { journal } = useDevice();
  return useLocal(async () => {
    const documents = await journal.listSales({ recent: MOST_LOCAL });
    return documents.filter((document) => document.kind === 'return').map(localRow);
  }, 'returns');
}

/** A row of this till with the words it is found by. */
export type LocalRow = OrderRow & { readonly searchText: string };
function localRow(document: Parameters<typeof rowOfDocument>[0]): LocalRow {
  return { ...rowOfDocument(document), searchText: document.searchText };
}

export function useHeldCarts(): readonly StoredCart[] | null {
  const { carts } = useDevice();
  return useLocal(async () => (await carts.list()).filter((cart) => cart.isHeld), 'held');
}

/** All registers, from the server, page by page. */
export function useServerOrders(query: string, salespersonId: string) {
  const params = new URLSearchParams({ limit: String(PAGE) });
  if (query !== '') params.set('query', query);
  if (salespersonId !== '') params.set('salespersonId', salespersonId);
  return usePages(['orders', query, salespersonId], `/orders?${params}`, (pages: readonly OrderList[]) =>
    itemsOf(pages).map(rowOfSummary),
  );
}

/** The order on this device, if it is here. `undefined`: still looking. */
function useLocalOrder(orderId: string): OrderView | null | undefined {
  const { journal } = useDevice();
  const found = useLocal(async () => {
    const sale = await journal.findSale({ saleId: orderId });
    if (sale.ok) return { view: viewOfSale(sale.value) };
    const known = await journal.findReturn(orderId);
    return { view: known.ok ? viewOfReturn(known.value) : null };
  }, orderId);
  return found === null ? undefined : found.view;
}

/** The server's record of an order, and what a return needs of it. */
export function useServerOrder(orderId: string, isOn: boolean) {
  return useQuery({
    queryKey: ['order', orderId],
    enabled: isOn,
    retry: false,
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const detail = await orThrow(api.get<OrderDetail>(`/orders/${orderId}`, { signal }));
      return { detail, fetched: fetchedSaleOf(detail) };
    },
  });
}

export interface OrderLookup {
  readonly view: OrderView | null;
  readonly isLooking: boolean;
  readonly problem: ApiProblem | null;
}

/** An order from this device, or else from the server. */
export function useOrder(orderId: string): OrderLookup {
  const local = useLocalOrder(orderId);
  const server = useServerOrder(orderId, local === null);
  if (local) return { view: local, isLooking: false, problem: null };
  const isLooking = local === undefined || server.isPending;
  const problem = server.error instanceof ApiFailure ? server.error.problem : null;
  return { view: server.data ? viewOfDetail(server.data.detail) : null, isLooking, problem };
}
