import type { WebhookSecret } from './signature.ts';

/** What a gateway says about a payment when it is asked. */
export interface GatewayPayment {
  readonly state: 'pending' | 'paid' | 'failed' | 'refunded';
  readonly amountMinor: number;
  readonly currency: string;
  /** What was to be paid for: the id of an access request, or of an organization that renews. */
  readonly purpose:
    | { readonly kind: 'request'; readonly requestId: string }
    | { readonly kind: 'renewal'; readonly organizationId: string; readonly planId: string };
}

/** What is to be paid, and where the payer goes back to. */
export interface Checkout {
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string;
  readonly purpose: GatewayPayment['purpose'];
  readonly returnUrl: string;
}

/** Somebody who takes money for us and tells us of it. */
export interface PaymentGateway {
  /** In the address of its deliveries. */
  readonly name: string;
  readonly secrets: readonly WebhookSecret[];
  /**
   * The present state of a payment, asked of the gateway itself: a delivery says that something happened, never what we
   * believe. Undefined when the gateway does not know the payment. Throws when it cannot be reached.
   */
  readPayment(gatewayPaymentId: string): Promise<GatewayPayment | undefined>;
  /**
   * The address of a page of the gateway where this can be paid. The same `reference` again gives the same page: a payer
   * who presses twice pays once. Throws when the gateway cannot be reached.
   */
  createCheckout(wanted: Checkout): Promise<string>;
}
