import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { receiptLink } from './receipt-link.ts';

describe('the link of a receipt', () => {
  it('is the one that the server makes', async () => {
    const organizationId = '01985f3a-0000-7000-8000-0000000000fe';
    const saleId = '01985f3b-1111-7abc-9def-0123456789ab';
    const secret = Buffer.from(Array.from({ length: 32 }, (_, at) => (at * 37) % 256));
    const named = Buffer.from(`${organizationId}${saleId}`.replaceAll('-', ''), 'hex');
    const mark = createHmac('sha256', secret).update(named).digest().subarray(0, 16);
    const link = await receiptLink(
      { organizationId, linkKey: secret.toString('base64url') },
      saleId,
      'https://pos.example',
    );
    expect(link).toBe(`https://pos.example/r/${Buffer.concat([named, mark]).toString('base64url')}`);
  });
});
