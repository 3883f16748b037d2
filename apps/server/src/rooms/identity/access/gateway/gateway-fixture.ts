import { randomBytes } from 'node:crypto';
import type { AppFixture, Reply } from '../../../../app-fixture.ts';
import { createIds } from '../../../../platform/ids/index.ts';
import {
  type GatewayPayment,
  type PaymentGateway,
  signDelivery,
  type WebhookSecret,
} from '../../../../platform/webhooks/index.ts';

const ids = createIds();

/** A gateway in this process: payments can be made and given back, and it tells of it like a real one. */
export interface GatewaySimulator extends PaymentGateway {
  readonly payments: Map<string, GatewayPayment>;
  /** Cannot be reached while true. */
  isAway: boolean;
  /** What it signs with now. */
  readonly present: WebhookSecret;
}

export function simulateGateway(name = 'simulator'): GatewaySimulator {
  const secretOf = (keyId: string) => ({ keyId, secret: `whsec_${randomBytes(32).toString('base64')}` });
  const [former, present] = [secretOf('k1'), secretOf('k2')];
  const simulator: GatewaySimulator = {
    name,
    // The former one is still taken while the new one comes into use.
    secrets: [former, present],
    present,
    payments: new Map(),
    isAway: false,
    readPayment: async (gatewayPaymentId) => {
      if (simulator.isAway) throw new Error('the gateway cannot be reached');
      return simulator.payments.get(gatewayPaymentId);
    },
    createCheckout: async ({ reference }) => {
      if (simulator.isAway) throw new Error('the gateway cannot be reached');
      return `https://pay.test/checkout/${reference}`;
    },
  };
  return simulator;
}

export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A delivery as the gateway would send it. */
export function deliveryOf(
  fixture: AppFixture,
  gateway: GatewaySimulator,
  paymentId: string,
  more: { readonly type?: string; readonly secret?: WebhookSecret; readonly skewSeconds?: number } = {},
): Delivery {
  const { type = 'payment.changed', secret = gateway.present, skewSeconds = 0 } = more;
  const seconds = Math.floor(fixture.clock.now().getTime() / 1000) + skewSeconds;
  const body = JSON.stringify({ type, timestamp: fixture.clock.now().toISOString(), data: { paymentId } });
  const id = `evt_${ids.next()}`;
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': signDelivery(secret.secret, id, seconds, Buffer.from(body)),
      'webhook-key-id': secret.keyId,
    },
  };
}

export function deliver(fixture: AppFixture, gateway: GatewaySimulator, delivery: Delivery): Promise<Reply> {
  return fixture.ask('POST', `/gateway-events/${gateway.name}`, delivery);
}
