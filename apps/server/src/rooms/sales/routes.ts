import { orderDetail, orderList, ordersQuery } from '@mosaajii/contract/orders';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem } from '../../platform/http/index.ts';
import { listOrders } from './list-orders.ts';
import { readOrder } from './read-order.ts';

export const salesRoutes = [
  defineRoute({
    operation: 'orders.list',
    method: 'GET',
    url: '/orders',
    summary: 'Sales and returns, the latest first.',
    query: ordersQuery,
    response: orderList,
    handler: async ({ actor, query, deps }) => {
      const orders = await deps.db.read(actor.organizationId, (tx) => listOrders(tx, query));
      return orders ?? problem('invalid-request', 'This cursor is not one that the list gave.');
    },
  }),
  defineRoute({
    operation: 'orders.read',
    method: 'GET',
    url: '/orders/:saleId',
    summary: 'One sale or return: lines, taxes, tenders, what came back, and why each line comes to its amount.',
    params: z.strictObject({ saleId: uuid }),
    response: orderDetail,
    handler: async ({ actor, params, deps }) => {
      const order = await deps.db.read(actor.organizationId, (tx) => readOrder(tx, params.saleId));
      return order ?? problem('not-found', 'There is no sale with this id.');
    },
  }),
];
