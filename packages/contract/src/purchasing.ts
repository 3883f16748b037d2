import { z } from 'zod';
import {
  count,
  cursor,
  isoDate,
  isoTime,
  limit,
  minor,
  name,
  positiveMilli,
  priceE4,
  text,
  uuid,
  version,
} from './wire.ts';

/** The most lines of one order: some pages of paper. */
export const ORDER_LINES = 300;

const days = z.int().min(0).max(365).nullable();
const email = text(254).regex(/^$|^[^\s@]+@[^\s@]+$/, 'must be an e-mail address');

/** A supplier of the shop; empty texts stand for nothing. */
export const newSupplier = z.strictObject({
  supplierId: uuid,
  name: name(200),
  contactName: text(200).default(''),
  email: email.default(''),
  phone: text(40).default(''),
  /** Days until what is owed to them is due. */
  paymentTermsDays: days.default(null),
  /** Days from an order to its goods. */
  leadTimeDays: days.default(null),
  note: text(1000).default(''),
});
export type NewSupplier = z.output<typeof newSupplier>;

export const supplierPatch = z.strictObject({
  version,
  name: name(200).optional(),
  contactName: text(200).optional(),
  email: email.optional(),
  phone: text(40).optional(),
  paymentTermsDays: days.optional(),
  leadTimeDays: days.optional(),
  note: text(1000).optional(),
  /** Nothing is ordered any more from one that is not active; their orders stay. */
  isActive: z.boolean().optional(),
});
export type SupplierPatch = z.output<typeof supplierPatch>;

export const supplier = z.strictObject({
  supplierId: uuid,
  name: z.string(),
  contactName: z.string(),
  email: z.string(),
  phone: z.string(),
  paymentTermsDays: z.int().nullable(),
  leadTimeDays: z.int().nullable(),
  note: z.string(),
  isActive: z.boolean(),
  version,
  createdAt: isoTime,
});
export type Supplier = z.infer<typeof supplier>;

export const suppliersQuery = z.strictObject({
  /** A part of the name. */
  query: text(200).optional(),
  state: z.enum(['active', 'inactive', 'all']).default('active'),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type SuppliersQuery = z.output<typeof suppliersQuery>;
export const supplierList = z.strictObject({ items: z.array(supplier), nextCursor: z.string().nullable() });
export type SupplierList = z.infer<typeof supplierList>;
export const supplierParams = z.strictObject({ supplierId: uuid });

/** Lines in their order, each product once: a second line of the same could not be told apart when it is scanned. */
const orderLines = z
  .array(z.strictObject({ variantId: uuid, quantityMilli: positiveMilli, unitCostE4: priceE4 }))
  .max(ORDER_LINES)
  .refine((lines) => new Set(lines.map((line) => line.variantId)).size === lines.length, 'must name each product once');

const orderHead = { supplierId: uuid, expectedOn: isoDate.nullable(), note: text(1000), lines: orderLines };

/** A draft. The id is made by whoever asks: the same request again changes nothing. */
export const newPurchaseOrder = z.strictObject({ orderId: uuid, storeId: uuid, ...orderHead });
export type NewPurchaseOrder = z.output<typeof newPurchaseOrder>;
/** A draft as it shall be from now on; made from an older version, it is refused. */
export const purchaseOrderDraft = z.strictObject({ version, ...orderHead });
export type PurchaseOrderDraft = z.output<typeof purchaseOrderDraft>;
/** What is decided about the order that the asker sees. */
export const purchaseOrderStep = z.strictObject({ version });

export const purchaseOrderState = z.enum(['draft', 'sent', 'partly-received', 'received', 'cancelled']);
export type PurchaseOrderState = z.infer<typeof purchaseOrderState>;

export const purchaseOrderSummary = z.strictObject({
  orderId: uuid,
  /** `PO-000012`, without gaps in the shop. */
  number: z.string(),
  storeId: uuid,
  supplierId: uuid,
  supplierName: z.string(),
  state: purchaseOrderState,
  expectedOn: isoDate.nullable(),
  lineCount: count,
  totalMinor: minor,
  currencyCode: z.string(),
  createdAt: isoTime,
});
export type PurchaseOrderSummary = z.infer<typeof purchaseOrderSummary>;

export const purchaseOrderLine = z.strictObject({
  lineNumber: z.int().min(1),
  variantId: uuid,
  productId: uuid,
  sku: z.string(),
  name: z.string(),
  unit: z.string(),
  /** By which a scanner finds the line, as they are stored. */
  codes: z.array(z.string()),
  quantityMilli: positiveMilli,
  unitCostE4: priceE4,
  receivedMilli: z.int(),
});
export type PurchaseOrderLine = z.infer<typeof purchaseOrderLine>;

/** What arrived at one time: a fact. */
export const goodsReceipt = z.strictObject({
  receiptId: uuid,
  orderId: uuid,
  userId: uuid,
  businessDate: isoDate,
  receivedAt: isoTime,
  note: z.string(),
  totalMinor: minor,
  lines: z.array(
    z.strictObject({
      lineNumber: z.int().min(1),
      variantId: uuid,
      quantityMilli: positiveMilli,
      /** Of that more than was ordered. */
      overMilli: z.int().min(0),
    }),
  ),
});
export type GoodsReceipt = z.infer<typeof goodsReceipt>;

export const purchaseOrder = z.strictObject({
  ...purchaseOrderSummary.shape,
  note: z.string(),
  version,
  createdBy: uuid,
  sentAt: isoTime.nullable(),
  cancelledAt: isoTime.nullable(),
  lines: z.array(purchaseOrderLine),
  /** The latest first. */
  receipts: z.array(goodsReceipt),
});
export type PurchaseOrder = z.infer<typeof purchaseOrder>;

/** What arrived. The id is made by whoever counted; the version is of the order that they saw. */
export const receiveRequest = z.strictObject({
  receiptId: uuid,
  version,
  note: text(500).default(''),
  lines: z
    .array(z.strictObject({ lineNumber: z.int().min(1).max(ORDER_LINES), quantityMilli: positiveMilli }))
    .min(1)
    .max(ORDER_LINES),
});
export type ReceiveRequest = z.output<typeof receiveRequest>;

export const purchaseOrdersQuery = z.strictObject({
  /** A number, with or without the letters and the zeros; or a part of the supplier's name. */
  query: text(200).optional(),
  /** `open`: drafts and what has not all arrived. */
  state: z.enum(['open', 'draft', 'sent', 'partly-received', 'received', 'cancelled', 'all']).default('all'),
  storeId: uuid.optional(),
  cursor: cursor.optional(),
  limit: limit(200, 50),
});
export type PurchaseOrdersQuery = z.output<typeof purchaseOrdersQuery>;
export const purchaseOrderList = z.strictObject({
  items: z.array(purchaseOrderSummary),
  nextCursor: z.string().nullable(),
});
export type PurchaseOrderList = z.infer<typeof purchaseOrderList>;
export const purchaseOrderParams = z.strictObject({ orderId: uuid });
