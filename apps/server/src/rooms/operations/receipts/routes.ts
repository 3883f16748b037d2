import { linkEnded, publicReceipt, receiptMail, receiptMailed } from '@mosaajii/contract/receipts';
import { uuid } from '@mosaajii/contract/wire';
import { z } from 'zod';
import { defineRoute, problem, type Route } from '../../../platform/http/index.ts';
import { readSaleStore } from '../../sales/index.ts';
import { endLink } from './link-ends.ts';
import { mailReceipt } from './mail-receipt.ts';
import { readPublicReceipt } from './read-public-receipt.ts';

const saleParams = z.strictObject({ saleId: uuid });
const place = {
  storeOf: (tx: Parameters<typeof readSaleStore>[0], { saleId }: z.output<typeof saleParams>) =>
    readSaleStore(tx, saleId),
  unknown: 'There is no sale with this id here yet.',
};

const read = defineRoute({
  operation: 'receipts.read',
  method: 'GET',
  url: '/receipts/:token',
  summary: 'The receipt that a link leads to; the link is the right to read it',
  params: z.strictObject({ token: z.string().max(100) }),
  response: publicReceipt,
  handler: async ({ deps, params }) => {
    const found = await readPublicReceipt(deps, params.token);
    return found.ok ? found.value : problem(found.error.code, found.error.detail);
  },
});

const mail = defineRoute({
  operation: 'receipts.mail',
  method: 'POST',
  url: '/orders/:saleId/receipt-mails',
  summary: 'Send a receipt to the address that the customer names; the same id again sends nothing more',
  params: saleParams,
  body: receiptMail,
  response: receiptMailed,
  status: 202,
  place,
  handler: async ({ deps, actor, params, body, request }) => {
    const sent = await mailReceipt(deps, actor, params.saleId, body, request.id);
    return sent.ok ? { mailId: body.mailId } : problem(sent.error.code, sent.error.detail);
  },
});

const end = defineRoute({
  operation: 'receipts.link.end',
  method: 'DELETE',
  url: '/orders/:saleId/receipt-link',
  summary: 'End the link of a receipt, whoever has it; a repeat changes nothing',
  params: saleParams,
  response: linkEnded,
  place,
  handler: async ({ deps, actor, params, request }) => {
    await endLink(deps, actor, params.saleId, request.id);
    return { isEnded: true };
  },
});

export const receiptRoutes: readonly Route[] = [read, mail, end];
