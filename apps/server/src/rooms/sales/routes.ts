import {
  orderDetail,
  orderList,
  ordersQuery,
  returnableSaleList,
  returnableSalesQuery,
} from '@mosaajii/contract/orders';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem } from '../../platform/http/index.ts';
import { findReturnable } from './find-returnable.ts';
import { listOrders } from './list-orders.ts';
import { readOrder, readSaleStore } from './read-order.ts';

const NO_CURSOR = 'This cursor is not one that the list gave.';
const NO_SALE = 'There is no sale with this id.';

export const salesRoutes = [
  defineRoute({
    operation: 'orders.list',
    method: 'GET',
    url: '/orders',
    summary: 'Sales and returns, the latest first.',
    query: ordersQuery,
    response: orderList,
    handler: async ({ actor, query, stores, deps }) => {
      const orders = await deps.db.read(actor.organizationId, (tx) => listOrders(tx, { ...query, stores }));
      return orders ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'orders.returnable',
    method: 'GET',
    url: '/returnable-sales',
    summary: 'Sales by customer, day, goods, amount or last digits, with what is left of each to come back.',
    query: returnableSalesQuery,
    response: returnableSaleList,
    handler: async ({ actor, query, stores, deps }) => {
      const found = await deps.db.read(actor.organizationId, (tx) => findReturnable(tx, { ...query, stores }));
      return found ?? problem('invalid-request', NO_CURSOR);
    },
  }),
  defineRoute({
    operation: 'orders.read',
    method: 'GET',
    url: '/orders/:saleId',
    summary: 'One sale or return: lines, taxes, tenders, what came back, and why each line comes to its amount.',
    params: z.strictObject({ saleId: uuid }),
    response: orderDetail,
    place: { storeOf: (tx, { saleId }) => readSaleStore(tx, saleId), unknown: NO_SALE },
    handler: async ({ actor, params, deps }) => {
      const order = await deps.db.read(actor.organizationId, (tx) => readOrder(tx, params.saleId));
      return order ?? problem('not-found', NO_SALE);
    },
  }),
];
