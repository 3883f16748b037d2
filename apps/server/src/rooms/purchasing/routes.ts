import {
  goodsReceipt,
  newPurchaseOrder,
  newSupplier,
  purchaseOrder,
  purchaseOrderDraft,
  purchaseOrderList,
  purchaseOrderParams,
  purchaseOrderStep,
  purchaseOrdersQuery,
  receiveRequest,
  supplier,
  supplierList,
  supplierParams,
  supplierPatch,
  suppliersQuery,
} from '@mosaajii/contract/purchasing';
import type { UserActor } from '../../platform/access/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import { defineRoute, problem, type Route } from '../../platform/http/index.ts';
import { listOrders, readOrder, readOrderStore } from './read-orders.ts';
import { receiveGoods } from './receive-goods.ts';
import { cancelOrder, sendOrder } from './step-order.ts';
import { changeSupplier, createSupplier, listSuppliers } from './suppliers.ts';
import { changeOrder, createOrder, NO_ORDER } from './write-order.ts';

const NO_CURSOR = 'This cursor is not one that the list gave.';

/** Where an order lies. */
const place = {
  storeOf: (tx: Tx, { orderId }: { readonly orderId: string }) => readOrderStore(tx, orderId),
  unknown: NO_ORDER,
};

function askedBy(actor: UserActor, request: { readonly id: string }) {
  return { actor, requestId: request.id };
}

const suppliers = defineRoute({
  operation: 'suppliers.list',
  method: 'GET',
  url: '/suppliers',
  summary: 'Suppliers by name',
  query: suppliersQuery,
  response: supplierList,
  handler: async ({ deps, actor, query }) => {
    // Opening what is sealed may make the shop's key.
    const found = await deps.db.tx(actor.organizationId, (tx) => listSuppliers(deps.personal, tx, query));
    return found ?? problem('invalid-request', NO_CURSOR);
  },
});

const addSupplier = defineRoute({
  operation: 'suppliers.create',
  method: 'POST',
  url: '/suppliers',
  summary: 'Write a supplier down',
  body: newSupplier,
  response: supplier,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const done = await createSupplier(deps, askedBy(actor, request), body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const updateSupplier = defineRoute({
  operation: 'suppliers.update',
  method: 'PATCH',
  url: '/suppliers/:supplierId',
  summary: 'Change some fields of a supplier, or order nothing from them any more',
  params: supplierParams,
  body: supplierPatch,
  response: supplier,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await changeSupplier(deps, askedBy(actor, request), params.supplierId, body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const orders = defineRoute({
  operation: 'purchase-orders.list',
  method: 'GET',
  url: '/purchase-orders',
  summary: 'Purchase orders by number, supplier and state, the latest first',
  query: purchaseOrdersQuery,
  response: purchaseOrderList,
  handler: async ({ deps, actor, query, stores }) => {
    const found = await deps.db.read(actor.organizationId, (tx) => listOrders(tx, { ...query, stores }));
    return found ?? problem('invalid-request', NO_CURSOR);
  },
});

const readOne = defineRoute({
  operation: 'purchase-orders.read',
  method: 'GET',
  url: '/purchase-orders/:orderId',
  summary: 'A purchase order with its lines and what arrived for it',
  params: purchaseOrderParams,
  response: purchaseOrder,
  place,
  handler: async ({ deps, actor, params }) => {
    const found = await deps.db.read(actor.organizationId, (tx) => readOrder(tx, params.orderId));
    return found ?? problem('not-found', NO_ORDER);
  },
});

const create = defineRoute({
  operation: 'purchase-orders.create',
  method: 'POST',
  url: '/purchase-orders',
  summary: 'Write the draft of a purchase order',
  body: newPurchaseOrder,
  response: purchaseOrder,
  status: 201,
  handler: async ({ deps, actor, body, request }) => {
    const done = await createOrder(deps, askedBy(actor, request), body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const update = defineRoute({
  operation: 'purchase-orders.update',
  method: 'PUT',
  url: '/purchase-orders/:orderId',
  summary: 'Replace what a draft says',
  params: purchaseOrderParams,
  body: purchaseOrderDraft,
  response: purchaseOrder,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await changeOrder(deps, askedBy(actor, request), params.orderId, body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const send = defineRoute({
  operation: 'purchase-orders.send',
  method: 'POST',
  url: '/purchase-orders/:orderId/send',
  summary: 'Fix a draft as it was sent to the supplier',
  params: purchaseOrderParams,
  body: purchaseOrderStep,
  response: purchaseOrder,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await sendOrder(deps, askedBy(actor, request), params.orderId, body.version);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const cancel = defineRoute({
  operation: 'purchase-orders.cancel',
  method: 'POST',
  url: '/purchase-orders/:orderId/cancel',
  summary: 'Give up an order for which nothing has arrived',
  params: purchaseOrderParams,
  body: purchaseOrderStep,
  response: purchaseOrder,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await cancelOrder(deps, askedBy(actor, request), params.orderId, body.version);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

const receive = defineRoute({
  operation: 'purchase-orders.receive',
  method: 'POST',
  url: '/purchase-orders/:orderId/receipts',
  summary: 'Receive goods that were ordered',
  params: purchaseOrderParams,
  body: receiveRequest,
  response: goodsReceipt,
  status: 201,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const done = await receiveGoods(deps, askedBy(actor, request), params.orderId, body);
    return done.ok ? done.value : problem(done.error.code, done.error.detail);
  },
});

export const purchasingRoutes: readonly Route[] = [
  suppliers,
  addSupplier,
  updateSupplier,
  orders,
  readOne,
  create,
  update,
  send,
  cancel,
  receive,
];
